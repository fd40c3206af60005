"""Why a text cannot be read, in a seller's words: by what its reader complains of, then by the line itself."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

from msgspec.structs import replace

from kamgen.model.fields import keys_of
from kamgen.model.finding import Fix
from kamgen.model.front_matter import FrontMatter
from kamgen.model.places import CodedFault, Fault, Lines, short_text
from kamgen.model.written import MONEY, figures
from kamgen.rules.codes import FaultCode
from kamgen.source.nodes import SourceError
from kamgen.source.write import quoted
from kamgen.source.yaml import SEVERAL

_BEFORE_COLON = re.compile(r"([a-z_]+)\s*:")
_TEXT_SIGN = re.compile(r"[@`%*&!](?=\w)")
"""What texts of people begin with, of that with which no text of YAML can."""
_IDENTIFIER = re.compile(r"[A-Za-z_][\w -]*:(?=[^\s:/])")


class _Trouble(NamedTuple):
    """Where a reader stopped, and where what it was in begins; lines and columns count from 1, within the text."""

    rows: list[str]
    """The lines of the text."""
    line: int
    column: int
    from_line: int
    from_column: int

    def row(self, number: int) -> str:
        """A line; empty when there is none of that number."""
        return self.rows[number - 1] if 0 < number <= len(self.rows) else ""

    @property
    def opening(self) -> str:
        """The sign that what the reader was in begins with."""
        return self.row(self.from_line)[self.from_column - 1 : self.from_column]


class _Words(NamedTuple):
    """What is wrong at a line and column, and what to write; ``old`` gives way to ``new`` there if either is given."""

    line: int
    column: int
    message: str
    write: str
    old: str = ""
    new: str = ""


def source_fault(error: SourceError, text: str, lines: Lines) -> Fault:
    """A seller's words for why a text cannot be read."""
    here, since = (Lines(1, lines.starts).place(offset, offset) for offset in (error.offset, error.since))
    trouble = _Trouble(text.split("\n"), here.line, here.column, since.line, since.column)
    explain = next((explain for sign, explain in _EXPLAINED if sign in error.problem), None)
    if explain:
        found = explain(trouble)
    else:
        message, write = next((words for sign, words in _PLAIN_WORDS.items() if sign in error.problem), _UNKNOWN)
        found = _Words(here.line, here.column, message, write)
    return _fault(found, lines.first)


def _fault(found: _Words, first: int) -> Fault:
    """The fault in a text that begins at the line ``first``."""
    line, column = found.line + first - 1, found.column
    fix = Fix(line, column, found.old, found.new) if found.old != found.new else None
    return Fault(f"@{line}:{column}-{column + 1}", found.message, found.write, fix=fix)


_PLAIN_WORDS = {
    "escape": ("a backslash in double quotes begins a code", "single quotes around the text"),
    "bracket limit": ("more brackets stand here than in any plan", "one account in a file"),
    "size limit": ("more values stand here than in any plan", "one account in a file"),
    "number too long": ("a number here is longer than any figure", "it in quotes"),
    "recursion limit": ("groups within groups, deeper than any plan", "the keys of the plan format, at most five deep"),
}
"""Complaints that need no look at the line."""
_UNKNOWN = ("the YAML cannot be read here", "`key: value` on each line; a text with `: ` or ` #` in it goes in quotes")
_SAME_COLUMN = "every entry of a list in the same column, each beginning with `- `"


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip(" "))


def _odd_beginning(trouble: _Trouble) -> _Words:
    row = trouble.row(trouble.line)
    if row[trouble.column - 1 : trouble.column] == "\t":
        return _tab(trouble)
    return _quote_it(trouble.line, trouble.column, row)


def _tab(trouble: _Trouble) -> _Words:
    column = trouble.row(trouble.line).find("\t") + 1 or trouble.column
    return _Words(trouble.line, column, "a tab stands here: YAML wants spaces", "two spaces for each step to the right")


def _star(trouble: _Trouble) -> _Words:
    return _quote_it(trouble.from_line, trouble.from_column, trouble.row(trouble.from_line))


