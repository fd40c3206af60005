"""The languages of a front matter: python-frontmatter's handlers, with readers that keep what was written.

A handler's ``read`` gives what the front matter says and what is wrong with it, and raises nothing.
"""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any, ClassVar

from frontmatter.default_handlers import BaseHandler, JSONHandler, YAMLHandler
from ryaml import loads  # type: ignore[attr-defined]  # ryaml gives it away without telling type checkers

from kamgen.model.links import CodedFault
from kamgen.model.places import FrontText
from kamgen.model.plan import Fault
from kamgen.model.values import shown
from kamgen.parse.comments import lost_to_comments
from kamgen.parse.plainly import read_plainly
from kamgen.parse.syntax import json_fault, toml_fault
from kamgen.parse.yaml_words import TOO_DEEP, TOO_MANY, YamlTrouble, trouble_of, yaml_fault

Loaded = tuple[Any, tuple[CodedFault, ...]]
"""What a front matter says and what is wrong with it; None for what cannot be read."""


class Yaml(YAMLHandler):
    """YAML between two lines of ``---``, read by ryaml."""

    language: ClassVar[str] = "yaml"
    fence: ClassVar[str] = "---"
    FM_BOUNDARY = re.compile(r"^---[ \t]*$", re.MULTILINE)

    def split(self, text: str) -> tuple[str, str]:
        """What stands between the two lines of ``---``, and below."""
        return _between(text, self.FM_BOUNDARY, "\n---")

    def read(self, fm: str, line: int) -> Loaded:
        """What ``fm``, which begins at ``line``, says."""
        try:
            data, faults = self._read(fm, line)
        except YamlTrouble as trouble:
            return None, (("FMT001", yaml_fault(trouble, fm, line)),)
        return data, (*faults, *lost_to_comments(fm, line))

    def _read(self, fm: str, line: int) -> Loaded:
        if len(fm) > _MOST_BRACKETS < fm.count("[") + fm.count("{"):
            raise YamlTrouble(TOO_MANY)
        if ("*" in fm or "&" in fm) and _MARKS.search(fm):
            return read_plainly(fm, line)
        try:
            return loads(fm), ()
        except ValueError as error:
            message = str(error)
            if _SECOND_READING.search(message):
                return read_plainly(fm, line)
            raise trouble_of(message) from None


_MOST_BRACKETS = 5000
"""Opening brackets of a text: libyaml takes the square of their depth, and the largest plan has hundreds."""
_MARKS = re.compile(r"[*&](?<![^\s\[{,].)(?=[^\s*&])")
"""What may be an alias or anchor. Such a text is read plainly, which bounds what aliases blow up to."""
_SECOND_READING = re.compile(r"duplicate entry|unhashable|invalid type: integer")


def _between(text: str, boundary: re.Pattern[str], fence: str) -> tuple[str, str]:
    """What stands between the first line and the next one like it, and below. Raises `ValueError` without one."""
    start = text.find("\n")
    end = text.index(fence, start)
    while not (found := boundary.match(text, end + 1)):
        end = text.index(fence, end + 1)
    return text[start : end + 1], text[found.end() :]


class Toml(BaseHandler):
    """TOML between two lines of ``+++``, read by tomllib."""

    language: ClassVar[str] = "toml"
    fence: ClassVar[str] = "+++"
    FM_BOUNDARY = re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE)

    def split(self, text: str) -> tuple[str, str]:
        """What stands between the two lines of ``+++``, and below."""
        return _between(text, self.FM_BOUNDARY, "\n+++")

    def read(self, fm: str, line: int) -> Loaded:
        """What ``fm``, which begins at ``line``, says; of a key that stands twice the first one counts."""
        if _DOTTED.search(fm):
            return _unless_deep(None, (), line)
        if found := _ENDLESS.search(fm):
            place = f"@{line + fm.count(chr(10), 0, found.start())}:1-2"
            return None, (("FMT001", Fault(place, "a number here is longer than any figure", "it in quotes")),)
        rows = fm.split("\n")
        faults: list[CodedFault] = []
        while True:
            try:
                return _unless_deep(tomllib.loads("\n".join(rows)), tuple(faults), line)
            except RecursionError:
                return _unless_deep(None, (), line)
            except ValueError as error:
                number = _repeated_row(str(error), rows)
                if not number or len(faults) == _MOST_REPEATED:
                    return None, (*faults, toml_fault(str(error), fm, line))
                faults.append(("FMT005", _repeated_fault(rows[number - 1], number + line - 1)))
                rows[number - 1] = ""


