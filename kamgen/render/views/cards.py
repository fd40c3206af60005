"""Headline numbers, as several pages begin with them."""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct

from kamgen.render.views.rows import Score

NO_PICTURE = Markup()


class Note(Struct, frozen=True):
    """Small print under a headline number."""

    text: str
    url: str = ""
    css: str = ""


class Card(Struct, frozen=True):
    """A headline number."""

    title: str
    number: str
    notes: tuple[Note, ...]
    unit: str = ""
    exact: str = ""
    band: Score | None = None
    picture: Markup = NO_PICTURE
