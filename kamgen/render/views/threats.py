"""Why do we lose, and what threatens? Losses by reason, competitors, risks in a grid, and who bought again."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from kamgen.analyse import threats
from kamgen.analyse.threats import Figures, worth
from kamgen.model.enums import Level
from kamgen.model.table import Table
from kamgen.render.account_rows import PortfolioData
from kamgen.render.charts.ranks import Rank, grid, ranks
from kamgen.render.charts.small import Caption
from kamgen.render.site_context import SiteContext
from kamgen.render.views.question import Part, QuestionView, table_view, without_rate
from kamgen.text.words import counted, listed

_SOURCE = (
    "Collis counts seven reasons for which clients are lost, and as many as one client in four lost in a year. The "
    "others stand for what none of the seven covers."
)
_STAY = (
    "Graham: to keep 5% more of its clients lifts a firm's profit by 25 to 85%. Both years are reckoned at the rates "
    "of the newer one, and a part year is held against no other."
)


def threats_view(data: PortfolioData, context: SiteContext) -> QuestionView:
    """The page of losses and threats."""
    found = threats.figures(data.portfolio)
    made = threats.tables(found)
    reasons, accounts, deals, rivals, by_account, risks, rates, clients = (
        table_view(table, data, context) for table in made
    )
    unrated = without_rate(data)
    return QuestionView(
        "Why do we lose, and what threatens?",
        _answer(found, context),
        (
            Part("Why we lost", (_SOURCE, *unrated), _by_reason(made[0]), ("dark: accounts", "light: deals"), reasons),
            Part("", table=accounts),
            Part("", table=deals),
            Part("Against whom", table=rivals),
            Part("", table=by_account),
            Part(
                "What threatens", _ungraded(found), _grid(found), ("upwards: likelihood", "to the right: impact"), risks
            ),
            Part("Who stays", (_STAY, *_unknown(found)), table=rates),
            Part("", table=clients),
        ),
        tuple(_to_do(found)),
    )


def _answer(found: Figures, context: SiteContext) -> str:
    style, currency, kept = context.style, context.currency, found.retention
    lost = [
        f"{counted(len(pairs), noun)} ({style.amount(amount).text} {currency})"
        for noun, pairs in (("account", found.accounts), ("deal", found.deals))
        if (amount := worth(pairs)) is not None or pairs
    ]
    words = (
        f"{listed(lost)} {'are' if len(found.accounts + found.deals) > 1 else 'is'} lost" if lost else "Nothing is lost"
    )
    grave = sum(risk.grave for _, risk in found.risks)
    open_deals = [pair for pair in found.rivals if pair[1].deal]
    words += f"; {counted(grave, 'grave risk')} and competitors in {counted(len(open_deals), 'open deal')} threaten"
    if kept.net is None:
        return f"{words}; retention is not known."
    clients, again = len(kept.of("kept", "gone")), len(kept.of("kept"))
    return (
        f"{words}; {again} of {clients} clients of {kept.year - 1} bought again in {kept.year}, "
        f"{style.percent(kept.net)} of that year's revenue."
    )


def _by_reason(table: Table) -> Markup:
    rows = [
        Rank(str(row.cells[0]), (accounts, deals), f"{accounts + deals}")
        for row in table.rows
        if isinstance(accounts := row.cells[2], int) and isinstance(deals := row.cells[4], int) and accounts + deals
    ]
    caption = Caption("reasons", "Losses by reason", listed([f"{row.name} {row.words}" for row in rows]))
    return ranks(caption, rows) if rows else Markup()


def _grid(found: Figures) -> Markup:
    cells: dict[tuple[Level, Level], list[str]] = {}
    for account, risk in found.risks:
        if risk.likelihood and risk.impact:
            cells.setdefault((risk.likelihood, risk.impact), []).append(account.name)
    words = [f"likelihood {one}, impact {other}: {listed(names)}" for (one, other), names in cells.items()]
    return grid(Caption("risks", "Risks by likelihood and impact", "; ".join(words)), cells) if cells else Markup()


def _ungraded(found: Figures) -> tuple[str, ...]:
    number = sum(not (risk.likelihood and risk.impact) for _, risk in found.risks)
    return (
        (f"{counted(number, 'risk')} without likelihood or impact: in the table, counted as medium.",) if number else ()
    )


def _unknown(found: Figures) -> tuple[str, ...]:
    names = [each.account.name for each in found.retention.of("not known")]
    return (f"Not known, and in none of the three: {listed(names, most=NAMED)}.",) if names else ()


NAMED = 5
"""How many accounts a sentence names."""


def _to_do(found: Figures) -> Iterator[str]:
    unsaid = [lost.name or account.name for account, lost in (*found.accounts, *found.deals) if not lost.reason]
    grave = [f"{account.name} ({risk.risk})" for account, risk in found.risks if risk.grave]
    contested = [f"{rival.deal} at {account.name} ({rival.name})" for account, rival in found.rivals if rival.deal]
    if grave:
        yield f"Answer the gravest risks, each with `mitigation` and `owner`: {listed(grave, most=3)}."
    if contested:
        yield f"Say in the next review what we have that the competitor lacks: {listed(contested, most=3)}."
    if unsaid:
        yield f"Ask why, and write `reason`: {listed(unsaid, most=NAMED)}."
    if unknown := [each.account.name for each in found.retention.of("not known")]:
        year = found.retention.year
        yield f"Write the whole `revenue` of {year - 1} and {year}: {listed(unknown, most=NAMED)}."
