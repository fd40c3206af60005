"""The agenda of an account's next reviews: for the terminal, as Markdown to paste into minutes, as JSON."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

from kamgen.model.enums import ReviewWith
from kamgen.model.review import PRIME, Agenda, Item, Meeting
from kamgen.report.findings import BOLD, CYAN, YELLOW, as_text, paint, visible
from kamgen.report.json import FORMAT_VERSION, dumped, health_object
from kamgen.text.health import standing_words
from kamgen.text.words import counted

COLUMNS = 96

_TITLES = {ReviewWith.TEAM: "Review with the team", ReviewWith.CLIENT: "Review with the client"}
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~])")
APART = "\u2060"
"""A word joiner: nothing to see, and what it parts is neither an address nor anybody's name in a chat."""
_CALLS = re.compile(r"(?<=@)|(?<=:)(?=//)|(?<=www)(?=\.)|(?<=<)(?=!)", re.IGNORECASE)


def json(agenda: Agenda, _color: bool, version: str) -> str:
    """One object: format_version, tool, as_of, account, health, mistakes, never_held, reviews."""
    return dumped(
        {
            "format_version": FORMAT_VERSION,
            "tool": {"name": "kamgen", "version": version},
            "as_of": agenda.as_of.isoformat(),
            "account": {"slug": agenda.slug, "name": agenda.name, "path": agenda.path, "lost": agenda.lost},
            "health": health_object(agenda.health),
            "mistakes": agenda.mistakes,
            "never_held": agenda.never,
            "reviews": [_meeting(meeting, agenda.path) for meeting in agenda.meetings],
        }
    )


@as_text
def full(agenda: Agenda, color: bool, _version: str) -> Iterator[str]:
    """For people at a terminal: every item with its place."""
    yield paint(f"{visible(agenda.name)}, as of {agenda.as_of}", BOLD, color)
    for note in _notes(agenda):
        yield visible(note)
    for meeting in agenda.meetings:
        yield from ("", paint(_TITLES[meeting.party], BOLD, color), when(meeting, agenda))
        if meeting.people:
            yield from _wrap(f"Invite: {', '.join(meeting.people)}", "")
        for part in meeting.parts:
            yield from ("", f"  {paint(PRIME[part.prime], CYAN, color)}")
            for item in part.items:
                mark = f"[{item.mark}] " if item.mark else ""
                first, *lines = _wrap(f"- {mark}{_item_words(item)}", "    ")
                yield first.replace(mark, paint(mark, YELLOW, color), 1) if mark else first
                yield from (*lines, paint(f"      {visible(agenda.path)}:{item.line}", CYAN, color))
        if not meeting.parts:
            yield from ("", "  Nothing is open: ask what has changed.")


def _wrap(words: str, indent: str) -> list[str]:
    return textwrap.wrap(
        visible(words), COLUMNS, initial_indent=indent, subsequent_indent=f"{indent}  ", break_on_hyphens=False
    )


def _item_words(item: Item) -> str:
    code = f" ({item.code})" if item.code else ""
    return f"{item.words}{code}{f': {item.write}' if item.write else ''}"


def _notes(agenda: Agenda) -> Iterator[str]:
    """What must be known before anything else."""
    if agenda.health.total:
        yield f"Health: {standing_words(agenda.health)}."
    if agenda.lost:
        yield "The account is lost: no review is due."
    if agenda.never:
        yield f"Never held, {len(agenda.never)}: {', '.join(agenda.never)}."
    if agenda.mistakes:
        yield f"Mend {counted(agenda.mistakes, 'mistake')} in the file first: kamgen check {agenda.path}"


def when(meeting: Meeting, agenda: Agenda) -> str:
    """When the review is due, and when the last one was."""
    last = f"the last one was on {meeting.last}" if meeting.last else "none is on record"
    if meeting.planned:
        return f"Planned for {meeting.due}; {last}."
    if meeting.due is None:
        return f"Never held: it is due every {meeting.every}, and none is on record."
    late = (agenda.as_of - meeting.due).days
    said = f"Overdue since {meeting.due}, {counted(late, 'day')}" if late > 0 else f"Due by {meeting.due}"
    return f"{said}: every {meeting.every}, and {last}."


@as_text
def markdown(agenda: Agenda, _color: bool, _version: str) -> Iterator[str]:
    """For minutes: every item a box to tick."""
    yield f"# {plain_markdown(agenda.name)}: agenda, {agenda.as_of}"
    for note in _notes(agenda):
        yield from ("", plain_markdown(note))
    for meeting in agenda.meetings:
        yield from ("", f"## {_TITLES[meeting.party]}", "", when(meeting, agenda))
        if meeting.people:
            yield from ("", f"Invite: {plain_markdown(', '.join(meeting.people))}")
        for part in meeting.parts:
            yield from ("", f"### {PRIME[part.prime]}", "")
            for item in part.items:
                mark = f"**{item.mark}:** " if item.mark else ""
                yield f"- [ ] {mark}{plain_markdown(_item_words(item))} ({plain_markdown(agenda.path)}:{item.line})"


def plain_markdown(words: str) -> str:
    """Words that Markdown shows as they are; kamgen's own code marks are kept."""
    parts = visible(words).split("`")
    if len(parts) % 2 == 0:
        return _MARKDOWN.sub(r"\\\1", visible(words))
    return "`".join(part if number % 2 else _MARKDOWN.sub(r"\\\1", part) for number, part in enumerate(parts))


def chat_markdown(words: str) -> str:
    """The same on one line, and for chats: no word of it makes a link or calls anybody."""
    return _CALLS.sub(APART, plain_markdown(" ".join(words.split())))


def _meeting(meeting: Meeting, path: str) -> dict[str, Any]:
    parts = [
        {
            "prime": part.prime.value if part.prime else None,
            "title": PRIME[part.prime],
            "items": [{**item._asdict(), "path": path} for item in part.items],
        }
        for part in meeting.parts
    ]
    return {
        "with": meeting.party.value,
        "last": meeting.last.isoformat() if meeting.last else None,
        "due": meeting.due.isoformat() if meeting.due else None,
        "planned": meeting.planned,
        "every": meeting.every,
        "people": list(meeting.people),
        "parts": parts,
    }


AGENDA_FORMATS: dict[str, Callable[[Agenda, bool, str], str]] = {"full": full, "markdown": markdown, "json": json}
"""The formats by name; each is given the agenda, whether there is colour, and kamgen's version."""
