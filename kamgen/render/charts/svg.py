"""The frame of a picture, and coordinates of one decimal."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup, escape


class Caption(NamedTuple):
    """What a picture says to those who do not see it; ``key`` makes its ids unique on the page."""

    key: str
    title: str
    description: str


def picture(caption: Caption, attributes: str, shapes: str) -> Markup:
    """A picture with its caption; ``attributes`` and ``shapes`` are SVG, with any text already escaped."""
    key = escape(caption.key)
    return Markup(
        f'<svg {attributes} role="img" aria-labelledby="{key}-t {key}-d">'
        f'<title id="{key}-t">{escape(caption.title)}</title>'
        f'<desc id="{key}-d">{escape(caption.description)}</desc>{shapes}</svg>'
    )


def at(coordinate: float) -> str:
    """A coordinate with at most one decimal."""
    text = f"{coordinate:.1f}"
    if text[-1] != "0":
        return text
    return text[:-2] if text != "-0.0" else "0"


def label(x: int, y: float, text: str, css: str) -> str:
    """Centred text of a class."""
    return f'<text class="{css}" x="{x}" y="{at(y)}" text-anchor="middle">{escape(text)}</text>'


def below(x: int, text: str) -> str:
    """Centred text at the foot of a picture."""
    return f'<text x="{x}" y="126" text-anchor="middle">{escape(text)}</text>'
