"""From a file's bytes to its text: UTF-8 only, line ends evened out, nothing in it that no page can show."""

from __future__ import annotations

import re

from kamgen.model.places import CodedFault, Fault
from kamgen.model.source import Source
from kamgen.rules.codes import FaultCode

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_OTHER_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
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
    return _without_controls(text) if _suspicious(data) else (text, ())


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
    lines: dict[int, CodedFault] = {}
    for found in CONTROL.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        if line not in lines:
            message = f"an invisible control character (U+{ord(found[0]):04X}) stands here"
            lines[line] = (FaultCode.UNREADABLE_FILE, Fault(_at(text, found.start()), message, "the line without it"))
        if len(lines) == _MOST_LINES:
            break
    return CONTROL.sub(" ", text), tuple(lines.values())


def _at(text: str, offset: int) -> str:
    """The place of a character, as a fault's key."""
    column = offset - text.rfind("\n", 0, offset)
    return f"@{text.count(chr(10), 0, offset) + 1}:{column}-{column + 1}"
