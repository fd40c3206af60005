"""Where the boxes of an org chart stand: who manages above those who report, in as many columns as there is room.

    boss            reports stand side by side while there are columns for them,
     ├─────┐
     a     b        else in several rows that hang from one trunk,
     ├ c   │
     └ d   e        or in one column, a stack. Of all ways the lowest is taken.

People to whom nobody reports and who report to nobody stand in a grid of their own below. Lengths are CSS pixels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

WIDE, TALL = 200, 90
"""Of a box."""
BESIDE, BELOW, STACKED, APART = 16, 26, 10, 44
"""Between boxes side by side, rows, boxes of a stack, and trees."""
HEADING = 24
"""Room for words above the grid when it comes first."""
INDENT, TRUNK = 18, 8
"""How far boxes that hang from a trunk stand to the right of their manager, and the trunk itself."""
MIDDLE = WIDE // 2


class Box(NamedTuple):
    """The top left corner of a box."""

    x: int
    y: int


class Line(NamedTuple):
    """A level or upright line."""

    x: int
    y: int
    to_x: int
    to_y: int


class Layout(NamedTuple):
    """A drawing."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    """In the order of the people."""
    lines: tuple[Line, ...]
    loose: int | None
    """Where the grid of those without reporting lines begins; None when there is none."""


def arrange(managers: Sequence[int | None], columns: int) -> Layout:
    """The chart of so many people; ``managers`` has the number of each one's manager, and leads nobody in a circle.

    It is as wide as ``columns`` boxes side by side at most, and in each column an indent for each level of managers.
    """
    reports: list[list[int]] = [[] for _ in managers]
    for person, manager in enumerate(managers):
        if manager is not None:
            reports[manager].append(person)
    trees = [person for person, manager in enumerate(managers) if manager is None and reports[person]]
    loose = [person for person, manager in enumerate(managers) if manager is None and not reports[person]]
    places: dict[int, Box] = {}
    lines: list[Line] = []
    foot = _grow(reports, trees, columns, places, lines)
    for number, person in enumerate(loose):
        down, along = divmod(number, columns)
        places[person] = Box(along * (WIDE + BESIDE), foot + down * (TALL + STACKED))
    boxes = tuple(places[person] for person in range(len(managers)))
    width, height = max((box.x for box in boxes), default=0) + WIDE, max((box.y for box in boxes), default=0) + TALL
    return Layout(width, height, boxes, tuple(lines), foot if loose else None)


def _grow(reports: list[list[int]], trees: list[int], columns: int, places: dict[int, Box], lines: list[Line]) -> int:
    """Sets the places of all in trees, and their lines; how far down the grid of the others begins."""
    blocks = _blocks(reports, trees, columns)
    y = 0
    for row in _best(trees, blocks, columns, APART).rows:
        x = 0
        for person, wide in row:
            _place(person, wide, Box(x, y), blocks, places, lines)
            x += blocks[person][wide - 1].width + BESIDE
        y += max(blocks[person][wide - 1].height for person, wide in row) + APART
    return y or HEADING


class _Block(NamedTuple):
    """Someone with all below, in a number of columns; or several side by side and below each other."""

    rows: tuple[tuple[tuple[int, int], ...], ...]
    """Those who report: person and columns."""
    width: int
    height: int

    @property
    def stacked(self) -> bool:
        """Whether all stand in one column."""
        return len(self.rows) > 1 and all(len(row) == 1 for row in self.rows)

    @property
    def gap(self) -> int:
        """Above each of the rows."""
        return STACKED if self.stacked else BELOW


_ALONE = _Block((), WIDE, TALL)
_Blocks = list[tuple[_Block, ...]]


def _blocks(reports: list[list[int]], trees: list[int], columns: int) -> _Blocks:
    """The block of each person in 1, 2, … columns. No recursion: lines of reports may be of any length."""
    blocks: _Blocks = [(_ALONE,) * columns] * len(reports)
    order = list(trees)
    for person in order:
        order.extend(reports[person])
    for person in reversed(order):
        if reports[person]:
            blocks[person] = tuple(_widening(reports[person], blocks, columns))
    return blocks


def _widening(people: list[int], blocks: _Blocks, columns: int) -> Iterator[_Block]:
    """Someone with ``people`` below, in 1, 2, … columns: another column is taken only for what it saves in height."""
    least: _Block | None = None
    for wide in range(1, columns + 1):
        block = _below(_best(people, blocks, wide, BELOW), blocks)
        if least is None or block.height < least.height:
            least = block
        yield least


def _below(block: _Block, blocks: _Blocks) -> _Block:
    """The rows of ``block`` with their manager above them."""
    indent = INDENT if len(block.rows) > 1 else 0
    heights = [max(blocks[person][wide - 1].height for person, wide in row) for row in block.rows]
    return _Block(block.rows, block.width + indent, TALL + sum(heights) + block.gap * len(heights))


class _Rows(NamedTuple):
    """The best way to place the first few of some people."""

    height: int
    unevenness: int
    """Sum of the squares of the rows' lengths: of rows of the same height, the evener ones are better."""
    before: int
    """Where its last row begins."""
    row: tuple[int, ...]
    """Columns of each in the last row."""


