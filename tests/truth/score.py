"""What was told, held against the truth: by kind of event, and by what was special about the commit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeVar

from tests.truth.truth import Event, Move

T = TypeVar("T", Event, Move)

_PLAIN = frozenset(["no more than that"])


def kind_of(told: Event | Move) -> str:
    """What kind of thing it is, in a few words."""
    if isinstance(told, Move) or (told.kind == "changed" and told.field in _GOALS):
        return _moved(told)
    noun = _NOUNS.get(told.group, told.group)
    if told.group == "promises" and told.field in ("kept", "broken") and told.was is None:
        return f"promise {told.field}"
    if told.group == "promises" and told.field == "promise":
        return "promise reworded"
    if told.group == "" and told.field in ("owner", "currency"):
        return f"{told.field} changed"
    if told.group == "contacts" and told.field == "role":
        return "role changed"
    return f"{noun} {told.kind}" if noun in _TOLD else "anything else"


_GOALS = {"due": "date", "close": "date", "target_revenue": "target", "target_profit": "target"}
_NOUNS = {"promises": "promise", "contacts": "contact", "prose": "section"}
_TOLD = ("promise", "contact", "section", "account")


def _moved(told: Event | Move) -> str:
    noun = _GOALS.get(told.field, told.field)
    if noun == "currency":
        return "currency changed"
    if told.was is None or told.now is None:
        return f"{noun} {'given' if told.was is None else 'taken out'}"
    if noun == "date":
        return f"date moved {'later' if told.now > told.was else 'earlier'}"
    return f"target {'raised' if float(told.now) > float(told.was) else 'lowered'}"


class Row(NamedTuple):
    """One kind."""

    kind: str
    true: int
    told: int
    right: int

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.told if self.told else 1.0


def by_kind(truth: Mapping[T, frozenset[str]], told: Iterable[T]) -> list[Row]:
    """Kinds of events, and how many of each were told; one told twice is invented once."""
    heard = Counter(told)
    true, said = Counter(map(kind_of, truth)), Counter(map(kind_of, heard.elements()))
    right = Counter(kind_of(each) for each in truth if each in heard)
    return [Row(kind, true[kind], said[kind], right[kind]) for kind in sorted(true | said)]


def by_tag(truth: Mapping[T, frozenset[str]], told: Iterable[T]) -> list[Row]:
    """What commits were, and how many of the events in such commits were told."""
    heard = set(told)
    true = Counter(tag for tags in truth.values() for tag in tags or _PLAIN)
    right = Counter(tag for each, tags in truth.items() if each in heard for tag in tags or _PLAIN)
    return [Row(tag, true[tag], right[tag], right[tag]) for tag in sorted(true)]


def wrong(truth: Mapping[T, frozenset[str]], told: Iterable[T]) -> dict[str, list[str]]:
    """What is missing and what was invented, by kind; empty when all is right."""
    heard = Counter(told)
    found: dict[str, list[str]] = {}
    for each, tags in truth.items():
        if each not in heard:
            found.setdefault(f"missing: {kind_of(each)}", []).append(f"{_words(each)} ({', '.join(sorted(tags))})")
    for each, count in heard.items():
        if each not in truth or count > 1:
            found.setdefault(f"invented: {kind_of(each)}", []).append(_words(each))
    return found


def _words(each: Event | Move) -> str:
    return " · ".join(str(sorted(part) if isinstance(part, frozenset) else part) for part in each)
