"""The source of a plan, line by line, so that every number can be followed to the line it was written in."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup, escape

from kamgen.model.portfolio import Account
from kamgen.model.source import Source
from kamgen.render.guide import Link, account_url
from kamgen.render.text import visible


class SourceView(NamedTuple):
    """A plan as it is written."""

    account: Link
    path: str
    lines: Markup
    """List items with the ids ``L1``, ``L2``…"""


def source_view(account: Account, source: Source) -> SourceView:
    """The lines of the plan's file; what is not UTF-8 shows as �."""
    text = source.data.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    rows = str(escape(visible(text))).split("\n")
    lines = "\n".join(f'<li id="L{number}"><code>{row}</code></li>' for number, row in enumerate(rows, 1))
    return SourceView(Link(account.name, account_url(account.slug)), account.plan.path, Markup(lines))
