"""The agenda of an account's next reviews: what its plan's rows bring, and every gap of the checklist, by PRIME.

    rows ─ matters ───────────┐
                              ├─ by party ─ by letter of PRIME ─ late first, then vital gaps, rows, other gaps ─▶ Agenda
    gaps ─ Rule.prime, .asks ─┘

    client   topics not talked about, needs not confirmed, feedback that is due, opportunities and what sells them
             inside, outcomes, promises kept
    team     next actions
    both     promises that are late or broken

Any criterion that is a gap has its place, also of rules that this module has never heard of; a gap whose `Rule.rows`
are told of one by one is not told again.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import NamedTuple

from kamgen.facts import dates, pipeline, promises, results
from kamgen.facts.accounts import is_lost, is_prospect
from kamgen.facts.people import people
from kamgen.model.account import Account, Criterion
from kamgen.model.config import SiteConfig
from kamgen.model.context import Context, context_of
from kamgen.model.enums import ClientTopic, ContactRole, Prime, ReviewWith, Severity
from kamgen.model.finding import SEVERITIES
from kamgen.model.front_matter import Action, Opportunity, Review
from kamgen.model.plan import SECTIONS, Plan
from kamgen.model.review import PRIME, Agenda, Item, Meeting, Part
from kamgen.model.rule import BINDING, BOTH, CLIENT, TEAM, Outcome, State
from kamgen.model.values import plain
from kamgen.text.words import counted, listed, sentence

VITAL = 3
"""The weight of a vital rule."""

_INVITED = (ContactRole.DECISION_MAKER, ContactRole.INFLUENCER, ContactRole.CHAMPION)

PlanRevision = tuple[int, Review] | None
"""The newest client review that took place, and its number in the plan."""


class Matter(NamedTuple):
    """Something to talk about."""

    parties: tuple[ReviewWith, ...]
    prime: Prime | None
    key: str
    """What of the plan it speaks of (see `Plan.at`)."""
    words: str
    write: str
    late: int = 0
    """Days."""
    rows: str = ""
    """The group of rows it speaks of: gaps of rules that look at the whole group need not be told beside it."""


def _outcomes(plan: Plan, as_of: date) -> Iterator[Matter]:
    for number, outcome in enumerate(plan.front.outcomes):
        key, missing = f"outcomes[{number}]", results.lacking_figures(outcome)
        unit = outcome.unit or ""
        space = "" if unit in ("", "%") else " "
        figures = (outcome.baseline, outcome.actual, outcome.target)
        start, now, goal = (f"{plain(each or Decimal(0))}{space}{unit}" for each in figures)
        words = f"“{outcome.metric}” went from {start} to {now}, target {goal}"
        if missing:
            words = f"the outcome “{outcome.metric}” has no {' and no '.join(missing)}"
            write = f"agree the figure with the client, and write it as `{missing[0]}`"
            yield Matter(CLIENT, Prime.PROVE, key, words, write, rows="outcomes")
        elif unmeasured := results.why_unmeasured(outcome, as_of):
            words = f"“{outcome.metric}” was {unmeasured}"
            write = "measure it again with the client, and write `actual` with its day as `as_of`"
            yield Matter(CLIENT, Prime.PROVE, key, words, write, rows="outcomes")
        elif results.is_nearer(outcome):
            yield Matter(CLIENT, Prime.PROVE, key, words, "show it, and ask what it was worth")
        else:
            write = "say what will turn it, and write that under `actions`"
            yield Matter(BOTH, Prime.MINIMISE, key, words, write)


def _promises(plan: Plan, context: Context, held: PlanRevision) -> Iterator[Matter]:
    for fact in promises.promises_of(plan, context.as_of):
        key, row = f"promises[{fact.number}]", fact.row
        words = f"the promise “{row.promise}”{f' to {row.to}' if row.to else ''}"
        if fact.state is promises.PromiseState.OVERDUE:
            write = "say when it will be kept, or why not; then write `kept` or `broken` with the day"
            yield Matter(BOTH, Prime.MINIMISE, key, f"{words} was due {row.due}", write, fact.late, "promises")
        elif fact.state is promises.PromiseState.BROKEN and fact.lately:
            said = f"{words} was broken on {fact.day}"
            yield Matter(BOTH, Prime.MINIMISE, key, said, "say what makes up for it", rows="promises")
        elif fact.state is promises.PromiseState.KEPT and fact.day and (held is None or fact.day > held[1].date):
            yield Matter(CLIENT, Prime.PROVE, key, f"{words} was kept on {fact.day}", "say so")


def _topics(held: PlanRevision, of_topics: Mapping[ClientTopic, Outcome]) -> Iterator[Matter]:
    """The client's eight topics that were not talked about last time, or of which nothing fresh is written."""
    for topic in ClientTopic:
        outcome = of_topics.get(topic)
        if outcome and outcome.state in (State.WAIVED, State.NOT_APPLICABLE):
            continue
        uncovered = "was never covered in a client review"
        if held:
            uncovered = "" if topic in held[1].covered else f"was not covered in the review of {held[1].date}"
        if outcome and outcome.state is State.GAP:
            words = f"{outcome.evidence}, and it {uncovered}" if uncovered else outcome.evidence
            yield Matter(CLIENT, Prime.RETRIEVE, outcome.key, words, outcome.write, rows="topics")
        elif uncovered:
            key = f"reviews[{held[0]}].covered" if held else "reviews"
            write = "ask, and write what was said in the client view, with the day in its heading"
            yield Matter(CLIENT, Prime.RETRIEVE, key, f"“{SECTIONS[topic][0]}” {uncovered}", write, rows="topics")


