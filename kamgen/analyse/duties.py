"""What of an account hangs on whom of us: the base of who knows whom, of everybody's load, and of a handover.

A promise, a deal and a review hang on the account manager; an action on its owner, else on the account manager. Nothing
hangs on anybody in a lost account.
"""

from __future__ import annotations

from collections.abc import Iterator

from kamgen.facts.accounts import is_lost
from kamgen.facts.client import decides, is_out_of_touch, known_contacts
from kamgen.facts.dates import is_over, is_planned, next_review, open_actions
from kamgen.facts.entries import ours
from kamgen.facts.pipeline import closes_on, days_past_close, open_opportunities
from kamgen.facts.promises import PromiseState, promises_of
from kamgen.model.account import Account
from kamgen.model.context import Context
from kamgen.model.duties import Duty, DutyKind
from kamgen.model.enums import ReviewWith
from kamgen.model.fields import folded
from kamgen.model.plan import Plan
from kamgen.text.substance import is_name
from kamgen.text.words import joined


def duties_of(account: Account, context: Context) -> tuple[Duty, ...]:
    """All duties in an account: who looks after it, who meets whom, then work."""
    if is_lost(account) or not account.plan.readable:
        return ()
    parts = (_roles, _contacts, _work, _reviews)
    return tuple([duty for part in parts for duty in part(account.plan, account.owner, context)])


def _roles(plan: Plan, owner: str, context: Context) -> Iterator[Duty]:
    front, continuity = plan.front, plan.front.continuity
    yield Duty(DutyKind.OWNER, owner, front.objective.value if front.objective else "", line=plan.at("owner").line)
    if continuity and is_name(continuity.backup):
        yield Duty(DutyKind.BACKUP, continuity.backup or "", "", line=plan.at("continuity.backup").line)
    if continuity and is_name(continuity.executive_sponsor):
        last, every = continuity.sponsor_contact, context.cadences.sponsor_every
        due, line = every.after(last) if last else None, plan.at("continuity.executive_sponsor").line
        late = due is None or is_over(due, context.as_of)
        yield Duty(DutyKind.SPONSOR, continuity.executive_sponsor or "", f"call every {every}", due, late, line=line)


def _contacts(plan: Plan, _owner: str, context: Context) -> Iterator[Duty]:
    for number, row in known_contacts(plan, context.as_of):
        kind = DutyKind.DECIDER if decides(row) else DutyKind.CONTACT
        who = row.met_by if row.met_by and is_name(row.met_by) else ""
        late = is_out_of_touch(row, context.cadences.contact_every, context.as_of)
        name = joined(row.name, row.title or row.function)
        yield Duty(kind, who, name, row.last_contact, late, line=plan.at(f"contacts[{number}]").line)


def _work(plan: Plan, owner: str, context: Context) -> Iterator[Duty]:
    for promise in promises_of(plan, context.as_of):
        if promise.open:
            row, line = promise.row, plan.at(f"promises[{promise.number}]").line
            what = f"{row.promise}{f', to {row.to}' if row.to else ''}"
            yield Duty(DutyKind.PROMISE, owner, what, row.due, promise.state is PromiseState.OVERDUE, line=line)
    for step in open_actions(plan, context.as_of):
        action, line = step.action, plan.at(step.key).line
        yield Duty(DutyKind.ACTION, action.owner or owner, action.action, action.due, step.late > 0, line=line)
    for key, deal in open_opportunities(plan):
        late = days_past_close(deal, context.calendar, context.as_of) > 0
        closes = closes_on(deal, context.calendar)
        yield Duty(DutyKind.DEAL, owner, deal.name, closes, late, deal.value, plan.at(key).line)
    for number, risk in enumerate(plan.front.risks):
        if risk.owner and is_name(risk.owner):
            yield Duty(DutyKind.RISK, risk.owner, risk.risk, line=plan.at(f"risks[{number}]").line)


def _reviews(plan: Plan, owner: str, context: Context) -> Iterator[Duty]:
    """The next of each kind is the owner's; others of us attend those that are planned."""
    for party in ReviewWith:
        due = next_review(plan, context, party)
        late = due.day is None or is_over(due.day, context.as_of)
        yield Duty(DutyKind.REVIEW, owner, f"with the {party}", due.day, late, line=plan.at("reviews").line)
    others = ours(plan) - {folded(owner)}
    for number, row in enumerate(plan.front.reviews):
        for name in row.attendees if is_planned(row, context.as_of) else ():
            if folded(name) in others:
                line = plan.at(f"reviews[{number}]").line
                yield Duty(DutyKind.REVIEW, name, f"with the {row.party}", row.date, line=line)
