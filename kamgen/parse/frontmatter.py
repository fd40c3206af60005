"""A plan's file taken apart: front matter and prose, each with the line it begins at.

python-frontmatter's handlers tell the languages apart and split front matter from prose. What it would pass over in
silence (a front matter that is never closed, or is no mapping) becomes a fault.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from frontmatter.default_handlers import BaseHandler, JSONHandler
from msgspec import Struct

from kamgen.model.finding import Fix
from kamgen.model.places import CodedFault, Fault, Lines, Places, Span, blanked, lines_of, short_text
from kamgen.model.source import Source
from kamgen.parse.decode import conflicts, decode
from kamgen.parse.lints import broken_by_comment, lost_to_comments, not_closed, second_front, swallowed, unquoted
from kamgen.parse.signs import with_common_signs, without_held_places
from kamgen.parse.syntax_errors import json_fault, source_fault, toml_fault
from kamgen.rules.codes import FaultCode
from kamgen.source.comments import toml_comments, yaml_comments
from kamgen.source.nodes import Mapping, Reading, Scalar, Sequence, SourceError
from kamgen.source.toml import read_json, read_toml
from kamgen.source.yaml import read_yaml


class Parts(Struct, frozen=True, kw_only=True):
    """A plan's file taken apart."""

    language: str = "yaml"
    text: str = ""
    lines: Lines = Lines(1)
    root: Mapping | None = None
    """What the front matter says; None when it cannot be read."""
    body: str = ""
    """The prose; empty when it cannot be told from the front matter."""
    body_line: int = 1
    """The line of the file that the prose begins at."""
    faults: tuple[CodedFault, ...] = ()


class Json(JSONHandler):
    """A JSON object; the prose begins on the line after its last brace."""

    FM_BOUNDARY = re.compile(r"\{")

    def split(self, text: str) -> tuple[str, str]:
        """The object and what follows it; up to a line with a brace alone when it cannot be read."""
        try:
            _, end = json.JSONDecoder().raw_decode(text)
        except (ValueError, RecursionError):
            closing = re.search(r"(?m)^\}[ \t]*$", text)
            end = closing.end() if closing else len(text)
        return text[:end], text[end:]


class Language(NamedTuple):
    """How a front matter is told from the prose, and read."""

    name: str
    fence: str
    handler: BaseHandler
    read: Callable[[str, Lines], Reading]
    comments: Callable[[str], Iterable[Span]]

    def without_comments(self, text: str) -> str:
        """The text with blanks for its comments, which no message may tell."""
        return blanked(text, self.comments(text), " ")


LANGUAGES = (
    Language("yaml", "---", BaseHandler(re.compile(r"(?m)^---[ \t]*$")), read_yaml, yaml_comments),
    Language("toml", "+++", BaseHandler(re.compile(r"(?m)^\+\+\+[ \t]*$")), read_toml, toml_comments),
    Language("json", "}", Json(), read_json, lambda _: ()),
)
"""The languages of a front matter, by how the file begins."""

BLANK_LINES = re.compile("(?:[ \t\ufeff\u200b\u2060]*\n)*[\ufeff\u200b\u2060]*")
"""Marks of the byte order and of no width are blank: joining files leaves them."""
_NEAR_FENCE = re.compile(r"(?m)^(?:[^\S\n]+---|-{2,}|\.\.\.|-*[—–][—–-]*|- - -|\+{2,})[^\S\n]*$")
_FIRST_KEYS = "`---`, then `name`, `owner` and `category`, then `---`"


def read_parts(source: Source) -> Parts:
    """The parts of a plan's file; whatever is wrong with it is among the faults, nothing is raised."""
    text, faults = decode(source)
    if text is None:
        return Parts(faults=faults)
    blank = BLANK_LINES.match(text)
    skipped = blank.end() if blank else 0
    line = text.count("\n", 0, skipped) + 1
    rest = text[skipped:]
    language = next((language for language in LANGUAGES if language.handler.detect(rest)), None)
    if language is None:
        unfinished = conflicts(text, 1)
        return Parts(
            lines=Lines(line), body=text, faults=(*faults, (FaultCode.SYNTAX, _no_front(rest, line)), *unfinished)
        )
    return _split(language, rest, line, faults)


