"""Footnotes: taken out of the prose, and read after it in the order in which they are mentioned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markdown_it.token import Token

from kamgen.markdown.blocks import Page
from kamgen.markdown.outline import Outline

Footnotes = dict[str, Sequence[Token]]


def read_with_footnotes(page: Page, tokens: Sequence[Token]) -> None:
    """Takes the prose in, then the footnotes that it refers to."""
    main, footnotes = _apart(tokens)
    page.read(main)
    _read_footnotes(page, footnotes)


def _apart(tokens: Sequence[Token]) -> tuple[Sequence[Token], Footnotes]:
    """The prose without its footnotes, and each footnote's tokens by its label (the first of a label counts)."""
    main: list[Token] = []
    open_: list[list[Token]] = [main]
    found: Footnotes = {}
    for token in tokens:
        if token.type == "footnote_reference_open":
            open_.append([])
            found.setdefault(token.meta["label"], open_[-1])
        elif token.type == "footnote_reference_close":
            open_.pop()
        else:
            open_[-1].append(token)
    return main, found


def _read_footnotes(page: Page, footnotes: Footnotes) -> None:
    """Adds the footnotes that ``page`` refers to. What they say is no section's text."""
    notes = page.notes
    if not notes.mentioned:
        return
    outline, page.outline, page.nesting = page.outline, Outline(), 1
    slots: dict[str, int] = {}
    page.html.append('<div class="footnotes">\n<ol>\n')
    # A footnote may mention others, which then join the list at its end while it is gone through.
    for label in notes.mentioned:
        page.html.append(f'<li id="plan-fn:{notes.footnotes[label][0]}">')
        page.read(footnotes.get(label, ()))
        slots[label] = _slot(page.html)
        page.html.append("</li>\n")
    page.html.append("</ol>\n</div>\n")
    for label, slot in slots.items():
        page.html[slot] = "".join(_ways_back(*notes.footnotes[label]))
    page.outline, page.nesting = outline, 0


def _slot(html: list[str]) -> int:
    """Where the ways back go: into the last paragraph, when there is one."""
    html.insert(len(html) - 1 if html[-1] == "</p>\n" else len(html), "")
    return len(html) - (2 if html[-1] == "</p>\n" else 1)


def _ways_back(number: int, times: int) -> Iterable[str]:
    for time in range(1, times + 1):
        mark = f"{number}" if time == 1 else f"{number}:{time}"
        name = f"Back to reference {number}" if time == 1 else f"Back to reference {number}, mention {time}"
        yield f' <a class="footnote-back" href="#plan-fnref:{mark}" aria-label="{name}">↩</a>'
