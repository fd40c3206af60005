"""The prose of a plan: one pass over its block tokens gives HTML, sections, links, tasks and mistakes."""

from __future__ import annotations

import re

from markdown_it.token import Token

from kamgen.markdown.block_html import BodyRenderer
from kamgen.markdown.comments import comments
from kamgen.markdown.inline import Notes, Passage
from kamgen.markdown.misread import References, unused
from kamgen.markdown.parser import blocks
from kamgen.model.places import Fault, blanked
from kamgen.model.plan import Body
from kamgen.model.values import Refused
from kamgen.rules.codes import FaultCode

_UNWRITABLE = re.compile(r"[\0-\2]")
"""NUL, and the two characters that mark addresses in `Body.html`."""


def parse_body(text: str, first_line: int) -> tuple[Body, tuple[tuple[str, Fault], ...]]:
    """What the Markdown below the front matter says, and what is wrong in it (rule code and fault).

    ``first_line`` is the file's line number of the text's first line. Any text is read; nothing is raised.
    """
    if not text:
        return Body(), ()
    text = _UNWRITABLE.sub(
        lambda sign: "\ufffd" if sign[0] == "\0" else "", text.replace("\r\n", "\n").replace("\r", "\n")
    )
    found, written = comments(text), text.split("\n")
    cuts, text = found.cuts(text), blanked(text, found.spans)
    lines = text.split("\n")
    references = References()
    notes = Notes(first_line, lines, {"references": references}, cuts)
    if found.unclosed:
        row, column, sign = found.unclosed
        message = "this comment is never closed, so nothing from here on is shown"
        fault = Fault(f"@{first_line + row}:{column}", message, f"`{sign}` where the comment ends")
        notes.faults.append((FaultCode.INVALID_VALUE, fault))
    renderer = BodyRenderer(notes)
    prose: list[Token] = []
    footnotes: dict[str, list[Token]] = {}
    defined: list[tuple[int, str]] = []
    around = [prose]
    for token in blocks(text, notes.env):
        if token.type == "footnote_reference_open":
            around.append([])
            line, label = (token.map or [0])[0], token.meta["label"]
            label = f"{label}\n{line}" if label in footnotes else label  # the first of a label is meant
            defined.append((line, label))
            footnotes[label] = around[-1]
        elif token.type == "footnote_reference_close":
            around.pop()
        else:
            around[-1].append(token)
    if "deep" in notes.env:
        line = int(notes.env["deep"])
        message = "from here on quotes and lists lie too deep within one another, and are not read as such"
        Passage(notes, lines[line], line).refuse(Refused(message, "fewer levels, or headings instead of them"))
    renderer.render(prose)
    sections, faults = renderer.outline.close([*[""] * (first_line - 1), *written])
    if footnotes:
        renderer.render_footnotes(footnotes)
    never = [(line, "\n" in label) for line, label in defined if label not in notes.footnotes]
    for number, mistake in unused(lines, sorted([*never, *references.unused(notes.env)])):
        Passage(notes, lines[number], number).tell([mistake])
    body = Body("".join(renderer.html), sections, tuple(notes.links), tuple(renderer.actions))
    return body, (*notes.faults, *faults)
