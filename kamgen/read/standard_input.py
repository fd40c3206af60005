"""Reads one plan from standard input, in the place of its file: what an editor has and did not save yet."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import BinaryIO

from kamgen.model.errors import ContentError
from kamgen.model.source import Content, Source
from kamgen.read.policy import ContentSettings, size_limit, too_large

_PIECE = 1 << 16


def read_instead(content: Content, path: str, stream: BinaryIO, settings: ContentSettings) -> Content:
    """The content with the text of ``stream`` as the plan at ``path``, whether there is one or not.

    Raises `ContentError` when the stream cannot be read.
    """
    limit = size_limit(settings)
    try:
        data = stream.read(limit + 1)
        size = len(data) + sum(map(len, iter(partial(stream.read, _PIECE), b"")))
    except OSError:
        raise ContentError("the plan cannot be read from stdin", "pipe its text: `kamgen check - < plan.md`") from None
    former = next((source for source in content.plans if source.path == path), Source(path, b""))
    refusal = too_large(size, limit) if size > limit else ""
    plan = replace(former, data=b"" if refusal else data, refusal=refusal)
    others = [source for source in content.plans if source.path != path]
    return replace(content, plans=tuple(sorted([*others, plan], key=lambda source: source.path)))
