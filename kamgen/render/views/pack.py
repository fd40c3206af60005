"""The account review pack: what an account's page prints, made to fit two A4 pages whatever the plan holds.

Every list and every text is cut, and says so: the pack is taken into a meeting, the page has it all.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from msgspec import Struct

from kamgen.facts.accounts import is_active, is_lost
from kamgen.facts.dates import is_over
from kamgen.facts.promises import PromiseFact, PromiseState, promises_of
from kamgen.model.account import Account, Criterion
from kamgen.model.context import context_of
from kamgen.model.enums import ClientTopic
from kamgen.model.plan import SECTIONS, Section, heading_key
from kamgen.model.review import PRIME
from kamgen.model.rule import BINDING, Element, State
from kamgen.render.deadlines import next_reviews
from kamgen.render.site_context import SiteContext
from kamgen.render.views.client import PromiseRow
from kamgen.render.views.work import ActionRow, Opportunities, OpportunityRow, RiskRow
from kamgen.text.numbers import NO_FIGURE, UNKNOWN
from kamgen.text.words import sentence

GAPS, PROMISES, ACTIONS = 5, 3, 8
"""How many items are shown."""

LONG = 76
"""Characters of a gap."""


class Rows(NamedTuple):
    """Rows of the page that the pack takes from."""

    opportunities: Opportunities | None
    risks: tuple[RiskRow, ...]
    promises: tuple[PromiseRow, ...]
    kept: str
    actions: tuple[ActionRow, ...]


class Pack(Struct, frozen=True):
    """What is printed beside the scores that the page has anyway."""

    line: str
    """Who and what the account is: ``Ingrid Solberg · strategic · retain · partner``."""
    parts: tuple[PackPart, ...]
    """Gaps; the two by two; client view and promises; actions by letter of PRIME; dates."""


def pack_view(account: Account, context: SiteContext, rows: Rows) -> Pack:
    """The pack of an account whose plan can be read; ``rows`` are those that its page shows."""
    strengths, weaknesses, topics = told(account, context)
    return Pack(
        _line(account, context),
        (
            _gaps(account),
            points("Strengths", strengths),
            points("Weaknesses", weaknesses),
            _opportunities(account, rows.opportunities, context),
            _risks(rows.risks),
            part("Client view", topics, len(topics), "Nothing written."),
            _promises(promises_of(account.plan, context.as_of), rows),
            _actions(rows.actions),
            _dates(account, context),
        ),
    )


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
    items = [item("", _said(each), _element(each)) for each in found[:GAPS]]
    return part("Gaps", items, len(found), "None.", "wide")


def _said(gap: Criterion) -> str:
    return sentence(short(gap.outcome.evidence, LONG).replace("`", ""))


def _element(gap: Criterion) -> str:
    element = gap.rule.element
    return element.short if isinstance(element, Element) else element.title


def _opportunities(account: Account, rows: Opportunities | None, context: SiteContext) -> PackPart:
    found = sorted([row for row in rows.rows if not row.css], key=_worth) if rows else []
    items = [item("", short(row.name, LINE), _terms(row)) for row in found[:CORNER]]
    title = f"Opportunities, {account.plan.front.currency or context.currency}"
    return part(title, items, len(found), "None open.")


def _worth(row: OpportunityRow) -> float:
    return -float(row.weighted.value or row.value.value or 0)


def _terms(row: OpportunityRow) -> str:
    """``640k at 70%, 2027-Q1``."""
    chance = row.probability.text
    worth = "no value set" if row.value is NO_FIGURE else row.value.text
    worth = worth if chance == UNKNOWN else f"{worth} at {chance}"
    return worth if row.close == UNKNOWN else f"{worth}, {row.close}"


def _risks(rows: tuple[RiskRow, ...]) -> PackPart:
    items = [item("", short(row.risk, LINE), _answer(row)) for row in rows[:CORNER]]
    return part("Risks, likelihood × impact", items, len(rows), "None written.")


def _answer(row: RiskRow) -> str:
    """``medium × high, Per Moe``."""
    who = "no mitigation" if row.mitigation == UNKNOWN else "no owner" if row.owner == UNKNOWN else row.owner
    return f"{row.likelihood} × {row.impact}, {who}"


def _promises(promises: list[PromiseFact], rows: Rows) -> PackPart:
    shown = sorted(promises, key=_urgency)[:PROMISES]
    items = [_promise(fact, rows.promises[fact.number]) for fact in shown]
    title = f"Promises, {rows.kept}" if rows.kept else "Promises"
    return part(title, items, len(promises), "None on record.")


def _urgency(fact: PromiseFact) -> tuple[int, int]:
    """Open ones by their days, then broken ones, then those kept; of these the newest first."""
    if fact.day is None:
        return 0, (fact.row.due or date.max).toordinal()
    return 1 if fact.state is PromiseState.BROKEN else 2, -fact.day.toordinal()


def _promise(fact: PromiseFact, row: PromiseRow) -> PackItem:
    """With whom, and by when or what became of it: ``to Kari Dahl, due 2026-12-15``."""
    to = "" if row.to == UNKNOWN else f"to {row.to}, "
    due = "no day set" if row.due == UNKNOWN else f"due {row.due}"
    kept = "kept " if fact.state is PromiseState.KEPT else ""
    css = "gap" if row.css == "gap" else ""
    return item(css, short(row.promise, LINE), f"{to}{kept}{row.state if row.css else due}")


_LETTERS = {prime.value if prime else UNKNOWN: place for place, prime in enumerate(PRIME)}
_VERBS = {prime.value: f"{sentence(prime.value)}: " for prime in PRIME if prime}


def _actions(rows: tuple[ActionRow, ...]) -> PackPart:
    """The most pressing open ones by letter of PRIME, each with its owner and day."""
    found = [row for row in rows if not row.css]
    shown = sorted(found[:ACTIONS], key=lambda row: _LETTERS[row.prime])
    items = [item(row.state_css, _VERBS.get(row.prime, "") + short(row.action, LINE), _when(row)) for row in shown]
    return part("Actions by PRIME", items, len(found), "None open.", "wide")


def _when(row: ActionRow) -> str:
    """``Per Moe, 2026-12-01``."""
    parts = (row.owner, row.state if row.state_css else row.due)
    return ", ".join([part for part in parts if part != UNKNOWN])


def _dates(account: Account, context: SiteContext) -> PackPart:
    if is_lost(account):
        return PackPart("wide", "Next reviews", (), "None: the account is lost.")
    items = [
        item("gap" if is_over(due.day, context.as_of) else "", f"{due.kind} {due.day}", due.what.rpartition(", ")[2])
        for due in next_reviews(account, context_of(context.site, context.as_of, account.category))
    ]
    return PackPart("wide", "Next reviews due", tuple(items), "")


CORNER = 4
"""How many items each corner of the two by two shows."""

LINE = 56
"""Characters of an item in a column, and of its note."""


class PackItem(Struct, frozen=True):
    """One line of a list."""

    css: str
    """``gap`` for what is late or broken."""
    text: str
    note: str
    """Who, when, how much."""


Items = list[PackItem]


def item(css: str, text: str, note: str) -> PackItem:
    """An item whose note is no longer than a line."""
    return PackItem(css, text, short(note, LINE))


class PackPart(Struct, frozen=True):
    """A short list under its heading."""

    css: str
    """``wide`` for one that has the width of the page."""
    title: str
    items: tuple[PackItem, ...]
    more: str
    """``and 3 more``, or why there is nothing; empty when the list is all there is."""


def short(text: str, most: int) -> str:
    """The text in one line of at most ``most`` characters: to its last whole word, with ``…`` where it was cut."""
    if len(text) > most:
        head, _, word = text[:most].replace("\n", " ").rpartition(" ")
        return f"{(head or word).rstrip(' ,;:.–')}…"
    return text.replace("\n", " ") if "\n" in text else text


def part(title: str, items: Items, number: int, nothing: str = "", css: str = "") -> PackPart:
    """``items`` are those that are shown of ``number``."""
    rest = number - len(items)
    return PackPart(css, title, tuple(items), f"and {rest} more" if rest else "" if items else nothing)


VIEW = 470
"""Characters of the client view; its topics share them."""

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


def told(account: Account, context: SiteContext) -> tuple[Section | None, Section | None, Items]:
    """Strengths, weaknesses, and what is told of the client's topics, each once."""
    found: dict[str, Section] = {}
    for key, section in _sections(account, context):
        found.setdefault(key, section)
    strengths, weaknesses = found.pop(_STRENGTHS, None), found.pop(_WEAKNESSES, None)
    room = max(LINE, VIEW // (len(found) or 1))
    topics = [item("", short(f"{_TOPICS[key]}: {section.text}", room), "") for key, section in found.items()]
    return strengths, weaknesses, topics


def _sections(account: Account, context: SiteContext) -> Iterator[tuple[str, Section]]:
    """Those that say something real, with their keys; topics only below the client view."""
    known = _headings(tuple(context.site.sections.items()))
    view = 0
    for section in account.plan.body.sections:
        if section.level <= view:
            view = 0
        for key in known.get(heading_key(section.title), ()):
            if key == _VIEW:
                view = section.level
            elif section.text and (key not in _TOPICS or view):
                yield key, section


@lru_cache(maxsize=64)
def _headings(aliases: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, tuple[str, ...]]:
    """Keys of the sections that are shown by the headings they go by; ``aliases`` are those of site.toml."""
    found: dict[str, tuple[str, ...]] = {}
    for key, names in (*SECTIONS.items(), *aliases):
        for name in map(heading_key, names if key in (_VIEW, _STRENGTHS, _WEAKNESSES, *_TOPICS) else ()):
            found[name] = (*found.get(name, ()), key)
    return found


def points(title: str, section: Section | None) -> PackPart:
    """A section's list items; its text when it has none."""
    found = (section.bullets or (section.text,)) if section else ()
    return part(title, [item("", short(text, LINE), "") for text in found[:CORNER]], len(found), "None written.")
