"""Signs that look like those of the format and are others, where structure hangs on them; told, and read as meant.

    crm:⍽{system: HubSpot}     a blank behind a key or list mark, before a key, in an indentation
    – one                      a dash or bullet that begins an entry
    name = “Halden”            a curly quote in TOML or JSON
    ##⍽Growth, -⍽[⍽] Call      headings, tasks and lists of the prose

Within texts all of them stay: a no-break space before a percent sign is good typography.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from kamgen.model.fields import keys_of
from kamgen.model.finding import Fix
from kamgen.model.front_matter import FrontMatter
from kamgen.model.places import CodedFault, Fault, lines_of
from kamgen.rules.codes import FaultCode
from kamgen.source.nodes import place_key

_BLANK = "[^\\S \t\n]|[\u180e\u2800\u3164]"
_ANY = f"(?: |{_BLANK})"
_MARK = "[\u2010-\u2015\u2022\u2023\u2043\u2212\u25e6\u00b7]"
_QUOTE = "[“”„‟]"
_ODD = re.compile(f"(?m){_BLANK}|^ *{_MARK}")
_INDENT = re.compile(f"(?:{_ANY}|-(?={_ANY}))*")
_KEY = re.compile(rf"(?:\A|(?<=[{{,]))({_ANY}*)[\"']?(\w+)[\"']?({_ANY}*):((?:{_BLANK}){_ANY}*)?")
_RUN = re.compile(f"(?:{_BLANK})(?: *(?:{_BLANK}))*")
_ENTRY = re.compile(f" *({_MARK}){_ANY}")
_BLOCK = re.compile(r":[ ]+[|>][-+\d]*[ ]*\Z")
_OUTSIDE = re.compile(
    rf"\"\"\".*?\"\"\"|'''.*?'''|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|#[^\n]*|((?:{_BLANK})+|{_QUOTE})", re.DOTALL
)
_HEAD = re.compile(
    rf"({_ANY}*)(#{{1,6}}|[-*+]|{_MARK}(?={_ANY}\[[ xX]\]))({_ANY}+)(?:\[({_BLANK})?[ xX]?\]({_ANY}*))?(?=\S)"
)


def with_common_signs(text: str, line: int, language: str) -> tuple[str, list[CodedFault]]:
    """A text that begins at ``line``, with the common sign for each such other one; a fault for each of them.

    ``language``: that of a front matter, or ``prose``.
    """
    find = {"yaml": _in_yaml, "prose": _in_prose}.get(language, _in_strict)
    if text.isascii() or not (find is _in_strict or _ODD.search(text)):
        return text, []
    signs, faults, lines = list(text), list[CodedFault](), lines_of(text, line)
    for start, end in find(text):
        common, write = _common(text[start])
        signs[start:end] = common * (end - start)
        place = lines.place(start, end)
        name = unicodedata.name(text[start], "sign").lower()
        message = f"{'an' if name[0] in 'aei' else 'a'} {name} (U+{ord(text[start]):04X}) stands here"
        fix = Fix(place.line, place.column, text[start:end], common * (end - start))
        faults.append((FaultCode.UNREADABLE_FILE, Fault(place_key(place), message, write, fix=fix)))
    return "".join(signs), faults


_HELD = re.compile(r"(?m)\b(\w+):[ ]+([-?])(?=[ ]*(?:[,}]|$))")


def without_held_places(text: str, line: int) -> tuple[str, list[CodedFault]]:
    """A text of YAML that begins at ``line`` without ``-`` and ``?`` for values, which YAML stumbles over."""
    held = [found for found in _HELD.finditer(text) if found[1] in keys_of(FrontMatter)]
    if not held:
        return text, []
    signs, faults, lines = list(text), list[CodedFault](), lines_of(text, line)
    for found in held:
        signs[found.start(2)] = " "
        message = f"{found[1]}: `{found[2]}` only holds a place"
        fault = Fault(place_key(lines.place(*found.span(2))), message, "what is true, or leave the key out")
        faults.append((FaultCode.PLACEHOLDER, fault))
    return "".join(signs), faults


def _common(sign: str) -> tuple[str, str]:
    """What is meant by a sign, and what to write."""
    if re.match(_QUOTE, sign):
        return '"', 'a straight one: `"`'
    return ("-", "a hyphen") if re.match(_MARK, sign) else (" ", "a common blank")


def _runs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of odd blanks between two offsets, common ones between them included."""
    return (found.span() for found in _RUN.finditer(text, start, end))


def _in_yaml(text: str) -> Iterator[tuple[int, int]]:
    offset, block, entries, opened = 0, -1, -1, False
    for row in text.split("\n"):
        indent = len(row) - len(row.lstrip(" "))
        if row.strip() and not 0 <= block < indent:
            block = indent if _BLOCK.search(row) else -1
            mark = _ENTRY.match(row)
            if mark and (opened or indent == entries):
                yield offset + mark.start(1), offset + mark.end(1)
                entries = indent
            elif row.startswith("- ", indent):
                entries = indent
            elif indent <= entries:
                entries = -1
            opened = row.rstrip().endswith(":")
            yield from _around_keys(text, row, offset)
        offset += len(row) + 1


def _around_keys(text: str, row: str, offset: int) -> Iterator[tuple[int, int]]:
    """Odd blanks of one row of YAML: in its indentation, before and behind its keys."""
    indent = _INDENT.match(row)
    head = indent.end() if indent else 0
    yield from _runs(text, offset, offset + head)
    for found in _KEY.finditer(row[head:]):
        if found[2] in keys_of(FrontMatter) and not row.count('"', 0, head + found.start(1)) % 2:
            for group in (1, 3, 4):
                yield from _runs(text, *(offset + head + at for at in found.span(group)) if found[group] else (0, 0))


def _in_strict(text: str) -> Iterator[tuple[int, int]]:
    return (found.span(1) for found in _OUTSIDE.finditer(text) if found[1])


def _in_prose(text: str) -> Iterator[tuple[int, int]]:
    offset, fence = 0, ""
    for row in text.split("\n"):
        sign = row.lstrip()[:3]
        if sign in ("```", "~~~") and fence in ("", sign):
            fence = "" if fence else sign
        elif not fence and (found := _HEAD.match(row)):
            if re.match(_MARK, found[2]):
                yield offset + found.start(2), offset + found.end(2)
            yield from _runs(text, offset, offset + found.end())
        offset += len(row) + 1
