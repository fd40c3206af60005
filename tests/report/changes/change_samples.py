"""A rich comparison: real plans, judged as `diff` judges them, and their changes by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kamgen.analyse.summary import summarise
from kamgen.model.change import (
    ChangeKind,
    EntryChange,
    FieldChange,
    Piece,
    PlanChange,
    ReviewFlag,
    SectionChange,
    ValueKind,
)
from kamgen.model.comparison import (
    AccountChange,
    Amounts,
    Comparison,
    CriterionChange,
    Results,
    SettingChange,
    Shift,
    Side,
)
from kamgen.model.enums import Severity
from kamgen.model.finding import Finding
from kamgen.model.source import Content, Source
from kamgen.model.standing import Standing
from kamgen.model.summary import Summary
from kamgen.parse.config import parse_config
from kamgen.pipeline import evaluate
from kamgen.report.changes import ChangeOptions

AS_OF = date(2026, 11, 20)
FOLDER = "content/accounts"
OPTIONS = ChangeOptions(
    marker="sales", source_url="https://git.example/plans/-/blob/main/{path}#L{line}", version="0.1.0"
)
NO_PLAN, NO_RESULTS = PlanChange(), Results((), (), (), 0)
NO_AMOUNTS = Amounts(None, None, None, None)

_HALDEN = """---
name: Halden Marine
owner: Ingrid Solberg
category: strategic
financials:
  - {{year: 2025, revenue: 1.1M, gross_profit: 400k, cost_to_serve: 90k, target_revenue: 1M, target_profit: 200k}}
  - {{year: 2026, through: 2026-10, revenue: 910k, gross_profit: 310k, cost_to_serve: 96k, target_revenue: {target}}}