def _needs(plan: Plan, context: Context) -> Iterator[Matter]:
    for number, need in enumerate(plan.front.needs):
        if promises.is_confirmed_lately(need, context.as_of, context.cadences.confirmed_every):
            continue
        when = f"last confirmed {need.confirmed}" if need.confirmed else "never confirmed with the client"
        write = "ask whether it still holds, and write the day as `confirmed`"
        words = f"the need “{need.need}” was {when}"
        yield Matter(CLIENT, Prime.RETRIEVE, f"needs[{number}]", words, write, rows="needs")


def _feedback(plan: Plan, context: Context) -> Iterator[Matter]:
    found, every = dates.newest_feedback(plan, context), context.cadences.feedback_every
    write = "agree on a survey or an interview, and add it with its date under `feedback`"
    if found is None:
        if not is_prospect(plan.front):
            words = "no formal feedback was ever gathered"
            yield Matter(CLIENT, Prime.RETRIEVE, "feedback", words, write, rows="feedback")
        return
    number, row = found
    late = dates.days_late(every.after(row.date), context.as_of)
    if late:
        words = f"the last formal feedback is of {row.date}, and is due every {every}"
        yield Matter(CLIENT, Prime.RETRIEVE, f"feedback[{number}].date", words, write, late, "feedback")


def _opportunities(plan: Plan, context: Context) -> Iterator[Matter]:
    for key, item in pipeline.open_opportunities(plan):
        if pipeline.is_discussed_lately(item, context.as_of, context.cadences.discussed_every):
            continue
        when = f"was last talked through {item.discussed}" if item.discussed else "was never talked through"
        close = f" (closes {item.close})" if item.close else ""
        words = f"the opportunity “{item.name}”{close} {when}"
        write = "talk it through, and write the day as `discussed`"
        yield Matter(CLIENT, Prime.EMPHASISE, key, words, write, rows="opportunities")


_INSIDE = {
    "team_gains": ("its team gains", "what the client's team gains"),
    "cost_of_waiting": ("waiting costs", "what waiting costs"),
    "follow_up": ("after launch", "what follows after launch"),
}
"""What `pipeline.INSIDE` says, and asks, in words."""


def _inside(plan: Plan, as_of: date) -> Iterator[Matter]:
    """What sells a change inside the client: each open deal or action that says some of it, all deals that do not."""
    silent = []
    rows: list[tuple[str, str, Opportunity | Action]] = [
        *[(key, row.name, row) for key, row in pipeline.open_opportunities(plan)],
        *[(step.key, step.action.action, step.action) for step in dates.open_actions(plan, as_of)],
    ]
    for key, name, row in rows:
        told = pipeline.told_inside(row)
        if told:
            words = "; ".join(f"{_INSIDE[field][0]}: {text}" for field, text in told.items())
            yield Matter(CLIENT, Prime.EMPHASISE, key, f"“{name}” inside the client: {words}", _ask_inside(told))
        elif isinstance(row, Opportunity):
            silent.append((key, f"“{name}”"))
    if silent:
        words = f"nothing is written that sells {listed([name for _, name in silent], most=3)} inside the client"
        yield Matter(CLIENT, Prime.EMPHASISE, silent[0][0], words, _ask_inside(()))


