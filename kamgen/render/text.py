"""Words on pages: kamgen's own sentences with their code marks, counts, days."""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup, escape

from kamgen.text.words import sentence

_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_CODE = re.compile("`([^`]+)`")


def with_code(sentence: str) -> str:
    """A sentence for a page: as it is, or as Markup with code where something stands between backticks."""
    return _coded(sentence) if "`" in sentence else sentence


@lru_cache(maxsize=4096)
def _coded(sentence: str) -> Markup:
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(sentence))))


def as_sentence(text: str) -> str:
    """kamgen's own words as a sentence on a page: with a capital, and `marked`."""
    return with_code(sentence(text))


def page_text(text: str) -> str:
    """Text of a file with a mark in the place of what no page may hold: control characters, half characters."""
    return _UNFIT.sub("\ufffd", text)
