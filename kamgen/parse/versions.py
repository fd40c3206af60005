"""Many versions of one plan, read as `parse_plan` reads each, what they have in common once.

    ---                    the lines of one key are a part; a part is read by itself, and known again by its text
    name: Halden
    financials:            ─▶ its value and the places within it, from its own beginning
      - year: 2026
    ---
    prose                  known again by its text too, wherever it begins

Only what is flawless is put together so. A version with any fault, or in which a part by itself might mean something
else than among the others, is read as a whole.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from msgspec.structs import replace

from kamgen.model.enums import Status
from kamgen.model.fields import fields_of
from kamgen.model.front_matter import FrontMatter, Loss
from kamgen.model.places import Places, Spot, lines_of
from kamgen.model.plan import Body, Plan
from kamgen.model.source import Source
from kamgen.parse.plan import parse_plan, slug_of

_FENCE = re.compile(r"\n---[ \t]*\n")
_KEY = re.compile(r"(?m)^([a-z_]+):(?=[ \n])")
_ENDS = re.compile(r"(?m)^(?:---|\.\.\.|%)")
"""What ends a YAML document, or says something of it."""
_REQUIRED = {"name": "name: N\n", "owner": "owner: O\n", "category": "category: c\n"}
"""What must be there, and what stands for it where a part is read by itself."""
_MOST_PLANS, _MOST_PARTS, _MOST_BODIES = 64, 2000, 8
"""So many are known at once; versions that follow one another have most of them in common."""
_OPENING = "---\n"
_BARE = f"{_OPENING}{''.join(_REQUIRED.values())}---\n"


class _Part(NamedTuple):
    """What the lines of one key say."""

    name: str
    """Of the field."""
    value: Any
    spot: Spot
    """As if the part were all there is."""


class VersionReader:
    """Reads versions of one plan, or of several."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._plans: dict[tuple[str, str, bytes], Plan] = {}
        self._parts: dict[str, _Part | None] = {}
        self._moved: dict[str, tuple[int, Spot]] = {}
        """Where each part stood last."""
        self._bodies: dict[str, tuple[Body, int] | None] = {}
        self._names = {key: field.name for key, field in fields_of(FrontMatter).items()}

    def read(self, source: Source) -> Plan:
        """The plan that ``source`` holds, as `parse_plan` has it."""
        known = source.path, source.refusal, source.data
        if known not in self._plans:
            if len(self._plans) >= _MOST_PLANS:
                self._plans.clear()
            self._plans[known] = self._put_together(source) or parse_plan(source, self._folder)
        return self._plans[known]

    def is_known(self, source: Source) -> bool:
        """Whether all parts of it can be read by themselves."""
        return self._put_together(source) is not None

    def _put_together(self, source: Source) -> Plan | None:
        taken = _taken_apart(source)
        if taken is None:
            return None
        front, body, texts = taken
        values: dict[str, Any] = {}
        below: dict[str | int, Spot] = {}
        at = 0
        for key, text in texts:
            part = self._part(key, text)
            if part is None or key in below:
                return None
            values[part.name], below[key] = part.value, self._spot(text, part, at)
            at += len(text)
        body_line = front.count("\n") + 3
        prose = self._body(body, body_line)
        if prose is None or not values.keys() >= _REQUIRED.keys() or not _agree(values):
            return None
        slug, faults = slug_of(source.path, self._folder)
        if faults:
            return None
        root = Spot(0, 0, 0, 0, below)
        places = Places(lines_of(front, 2), root)
        return Plan(slug, source.path, FrontMatter(**values), prose, body_line, places)

    def _part(self, key: str, text: str) -> _Part | None:
        """The part; None when it cannot be read by itself."""
        if text not in self._parts:
            if len(self._parts) > _MOST_PARTS:
                self._parts.clear()
                self._moved.clear()
            before = "".join(line for each, line in _REQUIRED.items() if each != key)
            plan = parse_plan(
                Source(f"{self._folder}/part.md", f"{_OPENING}{before}{text}---\n".encode()), self._folder
            )
            alone = {*_REQUIRED, key} == plan.places.root.below.keys()
            sound = alone and not plan.faults and not plan.left_out and key in self._names
            self._parts[text] = (
                _Part(
                    self._names[key],
                    getattr(plan.front, self._names[key]),
                    _moved(plan.places.root.below[key], -len(before)),
                )
                if sound
                else None
            )
        return self._parts[text]

    def _spot(self, text: str, part: _Part, at: int) -> Spot:
        known = self._moved.get(text)
        if known is None or known[0] != at:
            known = self._moved[text] = at, _moved(part.spot, at)
        return known[1]

    def _body(self, text: str, line: int) -> Body | None:
        """The prose that begins at ``line``; None when something is wrong with it."""
        if text not in self._bodies:
            if len(self._bodies) > _MOST_BODIES:
                self._bodies.clear()
            plan = parse_plan(Source(f"{self._folder}/part.md", f"{_BARE}{text}".encode()), self._folder)
            self._bodies[text] = None if plan.faults else (plan.body, plan.body_line)
        known = self._bodies[text]
        return known and _lower(known[0], line - known[1])


def _taken_apart(source: Source) -> tuple[str, str, list[tuple[str, str]]] | None:
    """The front matter, the prose, and the keys with their lines; None when that is not plain."""
    if source.refusal or not source.data.startswith(_OPENING.encode()) or b"\r" in source.data:
        return None
    try:
        text = source.data.decode()
    except UnicodeDecodeError:
        return None
    fence = _FENCE.search(text, len(_OPENING) - 1)
    if fence is None:
        return None
    front, body = text[len(_OPENING) : fence.start() + 1], text[fence.end() :]
    keys = list(_KEY.finditer(front))
    if not keys or keys[0].start() or _ENDS.search(front):
        return None
    ends = [*(each.start() for each in keys[1:]), len(front)]
    return front, body, [(each[1], front[each.start() : end]) for each, end in zip(keys, ends, strict=True)]


def _agree(values: dict[str, Any]) -> bool:
    """Whether what is checked between fields is sure to be right."""
    return values.get("lost", Loss()) == Loss() or values.get("status") is Status.LOST


def _moved(spot: Spot, by: int) -> Spot:
    """The spot so many characters further on."""
    if not by:
        return spot
    below = {key: _moved(each, by) for key, each in spot.below.items()}
    return Spot(spot.key_start + by, spot.key_end + by, spot.start + by, spot.end + by, below)


def _lower(body: Body, by: int) -> Body:
    """The prose so many lines further down."""
    if not by:
        return body
    return replace(
        body,
        sections=tuple([replace(each, line=each.line + by) for each in body.sections]),
        links=tuple([replace(each, line=each.line + by) for each in body.links]),
        actions=tuple([replace(each, line=each.line + by) for each in body.actions]),
    )