def _split(language: Language, text: str, line: int, faults: tuple[CodedFault, ...]) -> Parts:
    """The parts of ``text``, which begins with a front matter at ``line``."""
    fenced = language.name != "json"
    try:
        written, rest = language.handler.split(text)
    except ValueError:
        unclosed = _never_closed(language.fence, text.partition("\n")[2], line + 1)
        return Parts(language=language.name, lines=Lines(line + 1), faults=(*faults, (FaultCode.SYNTAX, unclosed)))
    # YAML counts Unicode's line separators as line ends, and no editor does
    front = written[1:].replace("\u2028", " ").replace("\u2029", " ") if fenced else written
    front, odd = with_common_signs(front, line + fenced, language.name)
    front, held = without_held_places(front, line + fenced) if language.name == "yaml" else (front, [])
    lines = lines_of(front, line + fenced)
    tail, _, body = rest.partition("\n")
    body_line = line + written.count("\n") + 1
    body, odd_in_body = with_common_signs(body, body_line, "prose")
    root, found = _read(language, front, lines)
    if tail.strip():
        fault = Fault(f"@{body_line - 1}:1-2", "text follows the last `}` on its line", "the prose on the next line")
        found = (*found, (FaultCode.SYNTAX, fault))
    return Parts(
        language=language.name,
        text=front,
        lines=lines,
        root=root,
        body=body,
        body_line=body_line,
        faults=(
            *faults,
            *odd,
            *held,
            *found,
            *odd_in_body,
            *second_front(body, body_line),
            *conflicts(body, body_line),
        ),
    )


def _read(language: Language, text: str, lines: Lines) -> tuple[Mapping | None, tuple[CodedFault, ...]]:
    """What a front matter says, None when it cannot be read, and what is wrong with it."""
    unfinished = conflicts(text, lines.first, in_front=True)
    if unfinished:
        return None, unfinished
    try:
        reading = language.read(text, lines)
        root, faults = reading.root, reading.faults
    except SourceError as error:
        fault = source_fault(error, language.without_comments(text), lines)
        return None, ((FaultCode.SYNTAX, _better(fault, language, text, lines)),)
    except json.JSONDecodeError as error:
        fault = json_fault(error, lines.first)
        return None, ((FaultCode.SYNTAX, _better(fault, language, text, lines)),)
    except ValueError as error:
        code, fault = toml_fault(str(error), language.without_comments(text), lines.first)
        return None, ((code, _better(fault, language, text, lines)),)
    faults.extend(lost_to_comments(root, text, lines) if language.name == "yaml" else ())
    faults.extend(swallowed(root, text, lines) if language.name != "json" else ())
    if root is None or isinstance(root, Mapping):
        return root or Mapping([], 0, 0), tuple(faults)
    return None, (*faults, (FaultCode.SYNTAX, _no_mapping(root, text, lines)))


def _better(fault: Fault, language: Language, text: str, lines: Lines) -> Fault:
    """Why a front matter cannot be read, where more is known than ``fault`` says: not closed, or broken by `` #``."""
    until = Places(lines).at(fault.key).line - lines.first + 1
    broken = broken_by_comment(text, lines, until) if language.name == "yaml" and "#" in text else None
    bare = unquoted(text.split("\n")[until - 1], until + lines.first - 1) if language.name == "toml" else None
    return not_closed(text, language.fence, lines.first, until) or broken or bare or fault


def _written(fence: str) -> str:
    r"""What stands for a fence, with the number of a blank that is no common one: ``\`---\` with U+00A0``."""
    odd = [sign for sign in fence if sign.isspace() and sign not in " \t"]
    return f"`{fence.strip()}`{f' with U+{ord(odd[0]):04X}' if odd else ''}"


def _no_front(text: str, line: int) -> Fault:
    if not text.strip():
        return Fault("@1:1-2", "the file is empty", _FIRST_KEYS)
    row = text.partition("\n")[0]
    message = "the file must begin with `---` on a line of its own, and the front matter below it"
    if _NEAR_FENCE.match(row):
        near = f"{_written(row)} does not begin a front matter"
        fence, what = ("+++", "plus signs") if row.strip()[0] == "+" else ("---", "hyphens")
        write = f"`{fence}`, three {what} and nothing else"
        return Fault(f"@{line}:1-{len(row) + 1}", near, write, fix=Fix(line, 1, row, fence))
    return Fault(f"@{line}:1-2", message, _FIRST_KEYS)


def _never_closed(fence: str, text: str, line: int) -> Fault:
    """That ``text``, which begins at ``line`` below an opening fence, has no closing one."""
    key = f"@{line - 1}:1-4"
    message = f"the front matter that begins with this `{fence}` is never closed"
    near = _NEAR_FENCE.search(text)
    found = not_closed(text, fence, line, text.count("\n", 0, near.start() if near else None) + 1)
    if near and not found:
        number = text.count("\n", 0, near.start()) + line
        fix = Fix(number, 1, near[0], fence)
        return Fault(key, message, f"`{fence}` in line {number}, where {_written(near[0])} stands", fix=fix)
    write = f"`{fence}` on a line of its own below the last key"
    return Fault(key, message, write, fix=found.fix if found else None)


def _no_mapping(root: Scalar | Sequence, text: str, lines: Lines) -> Fault:
    row = next((number for number, row in enumerate(text.split("\n")) if row.strip()), 0)
    what = f"`{short_text(root.text)}`" if isinstance(root, Scalar) else "a list"
    key = f"@{lines.first + row}:1-2"
    return Fault(key, f"the front matter is {what}, not keys with their values", "`key: value` on each line")
