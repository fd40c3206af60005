"""Two whole portfolios held against each other: what content, site.toml and time each did.

amounts    money of an account, or of all together
results    criteria and findings that differ
account    a plan change with what it does to scores, findings and money
shift      an account whose results differ although its plan does not: other rules, or time alone
comparison all of it
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct

from kamgen.model.change import ChangeKind, PlanChange, ReviewFlag, Suspect
from kamgen.model.finding import Finding
from kamgen.model.source import Commit, Written
from kamgen.model.standing import Standing
from kamgen.model.summary import Summary


class Amounts(NamedTuple):
    """An account's, or the portfolio's, money in the site's currency; None where it is not known.

    Revenue, its target and profit (after cost to serve) are those of the fiscal year that is shown; pipeline is the sum
    of value times probability of open opportunities.
    """

    revenue: Decimal | None
    target: Decimal | None
    profit: Decimal | None
    pipeline: Decimal | None


class CriterionChange(NamedTuple):
    """One rule whose state for an account differs."""

    code: str
    name: str
    was: str
    """State before: ``pass``, ``gap``, ``waived``, ``n/a``; empty when it was not checked."""
    now: str


class Results(NamedTuple):
    """What differs in the results of one account; the summaries have the scores."""

    criteria: tuple[CriterionChange, ...]
    new: tuple[Finding, ...]
    fixed: tuple[Finding, ...]
    """Findings that are gone since their rules are met, with their places in the plan as it was."""
    remaining: int


class FormerPlan(NamedTuple):
    """A version from before the base."""

    day: date
    commit: Commit
    deleted: date | None
    """When the plan was deleted that came back; None of one that could not be read in the base."""


class AccountChange(Struct, frozen=True):
    """One account in two states. Both are judged on the same day by the rules of the state that came later."""

    kind: ChangeKind
    before: Summary | None
    after: Summary | None
    plan: PlanChange
    """False when the plan says the same: then other plans changed what is said of it, or it was moved."""
    results: Results
    amounts: tuple[Amounts, Amounts]
    former: FormerPlan | None = None
    """What the plan is compared with, when the base does not have it or cannot be read."""
    touches: tuple[Suspect, ...] = ()
    """What else the change touches: entries that lean on what changed in meaning, and are to be confirmed."""
    deleted: date | None = None
    """When its plan was deleted between the two states, in both of which it is; None when it was not."""

    @property
    def one(self) -> Summary:
        """The account as it is now, or was when it is removed."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def moved(self) -> bool:
        """Whether its file lies elsewhere than before."""
        return self.before is not None and self.after is not None and self.before.path != self.after.path

    @property
    def renamed(self) -> bool:
        """Whether the account goes by another name than before; a plan that cannot be read gives none."""
        before, after = self.before, self.after
        if before is None or after is None or not before.readable or not after.readable:
            return False
        return before.name != after.name


class Shift(NamedTuple):
    """One account whose results differ although its plan is the same; the summaries have no findings and outcomes."""

    before: Summary
    after: Summary
    results: Results
    amounts: tuple[Amounts, Amounts]


class Side(NamedTuple):
    """One of the two states."""

    label: str
    """In words: ``main``, ``the working tree``, ``portfolio.json``."""
    commit: str
    """Id of its commit; empty when it is none."""
    date: date
    """The day of its commit, or export; for the working tree the day judged."""
    accounts: int


class SettingChange(NamedTuple):
    """One key of site.toml."""

    key: str
    """``checklist.feedback_every``."""
    before: str
    """As TOML would have it; empty when it was not given."""
    after: str
    flag: ReviewFlag | None = None
    """Set unless it asks for more than before, or for the same in other words."""


class Comparison(Struct, frozen=True):
    """Two states of a portfolio, held against each other by one kamgen on one day.

    base on its own day ─time alone─▶ base on the day ─rules─▶ base under the head's site.toml ─content─▶ head
    """

    as_of: date
    currency: str
    year: int
    """The fiscal year whose money is compared."""
    base: Side
    head: Side
    accounts: tuple[AccountChange, ...]
    """What content did: changed, added and removed accounts in order of their paths."""
    unchanged: int
    """Accounts of the head that are in no change."""
    settings: tuple[SettingChange, ...]
    """What is different in site.toml, as far as accounts are judged by it."""
    rules: tuple[Shift, ...]
    """What site.toml alone did, to accounts as they were in the base."""
    time: tuple[Shift, ...]
    """What time alone did since the base's own day, to accounts as they were in the base."""
    score: tuple[int | None, int | None]
    """Mean checklist score of the base, on the day and by the head's site.toml, and of the head: what content did."""
    health: tuple[Standing, Standing]
    totals: tuple[Amounts, Amounts, Amounts]
    """Of the base, of the base under the head's site.toml, and of the head."""
    written: tuple[Written, ...] = ()
    """The commits between the two states, newest first; none where that is not known, as of an export."""
    baseline: tuple[int, int] | None = None
    """How many findings the baseline file keeps before and after, where it keeps more of any account and rule."""
    redefined: tuple[tuple[str, int | None, int | None], ...] = ()
    """Accounts of an exported base whose checklist score moved because kamgen's definitions did: slug, the score that
    was exported, and that of the same plan on the same day by the definitions of today."""

    def __bool__(self) -> bool:
        """Whether anything but time made a difference."""
        return bool(self.accounts or self.settings or self.rules or self.baseline)
