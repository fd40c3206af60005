"""What stands behind "Will we make the year?": targets, quarters, what is left out, deals by what and whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kamgen.analyse.pipeline import Bucket, Forecast, PlacedDeal, forecast, mean_age, ratio, value_of
from kamgen.model.enums import Stage
from kamgen.model.summary import Portfolio
from kamgen.model.table import DAY, FLAG, MONEY, NUMBER, PERCENT, Cell, Column, Row, Table

_PACE = (
    Column("owner", "Owner"),
    Column("revenue", "Revenue to date", MONEY),
    Column("target", "Target of the accounts", MONEY),
    Column("own_target", "Own target", MONEY),
    Column("expected", "At run rate", MONEY),
    Column("missing", "Missing", MONEY),
)
_SUMS = (
    Column("deals", "Open deals", NUMBER),
    Column("open", "Open", MONEY),
    Column("weighted", "Weighted", MONEY),
    Column("honest", "Honest", MONEY),
)
_DECIDED = (
    Column("won", "Won", NUMBER),
    Column("lost", "Lost", NUMBER),
    Column("win_ratio", "Win ratio", PERCENT),
    Column("win_ratio_money", "By money", PERCENT),
)
_DEAL = (
    Column("account", "Account"),
    Column("deal", "Deal"),
    Column("owner", "Owner"),
    Column("value", "Value", MONEY),
    Column("close", "Close", DAY),
)
_LEFT_OUT = (*_DEAL, Column("probability", "Probability", PERCENT), Column("why", "Why"))
_QUALIFIED = (
    *_DEAL,
    Column("need", "Need confirmed", FLAG),
    Column("decider", "Decision maker known", FLAG),
    Column("competitor", "Competitor known", FLAG),
    Column("honest", "Honest", FLAG),
)
_STAGES = (
    Column("stage", "Stage"),
    Column("deals", "Deals", NUMBER),
    Column("value", "Value", MONEY),
    Column("age", "Mean age in days", NUMBER),
)


def tables(portfolio: Portfolio, year: int) -> tuple[Table, ...]:
    """What stands behind the answer."""
    return tables_of(forecast(portfolio, year))


def tables_of(found: Forecast) -> tuple[Table, ...]:
    """The same of a forecast."""
    paces = [
        (each.name, each.revenue, each.target, each.own_target, each.expected, each.missing)
        for each in (*found.owners, found.whole)
    ]
    left_out = [_row(each, each.deal.probability, each.deal.left_out) for each in found.left_out]
    qualified = [
        _row(each, each.deal.need, each.deal.decider, each.deal.competitor, each.deal.honest) for each in found.open
    ]
    groups = (("owner", found.by_owner), ("category", found.by_category), ("offering", found.by_offering))
    return (
        _table("year_targets", f"Fiscal year {found.year} by owner", _PACE, paces),
        _table(
            "pipeline_quarters",
            "Open deals by the quarter of their close",
            (Column("quarter", "Quarter"), *_SUMS),
            [(each.name, *_sums(each)) for each in found.quarters],
        ),
        Table("pipeline_left_out", "Left out of weighted sums", _LEFT_OUT, tuple(left_out)),
        *[
            _table(
                f"pipeline_{name}",
                f"Deals by {name}",
                (Column(name, name.capitalize()), *_SUMS, *_DECIDED),
                [_decided(each) for each in buckets],
            )
            for name, buckets in groups
        ],
        _table("pipeline_decided", "Won, lost and open", _STAGES, _stages(found)),
        Table("pipeline_qualified", "What is known of open deals", _QUALIFIED, tuple(qualified)),
    )


def _table(name: str, title: str, columns: tuple[Column, ...], rows: Iterable[tuple[Cell, ...]]) -> Table:
    return Table(name, title, columns, tuple([Row(cells) for cells in rows]))


def _row(each: PlacedDeal, *cells: Cell) -> Row:
    value, deal = each.account.converted(each.deal.value), each.deal
    own = (each.account.name, deal.name, each.account.owner, value, deal.closes)
    return Row((*own, *cells), each.account.slug, deal.line)


def _sums(each: Bucket) -> tuple[Cell, ...]:
    return (each.deals, each.open, each.weighted, each.honest)


def _decided(each: Bucket) -> tuple[Cell, ...]:
    ratios = (ratio(each.won, each.lost), ratio(each.won_value, each.lost_value))
    return (each.name, *_sums(each), each.won, each.lost, *ratios)


def _stages(found: Forecast) -> Iterator[tuple[Cell, ...]]:
    for stage in (Stage.WON, Stage.LOST, Stage.OPEN):
        deals = [each for each in (*found.decided, *found.open) if each.deal.stage is stage]
        yield stage.value, len(deals), value_of(deals), mean_age(deals)
