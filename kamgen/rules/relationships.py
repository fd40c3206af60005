"""Relationships: who knows whom, and how well.

    contacts ─┬─ decision maker ─ last contact                     REL001
              ├─ how many, in which functions, met by whom of us   REL002
              ├─ critics and blockers ─ risks, open actions        REL003
              ├─ influencers ─ interests                           REL004
              └─ functions ┬ team ┘ operations, finance, product   REL005 (top category)
    relationship ─ above preferred supplier                        REL006 (top category)
    agreed ─ the client knows the plan                             REL007 (top category)

A prospect is won through people: all but REL005 to REL007 is asked of it. Lost accounts are not judged.
"""

from __future__ import annotations

from collections.abc import Iterable

from kamgen.facts.client import deciders, known_contacts, last_decider_contact, opposes
from kamgen.facts.dates import happened, open_actions
from kamgen.facts.people import has_left, is_named, people
from kamgen.model.enums import ContactRole, Relationship
from kamgen.model.fields import folded
from kamgen.model.front_matter import Contact
from kamgen.rules.declare import (
    BOTH,
    Context,
    Example,
    Family,
    Fault,
    Outcome,
    Plan,
    Prime,
    Rule,
    RuleFamily,
    Severity,
    gap,
    judge_age,
    judge_condition,
    judge_rows,
    met,
    needing,
    not_applicable,
)
from kamgen.text.substance import is_name
from kamgen.text.suggestions import folded_words
from kamgen.text.words import counted, listed

rule = RuleFamily(Family.RELATIONSHIPS, prime=Prime.MINIMISE)

FUNCTIONS, OF_US = 2, 2
"""The least functions of contacts that somebody meets, and those of us who meet them (REL002)."""

BOTH_SIDES = (
    ("operations", frozenset({"operation", "operations"})),
    ("finance", frozenset({"finance", "financial"})),
    ("product", frozenset({"product", "products"})),
)
"""The functions that should work together, and the words by which one knows them (REL005)."""

CLIMBED = (Relationship.PARTNER, Relationship.STRATEGIC_PARTNER)
"""The rungs of the ladder above preferred supplier (REL006)."""

_NOT_YET = "a prospect does not work with us yet"


def _contacts(plan: Plan, _context: Context) -> tuple[Contact, ...]:
    return plan.front.contacts


with_contacts = needing(_contacts, not_applicable("no contact is written: REL001 asks for one", "contacts"))


@rule(
    "REL001",
    "decision-maker-met",
    summary="Somebody of us was in contact with a decision maker within its cadence (`contact_every`, 3 months)",
    rationale=(
        "Vital accounts wants as many relationships as can be kept; the one with the person who signs comes first, "
        "and with a prospect there is no sale without it."
    ),
    good=Example("contacts:\n  - {name: Kari Dahl, role: decision maker, last_contact: 2026-10-30}"),
    bad=Example("contacts:\n  - {name: Kari Dahl, role: decision maker, last_contact: 2026-08-19}"),
)
def decision_maker_met(plan: Plan, context: Context) -> Outcome:
    deciding = [(number, row) for number, row in deciders(plan, context.as_of) if is_name(row.name)]
    if not deciding:
        write = "find out who decides, and add that person with `role: decision maker` and `last_contact`"
        return gap("no decision maker is among the contacts", "contacts", write)
    write = "call or visit the decision maker, and write the day as `last_contact`"
    last = last_decider_contact(plan, context.as_of)
    if last is None:
        who = listed([row.name for _, row in deciding], "or")
        return gap(f"no contact with the decision maker {who} is written", f"contacts[{deciding[0][0]}]", write)
    day, number = last
    what = f"last contact with the decision maker {plan.front.contacts[number].name}"
    return judge_age(what, day, context.cadences.contact_every, context, f"contacts[{number}].last_contact", write)


