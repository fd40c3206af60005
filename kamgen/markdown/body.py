"""The prose of a plan: Markdown to HTML, and in the same pass its sections, links and tasks."""

from __future__ import annotations

from kamgen.markdown.blocks import Page
from kamgen.markdown.footnotes import read_with_footnotes
from kamgen.markdown.markdown_plain import Environment
from kamgen.markdown.notes import Notes
from kamgen.markdown.parser import blocks
from kamgen.model.body import Body
from kamgen.model.plan import Fault

_UNWRITABLE = str.maketrans({"\0": "\ufffd", "\x01": None, "\x02": None})
"""NUL, and the two characters that mark addresses in `Body.html`."""


def parse_body(text: str, first_line: int) -> tuple[Body, tuple[tuple[str, Fault], ...]]:
    """What the Markdown below the front matter says, and what is wrong in it (rule code and fault).

    ``first_line`` is the file's line number of the text's first line. Any text is read; nothing is raised.
    """
    env: Environment = {}
    clean = _clean(text)
    notes = Notes(first_line, clean.split("\n"), env)
    page = Page(notes)
    tokens = blocks(clean, env)
    if "footnotes" in env:
        read_with_footnotes(page, tokens)
    else:
        page.read(tokens)
    body = Body("".join(page.html), page.outline.sections(), tuple(notes.links), tuple(page.actions))
    return body, (*notes.faults, *page.outline.faults())


def _clean(text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.translate(_UNWRITABLE) if any(sign in text for sign in "\0\x01\x02") else text
