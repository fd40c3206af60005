"""What of a plan leans on what, and when that has come to mean something else: then what leans is to be confirmed.

    entry ─ names, mentions, counts on ─▶ entry ─ changed in meaning ─▶ suspect, until confirmed or edited

Meaning counts, not spelling. Texts mean the same when they have the same words in the same order, whatever their case,
punctuation and articles, and but for a slip of the pen in a word of five letters (`means_same`); a person is who
`kamgen.compare.matching` says it is. What is given for the first time takes nothing away, and progress (a promise that
was kept, a deal that was won, an actual) changes no meaning.

Leans on nothing here: records of the past (feedback, references, reviews held, what is done, kept or handed over), the
approver of a waiver, and what other files say (`parent`, measures and categories of site.toml).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from kamgen.facts.dates import is_to_come
from kamgen.facts.results import direction_of
from kamgen.model.account_history import ToConfirm
from kamgen.model.change import ChangeKind, EntryChange, FieldChange
from kamgen.model.enums import ContactRole, OfferingState, Sentiment, Stage
from kamgen.model.fields import is_slip
from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.plan import heading_key
from kamgen.text.addresses import latin
from kamgen.text.suggestions import folded_words

Values = Mapping[str, Any]
"""The values of one entry by their keys as plans write them."""


class LeansOn(NamedTuple):
    """Entries of one group that lean on entries of another."""

    group: str
    field: str
    """The field that says so."""
    on: str
    """``team`` stands for all of us: the team, and the account's owner."""
    how: Literal["names", "mentions", "serves", "decides", "in year"] = "names"
    """The field names the other; has the other's title, or the words that tell it, among its own; the other decides; or
    the field lies in the other's fiscal year."""


LEANING = (
    LeansOn("contacts", "met_by", "team"),
    LeansOn("contacts", "reports_to", "contacts"),
    LeansOn("needs", "met_by", "opportunities"),
    LeansOn("needs", "met_by", "offerings"),
    LeansOn("needs", "met_by", "promises"),
    LeansOn("needs", "met_by", "outcomes"),
    LeansOn("needs", "need", "outcomes", "serves"),
    LeansOn("opportunities", "need", "needs"),
    LeansOn("opportunities", "offering", "offerings"),
    LeansOn("opportunities", "stage", "contacts", "decides"),
    LeansOn("opportunities", "need", "outcomes", "serves"),
    LeansOn("opportunities", "name", "outcomes", "serves"),
    LeansOn("opportunities", "outcome", "outcomes"),
    LeansOn("opportunities", "competitor", "competitors"),
    LeansOn("opportunities", "close", "financials", "in year"),
    LeansOn("risks", "owner", "team"),
    LeansOn("risks", "mitigation", "promises", "mentions"),
    LeansOn("risks", "mitigation", "opportunities", "mentions"),
    LeansOn("risks", "mitigation", "contacts", "mentions"),
    LeansOn("risks", "mitigation", "team", "mentions"),
    LeansOn("promises", "to", "contacts"),
    LeansOn("promises", "promise", "outcomes", "mentions"),
    LeansOn("promises", "promise", "service", "mentions"),
    LeansOn("actions", "owner", "team"),
    LeansOn("actions", "action", "contacts", "mentions"),
    LeansOn("actions", "action", "promises", "mentions"),
    LeansOn("actions", "action", "opportunities", "mentions"),
    LeansOn("actions", "action", "needs", "mentions"),
    LeansOn("actions", "action", "outcomes", "mentions"),
    LeansOn("actions", "outcome", "outcomes"),
    LeansOn("reviews", "attendees", "contacts"),
    LeansOn("reviews", "attendees", "team"),
    LeansOn("continuity", "backup", "team"),
    LeansOn("continuity", "executive_sponsor", "team"),
    LeansOn("handover", "from", "team"),
    LeansOn("handover", "to", "team"),
)
"""Every field that names, or counts on, another entry of the plan."""

PEOPLE = frozenset(["team", "contacts"])
_TITLES = {"needs": "need", "promises": "promise", "outcomes": "metric", "service": "measure"}
"""By what others name an entry, where that is not its name."""


