"""Our work on an account: opportunities, risks, actions, team, offerings."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from kamgen.model.account import Account
from kamgen.model.choices import Level, OfferingState, Stage
from kamgen.model.front import FrontMatter
from kamgen.model.groups import Action, Opportunity, Risk
from kamgen.render.site_context import Link, SiteContext
from kamgen.text.numbers import UNKNOWN, Figure
from kamgen.text.words import counted


class OpportunityRow(NamedTuple):
    """A possible sale."""

    css: str
    name: str
    offering: str
    value: Figure
    probability: Figure
    weighted: Figure
    close: str
    close_css: str
    discussed: str
    discussed_css: str
    need: str


class Opportunities(NamedTuple):
    """The opportunities, and what the open ones add up to."""

    rows: tuple[OpportunityRow, ...]
    total: str
    value: Figure
    weighted: Figure


def opportunities_view(front: FrontMatter, context: SiteContext) -> Opportunities | None:
    """The opportunities as the plan lists them; None without any."""
    if not front.opportunities:
        return None
    opened = [item for item in front.opportunities if item.stage is Stage.OPEN]
    return Opportunities(
        tuple(_opportunity(item, context) for item in front.opportunities),
        f"{len(opened)} open",
        context.style.amount(_total(item.value for item in opened)),
        context.style.amount(_total(item.weighted for item in opened)),
    )


def _total(amounts: Iterator[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def _opportunity(item: Opportunity, context: SiteContext) -> OpportunityRow:
    settled = item.stage is not Stage.OPEN
    close = str(item.close) if item.close else UNKNOWN
    late = not settled and item.close is not None and context.calendar.end(item.close) < context.as_of
    return OpportunityRow(
        "off" if settled else "",
        item.name,
        item.offering or UNKNOWN,
        context.style.amount(item.value),
        context.style.share(item.probability),
        context.style.amount(item.weighted),
        f"{item.stage.value} {close}".removesuffix(f" {UNKNOWN}") if settled else close,
        "gap" if late else "",
        item.discussed.isoformat() if item.discussed else UNKNOWN if settled else "never",
        "" if item.discussed or settled else "gap",
        item.need or UNKNOWN,
    )


class RiskRow(NamedTuple):
    """What could cost us the account."""

    risk: str
    reason: str
    likelihood: str
    css: str
    impact: str
    mitigation: str
    owner: str


_WEIGHT = {Level.LOW: 1, Level.MEDIUM: 2, Level.HIGH: 3}


def risk_rows(front: FrontMatter) -> tuple[RiskRow, ...]:
    """The risks, the gravest first."""
    return tuple(_risk(risk) for risk in sorted(front.risks, key=_gravity))


def _gravity(risk: Risk) -> int:
    return -(_WEIGHT[risk.likelihood] if risk.likelihood else 0) * (_WEIGHT[risk.impact] if risk.impact else 0)


def _risk(risk: Risk) -> RiskRow:
    gravity = -_gravity(risk)
    return RiskRow(
        risk.risk,
        risk.reason.value if risk.reason else UNKNOWN,
        risk.likelihood.value if risk.likelihood else UNKNOWN,
        "sev-error" if gravity >= 6 else "sev-warning" if gravity >= 3 else "",
        risk.impact.value if risk.impact else UNKNOWN,
        risk.mitigation or UNKNOWN,
        risk.owner or UNKNOWN,
    )


class ActionRow(NamedTuple):
    """A next step."""

    css: str
    action: str
    owner: str
    due: str
    prime: str
    state_css: str
    state: str


def action_rows(account: Account, context: SiteContext) -> tuple[ActionRow, ...]:
    """All next steps: open ones by date, then those done."""
    actions = [(action.done is not None, action) for action in account.plan.front.actions]
    actions += [(found.ticked or found.action.done is not None, found.action) for found in account.plan.body.actions]
    actions.sort(key=lambda item: (item[0], item[1].due is None, item[1].due or context.as_of))
    return tuple(_action(action, done, context) for done, action in actions)


def _action(action: Action, done: bool, context: SiteContext) -> ActionRow:
    css, state = "", "open"
    if done:
        css, state = "pass", f"done {action.done.isoformat()}" if action.done else "done"
    elif action.due and action.due < context.as_of:
        css, state = "gap", f"{counted((context.as_of - action.due).days, 'day')} late"
    return ActionRow(
        "off" if done else "",
        action.action,
        action.owner or UNKNOWN,
        action.due.isoformat() if action.due else UNKNOWN,
        action.prime.value if action.prime else UNKNOWN,
        css,
        state,
    )


class MemberRow(NamedTuple):
    """Someone on our side."""

    name: str
    role: str
    note: str
    function: str


def team_rows(front: FrontMatter) -> tuple[MemberRow, ...]:
    """Our side: the team as listed, with those who are named elsewhere in the plan."""
    rows = [MemberRow(member.name, member.role or UNKNOWN, "", member.function or UNKNOWN) for member in front.team]
    known = {row.name for row in rows}
    continuity = front.continuity
    if continuity and continuity.backup and continuity.backup not in known:
        rows.append(MemberRow(continuity.backup, "backup", "", UNKNOWN))
    if continuity and continuity.executive_sponsor and continuity.executive_sponsor not in known:
        rows.append(MemberRow(continuity.executive_sponsor, "executive sponsor", "", UNKNOWN))
    return tuple(rows)


class OfferingChip(NamedTuple):
    """White space: one offering."""

    css: str
    name: str
    state: str


_OFFERINGS = {
    OfferingState.ACTIVE: ("pass", "active"),
    OfferingState.PROPOSED: ("waived", "proposed"),
    OfferingState.NONE: ("na", "none"),
    OfferingState.NOT_RELEVANT: ("na", "not relevant"),
}


def offering_chips(front: FrontMatter) -> tuple[OfferingChip, ...]:
    """What the client buys of each offering, as the plan lists them."""
    return tuple(
        OfferingChip(_OFFERINGS[state][0], name, _OFFERINGS[state][1]) for name, state in front.offerings.items()
    )


def reference_words(front: FrontMatter) -> tuple[Link, ...]:
    """``Testimonial of Kari Dahl, 2026-03-01``."""
    words = []
    for reference in front.references:
        by = f" of {reference.party}" if reference.party else ""
        when = f", {reference.date.isoformat()}" if reference.date else ""
        words.append(Link(f"{reference.kind.value.capitalize()}{by}{when}"))
    return tuple(words)
