"""Fixes of findings put into a plan's text: each proved, or left out with the reason.

fix ─ its place ─▶ splice ─▶ the new file, read ─▶ what was mended is gone, nothing else is wrong or says otherwise
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from kamgen.edit.proof import Sheet, prove_prose, require, same_body, sheet_of
from kamgen.edit.rows import Splice
from kamgen.model.errors import ConfigError, EditError
from kamgen.model.finding import Finding, Fix
from kamgen.model.places import Fault, lines_of
from kamgen.model.plan import Plan
from kamgen.model.source import Source
from kamgen.parse.config import parse_config
from kamgen.parse.frontmatter import Parts, read_parts
from kamgen.parse.plan import parse_plan
from kamgen.rules.codes import FaultCode
from kamgen.source.nodes import Mapping, Node, Scalar, walk
from kamgen.source.toml import scan_toml


class Stretch(NamedTuple):
    """Behind one place and up to another: lines and columns of a file."""

    behind: tuple[int, int]
    to: tuple[int, int]

    def holds(self, line: int, column: int) -> bool:
        """Whether a place is in it."""
        return self.behind < (line, column) <= self.to


class Mended(Struct, frozen=True):
    """A plan's file with the fixes that hold."""

    source: Source
    done: tuple[Finding, ...] = ()
    left: tuple[tuple[Finding, str], ...] = ()
    """What stays as it is, and why."""
    read: tuple[Stretch, ...] = ()
    """Where values are read for the first time, as their key was mended: what is wrong there is not new."""


class _File(Struct, frozen=True):
    source: Source
    sheet: Sheet
    parts: Parts
    plan: Plan

    @property
    def front(self) -> int:
        """Where the front matter begins in the text."""
        return lines_of(self.sheet.text, 1).starts[self.parts.lines.first - 1]


def mend(source: Source, folder: str, findings: Iterable[Finding]) -> Mended:
    """The plan with the fixes of ``findings``, from the last to the first, so that each finds its place.

    Of fixes that overlap the last one is done: the others may stand elsewhere then, and are found again.
    """
    by_fix: dict[Fix, list[Finding]] = {}
    for finding in findings:
        if finding.fix:
            by_fix.setdefault(finding.fix, []).append(finding)
    done: list[Finding] = []
    left: list[tuple[Finding, str]] = []
    stretches: list[Stretch] = []
    file = _read(source, folder)
    text, bound = file.sheet.text, len(file.sheet.text)
    for fix in sorted(by_fix, key=lambda fix: (fix.line, fix.column), reverse=True):
        try:
            splice = _splice(text, fix)
            if splice.end > bound:
                continue
            new = _read(replace(source, data=file.sheet.spliced([splice])), folder)
            stretches += _prove(file, new, fix, splice)
            file, bound = new, splice.start
            done += by_fix[fix]
        except EditError as refused:
            left += [(finding, refused.message) for finding in by_fix[fix]]
    return Mended(file.source, tuple(done), tuple(left), tuple(stretches))


def _read(source: Source, folder: str) -> _File:
    return _File(source, sheet_of(source.data), read_parts(source), parse_plan(source, folder))


def _splice(text: str, fix: Fix) -> Splice:
    """The stretch of a fix. Raises `EditError` when something else stands there."""
    starts = lines_of(text, 1).starts
    start = starts[fix.line - 1] + fix.column - 1 if fix.line <= len(starts) else len(text)
    require(text.startswith(fix.old, start) and fix.old != fix.new, "something else stands there by now")
    return Splice(start, start + len(fix.old), fix.new)