def leans(relation: LeansOn, entry: Values, other: Values, calendar: FiscalCalendar) -> bool:
    """Whether an entry leans in that way on the other."""
    said: Any = entry.get(relation.field)
    title = str(other.get(_TITLES.get(relation.on, "name")) or "")
    match relation.how:
        case "decides":
            return other["role"] is ContactRole.DECISION_MAKER
        case "in year":
            return said is not None and calendar.year_of(calendar.end(said)) == other["year"]
        case "serves":
            return bool(said) and _serves(said, title)
        case "mentions":
            is_common = " " not in title.strip() and relation.on not in ("outcomes", "service")
            return bool(said and title) and not is_common and folded_words(title) in folded_words(said)
    alike = _names_person if relation.on in PEOPLE else means_same
    return any(alike(text, title) for text in (said if isinstance(said, tuple) else (said,)) if text)


def _names_person(said: str, name: str) -> bool:
    """Whether a text is somebody's name, a word of it, or has it among others: `Dahl`, `Kari Dahl, COO`."""
    words, own = folded_words(said), folded_words(name)
    return same_person(said, name) or (" " in own.strip() and own in words) or (words in own and bool(words.strip()))


_TELLING, _MANY, _ENDING = 4, 2, 2
"""Letters of a word that tells something; so many of a metric's make an answer to it; letters that an ending has."""
_SILENT = frozenset(
    [
        "after",
        "before",
        "days",
        "each",
        "every",
        "fewer",
        "from",
        "hours",
        "less",
        "more",
        "months",
        "over",
        "under",
        "until",
        "weeks",
        "with",
    ]
)
"""Words of a metric that do not tell it from others."""


def _serves(said: str, metric: str) -> bool:
    """Whether a need or deal has two of the words that tell a metric, or the only one, whatever their endings."""
    words, wanted = (
        {word for word in heading_key(text).split() if len(word) >= _TELLING} - _SILENT for text in (said, metric)
    )
    found = [one for one in wanted if any(_same_stem(one, word) for word in words)]
    return bool(wanted) and len(found) >= min(_MANY, len(wanted))


