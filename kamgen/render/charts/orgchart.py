"""The relationship map: an org chart of the client's people, each a card that says where we stand with them.

What a colour says a word or a shape says too; colours and weights are the theme's (classes ``m-…``). Who manages stands
above those who report, in as many columns as there is room:

    boss            reports stand side by side while there are columns for them, the larger teams in more of them,
     ├─────┐
     a     b        else in several rows of one length that hang from one trunk,
     ├ c   │
     └ d   e        or in one column, a stack.

People to whom nobody reports and who report to nobody stand in a grid of their own below. Lengths are CSS pixels.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Annotated, NamedTuple

from markupsafe import Markup, escape
from msgspec import Struct, field

from kamgen.facts.client import LEVEL_WEIGHT, decides
from kamgen.model.enums import Sentiment
from kamgen.model.fields import Doc
from kamgen.model.front_matter import Contact
from kamgen.render.charts.small import Caption, picture, text

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


class Connector(NamedTuple):
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
    lines: tuple[Connector, ...]
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

    def lines(self) -> Iterator[Connector]:
        """From the manager to those who report."""
        (x, y), last = self.box, self.rows[-1][0].box
        if self.stacked:
            yield Connector(x + TRUNK, y + TALL, x + TRUNK, last.y + TALL // 2)
            for team in self.reports:
                yield Connector(x + TRUNK, team.box.y + TALL // 2, team.box.x, team.box.y + TALL // 2)
            return
        trunk = x + (TRUNK if len(self.rows) > 1 else MIDDLE)
        yield Connector(trunk, y + TALL, trunk, last.y - BELOW // 2)
        for row in self.rows:
            level, end = row[0].box.y - BELOW // 2, row[-1].box.x + MIDDLE
            if end > trunk:
                yield Connector(trunk, level, end, level)
            for team in row:
                yield Connector(team.box.x + MIDDLE, level, team.box.x + MIDDLE, team.box.y)


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


COLUMNS = 5
"""Cards side by side: as many as a desktop shows beside the page's contents."""

_LEFT, _RIGHT = 15, WIDE - 12
_NAME, _LINE = 24, 29
"""Letters that fit in a line of the bold size, and of the plain one."""

SHAPES = {
    "m-for": "M0 5.2 1.6 3.6 3.8 6 8.4.8 10 2.4 3.8 9.4z",
    "m-against": "M0 1.6 1.6 0 5 3.4 8.4 0 10 1.6 6.6 5 10 8.4 8.4 10 5 6.6 1.6 10 0 8.4 3.4 5z",
    "m-even": "M0 4h10v2H0z",
    "m-unknown": "M5 .5a4.5 4.5 0 1 0 .01 0zM5 2a3 3 0 1 1-.01 0z",
}
"""A tick, a cross, a dash, a ring: how someone thinks of us."""

_LATE = '<path class="m-late" transform="translate(15 72)" d="M5 0 10 9H0z"/>'
_BARS = ("M0 6h3v4H0z", "M4.5 3h3v7h-3z", "M9 0h3v10H9z")


_MOODS = {Sentiment.SUPPORTER: "m-for", Sentiment.NEUTRAL: "m-even", Sentiment.CRITIC: "m-against"}


class PersonBox(NamedTuple):
    """One person."""

    contact: Contact
    about: Annotated[str, Doc("What the card says when it is pointed at.")]
    when: Annotated[str, Doc("How long ago somebody of us met them.")] = ""
    late: Annotated[bool, Doc("Whether that is someone or something we should worry about.")] = False
    named: Annotated[bool, Doc("Whether it is somebody who is only named by others, as a manager.")] = False


def orgchart(caption: Caption, cards: Sequence[PersonBox], managers: Sequence[int | None], loose: str) -> Markup:
    """The chart of all cards; ``managers`` as for `arrange`. ``loose`` stands above those without reporting lines."""
    layout = arrange(managers, COLUMNS)
    lines = "".join([f"M{line.x} {line.y}L{line.to_x} {line.to_y}" for line in layout.lines])
    shapes = [f'<path class="m-line" d="{lines}"/>'] if lines else []
    if layout.loose is not None:
        shapes.append(text(0, layout.loose - 10, loose, "m-heading", ""))
    shapes += [_card(card, f'x="{box.x}" y="{box.y}"') for card, box in zip(cards, layout.boxes, strict=True)]
    width, height = layout.width, layout.height
    frame = f'class="map" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    return picture(caption, frame, "".join(shapes))


def _card(card: PersonBox, place: str) -> str:
    contact = card.contact
    css = "m-ghost" if card.named else "m-key" if decides(contact) else ""
    title = contact.title or contact.function or ""
    parts = (
        f'<svg class="m-card {css}" {place} width="{WIDE}" height="{TALL}"><title>{escape(card.about)}</title>',
        f'<rect class="m-box" x="1" y="1" width="{WIDE - 2}" height="{TALL - 2}" rx="3"/>',
        text(_LEFT, 20, fitted(contact.name, _NAME), "m-name", ""),
        text(_LEFT, 35, fitted(title, _LINE), anchor="") if title else "",
        "" if card.named else _standing(card),
        "</svg>",
    )
    return "".join(parts)


def _standing(card: PersonBox) -> str:
    """Role, attitude, influence, and who of us meets them."""
    contact = card.contact
    sentiment = contact.sentiment or Sentiment.UNKNOWN
    mood = _MOODS.get(sentiment, "m-unknown")
    weight = LEVEL_WEIGHT[contact.influence] if contact.influence else 0
    bars = "".join([f'<path class="{"m-on" if n < weight else "m-off"}" d="{d}"/>' for n, d in enumerate(_BARS)])
    who = fitted(contact.met_by or "nobody of us", _LINE - len(card.when) - 2 - 2 * card.late)
    return (
        f'<path class="{mood}" d="M1 1h5v{TALL - 2}H1z"/>'
        f"{text(_LEFT, 51, contact.role or 'no role written', 'm-role', '')}"
        f'<path class="{mood}" transform="translate({_LEFT} 57)" d="{SHAPES[mood]}"/>'
        f"{text(_LEFT + 14, 66, sentiment, mood, '')}"
        f'<g transform="translate({_RIGHT - 12} 57)">{bars}</g>'
        f"{text(_RIGHT - 17, 66, contact.influence or '?', 'm-weight', 'end')}"
        f"{_LATE if card.late else ''}"
        f"{text(_LEFT + 14 * card.late, 81, f'{who}, {card.when}', 'm-late' if card.late else '', '')}"
    )


def fitted(words: str, letters: int) -> str:
    """Text that takes no more room than so many Latin letters, cut at its end with ``…``."""
    room = letters
    for at, sign in enumerate(words):
        if not unicodedata.combining(sign):
            room -= 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        if room < 0:
            return f"{words[: max(at - 1, 0)].rstrip(' ,.')}…"
    return words
