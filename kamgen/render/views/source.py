"""The source of a plan, line by line, so that every number can be followed to the line it was written in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from markupsafe import Markup, escape
from msgspec import Struct

from kamgen.model.account import Account
from kamgen.model.fields import Doc
from kamgen.model.finding import Finding
from kamgen.model.rule import BINDING
from kamgen.model.source import Source
from kamgen.render.links import LineLinks
from kamgen.render.site_context import NavLink, account_url
from kamgen.render.text import page_text


class SourceView(Struct, frozen=True):
    """A plan as it is written."""

    account: NavLink
    path: str
    lines: Annotated[Markup, Doc("List items with the ids `L1`, `L2`…")]


def source_view(account: Account, source: Source) -> SourceView:
    """The lines of the plan's file; what is not UTF-8 shows as �."""
    return SourceView(
        NavLink(account.name, account_url(account.slug)), account.plan.path, Markup(source_lines(source.data))
    )


def source_lines(data: bytes) -> str:
    """A file's lines as list items."""
    text = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n").decode("utf-8", "replace")
    lines = str(escape(page_text(text))).split("\n")
    return "\n".join(f'<li id="L{number}"><code>{line}</code></li>' for number, line in enumerate(lines, 1))


class SourceMistake(Struct, frozen=True):
    """Something in the plan's file that has to be mended."""

    finding: Finding
    url: Annotated[str, Doc("The page of its rule; empty when it has none.")]
    source: Annotated[str, Doc("Address of the line; empty where the plan is not shown.")]


def mistakes(account: Account, lines: LineLinks) -> tuple[SourceMistake, ...]:
    """Findings of the families that are about the file, in order of their places."""
    codes = {criterion.rule.code for criterion in account.others if criterion.rule.element in BINDING}
    found = [finding for finding in account.findings if finding.code in codes]
    return tuple(SourceMistake(finding, f"rules/{finding.code}.html", lines.url(finding.line)) for finding in found)


def excerpt(source: Source | None, lines: Sequence[int], around: int = 2) -> str:
    """The lines of a plan around the first of ``lines``, numbered; empty when the file is not text."""
    if source is None or not source.data or not lines:
        return ""
    text = source.data[: 1 << 20].decode("utf-8", "replace").splitlines()
    first = max(0, lines[0] - 1 - around)
    shown = text[first : lines[0] + around]
    wide = len(str(first + len(shown)))
    return page_text("\n".join(f"{first + number:{wide}} | {line[:160]}" for number, line in enumerate(shown, 1)))
