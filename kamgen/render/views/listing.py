"""The listing of one account: its rows for the tables of other pages, by the macros of the theme's ``rows.html``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from kamgen.model.past import NO_PAST, AccountPast
from kamgen.model.portfolio import Account
from kamgen.model.summary import Summary
from kamgen.render.due import ROOT_MARK, due_dates
from kamgen.render.guide import Guide
from kamgen.render.listing import Listing
from kamgen.render.search import account_document
from kamgen.render.views.attention import reasons, silence
from kamgen.render.views.element import practices
from kamgen.render.views.rows import account_row, by_revenue
from kamgen.render.views.rule import outcomes

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


def make_listing(
    account: Account, summary: Summary, guide: Guide, macros: Macros, past: AccountPast = NO_PAST
) -> Listing:
    """The listing of one account. Raises what a template raises."""
    dues = due_dates(account, guide)
    row = account_row(account, summary, dues, guide)
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
        reasons=tuple(reasons(account, dues, guide)),
        silence=silence(account, guide),
        author=account.freshness.author,
        document=account_document(account),
    )


def _outcomes(account: Account, macros: Macros) -> Iterator[tuple[str, str]]:
    for code, outcome in outcomes(account):
        yield code, str(macros.outcome(outcome, "../"))