def _mark_before(trouble: _Trouble) -> _Words:
    """A question mark or hyphen before more, behind a key."""
    line, column = trouble.line, trouble.column
    rest = trouble.row(line)[column - 1 :].strip()
    if rest[:1] == "-" and (meant := figures(rest, MONEY)).texts:
        write = " or ".join(f"`{text}`" for text in meant.texts)
        return _Words(line, column, "a blank stands behind the minus sign", write)
    if rest[:1] == "-":
        write = "its entries on lines of their own, or `[one, two]`"
        return _Words(line, column, "a list cannot begin behind its key", write)
    return _quote_it(line, column, trouble.row(line))


def _quote_it(line: int, column: int, row: str) -> _Words:
    rest = row[column - 1 :].strip()
    if "{" in row[:column] or "[" in row[:column]:
        rest = re.split(r",\s|[\]}]", rest)[0].strip() or rest
    if rest[:1] == ">" and (meant := figures(rest, MONEY)).what == "a bound":
        told = " or ".join(f"`{text}`" for text in meant.texts)
        return _Words(
            line, column, f"`{short_text(rest)}` is a bound", f"the figure that is counted on, such as {told}"
        )
    if rest[:1] == "*" and not row[: column - 1].strip():
        entry = f"- {rest[1:].strip()}"
        return _Words(line, column, "`*` stands where a list's entry begins", f"`{short_text(entry)}`", rest, entry)
    quoted = "'{}'".format(rest.replace("'", "''"))
    message, write = f"a text cannot begin with `{row[column - 1 : column]}`", f"it in quotes: `{short_text(quoted)}`"
    edit = _unless_comment(rest, quoted) if _TEXT_SIGN.match(rest) else ()
    return _Words(line, column, message, write, *edit)


def _unless_comment(text: str, quoted: str) -> tuple[str, ...]:
    """What is replaced by what; nothing for what may end in a comment."""
    return () if " #" in text else (text, quoted)


def _colon(trouble: _Trouble) -> _Words:
    """A second colon on the line, a line that is indented too deep, or a line above that has no colon."""
    row = trouble.row(trouble.line)
    before = row[: trouble.column - 1]
    if found := re.match(r"\s*(?:- +)*([^\s:#][^:]*): +(?=\S)", before):
        key, text = short_text(found[1]), row[found.end() :].strip()
        single = '"' in text or "\\" in text
        quoted = "'{}'".format(text.replace("'", "''")) if single else f'"{text}"'
        write = f"the text in quotes: `{key}: {short_text(quoted)}`"
        # another key in it: who knows where its value begins?
        keyed = any(word.endswith(tuple(keys_of(FrontMatter))) for word in _BEFORE_COLON.findall(text))
        edit = () if keyed or _BEFORE_COLON.match(text) else _unless_comment(text, quoted)
        return _Words(trouble.line, found.end() + 1, f"the text after `{key}:` has a colon in it", write, *edit)
    above = next((number for number in range(trouble.line - 1, 0, -1) if trouble.row(number).strip()), 0)
    if above and not re.search(r":(\s|$)", trouble.row(above)):
        return _no_colon(trouble._replace(from_line=above))
    message = "this line stands further to the right than the key above it allows"
    return _Words(trouble.line, _indent(row) + 1, message, "it in the same column as the other keys")


def _no_colon(trouble: _Trouble) -> _Words:
    """A line that should have a colon, or a space behind it."""
    line, row = trouble.from_line, trouble.row(trouble.from_line)
    column, bare = _indent(row) + 1, row.strip()
    if found := _IDENTIFIER.match(bare):
        fixed = f"{found[0]} {bare[found.end() :]}"
        message = f"a space is missing after `{short_text(found[0][:-1])}:`"
        return _Words(line, column + found.end(), message, f"`{short_text(fixed)}`", "", " ")
    message = f"`{short_text(bare)}` is neither a key with its value nor an entry of a list"
    return _Words(line, column, message, "`key: value`, with a colon and a space between")


def _unclosed(trouble: _Trouble) -> _Words:
    """A bracket that is never closed, or something in it that breaks it up."""
    opening = trouble.opening or "["
    closing = "}" if opening == "{" else "]"
    if trouble.line > trouble.from_line:
        message = f"the `{opening}` that stands here is never closed"
        return _Words(trouble.from_line, trouble.from_column, message, f"`{closing}` at its end")
    message = f"what stands here breaks up the `{opening}…{closing}`"
    write = f"a comma between entries, `{closing}` at the end, and quotes around a text with `: `, `,` or quotes in it"
    return _Words(trouble.line, trouble.column, message, write)