def _prove(old: _File, new: _File, fix: Fix, splice: Splice) -> Iterable[Stretch]:
    """That in ``new`` what ``fix`` mends is gone, and all else is as in ``old``. Raises `EditError`.

    Gives what is read for the first time.
    """
    root, new_root = old.parts.root, new.parts.root
    if root is None:
        _prove_readable(old, new, fix)
        return []
    if new_root is None:
        raise EditError("the front matter could not be read any more")
    start, end = splice.start - old.front, splice.end - old.front
    by, lines = len(splice.text) - (end - start), splice.text.count("\n") - fix.old.count("\n")
    outline = list(_outline(root, start, end, 0))
    same = outline == list(_outline(new_root, start, end + by, by))
    few = _outermost(new_root, start, end + by) <= max(_outermost(root, start, end), 1)
    require(same and few, "the front matter would not say the same")
    if end <= len(old.parts.text):
        require(same_body(old.plan.body, new.plan.body, lines), "the prose would not say the same")
    else:
        prove_prose(old.plan.body, new.plan.body, range(fix.line, fix.line + fix.old.count("\n") + 1), lines)
    mended = [_told(fault) for fault in old.plan.faults if fault[1].fix == fix]
    read = [_stretch(new.parts, key, value) for key, value in _pairs(new_root) if mended and key.start == start]
    before, after = ([_told(fault) for fault in file.plan.faults] for file in (old, new))
    for code, fault in new.plan.faults:
        fresh = _told((code, fault)) not in before
        place = new.plan.at(fault.key, fault.on_key)
        inside = any(stretch.holds(place.line, place.column) for stretch in read)
        require(not fresh or inside, f"then {fault.message}")
    gone = Counter(before) - Counter(after)
    require(all(told in gone for told in mended), "it would still be wrong")
    return read


def _prove_readable(old: _File, new: _File, fix: Fix) -> None:
    """That the front matter can be read now, or further on than before."""
    where = min((new.plan.at(fault.key).line for code, fault in new.plan.faults if code == FaultCode.SYNTAX), default=0)
    own = any(fault.fix == fix for _, fault in old.plan.faults)
    require(own and (not where or where > fix.line), "the front matter could still not be read")
    was, now = old.parts.body, new.parts.body
    require(now.endswith(was) or was.endswith(now), "the prose would not say the same")


def _told(fault: tuple[str, Fault]) -> tuple[str, str, str]:
    return fault[0], fault[1].message, fault[1].write


def _outline(root: Node, start: int, end: int, by: int) -> Iterator[tuple[object, ...]]:
    """All nodes that are not within the stretch, places behind it moved by ``by``; of one around it not the text."""
    for node in walk(root):
        if start <= node.start and node.end <= end:
            continue
        apart = node.end <= start or end <= node.start
        text = (node.text, node.plain) if isinstance(node, Scalar) and apart else ()
        places = (max(place, end) if place > start else place for place in (node.start, node.end))
        yield type(node), text, *(place - by if place >= end else place for place in places)


def _outermost(root: Node, start: int, end: int) -> int:
    """How many nodes are within the stretch, those within others not counted."""
    count = 0
    for node in walk(root):
        if start <= node.start and node.end <= end:
            count, start = count + 1, max(start, node.end)
    return count


def _pairs(root: Node) -> Iterator[tuple[Scalar, Node]]:
    return chain.from_iterable(node.pairs for node in walk(root) if isinstance(node, Mapping))


def _stretch(parts: Parts, key: Scalar, value: Node) -> Stretch:
    offsets = key.start, max(node.end for node in walk(value))
    behind, to = (parts.lines.place(offset, offset) for offset in offsets)
    return Stretch((behind.line, behind.column), (to.line, to.column))


def mend_config(data: bytes) -> tuple[bytes, int]:
    """site.toml with those of its mistakes mended that have one reading, each proved; and how many."""
    done, refused = 0, _refusal(data)
    for fix in sorted(refused.fixes if refused else (), key=lambda fix: (fix.line, fix.column), reverse=True):
        sheet = sheet_of(data)
        with suppress(EditError, UnicodeDecodeError):
            start, end, text = splice = _splice(sheet.text, fix)
            new, by = sheet.spliced([splice]), len(text) - (end - start)
            was, now = (str(error) if (error := _refusal(each)) else "" for each in (data, new))
            roots = scan_toml(sheet.text), scan_toml(sheet_of(new).text)
            outlines = _outline(roots[0], start, end, 0), _outline(roots[1], start, end + by, by)
            require(list(outlines[0]) == list(outlines[1]), "site.toml would not say the same")
            require(set(now.split("\n")) - {""} < set(was.split("\n")), "it would still be wrong")
            data, done = new, done + 1
    return data, done


def _refusal(data: bytes) -> ConfigError | None:
    try:
        parse_config(sheet_of(data).text)
    except ConfigError as error:
        return error
    return None
