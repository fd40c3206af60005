"""Which rules and plans a run is about."""

from __future__ import annotations

import pytest

from kamgen.model.config import ChecklistTable, SiteConfig
from kamgen.model.errors import ConfigError
from kamgen.report.verdict import Selection, narrowed, plans_below

CODES = ("FMT001", "FBK001", "FBK002", "CRM001")


@pytest.mark.parametrize(
    ("own", "given", "chosen"),
    [
        (ChecklistTable(), Selection(select=("FBK",)), ("FBK001", "FBK002")),
        (ChecklistTable(), Selection(select=("fbk", "CRM001"), ignore=("FBK002",)), ("FBK001", "CRM001")),
        (ChecklistTable(ignore=("FBK",)), Selection(select=("FBK001",)), ("FBK001",)),
        (ChecklistTable(ignore=("FBK",)), Selection(ignore=("CRM",)), ("FMT001",)),
        (ChecklistTable(ignore=("FBK",)), Selection(extend_select=("FBK002",)), ("FMT001", "FBK002", "CRM001")),
        (ChecklistTable(select=("CRM",)), Selection(extend_select=("FMT",)), ("FMT001", "CRM001")),
        (ChecklistTable(select=("CRM",)), Selection(select=("FMT",), extend_select=("FBK001",)), ("FMT001", "FBK001")),
    ],
)
def test_what_is_given_for_the_run_goes_before_site_toml(
    own: ChecklistTable, given: Selection, chosen: tuple[str, ...]
) -> None:
    checklist = narrowed(SiteConfig(checklist=own), given, CODES).checklist
    assert (checklist.select, checklist.ignore) == (chosen, ())


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("FBK003", "did you mean `FBK002`?"),
        ("FBX", "did you mean `FBK`?"),
        ("zzz9", "`kamgen explain` lists all rules"),
    ],
)
def test_an_unknown_code_is_an_error_with_the_nearest(code: str, hint: str) -> None:
    with pytest.raises(ConfigError) as caught:
        narrowed(SiteConfig(), Selection(ignore=(code,)), CODES)
    assert (caught.value.message, caught.value.help_text) == (f"there is no rule `{code}`", hint)


def test_no_rule_left_is_an_error() -> None:
    with pytest.raises(ConfigError, match="no rule is left to check"):
        narrowed(SiteConfig(), Selection(select=("FBK",), ignore=("FBK",)), CODES)


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("", {"a/x.md", "a/b/y.md", "ab/z.md"}),
        ("a", {"a/x.md", "a/b/y.md"}),
        ("a/b", {"a/b/y.md"}),
        ("a/x.md", {"a/x.md"}),
        ("a/x", set()),
        ("c", set()),
    ],
)
def test_a_place_stands_for_itself_and_all_below(place: str, found: set[str]) -> None:
    assert plans_below(["a/x.md", "a/b/y.md", "ab/z.md"], [place]) == found
