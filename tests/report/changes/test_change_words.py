"""What became of accounts, sections and entries, in a line or two each."""

from __future__ import annotations

from kamgen.model.change import ChangeKind, SectionChange
from kamgen.model.enums import Severity
from kamgen.model.finding import Finding
from kamgen.report.changes import formatter
from kamgen.report.changes.report import count_fates, effect, headline, notes
from kamgen.report.changes.wording import entry_words, section_name
from tests.records import replace
from tests.report.changes.change_samples import (
    COMPARISON,
    HALDEN,
    NO_PLAN,
    NO_RESULTS,
    NORDKAPP,
    OPTIONS,
    ORESUND,
    SHIFT,
    comparison,
    entry,
    field,
)

AFFECTED = replace(HALDEN, plan=NO_PLAN)
MOVED = replace(AFFECTED, before=HALDEN.one._replace(path="content/accounts/old/halden.md"))


def test_accounts_are_counted_by_what_became_of_them() -> None:
    everything = comparison(HALDEN, AFFECTED, AFFECTED, MOVED, NORDKAPP, ORESUND)
    assert headline(everything)[0] == "1 account changed, 1 added, 1 removed, 1 moved, 2 affected"
    assert count_fates(comparison(MOVED)) == {"added": 0, "changed": 0, "removed": 0, "moved": 1}
    last = formatter("full")(everything, OPTIONS).splitlines()[-1]
    assert last == "Diff: 1 added, 1 changed, 1 removed, 1 moved, 2 affected; checklist 71; 5 to look at"


def test_a_headline_without_accounts_names_the_settings() -> None:
    assert headline(comparison(settings=COMPARISON.settings, score=(71, 69))) == [
        "no account changed",
        "checklist 71 → 69 (−2)",
        "1 setting of site.toml changed",
    ]


def test_a_headline_counts_new_errors() -> None:
    broken = replace(HALDEN, plan=NO_PLAN, results=NO_RESULTS._replace(new=(_error(), _error())))
    assert headline(comparison(broken)) == ["1 account affected", "2 new errors"]


def _error() -> Finding:
    return NORDKAPP.results.new[0]._replace(severity=Severity.ERROR)


def test_a_new_plan_tells_its_errors_one_by_one_and_counts_the_rest() -> None:
    made = replace(NORDKAPP, results=NO_RESULTS._replace(new=(*NORDKAPP.results.new, _error())))
    shown = formatter("full")(comparison(made), OPTIONS)
    assert "    a new plan with 1 error, 2 warnings; kamgen check content/accounts/nordkapp.md lists them\n" in shown
    assert shown.count("new finding: ") == 1


def test_a_plan_of_which_nothing_is_known_has_no_contents() -> None:
    assert list(notes(replace(ORESUND, plan=NO_PLAN))) == []
    assert list(notes(ORESUND)) == ["removed: 1 promise"]


def test_a_section_may_have_no_heading_or_another_one() -> None:
    assert section_name(SectionChange("", "", ChangeKind.CHANGED, 1, 0, (), 3)) == "text before the first heading"
    assert section_name(SectionChange("A", "B", ChangeKind.CHANGED, 1, 0, (), 3)) == "“A” (was “B”)"


def test_an_entry_gives_all_but_its_title() -> None:
    added = entry(
        "action", ChangeKind.ADDED, "Call", field("action", "action", "", "Call"), field("due", "due", "", "2027")
    )
    removed = entry("action", ChangeKind.REMOVED, "Call", field("owner", "owner", "Eva", ""))
    assert (entry_words(added), entry_words(removed)) == ("due 2027", "owner Eva")


def test_an_effect_names_new_findings_and_counts_fixed_ones() -> None:
    found = SHIFT.results.new[0]
    results = NO_RESULTS._replace(new=(found, found), fixed=(found,))
    same = SHIFT._replace(after=SHIFT.before, results=results)
    assert effect(same) == f"new: {found.code} (2 times); 1 finding fixed"
    assert effect(same._replace(results=NO_RESULTS)) == "criteria differ"
