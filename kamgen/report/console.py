"""Formats for people at a terminal: findings with the lines they stand on, one line a finding, or counts by rule."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kamgen.model.enums import Severity
from kamgen.model.finding import Finding, Report
from kamgen.report.findings import (
    BLUE,
    BOLD,
    CYAN,
    RED,
    YELLOW,
    as_text,
    baseline_lines,
    escaped_char,
    full_message,
    mark_of,
    mendable_lines,
    paint,
    summary_line,
    summary_lines,
    unsafe_places,
    visible,
    width,
    worse_than,
)

STYLES = {Severity.ERROR: RED, Severity.WARNING: YELLOW, Severity.ADVICE: CYAN}


def full(report: Report, color: bool) -> str:
    """Every finding with its place and an excerpt, then the summary."""
    rows = [row for finding in report.findings for row in finding_rows(finding, report, color)]
    return "\n".join([*rows, *summary_lines(report), *mendable_lines(report), ""])


def finding_rows(finding: Finding, report: Report, color: bool) -> Iterator[str]:
    """A finding with its place, an excerpt and what to write, and an empty line."""
    head = paint(f"{finding.code} {mark_of(finding)}{finding.name}", STYLES[finding.severity], color)
    yield f"{head} ({finding.severity.value}): {paint(visible(finding.message), BOLD, color)}"
    text = report.texts.get(finding.path, "")
    shown = source_excerpt(text, finding.line, finding.column, finding.end_column, color)
    indent = " " * len(str(finding.line)) if shown else " "
    yield f"{indent}{paint('-->', BLUE, color)} {visible(finding.path)}:{finding.line}:{finding.column}"
    yield from shown
    if finding.write:
        yield f"{paint('help:', CYAN, color)} {visible(finding.write)}"
    if finding.worse:
        yield worse_than(finding)
    yield ""


@as_text
def concise(report: Report, color: bool) -> list[str]:
    """The findings, one a line, then the summary."""
    return [*(finding_line(found, color) for found in report.findings), *summary_lines(report), *mendable_lines(report)]


def finding_line(finding: Finding, color: bool = False) -> str:
    """One finding with what to write."""
    place = f"{paint(visible(finding.path), BOLD, color)}:{finding.line}:{finding.column}"
    return f"{place}: {paint(finding.code, RED, color)} {mark_of(finding)}{visible(full_message(finding))}"


@as_text
def statistics(report: Report, color: bool) -> Iterator[str]:
    """A table: how often, code, severity, name, most findings first; then the summary.

    A rule with two severities has two rows.
    """
    counts = Counter((finding.code, finding.severity, finding.name) for finding in report.findings)
    widest = len(str(max(counts.values(), default=0)))
    for (code, severity, name), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"{count:>{widest}}  {paint(code, STYLES[severity], color)}  {severity.value:<7}  {name}"
    yield from (summary_line(report), *baseline_lines(report))


WIDEST = 100
"""Columns of a plan's line that are shown; a longer one is cut around the caret."""
TAB = 4
_REACH = 4 * WIDEST
"""Characters beside the place that are looked at: a line may be a megabyte long."""


_WORD = re.compile(r"[^\W_]")


class _Cell(NamedTuple):
    shown: str
    columns: int


def source_excerpt(text: str, line: int, column: int, end_column: int, color: bool = False) -> list[str]:
    """The line before, the line itself and the caret, with line numbers; empty if there is no such line.

    ``line``, ``column`` and ``end_column`` (behind the last character) count characters from 1.
    """
    rows = text.split("\n")
    if len(rows) < line or not rows[line - 1].strip():
        return []
    row, gutter = rows[line - 1].rstrip("\r"), len(str(line))
    start = min(column, len(row) + 1) - 1
    end = min(max(start + 1, end_column - 1), start + _REACH)
    first = max(start - _REACH, 0)
    shown, indent, carets = _marked(_cells(row[first : end + _REACH]), start - first, end - first)
    bar = paint(" " * gutter + " |", BLUE, color)
    lines = [bar]
    if line > 1 and _WORD.search(above := rows[line - 2][:_REACH]):
        beginning = "".join(cell.shown for cell in _shortened(_cells(above), WIDEST))
        lines.append(_numbered(line - 1, gutter, beginning, color))
    return [*lines, _numbered(line, gutter, shown, color), f"{bar} {' ' * indent}{'^' * carets}"]


def _numbered(line: int, gutter: int, shown: str, color: bool) -> str:
    return f"{paint(f'{line:>{gutter}} |', BLUE, color)} {shown}".rstrip()


def _cells(row: str) -> list[_Cell]:
    unsafe = unsafe_places(row)
    return [_cell(char, number in unsafe) for number, char in enumerate(row.rstrip("\r"))]


@lru_cache(maxsize=1024)
def _cell(char: str, unsafe: bool) -> _Cell:
    if char == "\t":
        return _Cell(" " * TAB, TAB)
    shown = escaped_char(char) if unsafe else char
    return _Cell(shown, width(char) if shown == char else len(shown))


def _columns(cells: list[_Cell]) -> int:
    return sum(cell.columns for cell in cells)


def _fitting(cells: list[_Cell], room: int) -> list[_Cell]:
    """As many cells from the first on as ``room`` columns hold."""
    kept = []
    for cell in cells:
        room -= cell.columns
        if room < 0:
            break
        kept.append(cell)
    return kept


def _marked(cells: list[_Cell], start: int, end: int) -> tuple[str, int, int]:
    """The line, the columns before the caret and the carets, for the cells from ``start`` to ``end``."""
    before, span, after = cells[:start], cells[start:end], cells[end:]
    if _columns(cells) > WIDEST:
        span_cut = _fitting(span, WIDEST // 2)
        after = after if span_cut == span else [_Cell("…", 1)]
        room = WIDEST - _columns(span_cut)
        tail = _shortened(after, max(room // 2, room - _columns(before)))
        before = _shortened(before[::-1], room - _columns(tail))[::-1]
        span, after = span_cut, tail
    shown = "".join(cell.shown for cell in (*before, *span, *after))
    return shown, _columns(before), max(_columns(span), 1)


def _shortened(cells: list[_Cell], room: int) -> list[_Cell]:
    """The cells nearest to the caret that ``room`` columns hold, then an ellipsis for the rest."""
    if _columns(cells) <= room:
        return cells
    return [*_fitting(cells, room - 1), _Cell("…", 1)]
