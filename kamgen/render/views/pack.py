"""The account review pack: what an account's page prints, made to fit two A4 pages whatever the plan holds.

Every list and every text is cut, and says so: the pack is taken into a meeting, the page has it all.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from operator import attrgetter
from typing import Annotated

from msgspec import Struct

from kamgen.facts.accounts import is_active, is_lost
from kamgen.facts.client import exposure
from kamgen.facts.dates import NextStep, is_over
from kamgen.facts.pipeline import open_opportunities
from kamgen.facts.promises import PromiseFact, PromiseState
from kamgen.model.account import Account
from kamgen.model.context import context_of
from kamgen.model.enums import ClientTopic
from kamgen.model.fields import Doc
from kamgen.model.front_matter import Opportunity, Risk
from kamgen.model.plan import SECTIONS, Section, heading_key
from kamgen.model.review import PRIME
from kamgen.model.rule import BINDING, Element, State
from kamgen.render.deadlines import repeated
from kamgen.render.site_context import SiteContext
from kamgen.text.numbers import UNKNOWN
from kamgen.text.words import iso, joined, sentence

GAPS, PROMISES, ACTIONS, CORNER = 5, 3, 8, 4
"""How many items are shown; each corner of the two by two shows ``CORNER``."""

LINE, LONG, VIEW = 56, 76, 470
"""Characters of an item in a column, and of its note; of a gap; of the client view, which its topics share."""


class PackItem(Struct, frozen=True):
    """One line of a list."""

    css: Annotated[str, Doc("`gap` for what is late or broken.")]
    text: str
    note: Annotated[str, Doc("Who, when, how much.")]


class PackPart(Struct, frozen=True):
    """A short list under its heading."""

    css: Annotated[str, Doc("`wide` for one that has the width of the page.")]
    title: str
    items: tuple[PackItem, ...]
    more: Annotated[str, Doc("`and 3 more`, or why there is nothing; empty when the list is all there is.")]


class Pack(Struct, frozen=True):
    """What is printed beside the scores that the page has anyway."""

    line: Annotated[str, Doc("Who and what the account is: `Ingrid Solberg · strategic · retain · partner`.")]
    parts: Annotated[
        tuple[PackPart, ...], Doc("Gaps; the two by two; client view and promises; actions by letter of PRIME; dates.")
    ]


def pack_view(
    account: Account, context: SiteContext, promises: Sequence[PromiseFact], kept: str, steps: Sequence[NextStep]
) -> Pack:
    """The pack of an account whose plan can be read; promises, how they were kept, and steps are those of its page."""
    sections = _sections(account, context)
    strengths, weaknesses = _points(sections.pop(_STRENGTHS, None)), _points(sections.pop(_WEAKNESSES, None))
    room = max(LINE, VIEW // (len(sections) or 1))
    topics = [_item("", short(f"{_TOPICS[key]}: {section.text}", room), "") for key, section in sections.items()]
    deals = sorted([row for _, row in open_opportunities(account.plan)], key=_worth, reverse=True)
    worth = f"Opportunities, {account.plan.front.currency or context.currency}"
    risks = sorted(account.plan.front.risks, key=exposure, reverse=True)
    urgent = sorted(promises, key=_urgency)[:PROMISES]
    ledger = f"Promises, {kept}" if kept else "Promises"
    todo = [step for step in steps if step.open]
    pressing = sorted(todo[:ACTIONS], key=lambda step: list(PRIME).index(step.action.prime))
    return Pack(
        _line(account, context),
        (
            _gaps(account),
            _part("Strengths", strengths[:CORNER], len(strengths), "None written."),
            _part("Weaknesses", weaknesses[:CORNER], len(weaknesses), "None written."),
            _part(worth, [_deal(row, context) for row in deals[:CORNER]], len(deals), "None open."),
            _part("Risks, likelihood × impact", [_risk(row) for row in risks[:CORNER]], len(risks), "None written."),
            _part("Client view", topics, len(topics), "Nothing written."),
            _part(ledger, [_promise(fact) for fact in urgent], len(promises), "None on record."),
            _part("Actions by PRIME", [_action(step) for step in pressing], len(todo), "None open.", "wide"),
            _reviews(account, context),
        ),
    )


def short(text: str, most: int) -> str:
    """The text in one line of at most ``most`` characters: to its last whole word, with ``…`` where it was cut."""
    if len(text) > most:
        head, _, word = text[:most].replace("\n", " ").rpartition(" ")
        return f"{(head or word).rstrip(' ,;:.–')}…"
    return text.replace("\n", " ")


def _item(css: str, text: str, note: str) -> PackItem:
    return PackItem(css, text, short(note, LINE))


def _part(title: str, items: Sequence[PackItem], number: int, nothing: str, css: str = "") -> PackPart:
    """``items`` are those that are shown of ``number``."""
    rest = number - len(items)
    return PackPart(css, title, tuple(items), f"and {rest} more" if rest else "" if items else nothing)


def _line(account: Account, context: SiteContext) -> str:
    front = account.plan.front
    parts = (
        account.owner,
        context.category(account.category).text or front.category,
        "" if is_active(front) else front.status.value,
        front.objective.value if front.objective else "",
        front.relationship.value if front.relationship else "",
    )
    return short(" · ".join([each for each in parts if each]), 2 * LINE)


def _gaps(account: Account) -> PackPart:
    """Of the nine elements, then of the lenses; those of weight first."""
    criteria = account.scorecard.criteria if account.scorecard else ()
    lenses = [each for each in account.others if each.rule.element not in BINDING]
    found = [each for each in (*criteria, *lenses) if each.outcome.state is State.GAP]
    found.sort(key=attrgetter("rule.weight"), reverse=True)
    items = []
    for gap in found[:GAPS]:
        element = gap.rule.element
        words = sentence(short(gap.outcome.evidence, LONG).replace("`", ""))
        items.append(_item("", words, element.short if isinstance(element, Element) else element.title))
    return _part("Gaps", items, len(found), "None.", "wide")


def _worth(row: Opportunity) -> Decimal:
    return row.weighted if row.weighted is not None else row.value or Decimal(0)


def _deal(row: Opportunity, context: SiteContext) -> PackItem:
    """``640k at 70%, 2027-Q1``."""
    value = "no value set" if row.value is None else context.style.compact(row.value)
    chance = "" if row.probability is None else f" at {context.style.percent(row.probability)}"
    return _item("", short(row.name, LINE), f"{value}{chance}{f', {row.close}' if row.close else ''}")


def _risk(row: Risk) -> PackItem:
    """``medium × high, Per Moe``."""
    who = (row.owner or "no owner") if row.mitigation else "no mitigation"
    return _item("", short(row.risk, LINE), f"{row.likelihood or UNKNOWN} × {row.impact or UNKNOWN}, {who}")


def _urgency(fact: PromiseFact) -> tuple[int, int]:
    """Open ones by their days, then broken ones, then those kept; of these the newest first."""
    if fact.day is None:
        return 0, (fact.row.due or date.max).toordinal()
    return 1 if fact.state is PromiseState.BROKEN else 2, -fact.day.toordinal()


def _promise(fact: PromiseFact) -> PackItem:
    """With whom, and by when or what became of it: ``to Kari Dahl, due 2026-12-15``."""
    to = f"to {fact.row.to}, " if fact.row.to else ""
    became = f"kept {fact.words}" if fact.state is PromiseState.KEPT else fact.words
    if fact.state is PromiseState.OPEN:
        became = f"due {fact.row.due}" if fact.row.due else "no day set"
    return _item("gap" if fact.missed else "", short(fact.row.promise, LINE), f"{to}{became}")


def _action(step: NextStep) -> PackItem:
    """``Prove: Send the reference list``, with its owner and day."""
    action = step.action
    verb = f"{sentence(action.prime.value)}: " if action.prime else ""
    note = joined(action.owner, step.state if step.late else iso(action.due))
    return _item("gap" if step.late else "", verb + short(action.action, LINE), note)


def _reviews(account: Account, context: SiteContext) -> PackPart:
    if is_lost(account):
        return PackPart("wide", "Next reviews", (), "None: the account is lost.")
    items = []
    for due in islice(repeated(account, context_of(context.site, context.as_of, account.category)), 2):
        css = "gap" if not due.day or is_over(due.day, context.as_of) else ""
        items.append(_item(css, f"{due.kind} {due.day or 'never held'}", due.what.rpartition(", ")[2]))
    return PackPart("wide", "Next reviews due", tuple(items), "")


_VIEW, _STRENGTHS, _WEAKNESSES = "client view", "strengths", "weaknesses"
_TOPICS: dict[str, str] = {
    ClientTopic.CHANGING_PRIORITIES: "Priorities",
    ClientTopic.SATISFACTION: "Satisfaction",
    ClientTopic.NEEDS: "Needs",
    ClientTopic.EXPECTATIONS: "Expectations",
    ClientTopic.PROBLEMS: "Problems",
    ClientTopic.OPPORTUNITIES: "Opportunities",
    ClientTopic.CONCERNS: "Concerns",
    ClientTopic.METRICS: "Metrics",
}
"""The client's topics in as few letters as there is room for."""


def _sections(account: Account, context: SiteContext) -> dict[str, Section]:
    """Those that say something real, the first of each key; topics only below the client view."""
    known = _headings(tuple(context.site.sections.items()))
    found: dict[str, Section] = {}
    view = 0
    for section in account.plan.body.sections:
        if section.level <= view:
            view = 0
        for key in known.get(heading_key(section.title), ()):
            if key == _VIEW:
                view = section.level
            elif section.text and (key not in _TOPICS or view):
                found.setdefault(key, section)
    return found


@lru_cache(maxsize=64)
def _headings(aliases: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, tuple[str, ...]]:
    """Keys of the sections that are shown by the headings they go by; ``aliases`` are those of site.toml."""
    found: dict[str, tuple[str, ...]] = {}
    for key, names in (*SECTIONS.items(), *aliases):
        for name in map(heading_key, names if key in (_VIEW, _STRENGTHS, _WEAKNESSES, *_TOPICS) else ()):
            found[name] = (*found.get(name, ()), key)
    return found


def _points(section: Section | None) -> list[PackItem]:
    """A section's list items; its text when it has none."""
    found = (section.bullets or (section.text,)) if section else ()
    return [_item("", short(text, LINE), "") for text in found]