def _unclosed_quote(trouble: _Trouble) -> _Words:
    sign = trouble.opening or "'"
    message = f"the quote {sign} that opens here is never closed"
    return _Words(trouble.from_line, trouble.from_column, message, f"{sign} at the end of the text as well")


def _after_quote(trouble: _Trouble) -> _Words:
    """Text after a closing quote or bracket, or a line in a column of its own."""
    line, column, row = trouble.line, trouble.column, trouble.row(trouble.line)
    before = row[: column - 1].rstrip()
    if before.endswith(("'", '"')):
        sign = before[-1]
        inside = "`''`" if sign == "'" else '`\\"`'
        return _Words(
            line, column, "the text goes on after its closing quote", f"{inside} for a {sign} inside the quotes"
        )
    if before.endswith(("]", "}")):
        return _Words(line, column, f"something follows the closing `{before[-1]}`", "nothing after it on this line")
    if row.lstrip().startswith("- ") or before.endswith("-"):
        return _Words(line, _indent(row) + 1, "this entry does not stand below the others of its list", _SAME_COLUMN)
    return _Words(
        line, _indent(row) + 1, "this line stands in a column of its own", "it in the same column as the other keys"
    )


def _broken_list(trouble: _Trouble) -> _Words:
    column = _indent(trouble.row(trouble.line)) + 1
    return _Words(trouble.line, column, "this line breaks off the list above it", _SAME_COLUMN)


def _no_value(trouble: _Trouble) -> _Words:
    line, column, row = trouble.line, trouble.column, trouble.row(trouble.line)
    if re.match(r"\s*(?:- +)*[^\s:]+: *$", row[: column - 1]):
        return _quote_it(line, column, row)
    return _Words(
        line, column, f"a value is missing before this `{row[column - 1 : column]}`", "the value, or no comma"
    )


def _often(trouble: _Trouble) -> _Words:
    marks = ((number, re.search(r"(?:^|[\s\[{,])(\*)\w", row)) for number, row in enumerate(trouble.rows, 1))
    places = ((number, found.start(1) + 1) for number, found in marks if found)
    line, column = next(places, (trouble.line, trouble.column))
    message = "the marks `&` and `*` repeat one part of the text more often than any plan needs"
    return _Words(line, column, message, "each value where it belongs, without `&` and `*`")


def _several(trouble: _Trouble) -> _Words:
    for number, row in enumerate(trouble.rows, 1):
        if row.startswith("..."):
            return _Words(number, 1, "`...` ends the front matter too early", "`---` in its place", row, "---")
        if row.startswith(("--- ", "%")):
            message = f"`{short_text(row)}` begins a second front matter"
            return _Words(number, 1, message, "`---` alone on the line that closes it")
    for number, row in enumerate(trouble.rows, 1):
        if row.strip() and row[0] == " ":
            message = "this line stands further to the right than the keys below it"
            return _Words(number, _indent(row) + 1, message, "it in the same column as the other keys")
    return _Words(trouble.line, trouble.column, *_UNKNOWN)


_EXPLAINED: tuple[tuple[str, Callable[[_Trouble], _Words]], ...] = (
    ("tab character", _tab),
    ("cannot start any token", _odd_beginning),
    ("block sequence entries", _mark_before),
    ("mapping keys are not allowed", _mark_before),
    ("mapping values are not allowed", _colon),
    ("could not find expected ':'", _no_colon),
    ("expected ',' or", _unclosed),
    ("unexpected end of stream", _unclosed_quote),
    ("unexpected document indicator", _unclosed_quote),
    ("alphabetic or numeric", _star),
    ("unknown anchor", _star),
    ("expected comment or line break", _star),
    ("tag", _star),
    ("expected '-' indicator", _broken_list),
    ("expected key", _after_quote),
    ("expected node content", _no_value),
    ("repetition limit", _often),
    (SEVERAL, _several),
    ("expected <document start>", _several),
)
"""What the reader's complaint holds, and who explains it; the first that fits."""
_EQUALS = "`key = value`"
_TOML_UNCLOSED = ("a bracket or quote that opens on this line is never closed", "its other half")
_TOML_NO_VALUE = ("the value here cannot be read", 'a text in double quotes: `key = "text"`')


