"""From a file's bytes to its text, and what is odd about texts.

UTF-8 only, line ends evened out, nothing in it that no page can show. Told of: merges that were never finished, unsafe
characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from kamgen.model.enums import Severity
from kamgen.model.finding import Fix
from kamgen.model.places import CodedFault, Fault, KeyPath, join_key
from kamgen.model.source import Source
from kamgen.rules.codes import FaultCode
from kamgen.source.nodes import Mapping, Node, Scalar

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_OTHER_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
LFS_POINTER = b"version https://git-lfs.github.com/spec/"
"""How a file begins that Git LFS has not fetched."""
_NOT_FETCHED = (
    "this is not the plan but what Git LFS keeps in its place: run `git lfs pull`, and keep plans out of Git LFS, "
    "so that their changes can be seen"
)
_AS_UTF_8 = "it as UTF-8 (in your editor: Save with encoding, UTF-8)"
_CONTROL_BYTES = bytes({*range(32), 127} - {9, 10, 13})
_RARE_BYTES = (b"\xc2", b"\xef\xb7", b"\xbf\xbe", b"\xbf\xbf")
"""Every control or non-character beyond ASCII holds one of these in UTF-8; most files hold none."""
_ASTRAL = "".join(chr(plane * 0x10000 + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
CONTROL = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff{_ASTRAL}]")
"""Control characters and non-characters; tab and line feed are neither."""
_MOST_LINES = 20
"""Lines with control characters that are reported one by one; a text with more was not written by hand."""


def decode(source: Source) -> tuple[str | None, tuple[CodedFault, ...]]:
    """The text of a file and what is wrong with it; None when it cannot be read at all."""
    if source.refusal:
        return None, ((FaultCode.UNREADABLE_FILE, Fault("", source.refusal)),)
    data = source.data.removeprefix(_BYTE_ORDER_MARK)
    if data.startswith(LFS_POINTER):
        return None, ((FaultCode.UNREADABLE_FILE, Fault("", _NOT_FETCHED)),)
    kind = _other_encoding(source.data)
    if kind:
        return None, ((FaultCode.UNREADABLE_FILE, Fault("", f"the file is saved as {kind}", _AS_UTF_8)),)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return None, ((FaultCode.UNREADABLE_FILE, _undecodable(data, error.start)),)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if b"\0" in data:
        where = _at(text, text.index("\0"))
        return None, (
            (FaultCode.UNREADABLE_FILE, Fault(where, "the file holds a NUL byte: this is no plain text", _AS_UTF_8)),
        )
    garbled = () if text.isascii() else tuple(_garbled(text))
    plain, faults = _without_controls(text) if _suspicious(data) else (text, ())
    return plain, (*faults, *garbled)


_GARBLED = re.compile("Ã[¡-ª¬-º¼-¿ŒœŠšŸŽž€ƒ„†‡‰™˜ˆ]|Â[\xa0-¿]|â€[™œ˜“”¦¢š]")
"""Signs of a text that was read as Windows-1252 once, and saved so."""


def _garbled(text: str) -> Iterator[CodedFault]:
    """A warning for each letter that another encoding made of two or three signs; so many of a file as are worth it."""
    for found in islice(_GARBLED.finditer(text), _MOST_LINES):
        with suppress(UnicodeError):
            right, where = found[0].encode("cp1252").decode(), _at(text, found.start())
            line, column = map(int, where[1:].partition("-")[0].split(":"))
            message = f"`{found[0]}` is what another encoding made of `{right}`"
            fix = Fix(line, column, found[0], right)
            yield FaultCode.UNREADABLE_FILE, Fault(where, message, f"`{right}`", severity=Severity.WARNING, fix=fix)


def _other_encoding(data: bytes) -> str:
    """UTF-16 or UTF-32, by its mark or by the zero in every other byte; empty for anything else."""
    for mark, name in _OTHER_MARKS:
        if data.startswith(mark):
            return name
    sample = data[:200]
    if 0 not in sample:
        return ""
    zeros = max(sample[0::2].count(0), sample[1::2].count(0))
    return "UTF-16" if len(sample) > 3 and zeros * 3 > len(sample) else ""


def _suspicious(data: bytes) -> bool:
    if len(data.translate(None, _CONTROL_BYTES)) != len(data):
        return True
    return not data.isascii() and any(rare[:1] in data and rare in data for rare in _RARE_BYTES)


def _undecodable(data: bytes, offset: int) -> Fault:
    """The byte that is not UTF-8, at its line and column."""
    before = data[:offset].decode()
    hint = bytes([data[offset]]).decode("cp1252", "ignore")
    looks = f"; in Windows-1252 it would be `{hint}`" if hint and not CONTROL.match(hint) else ""
    message = f"the file is not UTF-8: byte 0x{data[offset]:02X} at offset {offset}{looks}"
    return Fault(_at(before, len(before)), message, _AS_UTF_8)


def _without_controls(text: str) -> tuple[str, tuple[CodedFault, ...]]:
    """The text with a space for every control character, and a fault a line."""
    faults: list[CodedFault] = []
    position = 0
    while len(faults) < _MOST_LINES and (found := CONTROL.search(text, position)):
        message = f"an invisible control character (U+{ord(found[0]):04X}) stands here"
        faults.append((FaultCode.UNREADABLE_FILE, Fault(_at(text, found.start()), message, "the line without it")))
        position = text.find("\n", found.start()) + 1 or len(text)
    return CONTROL.sub(" ", text), tuple(faults)


def _at(text: str, offset: int) -> str:
    """The place of a character, as a fault's key."""
    column = offset - text.rfind("\n", 0, offset)
    return f"@{text.count(chr(10), 0, offset) + 1}:{column}-{column + 1}"