_DOTTED = re.compile(r"(?:[\w-]+[ \t]*\.[ \t]*){101}")
"""A key of more parts than any plan's: tomllib's time grows with their square."""
_ENDLESS = re.compile(r"\b0[xob][0-9A-Fa-f_]{100}")
"""A number that Python reads and cannot write out again."""
_REPEATED = re.compile(r"(?:Cannot overwrite a value|Cannot mutate|Duplicate inline).* \(at line (\d+)")
_MOST_REPEATED = 20


def _repeated_row(message: str, rows: list[str]) -> int:
    """The number of the row that writes a key again; 0 when that is not what the message says."""
    found = _REPEATED.match(message)
    number = min(int(found[1]), len(rows)) if found else 0
    return number if number and "=" in rows[number - 1] else 0


def _repeated_fault(row: str, line: int) -> Fault:
    column = len(row) - len(row.lstrip()) + 1
    key = row.split("=")[0].strip()
    message = f"`{shown(key)}` is written twice; the first one is read"
    return Fault(f"@{line}:{column}-{column + max(len(key), 1)}", message, "it once")


class Json(JSONHandler):
    """A JSON object, read by json; the prose begins on the line after its last brace."""

    language: ClassVar[str] = "json"
    fence: ClassVar[str] = "}"
    FM_BOUNDARY = re.compile(r"\{")

    def split(self, text: str) -> tuple[str, str]:
        """The object and what follows it; up to a line with a brace alone when it cannot be read."""
        try:
            _, end = _DECODER.raw_decode(text)
        except (ValueError, RecursionError):
            closing = re.search(r"(?m)^\}[ \t]*$", text)
            end = closing.end() if closing else len(text)
        return text[:end], text[end:]

    def read(self, fm: str, line: int) -> Loaded:
        """What ``fm``, which begins at ``line``, says; of a key that stands twice the last one counts."""
        try:
            data = json.loads(fm)
        except json.JSONDecodeError as error:
            return None, (("FMT001", json_fault(error, line)),)
        except RecursionError:
            return _unless_deep(None, (), line)
        except ValueError:
            return None, (("FMT001", Fault(f"@{line}:1-2", "a number here is longer than any figure", "it in quotes")),)
        return _unless_deep(data, _repeated_in_json(fm, line), line)


_DECODER = json.JSONDecoder()


def _repeated_in_json(fm: str, line: int) -> tuple[CodedFault, ...]:
    """Keys that stand twice: JSON is YAML too, for what a plan holds."""
    pairs: list[int] = []
    try:
        json.loads(fm, object_pairs_hook=lambda found: pairs.append(len(found) - len({key for key, _ in found})))
        return read_plainly(fm, line)[1] if any(pairs) else ()
    except YamlTrouble:
        return (("FMT005", Fault(f"@{line}:1-2", "a key is written twice; the last one is read", "it once")),)


def _unless_deep(data: Any, faults: tuple[CodedFault, ...], line: int) -> Loaded:
    """``data`` and its faults, unless its groups lie deeper in each other than any plan's (None: so deep already)."""
    if data is not None and not _deeper(data, _DEEPEST):
        return data, faults
    return None, (("FMT001", yaml_fault(YamlTrouble(TOO_DEEP), "", line)),)


def _deeper(value: Any, levels: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    return not levels or any(
        _deeper(item, levels - 1) for item in (value.values() if isinstance(value, dict) else value)
    )


_DEEPEST = 60
"""Groups within groups that are read; a plan needs five."""

Handler = Yaml | Toml | Json
HANDLERS: tuple[Handler, ...] = (Yaml(), Toml(), Json())
"""The languages of a front matter, by how the file begins."""


def read_again(data: dict[str, Any], front: FrontText) -> tuple[dict[str, Any], tuple[CodedFault, ...]]:
    """``data``, read anew when a key in it is a number or yes/no to YAML, so that every key is as it was written."""
    if front.language != "yaml" or _all_text(data):
        return data, ()
    try:
        return read_plainly(front.text, front.first_line)
    except YamlTrouble as trouble:
        return {}, (("FMT001", yaml_fault(trouble, front.text, front.first_line)),)


def _all_text(value: Any) -> bool:
    if isinstance(value, dict):
        return all(isinstance(key, str) for key in value) and all(map(_all_text, value.values()))
    return all(map(_all_text, value)) if isinstance(value, list) else True