def _ask_inside(told: Container[str]) -> str:
    """What to ask, and to write as what, beside the keys that are ``told``."""
    asked = [f"{words} (`{field}`)" for field, (_, words) in _INSIDE.items() if field not in told]
    return f"ask {listed(asked)}" if asked else ""


def _actions(plan: Plan, context: Context) -> Iterator[Matter]:
    for step in dates.open_actions(plan, context.as_of):
        action, late = step.action, step.late
        said = ", ".join(filter(None, (action.owner, f"due {action.due}" if action.due else "")))
        words = f"{action.action} ({said})" if said else action.action
        who, when = "" if action.owner else "who does it", "" if action.due else "by when"
        lacking = " and ".join(filter(None, (who, when)))
        write = "do it, or agree a new day" if late else f"agree {lacking}" if lacking else ""
        prime = action.prime or (Prime.MINIMISE if late else None)
        yield Matter(TEAM, prime, step.key, words, write, late, "actions" if late else "")


def agenda(account: Account, site: SiteConfig, as_of: date) -> Agenda:
    """What the next reviews of ``account`` are about on the day ``as_of``; no meetings for a lost account."""
    plan, lost = account.plan, is_lost(account)
    context = context_of(site, as_of, account.category)
    criteria = (*(account.scorecard.criteria if account.scorecard else ()), *account.others)
    entries = [] if lost else _entries(plan, context, criteria)
    meetings = () if lost else tuple(_meeting(party, plan, context, entries) for party in ReviewWith)
    mistakes = sum(len(each.gaps) for each in criteria if each.rule.element in BINDING)
    again = {} if lost else dates.next_times(plan, context)
    never = tuple([each.words for each, due in again.items() if due.day is None])
    return Agenda(
        account.slug, account.name, plan.path, as_of, lost, mistakes, meetings, never, account.health.standing
    )


_Entry = tuple[tuple[int, int, int], tuple[ReviewWith, ...], Prime | None, Item]
"""How urgent an item is, the most first; and where it goes: in which reviews, under which letter."""


def _entries(plan: Plan, context: Context, criteria: Sequence[Criterion]) -> list[_Entry]:
    """Everything to talk about, most urgent first."""
    entries: list[_Entry] = []
    told = set()
    held = dates.newest_review(plan, context, ReviewWith.CLIENT)
    of_topics = {each.rule.topic: each.outcome for each in criteria if each.rule.topic}
    for matter in (
        *_outcomes(plan, context.as_of),
        *_promises(plan, context, held),
        *_topics(held, of_topics),
        *_needs(plan, context),
        *_feedback(plan, context),
        *_opportunities(plan, context),
        *_inside(plan, context.as_of),
        *_actions(plan, context),
    ):
        told.add(matter.rows)
        mark = f"{counted(matter.late, 'day')} late" if matter.late else ""
        item = Item(sentence(matter.words), matter.write, mark, "", plan.at(matter.key).line)
        entries.append(((0, -matter.late, 0) if matter.late else (2, 0, 0), matter.parties, matter.prime, item))
    for gap in criteria:
        rule, said = gap.rule, gap.outcome
        told_already = rule.element in BINDING or rule.meeting or (rule.rows and rule.rows in told)
        if said.state is State.GAP and not told_already:
            vital = rule.weight == VITAL and gap.severity is not Severity.ADVICE
            write = f"write {said.write}" if said.faults and said.write else said.write
            item = Item(sentence(said.evidence), write, "vital" if vital else "", rule.code, gap.line)
            rank = (1 if vital else 3, SEVERITIES.index(gap.severity), -rule.weight)
            entries.append((rank, rule.asks, rule.prime, item))
    return sorted(entries, key=itemgetter(0))


def _meeting(party: ReviewWith, plan: Plan, context: Context, entries: Sequence[_Entry]) -> Meeting:
    """One review: the team is invited, or those of the client's who have a say (all, when none is known to have)."""
    due, every, front = dates.next_review(plan, context, party), dates.review_cadence(context, party), plan.front
    if party is ReviewWith.TEAM:
        invited = list(people([front.owner, *(member.name for member in front.team)]).values())
    else:
        invited = [row.name for row in front.contacts if row.role in _INVITED] or [row.name for row in front.contacts]
    parts = []
    for prime in PRIME:
        items = [item for _, parties, letter, item in entries if party in parties and letter is prime]
        if items:
            parts.append(Part(prime, tuple(items)))
    return Meeting(party, due.last, due.day, due.planned, str(every), tuple(invited), tuple(parts))
