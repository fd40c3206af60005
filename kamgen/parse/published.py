"""A file as anybody may see it: without its comments. Whatever tells a line of a file asks here first.

What knows the languages is imported when there is a comment: most files have none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from kamgen.model.places import Span, blanked
from kamgen.model.source import Source

_IN_PROSE = re.compile(rb"<!--|%%|\]:")
_FENCE = re.compile(r"(?m)^(?:---|\+\+\+)[ \t]*$")
_BYTE_ORDER_MARK = "\ufeff"


def published(source: Source, sign: str = "") -> Source:
    """A plan's file without its comments, each line at its number; with a blank for ``sign``, each column too.

    It says what the file says. One that cannot be read is shown with less rather than more.
    """
    front = source.data.partition(b"\n---")[0] if source.data.startswith(b"---") else source.data
    if b"#" not in front and _IN_PROSE.search(source.data) is None:
        return source
    text = source.data.decode("utf-8", "surrogateescape").replace("\r\n", "\n").replace("\r", "\n")
    mark = _BYTE_ORDER_MARK if text.startswith(_BYTE_ORDER_MARK) else ""
    spans = list(_spans(text[len(mark) :]))
    shown = mark + blanked(text[len(mark) :], spans, sign)
    return replace(source, data=shown.encode("utf-8", "surrogateescape")) if spans else source


def published_toml(text: str) -> str:
    """A TOML text with a blank for each character of its comments."""
    from kamgen.source.comments import toml_comments

    return blanked(text, toml_comments(text), " ")


def _spans(text: str) -> Iterable[Span]:
    """The comments of a plan's file."""
    from kamgen.markdown.comments import comments
    from kamgen.parse.frontmatter import BLANK_LINES, LANGUAGES
    from kamgen.source.comments import yaml_comments

    blank = BLANK_LINES.match(text)
    skipped = blank.end() if blank else 0
    language = next((each for each in LANGUAGES if each.handler.detect(text[skipped:])), None)
    if language is None:
        fence = _FENCE.search(text)
        end = fence.start() if fence else 0
        return [*yaml_comments(text[:end]), *_moved(comments(text[end:]).spans, end)]
    start = skipped if language.name == "json" else text.index("\n", skipped)
    try:
        written, body = language.handler.split(text[skipped:])
    except ValueError:  # never closed: nobody knows where prose begins
        prose = comments(text[start:]).spans
        rest = blanked(text[start:], prose, " ")
        return sorted([*_moved(prose, start), *_moved(language.comments(rest), start)])
    front = language.comments(re.sub("[\u2028\u2029]", " ", written))
    return [*_moved(front, start), *_moved(comments(body).spans, len(text) - len(body))]


def _moved(spans: Iterable[Span], by: int) -> Iterator[Span]:
    return ((start + by, end + by) for start, end in spans)