@rule(
    "REL002",
    "not-single-threaded",
    summary="Two or more of us meet three or more contacts (`contacts_least`) in two or more functions",
    rationale=(
        "An account that hangs on one person is lost when that person moves on, on either side. Vital accounts "
        "wants many ties, Principles across functions. A contact counts once `met_by` says who of us meets it."
    ),
    good=Example(
        "contacts:\n"
        "  - {name: Kari Dahl, function: operations, met_by: Ingrid Solberg}\n"
        "  - {name: Nils Berg, function: finance, met_by: Ingrid Solberg}\n"
        "  - {name: Tor Vik, function: operations, met_by: Per Moe}"
    ),
    bad=Example("contacts:\n  - {name: Kari Dahl, function: operations, met_by: Ingrid Solberg}"),
)
@with_contacts
def not_single_threaded(plan: Plan, context: Context, contacts: tuple[Contact, ...]) -> Outcome:
    threads = [row for _, row in known_contacts(plan, context.as_of) if is_name(row.met_by)]
    least = context.site.thresholds.contacts_least
    functions = {folded(row.function) for row in threads if row.function}
    of_us, of_them = people(row.met_by for row in threads), people(row.name for row in threads)
    written = f"; {len(contacts)} are written" if len(contacts) > len(of_them) else ""
    met_by = f"{counted(len(of_them), 'contact')} met by {len(of_us)} of us"
    asked = (
        (len(of_them) < least, f"get to know at least {least} people there, each with `met_by`"),
        (len(functions) < FUNCTIONS, "meet people of more than one `function`"),
        (len(of_us) < OF_US, "let a second one of us meet them too"),
    )
    missing = [what for too_few, what in asked if too_few]
    evidence = f"{met_by}, in {counted(len(functions), 'function')}{written}"
    return judge_condition(not missing, evidence, "contacts", "; ".join(missing))


@rule(
    "REL003",
    "critics-answered",
    summary="Every critic and every blocker is named in a risk or in an open action",
    rationale=(
        "A critic left alone becomes the reason for which the account goes: Collis has communication among the "
        "seven causes of loss. The name in a risk or an open action, or a surname that nobody else in the plan bears, "
        "shows that somebody deals with it."
    ),
    good=Example(
        "contacts:\n  - {name: Tor Vik, sentiment: critic}\n"
        "actions:\n  - {action: Walk through the September stop with Tor Vik, owner: Per Moe, due: 2026-12-01}"
    ),
    bad=Example("contacts:\n  - {name: Tor Vik, sentiment: critic}"),
)
@with_contacts
def critics_answered(plan: Plan, context: Context, contacts: tuple[Contact, ...]) -> Outcome:
    here = [(number, row) for number, row in enumerate(contacts) if not has_left(row, context.as_of)]
    against = [(number, row, word) for number, row in here if (word := opposes(row))]
    if not against:
        return not_applicable("no contact is a critic or a blocker", "contacts")
    answers = [text for row in plan.front.risks for text in (row.risk, row.mitigation) if text]
    answers += [step.action.action for step in open_actions(plan, context.as_of)]
    ignored = [
        Fault(
            f"contacts[{number}]",
            f"the {word} {row.name} is named in no risk and in no open action",
            f"say what {row.name} could cost us under `risks`, or what we do about it under `actions`, by name",
        )
        for number, row, word in against
        if not is_named(row.name, answers, plan)
    ]
    fine = f"{listed([row.name for _, row, _ in against])} named in a risk or an open action"
    return judge_rows(ignored, fine, "contacts")


@rule(
    "REL004",
    "influencers-understood",
    severity=Severity.ADVICE,
    summary="The interests of every influencer are written",
    rationale=(
        "Vital accounts puts influencers above all other contacts, provided that we know what they are after. An "
        "influencer whose interests nobody knows is a name on a list."
    ),
    good=Example("contacts:\n  - {name: Nils Berg, role: influencer, interests: Payback under three years}"),
    bad=Example("contacts:\n  - {name: Nils Berg, role: influencer}"),
)
def influencers_understood(plan: Plan, _context: Context) -> Outcome:
    influencers = [(n, row) for n, row in enumerate(plan.front.contacts) if row.role is ContactRole.INFLUENCER]
    if not influencers:
        return not_applicable("no contact has `role: influencer`", "contacts")
    strangers = [
        Fault(
            f"contacts[{number}]",
            f"what the influencer {row.name} cares about is not written",
            f"ask what matters to {row.name}, and add it as `interests`",
        )
        for number, row in influencers
        if not is_name(row.interests)
    ]
    fine = f"the interests of {listed([row.name for _, row in influencers])} are written"
    return judge_rows(strangers, fine, "contacts")


