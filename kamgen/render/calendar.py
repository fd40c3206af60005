"""What is due as a calendar (RFC 5545) that people subscribe to: one of the portfolio, one of each account manager.

Deadline ─ its account, kind and words ─▶ UID, the same whatever the plan looks like otherwise
         └ its day ─▶ an all-day event
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from hashlib import sha256

from kamgen.model.fields import folded
from kamgen.render.deadlines import Deadline
from kamgen.render.site_context import SiteContext

_WIDTH = 75
"""Bytes of a line, its end not counted."""
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def calendar_file(name: str, deadlines: Iterable[Deadline], context: SiteContext) -> bytes:
    """The calendar of that name. Same deadlines, same day, same bytes; what was never done has no day and is left out.

    Two of one account with the same words and kind are told apart by their order.
    """
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//kamgen//calendar//EN", "CALSCALE:GREGORIAN")
    lines = [*head, f"X-WR-CALNAME:{_text(name)}"]
    seen: Counter[str] = Counter()
    for due in deadlines:
        if due.date:
            key = "\n".join((due.url.partition("#")[0], due.kind, folded(due.entry)))
            lines += _event(due, f"{key}\n{seen[key]}", context)
            seen[key] += 1
    return "".join(f"{part}\r\n" for line in (*lines, "END:VCALENDAR") for part in _folded(line)).encode()


def _event(due: Deadline, key: str, context: SiteContext) -> Iterator[str]:
    day, base = date.fromisoformat(due.date), context.site.site.base_url
    yield from ("BEGIN:VEVENT", f"UID:{sha256(key.encode()).hexdigest()[:32]}@kamgen")
    yield f"DTSTAMP:{context.as_of:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(f'{due.account}: {due.kind.lower()}, {due.what}')}"
    yield f"CATEGORIES:{_text(due.kind)}"
    if due.who:
        yield f"DESCRIPTION:{_text(due.who)}"
    if base:
        yield f"URL:{base.rstrip('/')}/{due.url}"
    yield from ("TRANSP:TRANSPARENT", "END:VEVENT")


def _text(words: str) -> str:
    return words.translate(_ESCAPES)


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most `_WIDTH` bytes, no letter cut in two; all but the first begin with a blank."""
    if len(line.encode("utf-8", "replace")) <= _WIDTH:
        yield line
        return
    piece, size = "", 0
    for letter in line:
        wide = len(letter.encode("utf-8", "replace"))
        if size + wide > _WIDTH:
            yield piece
            piece, size = " ", 1
        piece, size = piece + letter, size + wide
    yield piece
