"""Why the site could not be made anew, in a form that a page can show."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from kamgen.model.errors import KamgenError
from kamgen.report.excerpt import excerpt

_PLACE = re.compile(r"(?P<file>[^:\n]+):(?P<line>\d+)(?::(?P<column>\d+))?: (?P<words>.+)", re.DOTALL)
_LONGEST = 1_000_000
"""Bytes up to which a file is read for its excerpt."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing to mend."""

    message: str
    place: str = ""
    """``site.toml:4:1``; empty when the message has none."""
    excerpt: str = ""
    """The line with its number, and a caret when the column is known."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything that stands in the way."""

    mistakes: tuple[Mistake, ...]
    help: str = ""

    def plain(self) -> dict[str, object]:
        """The same as texts, lists and mappings."""
        return asdict(self)


def problem_of(error: KamgenError | OSError, folders: Iterable[Path]) -> Problem:
    """The problem behind an error; files it names are looked for in ``folders``, in their order."""
    if isinstance(error, OSError):
        name = error.filename if isinstance(error.filename, str) else "a file"
        return Problem((Mistake(f"{name} could not be read: {error.strerror or error}"),), "save it again")
    places = tuple(folders)
    return Problem(tuple(_mistake(line, places) for line in error.message.split("\n")), error.help_text)


def _mistake(written: str, folders: tuple[Path, ...]) -> Mistake:
    found = _PLACE.fullmatch(written)
    if not found:
        return Mistake(written)
    line, column = int(found["line"]), int(found["column"] or 0)
    text = next((_text(folder / found["file"]) for folder in folders if (folder / found["file"]).is_file()), "")
    rows = excerpt(text, line, max(column, 1), max(column, 1) + 1)
    place = written.removesuffix(f": {found['words']}")
    return Mistake(found["words"], place, "\n".join(rows if column else rows[:-1]))


def _text(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return opened.read(_LONGEST).decode("utf-8-sig", "replace").replace("\r\n", "\n")
    except OSError:
        return ""
