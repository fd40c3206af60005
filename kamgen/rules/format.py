"""The plan's file itself: can it be read, does it keep to the format, does it agree with itself?

    file        FMT008 FMT001          nothing else of the plan can be judged
    keys        FMT002 FMT005
    values      FMT003 FMT004 FMT010
    meaning     FMT006 FMT007 FMT009   what it names is there, once, and could have happened

The reader finds most of it; FMT006 and FMT009 need site.toml and the day, and are found here.
"""

from __future__ import annotations

from functools import partial

from kamgen.model.choices import Severity
from kamgen.model.context import Context
from kamgen.model.plan import Plan
from kamgen.model.rule import Check, Example, Family, Outcome, Rule, faulty
from kamgen.rules.collected import collected, faults_of
from kamgen.rules.impossible import impossible_dates
from kamgen.rules.references import unknown_references


def _references_known(plan: Plan, context: Context) -> Outcome:
    faults = (*unknown_references(plan, context), *faults_of(plan, context, "FMT006"))
    return faulty(faults, "everything the plan refers to is there")


def _dates_possible(plan: Plan, context: Context) -> Outcome:
    faults = (*faults_of(plan, context, "FMT009"), *impossible_dates(plan, context))
    return faulty(faults, "every date is possible")


def _rule(
    code: str,
    name: str,
    summary: str,
    rationale: str,
    good: Example,
    bad: Example,
    check: Check,
    severity: Severity = Severity.ERROR,
) -> Rule:
    return Rule(code, name, Family.FORMAT, severity, 0, summary, rationale, good, bad, check)


def _found(code: str, fine: str) -> Check:
    return partial(collected, code=code, fine=fine)


RULES: tuple[Rule, ...] = (
    _rule(
        "FMT001",
        "front-matter-syntax",
        "Fires when the front matter is missing, never closed, or cannot be parsed",
        "Everything that kamgen knows of an account stands between the two lines of `---`. When that block cannot be "
        "read, none of it counts, so this comes first.",
        Example("objective: retain"),
        Example("---\nname: Halden Marine\nowner: Ingrid Solberg\ncategory: core\n"),
        _found("FMT001", "the front matter can be parsed"),
    ),
    _rule(
        "FMT002",
        "unknown-field",
        "Fires at a key that the plan format does not have",
        "A mistyped key would otherwise be lost without a word, and the account be blamed for a gap that its manager "
        "has filled.",
        Example("objective: retain"),
        Example("objectiv: retain"),
        _found("FMT002", "every key is one of the format's"),
    ),
    _rule(
        "FMT003",
        "invalid-value",
        "Fires at a value of the wrong kind or off its scale",
        "Figures are summed over accounts and currencies, and dates decide what is due. A value that can be read in "
        "two ways is left out and named, never guessed.",
        Example("financials: [{year: 2025, revenue: 1.24M}]"),
        Example('financials: [{year: 2025, revenue: "1,24M"}]'),
        _found("FMT003", "every value can be read"),
    ),
    _rule(
        "FMT004",
        "missing-field",
        "Fires when a plan has no name, owner or category, or an entry lacks what names it",
        "An account without an owner is nobody's, and without a category nobody knows which service it is owed. All "
        "else may come later.",
        Example("objective: retain"),
        Example("---\nname: Halden Marine\ncategory: core\n---\n"),
        _found("FMT004", "name, owner and category are there"),
    ),
    _rule(
        "FMT005",
        "duplicate-key",
        "Fires when one key stands twice in the same block",
        "Most programs keep the second value and drop the first in silence. Which of the two is true, only the writer "
        "knows.",
        Example("region: Nordics"),
        Example("region: Nordics\nregion: Benelux"),
        _found("FMT005", "no key stands twice"),
    ),
    _rule(
        "FMT006",
        "unknown-reference",
        "Fires at a category, measure, offering, waived rule or currency that nothing defines, or a need's `met_by` "
        "that is neither an opportunity nor an offering",
        "Category, measures and offerings tie an account to the policy of the firm: what it is owed and what it could "
        "buy. A name that nobody defines ties it to nothing, and an amount without a rate would fall out of the sums.",
        Example("needs: [{need: Fewer line stops, met_by: Platform}]\nofferings: {Platform: active}"),
        Example("needs: [{need: Fewer line stops, met_by: Platfrom}]\nofferings: {Platform: active}"),
        _references_known,
    ),
    _rule(
        "FMT007",
        "duplicate-account",
        "Fires when two plans have one slug, or (as a warning) one name or one CRM id",
        "Two plans for one client count it twice in every sum, and each team believes that the other's half is not "
        "there. Subsidiaries have plans of their own, joined by `parent`.",
        Example("crm: {system: Salesforce, id: 0015g00000XyZ}"),
        Example(
            "crm: {system: Salesforce, id: 0015g00000XyZ}",
            others=(
                (
                    "halden-marine-as.md",
                    "---\nname: Halden Marine AS\nowner: Per Moe\ncategory: core\n"
                    "crm: {system: Salesforce, id: 0015g00000XyZ}\n---\n",
                ),
            ),
        ),
        _found("FMT007", "no other plan has its slug, name or CRM id"),
    ),
    _rule(
        "FMT008",
        "unreadable-file",
        "Fires at a file that is not UTF-8 text, is too large, may not be read, or leads out of the accounts folder",
        "Plans are plain text so that everyone can read and compare them with any tool. What is not cannot be shown, "
        "and a link out of the folder could put a file on the site that does not belong there.",
        Example("region: Nordics"),
        Example("region: Nor\0dics"),
        _found("FMT008", "the file is UTF-8 text"),
    ),
    _rule(
        "FMT009",
        "impossible-date",
        "Fires at a past event dated in the future, an end before its beginning, or a year outside 1900 to 2200",
        "A review next month is an intention, not a review, and would hide that none was held. A mistyped year makes "
        "an account look fresh for ten more.",
        Example("feedback: [{date: 2026-06-03, method: survey}]"),
        Example("feedback: [{date: 2027-06-03, method: survey}]"),
        _dates_possible,
    ),
    _rule(
        "FMT010",
        "placeholder-text",
        "Fires where TODO, TBD, lorem ipsum or the like stands for text that is still to be written",
        "A heading with TODO below it looks answered in a table of contents. The checklist counts only what says "
        "something, and this says where the rest is missing.",
        Example("", "## Growth\n\nA second line in Halden by 2028.\n"),
        Example("", "## Growth\n\nTODO\n"),
        _found("FMT010", "no text only holds a place"),
        Severity.WARNING,
    ),
)
