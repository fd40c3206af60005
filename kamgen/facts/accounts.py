"""Which accounts count where.

prospect   asked for all but what only a sale brings; takes time, so it is a key account; has no health
active     counts everywhere
lost       keeps its figures of the past; no key account, no pipeline, nothing late, no target, no health
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Protocol, TypeVar

from kamgen.model.account import mean
from kamgen.model.config import SiteConfig
from kamgen.model.enums import FiguresOf, Status
from kamgen.model.front_matter import FrontMatter


class HasStatus(Protocol):
    """A front matter, an account or a summary."""

    @property
    def status(self) -> Status:
        """Prospect, active or lost."""


_Account = TypeVar("_Account", bound=HasStatus)


def is_lost(account: HasStatus) -> bool:
    """Whether the account was lost."""
    return account.status is Status.LOST


def is_prospect(account: HasStatus) -> bool:
    """Whether nothing has been sold to it yet."""
    return account.status is Status.PROSPECT


def is_active(account: HasStatus) -> bool:
    """Whether it is a client today."""
    return account.status is Status.ACTIVE


def has_group_figures(front: FrontMatter) -> bool:
    """Whether the figures of subsidiaries are in a plan's own."""
    return front.figures is FiguresOf.GROUP


class HasCategory(HasStatus, Protocol):
    """A front matter, an account or a summary."""

    @property
    def category(self) -> str | None:
        """The key of its category in site.toml, or as the plan writes it."""


_Placed = TypeVar("_Placed", bound=HasCategory)


def is_key_account(account: HasCategory, site: SiteConfig) -> bool:
    """Whether it is a key account: no lost one, and none of a category that says ``key = false``.

    Prospects are, as their plans and reviews take time too.
    """
    category = site.categories.get(site.category_key(account.category or "") or "")
    return not is_lost(account) and (category is None or category.key is not False)


def key_accounts(accounts: Iterable[_Placed], site: SiteConfig) -> list[_Placed]:
    """Those that are key accounts."""
    return [account for account in accounts if is_key_account(account, site)]


def is_overloaded(key_accounts: int, site: SiteConfig) -> bool:
    """Whether so many key accounts are more than one manager can serve (`max_accounts_per_owner`)."""
    limit = site.portfolio.max_accounts_per_owner
    return limit is not None and key_accounts > limit


def is_top_category(site: SiteConfig, category: str) -> bool:
    """Whether ``category``, as a plan writes it, is the site's top one."""
    key = site.category_key(category)
    return key is not None and key == site.top_category()


def expected_category(site: SiteConfig, attractiveness: Decimal, position: Decimal) -> str | None:
    """Key of the first category from the top whose bounds both marks (1 to 5) reach; None when none takes it."""
    for key in site.ranked_categories():
        category = site.categories[key]
        if attractiveness >= (category.attractiveness or 0) and position >= (category.position or 0):
            return key
    return None


def is_misplaced(site: SiteConfig, category: str | None, expected: str | None) -> bool:
    """Whether an account is in another category (its key) than the one its assessment is ``expected`` to put it in.

    Not where site.toml sets no bounds, or no category takes the assessment.
    """
    bounded = any(each.attractiveness is not None or each.position is not None for each in site.categories.values())
    return bounded and category is not None and expected is not None and category != expected


def is_small_share(share: Decimal, site: SiteConfig) -> bool:
    """Whether a share of revenue (fraction of one) is so small that a key account should say why it is one."""
    return share < site.portfolio.key_account_least


def outweighs(share: Decimal, wallet: Decimal | None) -> bool:
    """Whether a client's share of our revenue is larger than our share of its spend: the power is theirs."""
    return wallet is not None and share > wallet


def is_felt(share: Decimal, site: SiteConfig) -> bool:
    """Whether a share of revenue (fraction of one) is so large that its loss would be felt."""
    return share >= site.portfolio.loss_plan_share


def shares_speak(accounts: int, site: SiteConfig) -> bool:
    """Whether shares of the own sum of so many accounts say anything: among few one always has a key share."""
    return accounts * site.portfolio.key_account_share > 1


def is_key_share(share: Decimal | None, site: SiteConfig) -> bool:
    """Whether a share of revenue (fraction of one) is so large that we depend on the account."""
    return share is not None and share >= site.portfolio.key_account_share


class HasScore(HasStatus, Protocol):
    """An account in brief."""

    @property
    def score(self) -> int | None:
        """Its checklist score."""


def mean_score(accounts: Iterable[HasScore]) -> int | None:
    """Mean checklist score (0 to 100, rounded half up) of the accounts that have one.

    Lost accounts do not count: next to nothing is asked of them, and nobody can mend what it is.
    """
    return mean(account.score for account in accounts if not is_lost(account))
