"""The relationship map: an org chart of the client's people, each a card that says where we stand with them.

What a colour says a word or a shape says too; colours and weights are the theme's (classes ``m-…``).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Annotated, NamedTuple

from markupsafe import Markup, escape

from kamgen.model.fields import Doc
from kamgen.render.charts.small import Caption, picture, text
from kamgen.render.charts.tree import TALL, WIDE, arrange

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


class Card(NamedTuple):
    """One person."""

    name: str
    title: str
    role: str
    mood: Annotated[str, Doc("One of `SHAPES`.")]
    attitude: str
    influence: Annotated[int, Doc("1 low, 2 medium, 3 high; 0 not known.")]
    weight: Annotated[str, Doc("The influence in a word.")]
    who: Annotated[str, Doc("Who of us meets them.")]
    when: Annotated[str, Doc("How long ago.")]
    late: Annotated[bool, Doc("Whether that is someone or something we should worry about.")]
    about: Annotated[str, Doc("What the card says when it is pointed at.")]
    css: Annotated[
        str,
        Doc("`m-key` for those who decide, `m-ghost` for somebody who is only named by others; empty for the rest."),
    ]


def orgchart(caption: Caption, cards: Sequence[Card], managers: Sequence[int | None], loose: str) -> Markup:
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


def _card(card: Card, place: str) -> str:
    parts = (
        f'<svg class="m-card {card.css}" {place} width="{WIDE}" height="{TALL}"><title>{escape(card.about)}</title>',
        f'<rect class="m-box" x="1" y="1" width="{WIDE - 2}" height="{TALL - 2}" rx="3"/>',
        text(_LEFT, 20, fitted(card.name, _NAME), "m-name", ""),
        text(_LEFT, 35, fitted(card.title, _LINE), anchor="") if card.title else "",
        "" if card.css == "m-ghost" else _standing(card),
        "</svg>",
    )
    return "".join(parts)


def _standing(card: Card) -> str:
    """Role, attitude, influence, and who of us meets them."""
    bars = "".join(
        [f'<path class="{"m-on" if n < card.influence else "m-off"}" d="{d}"/>' for n, d in enumerate(_BARS)]
    )
    who = fitted(card.who, _LINE - len(card.when) - 2 - 2 * card.late)
    return (
        f'<path class="{card.mood}" d="M1 1h5v{TALL - 2}H1z"/>'
        f"{text(_LEFT, 51, card.role, 'm-role', '')}"
        f'<path class="{card.mood}" transform="translate({_LEFT} 57)" d="{SHAPES[card.mood]}"/>'
        f"{text(_LEFT + 14, 66, card.attitude, card.mood, '')}"
        f'<g transform="translate({_RIGHT - 12} 57)">{bars}</g>'
        f"{text(_RIGHT - 17, 66, card.weight, 'm-weight', 'end')}"
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