@rule(
    "REL005",
    "cross-functional-both-sides",
    severity=Severity.ADVICE,
    prospects=_NOT_YET,
    top="asked of the top category only",
    summary="In the top category operations, finance and product take part on our side and on the client's",
    rationale=(
        "Principles lets operations, finance and product development of both organisations work on a key account "
        "together; sales and purchasing alone only talk about price. `product development` counts as product."
    ),
    good=Example(
        "team: [{name: Liv Aas, function: product and finance}, {name: Per Moe, function: operations}]\n"
        "contacts: [{name: Kari Dahl, function: product and operations}, {name: Nils Berg, function: finance}]"
    ),
    bad=Example("contacts: [{name: Kari Dahl, function: operations}]"),
)
@with_contacts
def cross_functional_both_sides(plan: Plan, _context: Context, contacts: tuple[Contact, ...]) -> Outcome:
    wanted = [name for name, _ in BOTH_SIDES]
    absent = []
    for key, side, rows in (("team", "our", plan.front.team), ("contacts", "the client's", contacts)):
        missing = [name for name in wanted if name not in _functions(row.function for row in rows)]
        if missing:
            absent.append((key, f"{listed(missing)} {'is' if len(missing) == 1 else 'are'} missing on {side} side"))
    if not absent:
        return met(f"{listed(wanted)} take part on both sides", "team")
    where = listed([f"`{key}`" for key, _ in absent])
    write = f"bring them in, and write each with name and `function` under {where}"
    return gap(listed([said for _, said in absent]), absent[0][0], write)


def _functions(written: Iterable[str | None]) -> set[str]:
    """Those of `BOTH_SIDES` that functions as people write them speak of."""
    words = {word for function in written if function for word in folded_words(function).split()}
    return {name for name, known in BOTH_SIDES if known & words}


@rule(
    "REL006",
    "relationship-climbs",
    severity=Severity.ADVICE,
    prospects=_NOT_YET,
    top="asked of the top category only",
    summary="In the top category the relationship is that of a partner or a strategic partner",
    rationale=(
        "Collis would forget preferred supplier status: suppliers are plenty, and each can be replaced. The top of "
        "the ladder is to be the partner the client cannot do without, and an account of the top category should "
        "be on its way there."
    ),
    good=Example("relationship: partner"),
    bad=Example("relationship: preferred supplier"),
)
def relationship_climbs(plan: Plan, _context: Context) -> Outcome:
    rung = plan.front.relationship
    if rung in CLIMBED:
        return met(f"the relationship is “{rung}”", "relationship")
    if rung is None:
        write = "add `relationship`: vendor, preferred supplier, partner or strategic partner, as the client sees us"
        return gap("it is not written how far the relationship has come", "relationship", write)
    write = "plan what would make us a partner in section “Relationship”, and write `relationship: partner` once we are"
    return gap(f"the relationship is “{rung}”, and preferred supplier is not the top", "relationship", write)


@rule(
    "REL007",
    "plan-agreed",
    severity=Severity.ADVICE,
    prospects=_NOT_YET,
    top="asked of the top category only",
    asks=BOTH,
    summary="In the top category the client has agreed to the plan (`agreed`)",
    rationale=(
        "Principles plans a key account with the client: joint decisions, and a plan that both sides can read. One "
        "that the client never saw is our wish list, and what it hopes for finds out only when it does not happen."
    ),
    good=Example("agreed: {date: 2026-09-10, by: Kari Dahl}"),
    bad=Example("agreed: {date: 2026-12-10, by: Kari Dahl}"),
)
def plan_agreed(plan: Plan, context: Context) -> Outcome:
    agreed = plan.front.agreed
    if agreed and happened(agreed.date, context.as_of):
        by = f" by {agreed.by}" if agreed.by else ""
        return met(f"agreed {agreed.date}{by}", "agreed")
    said = (
        f"the client is to agree to the plan only on {agreed.date}" if agreed else "the client never agreed to the plan"
    )
    write = "go through its goals and steps with the client, and write `agreed` with `date` and `by`"
    return gap(said, "agreed", write)


RULES: tuple[Rule, ...] = (
    decision_maker_met,
    not_single_threaded,
    critics_answered,
    influencers_understood,
    cross_functional_both_sides,
    relationship_climbs,
    plan_agreed,
)
