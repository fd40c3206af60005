"""What the pages of the portfolio are made from: all accounts in brief, their rows, their sums, and who owns them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from kamgen.model.account_history import NO_PORTFOLIO_HISTORY, PortfolioHistory
from kamgen.model.choices import Severity
from kamgen.model.rule import Rule
from kamgen.model.scorecard import Criterion
from kamgen.model.summary import Figures, Portfolio, Summary
from kamgen.render.deadlines import Deadline
from kamgen.render.listing import Listing
from kamgen.rules.catalogue import RULES
from kamgen.text.slugs import page_slugs


@dataclass(frozen=True, slots=True)
class PortfolioData:
    """A portfolio, ready to be shown."""

    portfolio: Portfolio
    figures: Figures
    listings: Mapping[str, Listing]
    """By slug."""
    ordered: tuple[Summary, ...]
    """The accounts in the order of lists: largest revenue first."""
    owners: Mapping[str, str]
    """Page of each owner, in the order in which plans name them."""
    states: Mapping[str, Mapping[str, int]]
    """By rule code, how many accounts came out in each state; of rules that plans were held against."""
    outcomes: Mapping[str, list[str]]
    """By rule code, the rows of accounts with a gap or a waiver, in the order of the accounts."""

    criteria: tuple[Criterion, ...]
    """What came of the rules of all accounts together."""
    past: PortfolioHistory = NO_PORTFOLIO_HISTORY
    """What all accounts together were like before."""

    @property
    def cut(self) -> bool:
        """Whether history is cut off (shallow clone), so that older changes may be missing."""
        return any(listing.cut for listing in self.listings.values())

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

    def listed(self, accounts: tuple[Summary, ...] | list[Summary]) -> list[Listing]:
        """The listings of those accounts."""
        return [self.listings[account.slug] for account in accounts]

    def dues(self, accounts: tuple[Summary, ...] | list[Summary]) -> list[Deadline]:
        """What is due for those accounts, soonest first."""
        return sorted(due for listing in self.listed(accounts) for due in listing.dues)


def make_portfolio_data(
    portfolio: Portfolio,
    figures: Figures,
    listings: Mapping[str, Listing],
    criteria: tuple[Criterion, ...],
    past: PortfolioHistory = NO_PORTFOLIO_HISTORY,
) -> PortfolioData:
    """The whole of a portfolio; ``listings`` has one of each account, ``criteria`` are those of all together."""
    owners = page_slugs(dict.fromkeys(account.owner for account in portfolio.accounts if account.owner))
    rows: dict[str, list[str]] = {}
    for account in portfolio.accounts:
        for code, row in listings[account.slug].outcomes:
            rows.setdefault(code, []).append(row)
    return PortfolioData(
        portfolio=portfolio,
        figures=figures,
        listings=listings,
        ordered=tuple(sorted(portfolio.accounts, key=lambda account: listings[account.slug].order)),
        owners={owner: f"people/{slug}.html" for owner, slug in owners.items()},
        states=count_states(portfolio.accounts),
        outcomes=rows,
        criteria=criteria,
        past=past,
    )


def count_states(accounts: Iterable[Summary]) -> dict[str, Counter[str]]:
    """By rule code, how many of the accounts came out in each state."""
    states: dict[str, Counter[str]] = {}
    for (code, state), number in Counter(chain.from_iterable(account.outcomes for account in accounts)).items():
        states.setdefault(code, Counter())[state] = number
    return states