def _same_stem(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and len(long) - len(short) <= _ENDING


_TO_COME: dict[str, Callable[[Values, date], bool]] = {
    "opportunities": lambda entry, _: entry["stage"] is Stage.OPEN,
    "promises": lambda entry, _: entry["kept"] is None and entry["broken"] is None,
    "actions": lambda entry, _: entry["done"] is None,
    "reviews": lambda entry, as_of: not entry["cancelled"] and is_to_come(entry["date"], as_of),
    "contacts": lambda entry, _: entry["left"] is None,
    "handover": lambda entry, _: not entry["complete"],
}
"""Entries that lean on something only while they are to come true."""


def is_leaning(group: str, entry: Values, as_of: date) -> bool:
    """Whether an entry still leans on anything: what is done, ended, or was held does not."""
    return group not in _TO_COME or _TO_COME[group](entry, as_of)


def is_confirmed(confirmed: date | None, day: date, as_of: date) -> bool:
    """Whether an entry was confirmed on or after the day on which what it leans on changed: a day to come confirms
    nothing yet."""
    return confirmed is not None and day <= confirmed <= as_of


_WHEN_GIVEN = {
    "needs": ("need",),
    "opportunities": ("name", "need", "offering"),
    "contacts": ("role",),
    "promises": ("promise", "due"),
    "outcomes": ("metric", "unit", "target", "baseline"),
    "financials": ("target_revenue", "target_profit"),
    "service": ("target",),
}
"""Values of which another one is another meaning, once one was given."""

_TURNS: dict[tuple[str, str], Callable[[Values, Values], bool]] = {
    ("contacts", "left"): lambda was, _: was["left"] is None,
    ("contacts", "sentiment"): lambda _, now: now["sentiment"] is Sentiment.CRITIC,
    ("team", "left"): lambda was, _: was["left"] is None,
    ("team", "role"): lambda was, now: bool(
        was["role"] and now["role"] and folded_words(was["role"]) not in folded_words(now["role"])
    ),
    ("opportunities", "stage"): lambda _, now: now["stage"] is Stage.LOST,
    ("offerings", "state"): lambda _, now: now["state"] in (OfferingState.NONE, OfferingState.NOT_RELEVANT),
    ("promises", "to"): lambda was, now: bool(was["to"]) and not same_person(was["to"], now["to"] or ""),
    ("promises", "broken"): lambda was, _: was["broken"] is None,
    ("outcomes", "better"): lambda was, now: _direction(was) is not _direction(now),
}
"""Values of which only some others are another meaning."""


def changed_meaning(change: EntryChange, before: Values, after: Values | None) -> tuple[FieldChange, ...] | None:
    """Which values of an entry changed in meaning; none when it is gone; None when it means the same."""
    if change.kind is ChangeKind.REMOVED:
        # a year without targets, and a level that was reached, leave no gap
        targets = any(before.get(key) is not None for key in _WHEN_GIVEN["financials"])
        return () if targets or change.group not in ("financials", "service") else None
    return tuple(field for field in change.fields if after and _is_other(change.group, field, before, after)) or None


def _is_other(group: str, field: FieldChange, before: Values, after: Values) -> bool:
    if turns := _TURNS.get((group, field.field)):
        return turns(before, after)
    given = field.was is not None and field.field in _WHEN_GIVEN.get(group, ())
    return given and not means_same(field.was or "", field.now or "")


def _direction(outcome: Values) -> object:
    return direction_of(outcome["better"], outcome["baseline"], outcome["target"])


_ARTICLES = frozenset(["a", "an", "the"])
_LONG = 5
"""Letters of a word, as it is meant, in which a slip of the pen makes it no other."""
_READ = (
    (re.compile(r"(?<=\d)[.,' ](?=\d{3}(?!\d))"), ""),
    (re.compile(r"(?<=\d)[.,](?=\d)"), "point"),
    (re.compile(r"(?<!\w)[-−](?=\d)"), "minus "),
    (re.compile(r"([%<>≤≥≠+])"), r" \1 "),
)
"""Signs that mean something: what parts thousands does not."""
_SPOKEN = {"%": "percent", "<": "below", ">": "above", "≤": "at most", "≥": "at least", "≠": "not", "+": "plus"}


def means_same(one: str, other: str) -> bool:
    """Whether two texts say the same in the same words."""
    if one == other:
        return True
    left, right = _words(one), _words(other)
    digits = [[word for word in words if any(map(str.isdigit, word))] for words in (left, right)]
    return (digits[0] == digits[1] and "".join(left) == "".join(right)) or _alike(left, right)


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    """The words of a text without articles and accents, its numbers and signs read out."""
    for sign, said in _READ:
        text = sign.sub(said, text)
    text = " ".join(_SPOKEN.get(word, word) for word in text.split())
    words = [word for word in heading_key(text).split() if word not in _ARTICLES]
    return tuple([plain if len(plain := latin(word)) >= len(word) else word for word in words])


def _alike(left: Sequence[str], right: Sequence[str]) -> bool:
    return len(left) == len(right) and all(
        was == now or (max(len(was), len(now)) >= _LONG and not re.search(r"\d", was + now) and is_slip(was, now))
        for was, now in zip(left, right, strict=True)
    )


def same_person(one: str, other: str) -> bool:
    """Whether two names are one person's: the same words in any order, or a slip apart."""
    return _alike(sorted(_words(one)), sorted(_words(other)))


def stands(told: ToConfirm, as_of: date) -> bool:
    """Whether an entry is still to be confirmed on that day: it was not yet, and is no review that was held."""
    suspect, day = told.suspect, min(told.day, told.commit.date)
    is_open = suspect.until is None or is_to_come(suspect.until, as_of)
    return is_open and not is_confirmed(suspect.confirmed, day, as_of)


def settles(edit: EntryChange) -> bool:
    """Whether an edit of an entry answers what was to be confirmed of it: another spelling does not, and of
    ``confirmed`` its day counts (see `stands`)."""
    others = (field for field in edit.fields if field.field != "confirmed")
    return edit.kind is ChangeKind.REMOVED or any(not means_same(each.was or "", each.now or "") for each in others)
