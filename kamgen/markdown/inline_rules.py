"""What stands within a line of a plan's prose beside CommonMark: links in ``[[…]]``, footnotes, ``<br>``, formulas.

Each rule is markdown-it's way to add one: it steps over what it knows, and adds its tokens unless it is ``silent``.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from kamgen.markdown.misread import Misread

InlineRule = Callable[[StateInline, bool], bool]

_WIKILINK = re.compile(
    r"\[\[(?=[\s#]*[^\s#|\[\]])(?P<slug>[^\[\]|#\n]{0,200})(?:#(?P<fragment>[^\[\]|\n]{1,200}))?"
    r"(?:\|(?P<words>[^\[\]\n]{1,400}))?\]\](?!\()"
)
"""``[[slug#fragment|words]]``; with round brackets behind, it is a link in Markdown's own way."""
_FILE = re.compile(
    r"\.(?:(?P<picture>avif|bmp|gif|jpe?g|png|svg|tiff?|webp)|csv|docx?|eml|html?|m4a|mov|mp[34]|msg|od[pst]|pdf|pptx?|rtf|txt|"
    r"xlsx?|zip)\Z",
    re.IGNORECASE,
)
_SIZE = re.compile(r"(?:\||^)\d+(?:x\d+)?$")
_BR = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)
_MATH = re.compile(r"\$\$(?=[^$\n]*[\\_^{])[^$]+\$\$|\$(?=[^\s$])(?=[^$\n]*[\\_^{])[^$\n]*[^\s$]\$(?!\d)")
_FOOTNOTE = re.compile(r"\[\^([^\s\]]{1,200})\]")


def wikilink(state: StateInline, silent: bool) -> bool:
    """``[[slug]]``, ``[[slug|text]]``, ``[[slug#heading|text]]``; slug and fragment go to ``meta["wiki"]``.

    One to a file, and ``![[…]]``, is read as what plans write instead, which goes to ``meta["misread"]``.
    """
    embeds = state.src.startswith("!", state.pos)
    found = _WIKILINK.match(state.src, state.pos + embeds, state.posMax)
    if found is None:
        return False
    slug, fragment, text = ((part or "").strip() for part in found.groups())
    file, at, state.pos = _FILE.search(slug), state.pos, found.end()
    if silent:
        return True
    text = _SIZE.sub("", text) if file else text
    words = text or (_stem(slug) if file else slug or fragment)
    slug, fragment = (f"{slug}#{fragment}", "") if file and fragment else (slug, fragment)
    picture = bool(embeds and file and file["picture"])
    if picture:
        token = state.push("image", "img", 0)
        token.attrs["src"] = slug
        token.children = [Token("text", "", 0, content=words)]
    else:
        token = state.push("link_open", "a", 1)
        state.push("text", "", 0).content = words
        state.push("link_close", "a", -1)
    token.meta = {"at": at}
    if not file:
        token.meta["wiki"] = (slug, fragment)
    elif not picture:
        token.attrs["href"] = slug
    if file or embeds:
        address = f"<{slug}>" if re.search(r"[\s()]", slug) else slug
        new = f"{'!' * picture}[{words}]({address})" if file else found[0]
        what = "a picture" if picture else "a file" if file else "another plan"
        message = f"`{'!' * embeds}[[…]]` is not how a plan {'shows' if picture else 'links to'} {what}"
        token.meta["misread"] = Misread(at, message, f"`{new}`", state.src[at : found.end()], new)
    return True


def _stem(file: str) -> str:
    """``org chart`` of ``pictures/org-chart.png``."""
    return " ".join(re.split(r"[-_\s]+", posixpath.splitext(posixpath.basename(file))[0])).strip()


def line_break(state: StateInline, silent: bool) -> bool:
    """``<br>``: the one way to begin a line within a cell."""
    found = _BR.match(state.src, state.pos, state.posMax)
    if found and not silent:
        state.push("hardbreak", "br", 0)
    state.pos = found.end() if found else state.pos
    return found is not None


def math(state: StateInline, silent: bool) -> bool:
    """A formula between ``$`` signs, in which ``_``, ``*`` and ``\\`` are no marks; it is shown as it is written."""
    found = _MATH.match(state.src, state.pos, state.posMax)
    if found and not silent:
        state.push("text", "", 0).content = found[0]
    state.pos = found.end() if found else state.pos
    return found is not None


def footnote_reference(state: StateInline, silent: bool) -> bool:
    """``[^label]``, when the plan has that footnote; otherwise it stays text."""
    known = state.env.get("footnotes", {}).get("refs", {})
    found = _FOOTNOTE.match(state.src, state.pos, state.posMax) if known else None
    if found is None or f":{found[1]}" not in known:
        return False
    if not silent:
        state.push("footnote_ref", "", 0).meta = {"label": found[1]}
    state.pos = found.end()
    return True


def placed(rule: InlineRule) -> InlineRule:
    """The same rule, which also notes where in the paragraph its link or image begins."""

    def run(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            made = state.tokens[before:]
            next(token for token in made if token.type in ("link_open", "image")).meta["at"] = start
        return True

    return run
