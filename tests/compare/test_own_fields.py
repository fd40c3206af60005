"""What a plan says in the team's own fields (`[fields]` in site.toml) is compared like what it says in kamgen's."""

from __future__ import annotations

import pytest

from kamgen.compare.plans import compare_plans
from kamgen.model.config import SiteConfig
from kamgen.model.plan import Plan
from kamgen.model.source import Source
from kamgen.parse.plan import parse_plan
from tests.compare.compare_support import AS_OF
from tests.records import record_of

SITE = record_of(
    SiteConfig,
    {"fields": {"segment": {"type": "choice", "choices": ["A", "B"], "name": "Segment"}, "quota": {"type": "money"}}},
)


def plan(more: str) -> Plan:
    text = f"---\nname: X\nowner: Ann\ncategory: core\n{more}---\n"
    return parse_plan(Source("content/accounts/x.md", text.encode()), "content/accounts")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("segment: A\n", "segment: B\n", [("Segment", "A", "B")]),
        ("", "quota: 1.2M\n", [("quota", "", "1.2M")]),
        ("quota: 1.2M\nsegment: A\n", "", [("Segment", "A", ""), ("quota", "1.2M", "")]),
        ("quota: 1.2M\n", "quota: 1200k\n", []),
        ("segment: A\n", "segment: a\n", []),
        ("unknown: A\n", "unknown: B\n", []),
        (
            "industry: Steel\nsegment: A\n", "industry: Wood\nsegment: B\n",
            [("industry", "Steel", "Wood"), ("Segment", "A", "B")],
        ),
    ],
)  # fmt: skip
def test_a_change_of_meaning_is_told(before: str, after: str, told: list[tuple[str, str, str]]) -> None:
    entries = compare_plans(plan(before), plan(after), SITE, AS_OF).entries
    assert len(entries) == bool(told)
    assert [(field.label, field.before, field.after) for entry in entries for field in entry.fields] == told
