"""The listing of one account: its rows for the tables of other pages, by the macros of the theme's ``rows.html``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from kamgen.model.account import Account
from kamgen.model.account_history import NO_HISTORY, AccountHistory, Version
from kamgen.model.change import Kind, ReviewFlag
from kamgen.model.summary import Summary
from kamgen.render.deadlines import ROOT_MARK, deadlines_of
from kamgen.render.listing import Change, Listing, Noted, Slippage
from kamgen.render.search import account_document
from kamgen.render.site_context import SiteContext
from kamgen.render.views.attention import reasons, silence
from kamgen.render.views.changes import look_rows
from kamgen.render.views.element import practices
from kamgen.render.views.moves import move_rows, slippage_of
from kamgen.render.views.past import version_row
from kamgen.render.views.rows import AccountRow, account_row, by_revenue
from kamgen.render.views.rule import outcomes

VERSIONS = 20
"""The newest versions of an account that the page of changes lists."""

ROWS = 12
"""Lines of each."""

MOVES = 50
"""The newest moves of an account that the ledger can list."""

_RANKS = {look: rank for rank, look in enumerate(ReviewFlag)}

Macro = Callable[..., Markup]


@dataclass(frozen=True, slots=True)
class Macros:
    """The macros of a theme's `ROWS`."""

    account: Macro
    heat: Macro
    listed: Macro
    practice: Macro
    outcome: Macro
    due: Macro
    changed: Macro
    version: Macro
    look: Macro
    move: Macro


def make_listing(
    account: Account, summary: Summary, context: SiteContext, macros: Macros, past: AccountHistory = NO_HISTORY
) -> Listing:
    """The listing of one account. Raises what a template raises."""
    dues = deadlines_of(account, context)
    row = account_row(account, summary, dues, context, past.points)
    recent = [version for version in past.versions[:VERSIONS] if context.since is None or version.day > context.since]
    return Listing(
        slug=account.slug,
        order=by_revenue(row),
        account=str(macros.account(row, "")),
        heat=str(macros.heat(row, "")) if row.heat else "",
        of_owner=str(macros.listed(row, row.category, "../")),
        of_category=str(macros.listed(row, row.owner, "../")),
        practice=tuple([str(macros.practice(practice, "../")) for practice in practices(account)]),
        outcomes=tuple(_outcomes(account, macros)),
        dues=tuple([due._replace(row=str(macros.due(due, ROOT_MARK))) for due in dues]),
        reasons=tuple(reasons(account, dues, context, past.moves)),
        silence=silence(account, context),
        versions=tuple([_change(row, version, past, context, macros) for version in recent]),
        heading=str(macros.changed(row, "")) if recent else "",
        slippage=_slippage(row, account, past, context, macros),
        cut=past.cut,
        author=account.freshness.author,
        document=account_document(account),
    )


def _change(row: AccountRow, version: Version, past: AccountHistory, context: SiteContext, macros: Macros) -> Change:
    shown = version_row(version, past.cut, ROWS, context)
    looks = look_rows(version.plan) if version.kind is not Kind.ADDED else ()
    return Change(
        shown.day,
        str(macros.version(row, shown, "")),
        tuple([Noted(_RANKS[look], shown.day, str(macros.look(row, shown, line, ""))) for look, line in looks]),
    )


def _slippage(
    row: AccountRow, account: Account, past: AccountHistory, context: SiteContext, macros: Macros
) -> Slippage:
    if not past.moves:
        return Slippage()
    rows = move_rows(account, past.moves[:MOVES], context, "")
    listed = tuple([(shown.day, str(macros.move(row, shown, ""))) for shown in rows])
    return slippage_of(past.moves)._replace(rows=listed)


def _outcomes(account: Account, macros: Macros) -> Iterator[tuple[str, str]]:
    for code, outcome in outcomes(account):
        yield code, str(macros.outcome(outcome, "../"))
