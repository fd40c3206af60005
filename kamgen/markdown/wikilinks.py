"""Inline rules of kamgen's Markdown: ``[[slug]]`` and references to footnotes."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

WIKI = re.compile(
    r"\[\[(?=[\s#]*[^\s#|\[\]])(?P<slug>[^\[\]|#\n]{0,200})(?:#(?P<fragment>[^\[\]|\n]{1,200}))?"
    r"(?:\|(?P<words>[^\[\]\n]{1,400}))?\]\](?!\()"
)
"""``[[slug#fragment|words]]``; with round brackets behind, it is a link in Markdown's own way."""
_FOOTNOTE = re.compile(r"\[\^([^\s\]]{1,200})\]")


def wikilink(state: StateInline, silent: bool) -> bool:
    """``[[slug]]``, ``[[slug|text]]``, ``[[slug#heading|text]]``; slug and fragment go to ``meta["wiki"]``."""
    if not state.src.startswith("[[", state.pos):
        return False
    found = WIKI.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    slug, fragment, text = ((part or "").strip() for part in found.groups())
    if not silent:
        token = state.push("link_open", "a", 1)
        token.meta = {"wiki": (slug, fragment), "at": state.pos}
        state.push("text", "", 0).content = text or slug or fragment
        state.push("link_close", "a", -1)
    state.pos = found.end()
    return True


def footnote_reference(state: StateInline, silent: bool) -> bool:
    """``[^label]``, when the plan has that footnote; otherwise it stays text."""
    if not state.src.startswith("[^", state.pos):
        return False
    known = state.env.get("footnotes", {}).get("refs", {})
    found = _FOOTNOTE.match(state.src, state.pos, state.posMax) if known else None
    if found is None or f":{found[1]}" not in known:
        return False
    if not silent:
        state.push("footnote_ref", "", 0).meta = {"label": found[1]}
    state.pos = found.end()
    return True
