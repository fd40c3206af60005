"""What a front matter or the prose below it says otherwise than its writer meant, though it can be read.

lost_to_comments   a text that goes on behind `` #``
broken_by_comment  a list or group that does so
unquoted           a text of TOML without quotes
swallowed          keys that stand within a text of several lines
second_front       keys below the front matter, where nothing reads them
not_closed         prose within the front matter: the line that closes it is missing
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from msgspec.structs import replace

from kamgen.model.enums import Severity
from kamgen.model.fields import fields_of, keys_of
from kamgen.model.finding import Fix
from kamgen.model.front_matter import FrontMatter
from kamgen.model.places import CodedFault, Fault, Lines, short_text
from kamgen.parse.decode import NAMES
from kamgen.rules.codes import FaultCode
from kamgen.source.nodes import Mapping, Node, Scalar, SourceError, place_key
from kamgen.source.write import quoted
from kamgen.source.yaml import read_yaml
from kamgen.text.words import listed

_HASH = re.compile(r"(?<=[^\s#])([ \t]+)(#(?!#).*)")


def lost_to_comments(root: Node | None, text: str, lines: Lines) -> Iterator[CodedFault]:
    """A warning for each text without quotes that seems to go on behind `` #``.

    So it does where a word or number follows the sign at once. Behind ``# `` a number or, one blank behind a text,
    anything goes on with it; names are often followed by a comment, and so is whatever is not a text.
    """
    found = list(_HASH.finditer(text)) if "#" in text else []
    ends = {node.end: (key, node) for key, node in _scalars(root) if node.plain} if found else {}
    for comment in found:
        key, node = ends.get(comment.start(), ("", None))
        if node and (node.text or node.start == node.end) and _goes_on(key, node.text, comment[1], comment[2]):
            end = comment.start(2) + len(comment[2].rstrip())
            start = node.start if node.text else comment.start(2)
            fault = _lost(text, lines, (comment.start(2), end), (start, end), "so it is lost")
            # `key: # words` is most often a comment on a value to come: the writer must say
            told = node.text or comment[2][1:2].strip()
            fix = fault.fix if told and key in keys_of(FrontMatter, texts=True) else None
            yield FaultCode.INVALID_VALUE, replace(fault, severity=Severity.WARNING, fix=fix)


def _goes_on(key: str, value: str, blanks: str, comment: str) -> bool:
    if comment[1:2].strip():
        return True
    follows = bool(value and blanks == " " and comment[1:].strip()) and key not in NAMES
    return key in keys_of(FrontMatter, texts=True) and (follows or bool(re.match(r"# *\S*\d", comment)))


_OF_A_TEXT = re.compile(r"#(?:\S| *\d)")
"""How a comment begins that is none; of any other nothing may be told."""


def _lost(text: str, lines: Lines, comment: tuple[int, int], whole: tuple[int, int], so: str) -> Fault:
    """That a comment is a part of the text that stands at ``whole``, and what comes of it."""
    lost, written, place = text[slice(*comment)], text[slice(*whole)], lines.place(*whole)
    shown, apart = _OF_A_TEXT.match(lost), text[comment[0] - 2 : comment[0]].isspace()
    plain = shown and not apart and "\n" not in written
    fix = Fix(place.line, place.column, written, quoted(written)) if plain else None
    write = f"the whole text in quotes{f': `{fix.new}`' if fix else ''}, or the comment on a line of its own"
    message = f"YAML takes {f'`{short_text(lost)}`' if shown else 'what follows `#`'} for a comment, {so}"
    return Fault(place_key(lines.place(*comment)), message, write, fix=fix)


def broken_by_comment(text: str, lines: Lines, until: int) -> Fault | None:
    """That a text can only not be read for a comment in it, which begins in its first ``until`` lines."""
    found = [comment for comment in _HASH.finditer(text) if lines.place(comment.start(), 0).line < lines.first + until]
    for comment in found[-5:]:  # the last ones, since each is tried
        start, end = comment.start(2), comment.start(2) + len(comment[2].rstrip())
        with suppress(SourceError):
            root = read_yaml(f"{text[:start]}_{text[start + 1 :]}", lines).root
            whole = next((node for _, node in _scalars(root) if node.start <= start < node.end), None)
            if whole:
                return _lost(text, lines, (start, end), (whole.start, whole.end), "and what it ends cannot be read")
    return None


def _scalars(root: Node | None) -> list[tuple[str, Scalar]]:
    """All values with their keys, in no order; of entries of a list the key of the list."""
    found: list[tuple[str, Scalar]] = []
    left = [("", root)] if root else []
    while left:
        key, node = left.pop()
        if isinstance(node, Scalar):
            found.append((key, node))
        elif isinstance(node, Mapping):
            left += [(name.text, value) for name, value in node.pairs]
        else:
            left += [(key, item) for item in node.items]
    return found


_UNQUOTED = re.compile(r"\s*[\w.-]+\s*=\s*((?!true\b|false\b)[^\W\d][^\"'\[\]{}]{0,500}?)\s*")


def unquoted(row: str, line: int) -> Fault | None:
    """That a text without quotes stands behind a key of TOML."""
    found = _UNQUOTED.fullmatch(row)
    text = found[1] if found else ""
    if not found or ("#" in text and not _OF_A_TEXT.match(text, text.index("#"))):
        return None
    fix = Fix(line, found.start(1) + 1, text, quoted(text))
    return Fault(
        f"@{line}:{fix.column}-{found.end(1) + 1}", "a text stands here without quotes", f"`{fix.new}`", fix=fix
    )


_BLOCK = re.compile(r"[|>\"'](?:(?<=[|>])[-+\d]*[ \t]*(?:#.*)?\n|(?<=\")\"\"|(?<=')'')")
_KEY_ROW = re.compile(r"(?m)^[ \t]*(?:- +)?[\"']?([a-z_]+)[\"']?[ \t]*[:=](?=\s)[ \t]*.*$")


def swallowed(root: Node | None, text: str, lines: Lines) -> Iterator[CodedFault]:
    """A warning for each line of a text of several lines that looks like a key of the plan format."""
    for key, node in _scalars(root) if _BLOCK.search(text) else ():
        for row in _KEY_ROW.finditer(text, node.start, node.end) if text.find("\n", node.start, node.end) > 0 else ():
            if row[1] in keys_of(FrontMatter):
                message = (
                    f"`{short_text(row[0].strip())}` is a part of the text of `{short_text(key)}`, not a key of its own"
                )
                write = f"it as far to the left as `{short_text(key)}` if it is a key"
                at = place_key(lines.place(row.start(1), row.end()))
                yield FaultCode.INVALID_VALUE, Fault(at, message, write, severity=Severity.WARNING)


_BELOW = re.compile(
    r"(?m)(?:\A|^(---|\+\+\+)[ \t]*\n(?:#.*\n)*)(?:[ \t]*\n)*(?:\{\s*)?(?=[\"']?[a-z_]+[\"']?[ \t]*[:=])"
)
_OPEN_KEY = re.compile(r"(?m)^[\"']?([a-z_]+)[\"']?[ \t]*[:=](?=\s)")
_FENCE = re.compile(r"(?m)^(?:---|\+\+\+)[ \t]*$")


_MOST = 20
"""Blocks of keys in the prose that are looked at."""


def second_front(body: str, line: int) -> Iterator[CodedFault]:
    """A fault for each block of keys right below the front matter or between two fences of prose from ``line`` on."""
    for begin in islice(_BELOW.finditer(body), _MOST):
        end = _FENCE.search(body, begin.end())
        block = body[begin.end() : end.start()] if end else body[begin.end() :].partition("\n\n")[0]
        found = [f"`{key}`" for key in _OPEN_KEY.findall(block) if key in fields_of(FrontMatter)]
        if (
            not found
            or (begin[1] and end is None)
            or len(re.findall("(?m)^ {0,3}(?:```|~~~)", body[: begin.end()])) % 2
        ):
            continue
        at = line + body.count("\n", 0, begin.end())
        message = f"a second front matter begins here, and {listed(found, most=3)} in it cannot be read"
        write = f"its keys in the first one, above line {line - 1}"
        yield FaultCode.SYNTAX, Fault(f"@{at}:1-2", message, write)


_PROSE = re.compile(
    r"(?:\A|\S[ \t]*\n)(?:[ \t]*\n){1,99}((?:#.*\n(?:[ \t]*\n){0,9}){0,9})(?=\S)"
    r"(?![\"']?\w[\w .-]*[\"']?\s*[:=](?:\s|$)|-(?! \[[ xX]?\])|[#\[\]{}])"
)
"""A row below a blank one, headings between, that is neither key, entry nor comment."""


def not_closed(text: str, fence: str, line: int, until: int) -> Fault | None:
    """That a front matter, which begins at ``line``, is prose from one of its first ``until`` rows on.

    No key of the plan format stands below it then.
    """
    found = _PROSE.search(text)
    if not found or text.count("\n", 0, found.start(1)) >= until:
        return None
    if any(key in fields_of(FrontMatter) for key in _OPEN_KEY.findall(text, found.end())):
        return None
    at = line + text.count("\n", 0, found.start(1))
    message, fix = "the front matter seems not closed", Fix(at, 1, "", f"{fence}\n")
    return Fault(f"@{at}:1-2", message, f"`{fence}` above this line", fix=fix)
