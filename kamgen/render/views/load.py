"""Who is overloaded? Accounts, money and work of each of us; who hunts and who farms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kamgen.analyse import load
from kamgen.analyse.load import Load
from kamgen.model.enums import Objective
from kamgen.render.account_rows import PortfolioData
from kamgen.render.charts.ranks import Rank, ranks
from kamgen.render.charts.small import Caption
from kamgen.render.site_context import SiteContext
from kamgen.render.views.question import Part, QuestionView, table_view, without_rate
from kamgen.text.words import counted, listed

NAMED, DRAWN = 4, 15
"""How many of us a sentence names, and the picture shows."""


def load_view(data: PortfolioData, context: SiteContext) -> QuestionView:
    """The page of everybody's load."""
    loads, limit = load.figures(data.portfolio, context.year), context.site.portfolio.max_accounts_per_owner
    loaded, objectives = (table_view(table, data, context) for table in load.tables(loads, context.year))
    owners = [each for each in loads if each.key_accounts]
    rows = [
        Rank(each.name, (each.key_accounts,), f"{each.key_accounts}, {each.late} of {each.actions} actions late")
        for each in owners[:DRAWN]
    ]
    said = (
        "No limit is written (`max_accounts_per_owner` in site.toml)."
        if limit is None
        else f"The line is the limit: {limit}."
    )
    caption = Caption("load", "Key accounts by account manager", "; ".join(f"{row.name} {row.words}" for row in rows))
    return QuestionView(
        "Who is overloaded?",
        _answer(loads, limit),
        (
            Part("Key accounts and work", (said, *without_rate(data)), ranks(caption, rows, limit), table=loaded),
            Part("Hunters and farmers", (_SOURCE,), table=objectives),
        ),
        tuple(_to_do(loads)),
    )


_SOURCE = (
    "Hunters win accounts, farmers grow them (Graham): hunting is the part of a manager's accounts to win, farming "
    "that to retain or to penetrate."
)


def _answer(loads: Sequence[Load], limit: int | None) -> str:
    over = [f"{each.name} ({each.key_accounts})" for each in loads if each.over]
    actions, late, reviews = (sum(getattr(each, field) for each in loads) for field in ("actions", "late", "reviews"))
    known = [objective for each in loads for objective in each.objectives if objective]
    hunted = known.count(Objective.WIN)
    if limit is None:
        words = (
            f"{loads[0].name} has the most key accounts, {loads[0].key_accounts}" if loads else "Nobody has accounts"
        )
    else:
        words = f"More than {counted(limit, 'key account')}: {listed(over, most=NAMED) or 'nobody'}"
    return (
        f"{words}; {late} of {counted(actions, 'open action')} are late, {counted(reviews, 'review')} due; "
        f"{counted(hunted, 'account')} to win, {len(known) - hunted} to retain or to penetrate."
    )


def _to_do(loads: Sequence[Load]) -> Iterator[str]:
    if over := [each.name for each in loads if each.over]:
        free = [each.name for each in loads if each.accounts and not each.over]
        to = f"others, such as {listed(free[-2:])}" if free else "others"
        yield f"Hand accounts of {listed(over, most=NAMED)} to {to}."
    if late := sorted([each for each in loads if each.late], key=lambda each: -each.late):
        words = [f"{each.name} ({each.late})" for each in late]
        yield f"Settle late actions, or write when they will be done (`due`): {listed(words, most=NAMED)}."
    if unsaid := [each.name for each in loads if each.accounts and "" in each.objectives]:
        yield f"Write `objective` in the plans of {listed(unsaid, most=NAMED)}."