def _best(people: list[int], blocks: _Blocks, columns: int, gap: int) -> _Block:
    """``people`` in their order, in rows of ``columns`` columns, as low as can be."""
    best = [_Rows(0, 0, 0, ())]
    for end in range(1, len(people) + 1):
        options = []
        for start in range(max(0, end - columns), end):
            wide, height = _row([blocks[person] for person in people[start:end]], columns)
            above = best[start]
            options.append(_Rows(above.height + gap + height, above.unevenness + (end - start) ** 2, start, wide))
        best.append(min(options))
    rows = tuple(_followed(best, people))
    widths = [sum(blocks[person][wide - 1].width + BESIDE for person, wide in row) - BESIDE for row in rows]
    return _Block(rows, max(widths, default=0), best[-1].height)


def _followed(best: list[_Rows], people: list[int]) -> list[tuple[tuple[int, int], ...]]:
    """The rows that lead to the last of ``best``, first one first."""
    rows: list[tuple[tuple[int, int], ...]] = []
    end = len(people)
    while end:
        start = best[end].before
        rows.append(tuple(zip(people[start:end], best[end].row, strict=True)))
        end = start
    return rows[::-1]


def _row(options: list[tuple[_Block, ...]], columns: int) -> tuple[tuple[int, ...], int]:
    """Columns for each of a row, and its height: the tallest is widened while there are columns left and it helps."""
    wide = [1] * len(options)
    left = columns - len(options)
    while True:
        heights = [each[number - 1].height for each, number in zip(options, wide, strict=True)]
        tall = max(heights)
        tallest = heights.index(tall)
        more = next((n for n in range(1, left + 1) if options[tallest][wide[tallest] + n - 1].height < tall), 0)
        if not more:
            return tuple(wide), tall
        wide[tallest] += more
        left -= more


def _place(person: int, wide: int, at: Box, blocks: _Blocks, places: dict[int, Box], lines: list[Line]) -> None:
    """Sets the places of someone and all below, and the lines between them."""
    waiting = [(person, wide, at)]
    while waiting:
        person, wide, at = waiting.pop()
        places[person] = at
        block = blocks[person][wide - 1]
        left = at.x + (INDENT if len(block.rows) > 1 else 0)
        y = at.y + TALL + block.gap
        below: list[list[Box]] = []
        for row in block.rows:
            boxes, x = [], left
            for report, columns in row:
                boxes.append(Box(x, y))
                waiting.append((report, columns, boxes[-1]))
                x += blocks[report][columns - 1].width + BESIDE
            below.append(boxes)
            y += max(blocks[report][columns - 1].height for report, columns in row) + block.gap
        lines.extend(_lines(at, below, block.stacked))


def _lines(manager: Box, rows: list[list[Box]], stacked: bool) -> Iterator[Line]:
    """From a manager to those who report."""
    if not rows:
        return
    foot = manager.y + TALL
    if stacked:
        trunk = manager.x + TRUNK
        yield Line(trunk, foot, trunk, rows[-1][0].y + TALL // 2)
        for (box,) in rows:
            yield Line(trunk, box.y + TALL // 2, box.x, box.y + TALL // 2)
        return
    trunk = manager.x + (TRUNK if len(rows) > 1 else MIDDLE)
    yield Line(trunk, foot, trunk, rows[-1][0].y - BELOW // 2)
    for row in rows:
        level = row[0].y - BELOW // 2
        if row[-1].x + MIDDLE > trunk:
            yield Line(trunk, level, row[-1].x + MIDDLE, level)
        for box in row:
            yield Line(box.x + MIDDLE, level, box.x + MIDDLE, box.y)
