"""Where the boxes of an org chart stand: who manages above those who report, in as many columns as there is room.

    boss            reports stand side by side while there are columns for them, the larger teams in more of them,
     ├─────┐
     a     b        else in several rows of one length that hang from one trunk,
     ├ c   │
     └ d   e        or in one column, a stack.

People to whom nobody reports and who report to nobody stand in a grid of their own below. Lengths are CSS pixels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct, field

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
    """A drawing: boxes in the order of the people; ``loose`` is where the grid begins, None when there is none."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    loose: int | None


_TOP = Box(0, -TALL - APART)
"""So that the first row of trees begins at the upper edge."""


class _Team(Struct):
    """Someone with all below, in so many columns; or all trees, whose manager stands above the drawing."""

    reports: list[_Team] = field(default_factory=list)
    whole: bool = False
    columns: int = 1
    leaves: int = 1
    rows: list[list[_Team]] = field(default_factory=list)
    width: int = WIDE
    height: int = TALL
    box: Box = _TOP

    @property
    def stacked(self) -> bool:
        """Whether all reports stand in one column."""
        return not self.whole and len(self.rows) > 1 and all(len(row) == 1 for row in self.rows)

    @property
    def gap(self) -> int:
        """Above each of the rows."""
        return APART if self.whole else STACKED if self.stacked else BELOW

    @property
    def indent(self) -> int:
        """How far the rows stand to the right."""
        return INDENT if len(self.rows) > 1 and not self.whole else 0

    def share_columns(self) -> None:
        """Sets the rows, as even as can be, and how many columns each report has: a larger team has more."""
        count = -(-len(self.reports) // self.columns)
        length = -(-len(self.reports) // max(count, 1))
        self.rows = [self.reports[start : start + length] for start in range(0, len(self.reports), length or 1)]
        for row in self.rows:
            for _ in range(self.columns - len(row)):
                crowded = max(row, key=lambda team: team.leaves / team.columns)
                if crowded.leaves > crowded.columns:
                    crowded.columns += 1

    def measure(self) -> None:
        """Sets width and height, once those of the reports are known."""
        widths = [sum(team.width + BESIDE for team in row) - BESIDE for row in self.rows]
        self.width = max([WIDE, *[self.indent + width for width in widths]])
        self.height = TALL + sum(self.gap + max(team.height for team in row) for row in self.rows)

    def place(self) -> None:
        """Sets the places of the reports, once its own is known."""
        y = self.box.y + TALL
        for row in self.rows:
            x, y = self.box.x + self.indent, y + self.gap
            for team in row:
                team.box = Box(x, y)
                x += team.width + BESIDE
            y += max(team.height for team in row)

    def lines(self) -> Iterator[Line]:
        """From the manager to those who report."""
        (x, y), last = self.box, self.rows[-1][0].box
        if self.stacked:
            yield Line(x + TRUNK, y + TALL, x + TRUNK, last.y + TALL // 2)
            for team in self.reports:
                yield Line(x + TRUNK, team.box.y + TALL // 2, team.box.x, team.box.y + TALL // 2)
            return
        trunk = x + (TRUNK if len(self.rows) > 1 else MIDDLE)
        yield Line(trunk, y + TALL, trunk, last.y - BELOW // 2)
        for row in self.rows:
            level, end = row[0].box.y - BELOW // 2, row[-1].box.x + MIDDLE
            if end > trunk:
                yield Line(trunk, level, end, level)
            for team in row:
                yield Line(team.box.x + MIDDLE, level, team.box.x + MIDDLE, team.box.y)


def arrange(managers: Sequence[int | None], columns: int) -> Layout:
    """The chart of so many people; ``managers`` has the number of each one's manager, and leads nobody in a circle.

    It is as wide as ``columns`` boxes side by side at most, and in each column an indent for each level of managers.
    No recursion: lines of reports may be of any length.
    """
    teams = [_Team() for _ in managers]
    for team, manager in zip(teams, managers, strict=True):
        if manager is not None:
            teams[manager].reports.append(team)
    tops = [team for team, manager in zip(teams, managers, strict=True) if manager is None]
    whole = _Team([team for team in tops if team.reports], whole=True, columns=columns)
    order = [whole]
    for team in order:
        order.extend(team.reports)
    for team in reversed(order):
        team.leaves = sum(report.leaves for report in team.reports) or 1
    for team in order:
        team.share_columns()
    for team in reversed(order):
        team.measure()
    for team in order:
        team.place()
    foot = whole.box.y + whole.height + APART if whole.reports else HEADING
    loose = [team for team in tops if not team.reports]
    for number, team in enumerate(loose):
        down, along = divmod(number, columns)
        team.box = Box(along * (WIDE + BESIDE), foot + down * (TALL + STACKED))
    boxes = tuple([team.box for team in teams])
    lines = tuple([line for team in order[1:] if team.reports for line in team.lines()])
    width, height = max((box.x for box in boxes), default=0) + WIDE, max((box.y for box in boxes), default=0) + TALL
    return Layout(width, height, boxes, lines, foot if loose else None)
