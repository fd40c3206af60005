"""Words as a seller reads them: "3 actions", "a, b and c", "71 days ago", "every 3 months"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kamgen.model.values import Duration


_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number and its noun: ``1 action``, ``1,200 actions``; ``plural`` where an ``s`` is not enough."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def ago(day: date, as_of: date) -> str:
    """How long before ``as_of`` a day was: ``today``, ``1 day ago``, ``71 days ago``; ``in 3 days`` for a later one."""
    days = (as_of - day).days
    if not days:
        return "today"
    return f"{counted(days, 'day')} ago" if days > 0 else f"in {counted(-days, 'day')}"


def every(cadence: Duration) -> str:
    """A cadence: ``every month``, ``every 3 months``."""
    return f"every {cadence.unit if cadence.count == 1 else cadence}"


def listed(words: Sequence[str], last: str = "and", most: int = 0) -> str:
    """``a``, ``a and b``, ``a, b and c``; of more than ``most`` the first so many: ``a, b and 3 more``."""
    if 0 < most < len(words):
        words = [*words[:most], f"{len(words) - most:,} more"]
    return f" {last} ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


SCORED = frozenset(["SPA", "FBK", "IRV", "CRV", "CAT", "POL", "PLN", "TGT", "CRM"])
"""How the codes of the criteria begin that a checklist score counts."""


def excused(waived: Iterable[tuple[str, str]]) -> int:
    """How many of the criteria that are ``waived`` (code and why) a checklist score would count."""
    return sum(code[:3] in SCORED for code, _ in waived)


def rests_on(score: str, waived: int) -> str:
    """A score with the criteria that are waived: ``96, 3 waived``."""
    return f"{score}, {waived:,} waived" if waived else score


def joined(*parts: str | None) -> str:
    """The parts that there are, with commas: ``2026-08-01, delivery``."""
    return ", ".join([part for part in parts if part])


def named(things: Sequence[str], most: int) -> str:
    """The first ``most`` of what was found, and how many others there are: ``a is late; b is late; and 2 more``."""
    more = [f"and {len(things) - most} more"] if len(things) > most else []
    return "; ".join([*things[:most], *more])


def clipped(text: str, most: int) -> str:
    """A text of at most so many characters, with an ellipsis where something is left out."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def ordinal(number: int) -> str:
    """``1st``, ``2nd``, ``11th``."""
    return f"{number}{'th' if 10 < number % 100 < 14 else _ENDINGS.get(number % 10, 'th')}"


def signed(number: int) -> str:
    """``+4``, ``−7``, ``0``."""
    return f"{number:+}".replace("-", "−") if number else "0"


def rule_title(name: str) -> str:
    """The name of a rule as a title: ``feedback-fresh`` as ``Feedback fresh``."""
    words = name.replace("-", " ").replace("crm", "CRM")
    return words[:1].upper() + words[1:]


def sentence(text: str) -> str:
    """Text that begins with a capital, for evidence that stands as a sentence; a key such as ``as_of`` stays itself."""
    return text if "_" in text.partition(" ")[0] else text[:1].upper() + text[1:]


def iso(day: date | None) -> str:
    """A day as it is written everywhere, or empty."""
    return day.isoformat() if day else ""
