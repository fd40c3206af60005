"""What pages of the portfolio are made from: the rows of each account, as plain values, and all of them together.

    account ─ make_account_rows ─▶ AccountRows ─ cached; all of them ─▶ PortfolioData ─▶ views of the portfolio's pages

Made account by account, in any process, like the account's own pages; so that a page of ten thousand rows needs no
account in full.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Annotated, Any

from msgspec import Struct

from kamgen.analyse.placement import Assessed, assessed_before
from kamgen.model.account import Account, Criterion
from kamgen.model.account_history import (
    NO_HISTORY,
    NO_PORTFOLIO_HISTORY,
    AccountHistory,
    PortfolioHistory,
    Version,
    booked,
)
from kamgen.model.change import ChangeKind, ReviewFlag
from kamgen.model.enums import Severity
from kamgen.model.fields import Doc
from kamgen.model.rule import BINDING, State
from kamgen.model.summary import Figures, Portfolio, Summary
from kamgen.render.deadlines import Deadline, deadlines_of
from kamgen.render.site_context import SiteContext, account_url
from kamgen.render.views.changes import ChangeRow, flagged_rows
from kamgen.render.views.moves import MoveRow, Slippage, VersionRow, move_rows, slippage_of, version_row
from kamgen.render.views.rows import AccountRow, account_row, by_revenue
from kamgen.render.worries import Worry, silence, worries
from kamgen.text.addresses import person_slugs

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
    outcomes: tuple[ListedOutcome, ...]
    deadlines: Annotated[tuple[Deadline, ...], Doc("What was never held, then soonest first.")]
    worries: Annotated[tuple[Worry, ...], Doc("Why it is in trouble, the most serious first; empty when it is not.")]
    silence: Annotated[
        tuple[date, str] | None,
        Doc("Since when, and in words, nothing was heard or written; None when all was in time."),
    ]
    versions: Annotated[tuple[RecentVersion, ...], Doc("Its changes, newest first, as many as are listed.")]
    slippage: Slippage
    booked: Annotated[tuple[tuple[str, Slippage], ...], Doc("The same by who answered for the account then.")]
    moves: Annotated[tuple[MoveRow, ...], Doc("Newest first, as many as are listed.")]
    assessed_before: Annotated[Assessed | None, Doc("The assessment before that of today, as history has it.")]
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
        outcomes=tuple(_outcomes(account)),
        deadlines=deadlines,
        worries=tuple(worries(account, context, past.moves)),
        silence=silence(account, context),
        versions=tuple([_recent(version, past, context) for version in recent]),
        slippage=slippage_of(past.moves),
        booked=tuple([(owner, slippage_of(own)) for owner, own in booked(account.owner, past.moves).items()]),
        moves=move_rows(account, past.moves[:MOVES], context, ""),
        assessed_before=assessed_before(account.plan.front.assessment, past.versions),
        cut=past.cut,
        author=account.freshness.author,
        document=SearchDocument(account_url(account.slug), "account", account.name, account.owner, _searched(account)),
    )


def _recent(version: Version, past: AccountHistory, context: SiteContext) -> RecentVersion:
    flagged = flagged_rows(version.plan) if version.kind is not ChangeKind.ADDED else ()
    lines = tuple([ReviewLine(_RANKS[flag], change) for flag, change in flagged])
    return RecentVersion(version_row(version, past.cut, LINES, context), lines)


def _outcomes(account: Account) -> Iterator[ListedOutcome]:
    criteria: Iterable[Criterion] = account.scorecard.criteria if account.scorecard else ()
    for criterion in (*criteria, *account.others):
        outcome = criterion.outcome
        if outcome.state in LISTED:
            rule = criterion.rule
            yield ListedOutcome(rule.code, outcome.state, outcome.evidence, rule.element in BINDING)


def _searched(account: Account) -> str:
    """The text of an account that can be found."""
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


class PortfolioData(Struct, frozen=True, dict=True):
    """A portfolio, ready to be shown."""

    portfolio: Portfolio
    figures: Figures
    rows: Annotated[Mapping[str, AccountRows], Doc("What pages show of each account, by slug.")]
    ordered: Annotated[tuple[Summary, ...], Doc("The accounts in the order of lists: largest revenue first.")]
    by_owner: Annotated[Mapping[str, list[Summary]], Doc("The accounts of each owner, in the order of lists.")]
    by_category: Annotated[Mapping[str, list[Summary]], Doc("The same of each category that has any, by its key.")]
    owners: Annotated[Mapping[str, str], Doc("Page of each owner, in the order in which plans name them.")]
    states: Annotated[
        Mapping[str, Mapping[str, int]],
        Doc("By rule code, how many accounts came out in each state; of rules that plans were held against."),
    ]
    outcomes: Annotated[
        Mapping[str, list[AccountOutcome]],
        Doc("By rule code, the accounts with a gap or a waiver, in their order."),
    ]
    criteria: Annotated[tuple[Criterion, ...], Doc("What came of the rules of all accounts together.")]
    past: Annotated[PortfolioHistory, Doc("What all accounts together were like before.")] = NO_PORTFOLIO_HISTORY

    @cached_property
    def answered(self) -> dict[str, Any]:
        """What was answered so far, by the names of questions: each is asked for its page and for the list of all."""
        return {}

    @property
    def cut(self) -> bool:
        """Whether history is cut off (shallow clone), so that older changes may be missing."""
        return any(rows.cut for rows in self.rows.values())

    @property
    def severities(self) -> Counter[Severity]:
        """How many findings of each severity there are, those about all accounts together included."""
        counts = Counter(finding.severity for account in self.accounts for finding in account.findings)
        counts.update(criterion.severity for criterion in self.criteria for _ in criterion.gaps)
        return counts

    @property
    def accounts(self) -> tuple[Summary, ...]:
        """All accounts in order of their paths."""
        return self.portfolio.accounts

    def rows_of(self, accounts: Iterable[Summary]) -> list[AccountRows]:
        """What pages show of those accounts."""
        return [self.rows[account.slug] for account in accounts]

    def deadlines(self, accounts: Iterable[Summary]) -> list[Deadline]:
        """What is due for those accounts, soonest first."""
        return sorted(each for rows in self.rows_of(accounts) for each in rows.deadlines if each.date)

    def never_held(self, accounts: Iterable[Summary]) -> list[Deadline]:
        """What was never done for those accounts, and should be."""
        return sorted(each for rows in self.rows_of(accounts) for each in rows.deadlines if not each.date)


def make_portfolio_data(
    portfolio: Portfolio,
    figures: Figures,
    rows: Mapping[str, AccountRows],
    criteria: tuple[Criterion, ...],
    past: PortfolioHistory = NO_PORTFOLIO_HISTORY,
) -> PortfolioData:
    """The data of a portfolio; ``rows`` has those of each account, ``criteria`` are those of all together."""
    owners = person_slugs(dict.fromkeys(account.owner for account in portfolio.accounts if account.owner))
    outcomes: dict[str, list[AccountOutcome]] = {}
    for account in portfolio.accounts:
        own = rows[account.slug]
        for outcome in own.outcomes:
            outcomes.setdefault(outcome.code, []).append(AccountOutcome(own.row, outcome))
    ordered = tuple(sorted(portfolio.accounts, key=lambda account: by_revenue(rows[account.slug].row)))
    by_owner: dict[str, list[Summary]] = {}
    by_category: dict[str, list[Summary]] = {}
    for account in ordered:
        by_owner.setdefault(account.owner, []).append(account)
        by_category.setdefault(account.category or "", []).append(account)
    return PortfolioData(
        portfolio=portfolio,
        figures=figures,
        rows=rows,
        ordered=ordered,
        by_owner=by_owner,
        by_category=by_category,
        owners={owner: f"people/{slug}.html" for owner, slug in owners.items()},
        states=count_states(portfolio.accounts),
        outcomes=outcomes,
        criteria=criteria,
        past=past,
    )


def count_states(accounts: Iterable[Summary]) -> dict[str, Counter[str]]:
    """By rule code, how many of the accounts came out in each state."""
    states: dict[str, Counter[str]] = {}
    for (code, state), number in Counter(chain.from_iterable(account.outcomes for account in accounts)).items():
        states.setdefault(code, Counter())[state] = number
    return states
