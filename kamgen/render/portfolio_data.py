"""What the pages of the portfolio are made from: all accounts in brief, their rows, their sums, and who owns them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Annotated

from msgspec import Struct

from kamgen.model.account import Criterion
from kamgen.model.account_history import NO_PORTFOLIO_HISTORY, PortfolioHistory
from kamgen.model.enums import Severity
from kamgen.model.fields import Doc
from kamgen.model.rule import Rule
from kamgen.model.summary import Figures, Portfolio, Summary
from kamgen.render.account_rows import AccountOutcome, AccountRows
from kamgen.render.deadlines import Deadline
from kamgen.rules.catalogue import RULES
from kamgen.text.addresses import page_slugs


class PortfolioData(Struct, frozen=True):
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
    def rules(self) -> tuple[Rule, ...]:
        """The rules that plans were held against, in the catalogue's order."""
        return tuple(rule for rule in RULES if rule.code in self.states)

    @property
    def accounts(self) -> tuple[Summary, ...]:
        """All accounts in order of their paths."""
        return self.portfolio.accounts

    def rows_of(self, accounts: Iterable[Summary]) -> list[AccountRows]:
        """What pages show of those accounts."""
        return [self.rows[account.slug] for account in accounts]

    def deadlines(self, accounts: Iterable[Summary]) -> list[Deadline]:
        """What is due for those accounts, soonest first."""
        return sorted(deadline for rows in self.rows_of(accounts) for deadline in rows.deadlines)


def make_portfolio_data(
    portfolio: Portfolio,
    figures: Figures,
    rows: Mapping[str, AccountRows],
    criteria: tuple[Criterion, ...],
    past: PortfolioHistory = NO_PORTFOLIO_HISTORY,
) -> PortfolioData:
    """The data of a portfolio; ``rows`` has those of each account, ``criteria`` are those of all together."""
    owners = page_slugs(dict.fromkeys(account.owner for account in portfolio.accounts if account.owner))
    outcomes: dict[str, list[AccountOutcome]] = {}
    for account in portfolio.accounts:
        own = rows[account.slug]
        for outcome in own.outcomes:
            outcomes.setdefault(outcome.code, []).append(AccountOutcome(own.row, outcome))
    ordered = tuple(sorted(portfolio.accounts, key=lambda account: rows[account.slug].order))
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
