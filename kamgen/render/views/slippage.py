"""The page of slippage: what each owner moved, and every move."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from kamgen.model.fields import Doc
from kamgen.render.portfolio_data import PortfolioData
from kamgen.render.site_context import SiteContext
from kamgen.render.views.moves import MoveRow, Slippage, slippage_words, together
from kamgen.render.views.rows import AccountRow
from kamgen.text.numbers import UNKNOWN
from kamgen.text.words import signed

SHOWN = 1000
"""Moves that the ledger lists; a longer table helps nobody."""


class OwnerSlippage(Struct, frozen=True):
    """What the accounts of one owner come to."""

    name: str
    url: Annotated[str, Doc("Below the site's root; empty for accounts without an owner.")]
    accounts: Annotated[int, Doc("With a move.")]
    moves: int
    days: str
    lowered: Annotated[int, Doc("Targets that were lowered or taken out.")]
    often: int


class ListedMove(Struct, frozen=True):
    """A move, and the account it is of."""

    account: AccountRow
    move: MoveRow


class SlippageView(Struct, frozen=True):
    """What the page shows."""

    summary: Annotated[str, Doc("Empty when nothing was ever moved.")]
    owners: Annotated[tuple[OwnerSlippage, ...], Doc("Most moves first.")]
    rows: Annotated[tuple[ListedMove, ...], Doc("Newest first.")]
    hidden: Annotated[int, Doc("Moves that are not listed here; the pages of their accounts have them.")]
    cut: Annotated[bool, Doc("Whether history is cut off, so that some may be missing.")]


def slippage_view(data: PortfolioData, _: SiteContext) -> SlippageView:
    """Every move of every account, the newest first."""
    by_owner: dict[str, list[Slippage]] = {}
    rows: list[ListedMove] = []
    for account in data.ordered:
        own = data.rows[account.slug]
        if own.slippage.moves:
            by_owner.setdefault(account.owner, []).append(own.slippage)
            rows += [ListedMove(own.row, move) for move in own.moves]
    rows.sort(key=lambda row: row.move.day, reverse=True)
    whole_slippage = together(slippage for found in by_owner.values() for slippage in found)
    owners = [_owner(name, found, data) for name, found in by_owner.items()]
    return SlippageView(
        summary=slippage_words(whole_slippage) if rows else "",
        owners=tuple(sorted(owners, key=lambda owner: (-owner.moves, owner.name.casefold(), owner.name))),
        rows=tuple(rows[:SHOWN]),
        hidden=whole_slippage.moves - min(len(rows), SHOWN),
        cut=data.cut,
    )


def _owner(name: str, found: list[Slippage], data: PortfolioData) -> OwnerSlippage:
    total = together(found)
    return OwnerSlippage(
        name=name or UNKNOWN,
        url=data.owners.get(name, ""),
        accounts=len(found),
        moves=total.moves,
        days=signed(total.days),
        lowered=total.lowered,
        often=total.often,
    )
