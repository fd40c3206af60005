"""To which accounts a rule has something to say: wrappers around a check, the outermost asked first.

A lost account is asked for what it should still document: its figures, what the client said, its place in the CRM.
A prospect is asked for everything but what only a sale brings.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from kamgen.model.choices import Status
from kamgen.model.context import Context
from kamgen.model.plan import Plan
from kamgen.model.rule import Check, Outcome, not_applicable

LOST = not_applicable("the account is lost", "status")
"""What a check that looks forward says of an account that is lost."""


def unless_lost(check: Check) -> Check:
    """The check looks forward: not applicable to an account that is lost."""
    return _unless(Status.LOST, LOST)(check)


def unless_prospect(reason: str) -> Callable[[Check], Check]:
    """Not applicable to prospects, for the reason given."""
    return _unless(Status.PROSPECT, not_applicable(reason, "status"))


def in_top_category(plan: Plan, context: Context) -> bool:
    """Whether the account is in the site's top category."""
    key = context.site.category_key(plan.front.category)
    return key is not None and key == context.site.ranked_categories()[0]


def top_category_only(reason: str) -> Callable[[Check], Check]:
    """Not applicable outside the top category, for the reason given."""
    outcome = not_applicable(reason, "category")

    def around(check: Check) -> Check:
        @wraps(check)
        def guarded(plan: Plan, context: Context) -> Outcome:
            return check(plan, context) if in_top_category(plan, context) else outcome

        return guarded

    return around


def _unless(status: Status, outcome: Outcome) -> Callable[[Check], Check]:
    def around(check: Check) -> Check:
        @wraps(check)
        def guarded(plan: Plan, context: Context) -> Outcome:
            return outcome if plan.front.status is status else check(plan, context)

        return guarded

    return around
