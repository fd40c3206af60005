"""Tables and the sentence of "What if we lose…?"."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from kamgen.analyse.concentration import TOPS
from kamgen.analyse.loss import MONEYS, NOTHING, Left, Stake, Stakes, losable, owners_hit, service, stakes, together
from kamgen.model.summary import Portfolio
from kamgen.model.table import FLAG, MONEY, NUMBER, PERCENT, Column, Row, Table
from kamgen.text.numbers import NumberStyle
from kamgen.text.tables import CHANGE, STATE
from kamgen.text.words import listed

LEFT = (
    Column("accounts", "Accounts", NUMBER),
    Column("revenue", "Revenue {year}", MONEY),
    Column("profit", "Profit after cost to serve", MONEY),
    Column("expected", "Run rate to the end of {year}", MONEY),
    Column("pipeline", "Weighted pipeline", MONEY),
    Column("missing", "Missing to today's target", MONEY),
    *[
        Column(
            f"top_{count}", f"Share of the {count} largest clients" if count > 1 else "Share of the largest", PERCENT
        )
        for count in TOPS
    ],
    Column("index", "Herfindahl-Hirschman index", NUMBER),
)


def _titled(columns: Iterable[Column], year: int) -> tuple[Column, ...]:
    return tuple([each._replace(title=each.title.format(year=year)) for each in columns])


def _cells(left: Left) -> tuple[Decimal | int | None, ...]:
    return (*left[:6], *left.largest, None if left.hhi is None else round(left.hhi))


def scenario(found: Stakes, gone: frozenset[int]) -> tuple[Table, ...]:
    """Today, without some accounts, and the difference; owners hit, service, and what plans of those that go say."""
    before, after = _cells(found.left()), _cells(found.left(gone))
    change = [None if old is None or new is None else new - old for old, new in zip(before, after, strict=True)]
    rows = [Row((name, *cells)) for name, cells in (("today", before), ("without", after), (CHANGE, change))]
    going = [found.stakes[place] for place in sorted(gone)]
    return (
        Table("scenario", "What is left", (STATE, *_titled(LEFT, found.year)), tuple(rows)),
        Table("scenario_owners", "Owners hit", _titled(_OWNERS, found.year), tuple(map(Row, owners_hit(found, gone)))),
        Table("scenario_service", "Service", _SERVICE, tuple(map(Row, service(found, gone)))),
        _plans("scenario_accounts", "Accounts that go", going),
    )


_OWNERS = (
    Column("owner", "Owner"),
    Column("accounts", "Accounts", NUMBER),
    Column("left", "Left", NUMBER),
    Column("revenue", "Revenue {year}", MONEY),
    Column("remaining", "Remaining", MONEY),
)

_SERVICE = (
    Column("measure", "Measure"),
    Column("met", "Target met", NUMBER),
    Column("measured", "Measured", NUMBER),
    Column("met_left", "Met without", NUMBER),
    Column("measured_left", "Measured without", NUMBER),
)

_SINGLE = (
    Column("account", "If we lose"),
    Column("owner", "Owner"),
    Column("accounts_lost", "Accounts", NUMBER),
    Column("revenue", "Revenue {year}", MONEY),
    Column("profit", "Profit", MONEY),
    Column("pipeline", "Weighted pipeline", MONEY),
    Column("missing", "Then missing to target", MONEY),
    Column("largest", "Largest client then", PERCENT),
    Column("index", "Index then", NUMBER),
    Column("barriers", "Exit barriers", NUMBER),
    Column("planned", "Loss planned for", FLAG),
)

_PLANS = (
    Column("account", "Account"),
    Column("owner", "Owner"),
    Column("exit_barriers", "Exit barriers"),
    Column("if_lost", "What we do if it is lost"),
)


def tables_of(found: Stakes) -> tuple[Table, ...]:
    """Each account alone, with all below it; and what their plans say of its loss."""
    places, rows = losable(found), []
    today = found.left()
    for place in places:
        stake = found.stakes[place]
        account = stake.account
        largest, index = found.shares([found.stakes[each] for each in stake.below])
        revenue, profit, expected, pipeline = (together(found, place, figure) for figure in MONEYS)
        missing = None if today.missing is None else today.missing + (expected or NOTHING)
        cells = (account.name, account.owner, len(stake.below), revenue, profit, pipeline, missing, largest[0])
        more = (None if index is None else round(index), len(account.exit_barriers), bool(account.if_lost))
        rows.append(Row((*cells, *more), account.slug))
    plans = _plans("loss_plans", "Exit barriers, and what we do", [found.stakes[place] for place in places])
    return Table("loss", "Each account alone", _titled(_SINGLE, found.year), tuple(rows)), plans


def _plans(name: str, title: str, given: Iterable[Stake]) -> Table:
    rows = []
    for account in (each.account for each in given):
        barriers = "; ".join(account.exit_barriers) or None
        rows.append(Row((account.name, account.owner, barriers, account.if_lost or None), account.slug))
    return Table(name, title, _PLANS, tuple(rows))


def tables(portfolio: Portfolio, year: int) -> tuple[Table, ...]:
    """The same of a portfolio."""
    return tables_of(stakes(portfolio, year))


NAMED = 5
"""How many accounts the sentence names."""


def loss_words(found: Stakes, gone: frozenset[int], style: NumberStyle, currency: str) -> str:
    """What a loss does, in a sentence or two."""
    before, after = found.left(), found.left(gone)
    going = [found.stakes[place].account for place in sorted(gone)]
    words = f"Without {listed([each.name for each in going], most=NAMED)}"
    lost, revenue = (before.revenue or NOTHING) - (after.revenue or NOTHING), before.revenue
    if revenue:
        words += f" {style.compact(lost)} of {style.compact(revenue)} {currency} revenue {found.year} go"
        words += f" ({style.percent(lost / revenue)})" if revenue > 0 else ""
    else:
        words += f" no revenue of {found.year} goes, as none is known"
    if after.missing is not None:
        state = "misses" if after.missing > 0 else "passes"
        words += f"; the run rate {state} today's target by {style.compact(abs(after.missing))}"
    if after.largest[0] is not None:
        words += f", and the largest client left brings {style.percent(after.largest[0], 1)} of revenue"
    kept = [each.name for each in going if _stays(each.slug, found, gone)]
    within = f" Figures of {listed(kept, most=NAMED)} are in a parent's, and stay in all sums." if kept else ""
    return f"{words}.{within}"


def _stays(slug: str, found: Stakes, gone: frozenset[int]) -> bool:
    """Whether the figures of an account that goes are in those of one above it that does not."""
    [place] = [place for place, each in enumerate(found.stakes) if each.account.slug == slug]
    row = found.stakes[place].account.year(found.year)
    above = [at for at, each in enumerate(found.stakes) if place in each.below and at not in gone]
    return bool(row and row.included and above)
