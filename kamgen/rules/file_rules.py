"""What binds every plan: its file, what it refers to, and its waivers. Nobody can waive these rules.

    file        FMT008 FMT001          nothing else of the plan can be judged
    keys        FMT002 FMT005
    values      FMT003 FMT004 FMT010
    prose       FMT011
    meaning     FMT006 FMT007 FMT009   what it names is there, once, and could have happened
    links       LNK001 LNK002 LNK003 LNK004
    waivers     WVR001 over · WVR002 excuses nothing · WVR003 not agreed

Reading, linking and applying waivers find most of it, and hand it over as faults with the rule's code; FMT006 and
FMT009 need site.toml and the day, and are found by `consistency`.
"""

from __future__ import annotations

from kamgen.facts.dates import is_over
from kamgen.model.values import in_currency
from kamgen.rules.codes import FaultCode
from kamgen.rules.consistency import impossible_dates, own_faults, unknown_references
from kamgen.rules.declare import Context, Example, Family, Fault, Outcome, Plan, Rule, RuleFamily, Severity, faulty

FORMAT, LINKS, WAIVERS = (
    RuleFamily(family, severity=Severity.ERROR, lost=True) for family in (Family.FORMAT, Family.LINKS, Family.WAIVERS)
)


def faults_of(plan: Plan, context: Context, code: str) -> tuple[Fault, ...]:
    """What was found under ``code`` before any rule was asked."""
    found = tuple(fault for of, fault in (*plan.faults, *context.links.faults) if of == code)
    if code == FaultCode.UNKNOWN_FIELD and plan.own:
        known = {plan.at(key, True) for key in plan.own if key in context.site.fields}
        found = tuple(fault for fault in found if plan.at(fault.key, True) not in known)
    if code == FaultCode.INVALID_VALUE:
        found = (*found, *own_faults(plan, context))
    return tuple(in_currency(fault, plan.front.currency or context.site.site.currency) for fault in found)


def reported(
    rule: RuleFamily,
    code: str,
    name: str,
    summary: str,
    rationale: str,
    good: Example,
    bad: Example,
    fine: str,
    severity: Severity | None = None,
) -> Rule:
    """A rule that reports what was found under its code."""

    def found_before(plan: Plan, context: Context) -> Outcome:
        return faulty(faults_of(plan, context, code), fine)

    declared = rule(code, name, summary=summary, rationale=rationale, good=good, bad=bad, severity=severity)
    return declared(found_before)


@FORMAT(
    "FMT006",
    "unknown-reference",
    summary=(
        "Fires at a category, measure, offering, waived rule or currency that nothing defines, or a need's `met_by` "
        "that is neither an opportunity nor an offering"
    ),
    rationale=(
        "Category, measures and offerings tie an account to the policy of the firm: what it is owed and what it could "
        "buy. A name that nobody defines ties it to nothing, and an amount without a rate would fall out of the sums."
    ),
    good=Example("needs: [{need: Fewer line stops, met_by: Platform}]\nofferings: {Platform: active}"),
    bad=Example("needs: [{need: Fewer line stops, met_by: Platfrom}]\nofferings: {Platform: active}"),
)
def unknown_reference(plan: Plan, context: Context) -> Outcome:
    faults = (*unknown_references(plan, context), *faults_of(plan, context, FaultCode.UNKNOWN_REFERENCE))
    return faulty(faults, "everything the plan refers to is there")


@FORMAT(
    "FMT009",
    "impossible-date",
    summary=("Fires at a past event dated in the future, an end before its beginning, or a year outside 1900 to 2200"),
    rationale=(
        "Feedback of next month is an intention, not feedback, and would hide that none was gathered. A mistyped year "
        "makes an account look fresh for ten more."
    ),
    good=Example("feedback: [{date: 2026-06-03, method: survey}]"),
    bad=Example("feedback: [{date: 2027-06-03, method: survey}]"),
)
def impossible_date(plan: Plan, context: Context) -> Outcome:
    found = faults_of(plan, context, FaultCode.IMPOSSIBLE_DATE)
    return faulty((*found, *impossible_dates(plan, context)), "every date is possible")


