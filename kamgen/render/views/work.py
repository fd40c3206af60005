"""Our work on an account: opportunities, risks, actions, team, offerings."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from kamgen.facts import client, dates, pipeline
from kamgen.facts.accounts import is_lost, person_key
from kamgen.facts.dates import NextStep
from kamgen.model.enums import OfferingState
from kamgen.model.front_matter import Continuity, FrontMatter, Opportunity, Risk
from kamgen.model.plan import Plan
from kamgen.render.site_context import Link, SiteContext
from kamgen.text.numbers import UNKNOWN, Figure
from kamgen.text.words import counted, iso


class OpportunityRow(Struct, frozen=True):
    """A possible sale."""

    css: str
    """``off`` for one that is won, lost, or of a lost account."""
    name: str
    offering: str
    value: Figure
    probability: Figure
    weighted: Figure
    """Value times probability; unknown for a lost account."""
    close: str
    """The period in which it should be decided, or how it was."""
    close_css: str
    """``gap`` when that is past."""
    discussed: str
    """When it was last talked through with the client; ``never``."""
    discussed_css: str
    """``gap`` when that is too long ago."""
    need: str


class Opportunities(Struct, frozen=True):
    """The opportunities, and what the open ones add up to."""

    rows: tuple[OpportunityRow, ...]
    total: str
    """``2 open``."""
    value: Figure
    """Of the open ones."""
    weighted: Figure
    """Of the open ones."""


def opportunities_view(plan: Plan, context: SiteContext) -> Opportunities | None:
    """The opportunities as the plan lists them; None without any. A lost account has none that are open."""
    if not plan.front.opportunities:
        return None
    opened = pipeline.open_opportunities(plan)
    return Opportunities(
        tuple([_opportunity(row, is_lost(plan.front), context) for row in plan.front.opportunities]),
        f"{len(opened)} open",
        context.style.amount(pipeline.total(row.value for _, row in opened)),
        context.style.amount(pipeline.weighted_pipeline(plan)),
    )


def _opportunity(row: Opportunity, gone: bool, context: SiteContext) -> OpportunityRow:
    """A possible sale; of an account that is ``gone`` it is none any more, and nothing of it is late."""
    decided = not pipeline.is_open(row)
    settled = decided or gone
    close = str(row.close) if row.close else UNKNOWN
    talked = pipeline.is_discussed(row, context.as_of)
    return OpportunityRow(
        "off" if settled else "",
        row.name,
        row.offering or UNKNOWN,
        context.style.amount(row.value),
        context.style.share(row.probability),
        context.style.amount(None if gone else row.weighted),
        f"{row.stage.value} {close}".removesuffix(f" {UNKNOWN}") if decided else close,
        "" if settled or not pipeline.days_past_close(row, context.calendar, context.as_of) else "gap",
        iso(row.discussed) if talked else UNKNOWN if settled else "never",
        "" if settled or pipeline.is_discussed_lately(row, context.as_of) else "gap",
        row.need or UNKNOWN,
    )


SERIOUS = 3
"""From this exposure (likelihood × impact, 1 to 9) on a risk is marked."""


class RiskRow(Struct, frozen=True):
    """What could cost us the account."""

    risk: str
    reason: str
    likelihood: str
    css: str
    """``sev-error`` when it is grave, ``sev-warning`` when it is serious."""
    impact: str
    mitigation: str
    owner: str


def risk_rows(front: FrontMatter) -> tuple[RiskRow, ...]:
    """The risks, the gravest first."""
    return tuple([_risk(risk) for risk in sorted(front.risks, key=client.exposure, reverse=True)])


def _risk(risk: Risk) -> RiskRow:
    exposure = client.exposure(risk) if client.is_graded(risk) else 0
    return RiskRow(
        risk.risk,
        risk.reason.value if risk.reason else UNKNOWN,
        risk.likelihood.value if risk.likelihood else UNKNOWN,
        "sev-error" if client.is_grave(risk) else "sev-warning" if exposure >= SERIOUS else "",
        risk.impact.value if risk.impact else UNKNOWN,
        risk.mitigation or UNKNOWN,
        risk.owner or UNKNOWN,
    )


class ActionRow(Struct, frozen=True):
    """A next step."""

    css: str
    """``off`` for one that is done."""
    action: str
    owner: str
    due: str
    prime: str
    """The letter of PRIME, in a word."""
    state_css: str
    """``pass`` when it is done, ``gap`` when it is late."""
    state: str
    """``open``, ``10 days late``, ``done 2026-11-01``."""


def action_rows(plan: Plan, as_of: date) -> tuple[ActionRow, ...]:
    """All next steps: open ones by date, then those done."""
    steps = sorted(dates.next_steps(plan, as_of), key=lambda step: (not step.open, step.action.due or date.max))
    return tuple([_action(step) for step in steps])


def _action(step: NextStep) -> ActionRow:
    action, css, state = step.action, "", "open"
    if not step.open:
        css, state = "pass", f"done {iso(action.done)}".rstrip()
    elif step.late:
        css, state = "gap", f"{counted(step.late, 'day')} late"
    return ActionRow(
        "" if step.open else "off",
        action.action,
        action.owner or UNKNOWN,
        iso(action.due) or UNKNOWN,
        action.prime.value if action.prime else UNKNOWN,
        css,
        state,
    )


class MemberRow(Struct, frozen=True):
    """Someone on our side."""

    name: str
    role: str
    function: str


def team_rows(front: FrontMatter) -> tuple[MemberRow, ...]:
    """Our side: the team as listed, with those who are named elsewhere in the plan."""
    rows = [MemberRow(member.name, member.role or UNKNOWN, member.function or UNKNOWN) for member in front.team]
    known = {person_key(row.name) for row in rows}
    continuity = front.continuity or Continuity()
    others = ((continuity.backup, "backup"), (continuity.executive_sponsor, "executive sponsor"))
    rows += [MemberRow(name, role, UNKNOWN) for name, role in others if name and person_key(name) not in known]
    return tuple(rows)


class OfferingChip(Struct, frozen=True):
    """White space: one offering."""

    css: str
    """``pass``, ``waived`` or ``na``."""
    name: str
    state: str
    """``active``, ``proposed``, ``none``, ``not relevant``."""


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