feedback: [{{date: 2026-06-03, method: interview, from: [Kari Dahl], score: 8, scale: 10, summary: Content.}}]
contacts: [{{name: Kari Dahl, role: decision maker, sentiment: {sentiment}, last_contact: 2026-10-30}}]
{promises}---
# Halden Marine
"""
_NEW = "---\nname: Nordkapp Shipping\nowner: Eva Lund\ncategory: growth\n---\n# Nordkapp Shipping\n"
_OLD = "---\nname: Øresund & Co\nowner: Per Moe\ncategory: core\n---\n# Øresund\n"


def _summaries(**plans: str) -> dict[str, Summary]:
    site = parse_config("")
    sources = [Source(f"{FOLDER}/{slug}.md", text.encode()) for slug, text in sorted(plans.items())]
    accounts = evaluate(Content(FOLDER, tuple(sources), frozenset()), site, AS_OF)
    return {account.slug: summarise(account, site, AS_OF) for account in accounts}


BEFORE = _summaries(
    halden=_HALDEN.format(
        target="1.3M",
        sentiment="supporter",
        promises="promises: [{promise: Spare parts within 24 hours, to: Kari Dahl, due: 2026-12-20}]\n",
    ),
    oresund=_OLD,
)
AFTER = _summaries(halden=_HALDEN.format(target="1.1M", sentiment="critic", promises=""), nordkapp=_NEW)


def field(
    name: str, label: str, before: str, after: str, difference: str = "", flag: ReviewFlag | None = None, times: int = 0
) -> FieldChange:
    return FieldChange(
        name, label, ValueKind.TEXT, before or None, after or None, before, after, difference, flag, times
    )


def entry(
    noun: str,
    kind: ChangeKind,
    title: str,
    *fields: FieldChange,
    former: str = "",
    line: int = 9,
    flag: ReviewFlag | None = None,
) -> EntryChange:
    groups = {"plan": "", "promise": "promises", "action": "actions", "contact": "contacts", "year": "financials"}
    return EntryChange(groups.get(noun, f"{noun}s"), noun, kind, title, former, fields, line, flag)


def amounts(revenue: str, target: str, profit: str, pipeline: str) -> Amounts:
    return Amounts(*(Decimal(text) if text else None for text in (revenue, target, profit, pipeline)))


_TARGET = FieldChange(
    "target_revenue", "revenue target", ValueKind.MONEY, "1300000", "1100000",
    "1.3M", "1.1M", "−200k, −15.4%", ReviewFlag.TARGET_LOWERED, 2,
)  # fmt: skip
_DUE = FieldChange(
    "due", "due", ValueKind.DAY, "2026-12-01", "2027-01-01",
    "2026-12-01", "2027-01-01", "31 days later", ReviewFlag.DATE_MOVED, 3,
)  # fmt: skip

HALDEN_PLAN = PlanChange(
    (
        entry("plan", ChangeKind.CHANGED, "", field("industry", "industry", "", "Shipbuilding"), line=2),
        entry("year", ChangeKind.CHANGED, "2026", _TARGET, line=7),
        entry(
            "contact",
            ChangeKind.CHANGED,
            "Kari Dahl",
            field("sentiment", "sentiment", "supporter", "critic"),
            field("title", "title", "COO", "CEO"),
            flag=ReviewFlag.CRITIC,
        ),
        entry(
            "promise",
            ChangeKind.REMOVED,
            "Spare parts within 24 hours",
            field("promise", "promise", "Spare parts within 24 hours", ""),
            field("to", "to", "Kari Dahl", ""),
            field("due", "due", "2026-12-20", ""),
            flag=ReviewFlag.PROMISE_REMOVED,
            line=10,
        ),
        entry("action", ChangeKind.CHANGED, "Send the draft contract", _DUE, former="Send the draft", line=11),
        entry("risk", ChangeKind.ADDED, "Yard closes", field("likelihood", "likelihood", "", "high"), line=12),
        entry("crm", ChangeKind.CHANGED, "", field("synced", "synced", "2026-09-01", "2026-11-02", "62 days later")),
    ),
    (
        SectionChange(
            "Growth",
            "",
            ChangeKind.CHANGED,
            4,
            3,
            (
                Piece(" ", "… the client"),
                Piece("-", "hesitates about it"),
                Piece("+", "plans a second *yard*"),
                Piece(" ", "in Bergen …"),
            ),
            15,
        ),
        SectionChange("Strengths", "", ChangeKind.ADDED, 20, 0, (), 19),
    ),
)


def _fresh(old: tuple[Finding, ...], new: tuple[Finding, ...]) -> tuple[Finding, ...]:
    known = {(finding.code, finding.key) for finding in old}
    return tuple(finding for finding in new if (finding.code, finding.key) not in known)


def results(before: Summary, after: Summary, *criteria: CriterionChange) -> Results:
    new, fixed = _fresh(before.findings, after.findings), _fresh(after.findings, before.findings)
    return Results(criteria, new, fixed, len(after.findings) - len(new))


HALDEN = AccountChange(
    ChangeKind.CHANGED,
    BEFORE["halden"],
    AFTER["halden"],
    HALDEN_PLAN,
    results(BEFORE["halden"], AFTER["halden"], CriterionChange("PRM001", "promises-listed", "pass", "gap")),
    (amounts("910000", "1300000", "214000", "120000"), amounts("910000", "1100000", "214000", "120000")),
)
NORDKAPP = AccountChange(
    ChangeKind.ADDED,
    None,
    AFTER["nordkapp"],
    PlanChange(
        (
            entry("plan", ChangeKind.ADDED, "", field("name", "name", "", "Nordkapp Shipping")),
            entry("opportunity", ChangeKind.ADDED, "Pilot", field("value", "value", "", "40k")),
            entry("opportunity", ChangeKind.ADDED, "Rollout", field("value", "value", "", "140k")),
        )
    ),
    Results((), AFTER["nordkapp"].findings[:2], (), 0),
    (NO_AMOUNTS, amounts("", "", "", "88000")),
)
ORESUND = AccountChange(
    ChangeKind.REMOVED,
    BEFORE["oresund"],
    None,
    PlanChange((entry("promise", ChangeKind.REMOVED, "Answer", flag=ReviewFlag.PROMISE_REMOVED),)),
    Results((), (), BEFORE["oresund"].findings[:1], 0),
    (amounts("50000", "60000", "9000", "0"), NO_AMOUNTS),
)
_LATER = BEFORE["halden"]._replace(score=58, health=Standing(60, 8, 9, "watch"))
SHIFT = Shift(BEFORE["halden"], _LATER, Results((), AFTER["halden"].findings[:1], (), 3), (HALDEN.amounts[0],) * 2)

COMPARISON = Comparison(
    as_of=AS_OF,
    currency="EUR",
    year=2026,
    base=Side("main", "a1b2c3d4e5f60718293a4b5c6d7e8f9012345678", date(2026, 10, 1), 16),
    head=Side("the working tree", "", AS_OF, 16),
    accounts=(HALDEN, NORDKAPP, ORESUND),
    unchanged=14,
    settings=(SettingChange("checklist.feedback_every", '"6 months"', '"3 months"'),),
    rules=(SHIFT,),
    time=(SHIFT._replace(results=Results((), (), (), 4)),),
    score=(71, 69),
    health=(Standing(80, 80, 90, ""), Standing(80, 78, 90, "")),
    totals=(
        amounts("61400000", "70000000", "12000000", "5000000"),
        amounts("61400000", "70000000", "12000000", "5000000"),
        amounts("61350000", "69740000", "11991000", "5088000"),
    ),
)
"""Everything at once."""


def comparison(*accounts: AccountChange, **more: object) -> Comparison:
    """A comparison of these accounts and nothing else."""
    values = {
        "as_of": AS_OF, "currency": "EUR", "year": 2026, "base": COMPARISON.base, "head": COMPARISON.head,
        "unchanged": 0, "settings": (), "rules": (), "time": (), "score": (71, 71),
        "health": (Standing(80, 9, 9, ""),) * 2,
        "totals": (COMPARISON.totals[0],) * 3, **more,
    }  # fmt: skip
    return Comparison(accounts=accounts, **values)  # type: ignore[arg-type]


NOTHING = comparison()


def hostile(text: str) -> AccountChange:
    """An account in which every text is this one."""
    assert HALDEN.before is not None
    assert HALDEN.after is not None
    said = Finding("FMT003", "x", Severity.ERROR, "x", f"content/accounts/{text}.md", "", 7, 1, 2, text, text)
    changed = field("name", text, text, text, text, ReviewFlag.DATE_MOVED, 2)
    entries = (
        *(entry("action", kind, text, changed, former=text, flag=ReviewFlag.RISK_REMOVED) for kind in ChangeKind),
        entry("plan", ChangeKind.CHANGED, "", changed),
        entry(text, ChangeKind.CHANGED, text, changed, changed),
    )
    pieces = (Piece(" ", text), Piece("+", text), Piece("-", text))
    section = SectionChange(text, text, ChangeKind.CHANGED, 1, 1, pieces, 3)
    return AccountChange(
        ChangeKind.CHANGED,
        HALDEN.before._replace(name=f"{text} before", path=f"content/accounts/old {text}.md"),
        HALDEN.after._replace(name=text, path=f"content/accounts/{text}.md"),
        PlanChange(entries, (section,)),
        Results((), (said,), (said,), 1),
        HALDEN.amounts,
    )