@WAIVERS(
    "WVR001",
    "waiver-expired",
    summary="Fires when the last day of a waiver is over",
    rationale=(
        "A waiver is a decision for a time: the client's policy may change, and so may the person who approved it. "
        "When its day has passed somebody has to decide again, and until then the criterion counts."
    ),
    good=Example("waive: [{rule: FBK003, reason: Their policy forbids surveys, until: 2027-03-31, by: Eva Lund}]"),
    bad=Example("waive: [{rule: FBK003, reason: Their policy forbids surveys, until: 2026-03-31, by: Eva Lund}]"),
)
def waiver_expired(plan: Plan, context: Context) -> Outcome:
    faults = tuple(
        Fault(
            f"waive[{number}].until",
            f"the waiver of {waiver.rule} ended on {waiver.until}, and the criterion counts again",
            "a later `until` once that is agreed, or take the waiver out",
        )
        for number, waiver in enumerate(plan.front.waive)
        if waiver.until and is_over(waiver.until, context.as_of)
    )
    return faulty(faults, "no waiver has ended")


_GROUP = (
    "halden-group.md",
    "---\nname: Halden Group\nowner: Per Moe\ncategory: core\n---\n\n## Growth\n\nTwo new yards.\n",
)

RULES: tuple[Rule, ...] = (
    reported(
        FORMAT,
        "FMT001",
        "front-matter-syntax",
        "Fires when the front matter is missing, never closed, stands twice, or cannot be parsed",
        "Everything that kamgen knows of an account stands between the two lines of `---`. When that block cannot be "
        "read, none of it counts, so this comes first.",
        Example("objective: retain"),
        Example("---\nname: Halden Marine\nowner: Ingrid Solberg\ncategory: core\n"),
        "the front matter can be parsed",
    ),
    reported(
        FORMAT,
        "FMT002",
        "unknown-field",
        "Fires at a key that the plan format does not have",
        "A mistyped key would otherwise be lost without a word, and the account be blamed for a gap that its manager "
        "has filled.",
        Example("objective: retain"),
        Example("objectiv: retain"),
        "every key is one of the format's",
    ),
    reported(
        FORMAT,
        "FMT003",
        "invalid-value",
        "Fires at a value of the wrong kind or off its scale",
        "Figures are summed over accounts and currencies, and dates decide what is due. A value that can be read in "
        "two ways is left out and named, never guessed.",
        Example("financials: [{year: 2025, revenue: 1.24M}]"),
        Example('financials: [{year: 2025, revenue: "1,24M"}]'),
        "every value can be read",
    ),
    reported(
        FORMAT,
        "FMT004",
        "missing-field",
        "Fires when a plan has no name, owner or category, or an entry lacks what names it",
        "An account without an owner is nobody's, and without a category nobody knows which service it is owed. All "
        "else may come later.",
        Example("objective: retain"),
        Example("---\nname: Halden Marine\ncategory: core\n---\n"),
        "name, owner and category are there",
    ),
    reported(
        FORMAT,
        "FMT005",
        "duplicate-key",
        "Fires when one key stands twice in the same block",
        "Most programs keep the second value and drop the first in silence. Which of the two is true, only the writer "
        "knows.",
        Example("region: Nordics"),
        Example("region: Nordics\nregion: Benelux"),
        "no key stands twice",
    ),
    unknown_reference,
    reported(
        FORMAT,
        "FMT007",
        "duplicate-account",
        "Fires when two plans have one slug, or (as a warning) one name or one CRM id, or a copy lies beside a plan",
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
        "no other plan has its slug, name or CRM id",
    ),
    reported(
        FORMAT,
        "FMT008",
        "unreadable-file",
        "Fires at a file that is not UTF-8 text, is too large, may not be read, leads out of the accounts folder or "
        "has not the ending of the plan that it begins like, and at signs that only look like those of the format",
        "Plans are plain text so that everyone can read and compare them with any tool. What is not cannot be shown, "
        "and a link out of the folder could put a file on the site that does not belong there.",
        Example("region: Nordics"),
        Example("region: Nor\0dics"),
        "the file is UTF-8 text",
    ),
    impossible_date,
    reported(
        FORMAT,
        "FMT010",
        "placeholder-text",
        "Fires where TODO, TBD, lorem ipsum or the like stands for text that is still to be written",
        "A heading with TODO below it looks answered in a table of contents. The checklist counts only what says "
        "something, and this says where the rest is missing.",
        Example("", "## Growth\n\nA second line in Halden by 2028.\n"),
        Example("", "## Growth\n\nTODO\n"),
        "no text only holds a place",
        Severity.WARNING,
    ),
    reported(
        FORMAT,
        "FMT011",
        "misread-prose",
        "Fires at prose of which the page shows less than was written, or something else: cells beyond a table's head, "
        "footnotes that nothing refers to, boxes that begin no task, addresses with blanks, HTML",
        "Plans are written in many programs, and each reads Markdown in its own way. What one of them shows and the "
        "site does not would be missed by nobody but the writer, who believes that it was said.",
        Example("", "- [ ] Send the draft contract @Per Moe due:2026-12-01\n"),
        Example("", "- []Send the draft contract @Per Moe due:2026-12-01\n"),
        "all prose is read as it was meant",
        Severity.WARNING,
    ),
    reported(
        LINKS,
        "LNK001",
        "broken-account-link",
        "Fires at a link or `[[…]]` to a plan that is not there, or a `led_to` that names neither plan nor opportunity",
        "Links carry a reader from a client to its group, its sister and its rival. One that leads nowhere is most "
        "often an account that was renamed, and what was known there is out of sight.",
        Example("", "Terms come from [[halden-group]].\n", others=(_GROUP,)),
        Example("", "Terms come from [[halden-gruop]].\n", others=(_GROUP,)),
        "every link to an account leads to its plan",
    ),
    reported(
        LINKS,
        "LNK002",
        "broken-attachment",
        "Fires at a document or image that is not in the accounts folder",
        "Feedback counts as documented when its document can be opened. Collis asks for client feedback in writing; a "
        "file name without the file is a claim.",
        Example(
            "feedback: [{date: 2026-06-03, document: feedback-2026-06.pdf}]",
            others=(("feedback-2026-06.pdf", "the answers"),),
        ),
        Example("feedback: [{date: 2026-06-03, document: feedback-2026-06.pdf}]"),
        "every document and image is there",
    ),
    reported(
        LINKS,
        "LNK003",
        "broken-anchor",
        "Fires at a link to a heading that its plan does not have",
        "A link to a heading takes the reader to one paragraph of a long plan. When the heading is renamed, the reader "
        "is left at the top to search.",
        Example("", "See [their growth](halden-group.md#growth).\n", others=(_GROUP,)),
        Example("", "See [their growth](halden-group.md#grwoth).\n", others=(_GROUP,)),
        "every heading that is linked to is there",
    ),
    reported(
        LINKS,
        "LNK004",
        "broken-hierarchy",
        "Fires at a `parent` that is not there, or at parents that go round in a circle",
        "A group's page names its subsidiaries, and each of them the group: who works on one sees whom the client "
        "belongs to, and what else is sold there. That needs a parent which is there.",
        Example("parent: halden-group", others=(_GROUP,)),
        Example("parent: halden-gruop", others=(_GROUP,)),
        "its parent is there, or it has none",
    ),
    waiver_expired,
    reported(
        WAIVERS,
        "WVR002",
        "waiver-unused",
        "Fires when what a waiver excuses is met or does not apply, or cannot be waived",
        "A waiver that excuses nothing hides the gap of tomorrow: the day the criterion slips, nobody is told. It "
        "has done its work and can go.",
        Example("waive: [{rule: CRM001, reason: Not in our CRM until the merger, until: 2027-03-31, by: Eva Lund}]"),
        Example(
            "crm: {system: Salesforce, id: 0015g00000XyZ}\n"
            "waive: [{rule: CRM001, reason: Not in our CRM until the merger, until: 2027-03-31, by: Eva Lund}]"
        ),
        "every waiver excuses a gap",
        Severity.WARNING,
    ),
    reported(
        WAIVERS,
        "WVR003",
        "waiver-not-agreed",
        "Fires at a waiver that nobody but the owner approved, or that does not end within 12 months: it does not hold",
        "Who is judged by a criterion cannot excuse themselves from it, and an excuse without an end is a rule that "
        "was abolished in silence. `by` names who agreed, and `until` the day on which they look at it again.",
        Example(
            "waive: [{rule: CRM001, reason: Not in our CRM until the merger, until: 2027-03-31, by: Eva Lund}]",
        ),
        Example("waive: [{rule: CRM001, reason: Not in our CRM until the merger}]"),
        "every waiver is agreed, and ends",
    ),
)
