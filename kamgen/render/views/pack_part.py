"""The lists of the account review pack: every list and every text is cut, and says so."""

from __future__ import annotations

from typing import NamedTuple

CORNER = 4
"""How many items each corner of the two by two shows."""

LINE = 56
"""Characters of an item in a column, and of its note."""


class PackItem(NamedTuple):
    """One line of a list."""

    css: str
    """``gap`` for what is late or broken."""
    text: str
    note: str
    """Who, when, how much."""


Items = list[PackItem]

_new = tuple.__new__


def item(css: str, text: str, note: str) -> PackItem:
    """Makes an item in half the time of calling its class: every account's page has some thirty."""
    return _new(PackItem, (css, text, note if len(note) <= LINE else short(note, LINE)))


class PackPart(NamedTuple):
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