_MARK = re.compile(r"(?m)^(?:<{7}|>{7})(?= |$)")
_ANY_MARK = re.compile(r"(?m)^(?:<{7}|>{7}|={7})(?= |$)")
"""With the middle one, which underlines a heading in prose."""
_MESSAGE = "a merge conflict is left in the file"
_WRITE = "the text that is right, without the lines of `<<<<<<<`, `=======` and `>>>>>>>`"


def conflicts(text: str, line: int, in_front: bool = False) -> tuple[CodedFault, ...]:
    """A fault for every conflict in a text that begins at ``line``."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text and not (in_front and "=======" in text):
        return ()
    faults: list[CodedFault] = []
    open_since, number, seen = False, line, 0
    for found in (_ANY_MARK if in_front else _MARK).finditer(text):
        sign = found[0][0]
        number, seen = number + text.count("\n", seen, found.start()), found.start()
        if sign == "<" or not open_since:
            faults.append((FaultCode.SYNTAX, Fault(f"@{number}:1-8", _MESSAGE, _WRITE)))
        open_since = sign != ">"
    return tuple(faults)


LONGEST_NAME = 200
"""Letters of a name; a page has no room for more."""
NAMES = frozenset(["name", "owner", "category", "parent", "system", "title", "role", "function", "to", "met_by"])
_UNSAFE = re.compile(f"{CONTROL.pattern[:-1]}\r\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, those that turn the direction of writing, and halves of characters."""
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def clean(root: Node, text: str) -> list[CodedFault]:
    """Composes the letters of the nodes of ``text``, and takes out characters that would break a page.

    A fault for each text that held one.
    """
    faults: list[CodedFault] = []
    if "\\" in text or not (text.isascii() or (unicodedata.is_normalized("NFC", text) and not _TURNING.search(text))):
        _clean(root, (), faults)
    return faults


def _clean(node: Node, path: KeyPath, faults: list[CodedFault]) -> None:
    if isinstance(node, Mapping):
        for key, value in node.pairs:
            _clean(key, path, faults)
            _clean(value, (*path, key.text), faults)
    elif not isinstance(node, Scalar):
        for number, item in enumerate(node.items):
            _clean(item, (*path, number), faults)
    else:
        node.text = unicodedata.normalize("NFC", node.text)
        if found := _UNSAFE.search(node.text):
            message = f"an invisible character (U+{ord(found[0]):04X}) stands in this text and would garble the page"
            faults.append((FaultCode.INVALID_VALUE, Fault(join_key(path), message, "the text without it")))
            node.text = _UNSAFE.sub("", node.text)