def toml_fault(message: str, text: str, line: int) -> CodedFault:
    """A seller's words for what `tomllib` says of a text that begins at ``line``, and their rule."""
    rows = text.split("\n")
    found = re.search(r"at line (\d+), column (\d+)", message)
    number, column = (int(found[1]), int(found[2])) if found else (_last_begun(rows), 1)
    row = rows[number - 1] if number <= len(rows) else ""
    code = FaultCode.DUPLICATE_KEY if _TWICE.search(message) else FaultCode.SYNTAX
    wrong, write = next(words for sign, words in _TOML if sign.search(f"{message}\n{row}"))
    if (wrong, write) == _TOML_NO_VALUE and (bare := _TOML_BARE.fullmatch(row)):
        read = figures(bare[2], MONEY).texts  # one that reads two ways is not to be pasted
        texts = read if len(read) > 1 else (bare[2],)
        write = f"it in double quotes: {' or '.join(f'`{bare[1]} = {quoted(text)}`' for text in texts)}"
    fault = Fault(f"@{number + line - 1}:{column}-{column + 1}", wrong, write)
    if write == _EQUALS and (colon := re.match(r"(\s*[A-Za-z0-9_-]+)(\s*:)", row)):
        fault = replace(fault, fix=Fix(number + line - 1, colon.end(1) + 1, colon[2], " ="))
    return code, fault


_TOML_BARE = re.compile(r"\s*([A-Za-z0-9_-]+)\s*=\s*([^\s\"'\[{#][^\"'\[{#]{0,60}?)\s*(?:#.*)?")


def _last_begun(rows: list[str]) -> int:
    """The row of the statement that runs on to the end of the text."""
    for number in range(len(rows), max(0, len(rows) - _MOST_ROWS), -1):
        with suppress(ValueError, RecursionError):
            tomllib.loads("\n".join(rows[: number - 1]))
            return number
    return 1


_MOST_ROWS = 200
_TWICE = re.compile(r"\A(?:Cannot (?:declare|overwrite|mutate)|Duplicate)")
_TOML = (
    (_TWICE, ("this key or table is written twice", "it once, with all that belongs to it")),
    (re.compile(r"\A(?:Unclosed|Unterminated|Illegal character '\\\\n'|.*\(at end of document\))"), _TOML_UNCLOSED),
    (
        re.compile(r"Expected '\]' at the end of a table|\n\s*\[[^\]]*\Z"),
        ("the head of this table is not closed", "`]` at its end"),
    ),
    (re.compile(r"\n\s*[A-Za-z0-9_-]+\s*:"), ("TOML has `=` between key and value, not a colon", _EQUALS)),
    (re.compile(r"\AExpected '='"), ("this line has no `=`", _EQUALS)),
    (re.compile(r"\A(?:Invalid (?:value|date|hex)|Expected newline)"), _TOML_NO_VALUE),
    (re.compile(r"backslash|escape"), ("a backslash in double quotes begins a code", "single quotes around the text")),
    (re.compile(""), ("the TOML cannot be read here", '`key = "text"`, `key = 12` or `key = 2026-11-20`')),
)
"""What the reader's complaint and the line look like, and what that means; the first that fits."""


def json_fault(error: json.JSONDecodeError, line: int) -> Fault:
    """A seller's words for what `json` says of a text that begins at ``line``."""
    key = f"@{error.lineno + line - 1}:{error.colno}-{error.colno + 1}"
    for sign, message, write in _JSON:
        if sign in error.msg:
            return Fault(key, message, write)
    return Fault(key, "the JSON cannot be read here", 'every key and text in double quotes: `"key": "text"`')


_JSON = (
    ("property name", "a key in double quotes belongs here", '`"key": "value"`, and no comma after the last one'),
    ("',' delimiter", "a comma is missing before this", "`,` after the value before it"),
    ("':' delimiter", "a colon is missing here", '`"key": "value"`'),
    ("Unterminated", "the quote that opens here is never closed", '`"` at the end of the text as well'),
    ("Expecting value", "a value belongs here", "a text in double quotes, a number, `true` or `false`"),
    ("Invalid control", "a text breaks off at the end of its line", "`\\n` for a new line inside a text"),
    ("escape", "a backslash begins a code here", "`\\\\` for a backslash"),
)
