"""What pages of the portfolio show of one account: its rows, as plain values.

    account ─ make_account_rows ─▶ AccountRows ─ cached; all of them ─▶ PortfolioData ─▶ views of the portfolio's pages

Made account by account, in any process, like the account's own pages; so that a page of ten thousand rows needs no
account in full.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated

from msgspec import Struct

from kamgen.model.account import Account, Criterion
from kamgen.model.account_history import NO_HISTORY, AccountHistory, Version
from kamgen.model.change import Kind, ReviewFlag
from kamgen.model.fields import Doc
from kamgen.model.rule import BINDING, State
from kamgen.model.summary import Summary
from kamgen.render.deadlines import Deadline, deadlines_of
from kamgen.render.site_context import SiteContext, account_url
from kamgen.render.views.changes import ChangeRow, flagged_rows
from kamgen.render.views.moves import MoveRow, Slippage, VersionRow, move_rows, slippage_of, version_row
from kamgen.render.views.rows import AccountRow, account_row, by_revenue
from kamgen.render.worries import Worry, silence, worries

VERSIONS = 20
"""The newest versions of an account that the page of changes lists."""

LINES = 12
"""Lines of each."""

MOVES = 50
"""The newest moves of an account that the ledger can list."""

LONGEST_TEXT = 4000
"""Characters of an account's text that can be found."""

LISTED = (State.GAP, State.WAIVED)
"""Outcomes that pages of rules list; all others are only counted."""

_RANKS = {flag: rank for rank, flag in enumerate(ReviewFlag)}


class ListedOutcome(Struct, frozen=True):
    """A gap or a waiver of the account."""

    code: str
    state: State
    evidence: str
    binding: Annotated[bool, Doc("Whether the rule stands on no scorecard, because it cannot be waived.")]


class AccountOutcome(Struct, frozen=True):
    """A gap or a waiver, with the account that it is of."""

    account: AccountRow
    outcome: ListedOutcome


class ReviewLine(Struct, frozen=True):
    """A change that a reviewer should look at."""

    rank: Annotated[int, Doc("0 the most serious.")]
    change: ChangeRow


class RecentVersion(Struct, frozen=True):
    """One commit that changed what the plan says."""

    version: VersionRow
    to_review: tuple[ReviewLine, ...]


class SearchDocument(Struct, frozen=True):
    """One page to be found."""

    url: str
    kind: str
    title: str
    note: str
    text: str


class AccountRows(Struct, frozen=True):
    """One account on the pages of the portfolio."""

    row: AccountRow
    order: Annotated[tuple[bool, bool, Decimal, str, str], Doc("What lists of accounts are sorted by.")]
    outcomes: tuple[ListedOutcome, ...]
    deadlines: Annotated[tuple[Deadline, ...], Doc("Soonest first.")]
    worries: Annotated[tuple[Worry, ...], Doc("Why it is in trouble, the most serious first; empty when it is not.")]
    silence: Annotated[
        tuple[date, str] | None,
        Doc("Since when, and in words, nothing was heard or written; None when all was in time."),
    ]
    versions: Annotated[tuple[RecentVersion, ...], Doc("Its changes, newest first, as many as are listed.")]
    slippage: Slippage
    moves: Annotated[tuple[MoveRow, ...], Doc("Newest first, as many as are listed.")]
    cut: Annotated[bool, Doc("Whether history is cut off, so that older changes may be missing.")]
    author: Annotated[str, Doc("Who last changed the plan; empty when not known.")]
    document: SearchDocument


def make_account_rows(
    account: Account, summary: Summary, context: SiteContext, past: AccountHistory = NO_HISTORY
) -> AccountRows:
    """What pages of the portfolio show of one account."""
    deadlines = deadlines_of(account, context)
    row = account_row(account, summary, deadlines, context, past.points)
    recent = [version for version in past.versions[:VERSIONS] if context.since is None or version.day > context.since]
    return AccountRows(
        row=row,
        order=by_revenue(row),
        outcomes=tuple(_outcomes(account)),
        deadlines=deadlines,
        worries=tuple(worries(account, context, past.moves)),
        silence=silence(account, context),
        versions=tuple([_recent(version, past, context) for version in recent]),
        slippage=slippage_of(past.moves),
        moves=move_rows(account, past.moves[:MOVES], context, ""),
        cut=past.cut,
        author=account.freshness.author,
        document=_document(account),
    )


def _recent(version: Version, past: AccountHistory, context: SiteContext) -> RecentVersion:
    flagged = flagged_rows(version.plan) if version.kind is not Kind.ADDED else ()
    lines = tuple([ReviewLine(_RANKS[flag], change) for flag, change in flagged])
    return RecentVersion(version_row(version, past.cut, LINES, context), lines)


def _outcomes(account: Account) -> Iterator[ListedOutcome]:
    criteria: Iterable[Criterion] = account.scorecard.criteria if account.scorecard else ()
    for criterion in (*criteria, *account.others):
        outcome = criterion.outcome
        if outcome.state in LISTED:
            rule = criterion.rule
            yield ListedOutcome(rule.code, outcome.state, outcome.evidence, rule.element in BINDING)


def _document(account: Account) -> SearchDocument:
    """What can be found of one account."""
    return SearchDocument(account_url(account.slug), "account", account.name, account.owner, _text(account))


def _text(account: Account) -> str:
    front = account.plan.front
    parts = [
        *(part for part in (front.category, front.industry, front.region, *front.tags) if part),
        *(f"{contact.name} {contact.title or ''}".strip() for contact in front.contacts),
        *(member.name for member in front.team),
        *(opportunity.name for opportunity in front.opportunities),
        *(need.need for need in front.needs),
        *(risk.risk for risk in front.risks),
        *(promise.promise for promise in front.promises),
        *(action.action for _, action in account.plan.actions()),
        *(f"{section.title}. {section.text} {' '.join(section.bullets)}" for section in account.plan.body.sections),
    ]
    return " ".join(" · ".join(parts)[: 2 * LONGEST_TEXT].split())[:LONGEST_TEXT]
