"""Task-list items: ``- [ ] Send the draft @Per Moe due:2026-12-01`` is an action like those of the front matter."""

from __future__ import annotations

import re
from datetime import date

from kamgen.model.enums import Prime
from kamgen.model.fields import folded
from kamgen.model.front_matter import Action
from kamgen.model.places import shown
from kamgen.model.values import Refused, parse_date

BOX = re.compile(r"\[([ xX])\](?:[ \t\n]+|$)")
"""The box that makes a list item a task, at the beginning of its text."""

_MARK = re.compile(r"(?<!\S)(due|done|prime):(?: (?=\d))?(\S+)", re.IGNORECASE)
_OWNER = re.compile(r"(?<!\S)@(\w[^@\n\0]*)")
_PRIMES = {member.value: member for member in Prime}


def read_task(words: str) -> tuple[Action | None, list[tuple[str, Refused]]]:
    """The action that the words after the box describe, and what of it could not be read: the part, and why.

    None, and a mistake, when owner and dates are all there is.
    """
    dates: dict[str, date] = {}
    primes: list[Prime] = []
    mistakes: list[tuple[str, Refused]] = []
    for mark in _MARK.finditer(words):
        name, value = mark[1].lower(), mark[2].rstrip(",.;)")
        try:
            if name != "prime":
                dates[name] = parse_date(value)
            elif folded(value) in _PRIMES:
                primes.append(_PRIMES[folded(value)])
            else:
                listing = ", ".join(f"`{word}`" for word in _PRIMES)
                raise Refused(f"`{shown(value)}` is not a part of PRIME", f"one of {listing}")
        except Refused as refused:
            mistakes.append((mark[0], refused))
    owner, text = _owner(_MARK.sub("\0", words))
    if not text:
        nothing = Refused("this task does not say what is to be done", "`- [ ] Send the draft @Per Moe due:2026-12-01`")
        return None, [*mistakes, ("", nothing)]
    action = Action(
        action=text, owner=owner, due=dates.get("due"), done=dates.get("done"), prime=primes[0] if primes else None
    )
    return action, mistakes


def _owner(words: str) -> tuple[str | None, str]:
    """The name behind ``@``, and the words without it. ``\\0`` stands where a date or PRIME was.

    In ``@Per Moe send the draft`` the name ends where the first word in small letters begins.
    """
    found = _OWNER.search(words)
    if found is None:
        return None, _tidy(words)
    name, text = _tidy(found[1]).rstrip(" ,.;"), _tidy(f"{words[: found.start()]} {words[found.end() :]}")
    if text:
        return name, text
    parts = name.split()
    end = next((number for number, word in enumerate(parts) if word[0].islower()), len(parts))
    return (" ".join(parts[:end]), " ".join(parts[end:])) if end else (None, name)


def _tidy(words: str) -> str:
    return " ".join(words.replace("\0", " ").split()).rstrip(" ,;")
