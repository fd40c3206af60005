"""A rebuild as a line on the terminal, and why there was none, in a form that a page can show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from kamgen.model.errors import KamgenError
from kamgen.model.finding import Report
from kamgen.model.places import blanked
from kamgen.report.console import source_excerpt
from kamgen.report.findings import severity_counts, visible
from kamgen.serve.change_queue import EVERYTHING
from kamgen.source.comments import toml_comments
from kamgen.text.words import counted

_PLACE = re.compile(r"(?P<file>[^:\n]+):(?P<line>\d+)(?::(?P<column>\d+))?: (?P<words>.+)", re.DOTALL)
_LONGEST = 1_000_000
"""Bytes up to which a file is read for its excerpt."""


class Mistake(Struct, frozen=True):
    """One thing to mend."""

    message: str
    place: str = ""
    """``site.toml:4:1``; empty when the message has none."""
    excerpt: str = ""
    """The line with its number, and a caret when the column is known."""


class Problem(Struct, frozen=True):
    """Everything that stands in the way."""

    mistakes: tuple[Mistake, ...]
    help: str = ""


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
    line, column, text = int(found["line"]), int(found["column"] or 0), ""
    with suppress(StopIteration, OSError):
        file = next(folder / found["file"] for folder in folders if (folder / found["file"]).is_file())
        with file.open("rb") as opened:
            text = opened.read(_LONGEST).decode("utf-8-sig", "replace").replace("\r\n", "\n")
        text = blanked(text, toml_comments(text), " ") if file.suffix == ".toml" else text
    rows = source_excerpt(text, line, max(column, 1), max(column, 1) + 1)
    place = written.removesuffix(f": {found['words']}")
    return Mistake(found["words"], place, "\n".join(rows if column else rows[:-1]))


def what_changed(paths: tuple[str, ...], root: Path) -> str:
    """``content/accounts/halden.md``, from the site's folder on, or with more of them how many; empty for none."""
    if not paths or EVERYTHING in paths:
        return "many files" if paths else ""
    path = Path(paths[0])
    first = visible(path.relative_to(root).as_posix() if path.is_relative_to(root) else paths[0])
    return first if len(paths) == 1 else f"{first} and {len(paths) - 1:,} more"


def rebuild_line(changed: str, seconds: float, before: Report | None, after: Report) -> str:
    """``halden.md changed: made in 0.12 s; 3 errors, 12 warnings (2 fixed, 1 new)``.

    Findings whose lines moved make no difference.
    """
    start = f"{changed} changed" if changed else f"{counted(after.accounts, 'account')} read"
    old, new = (
        Counter((each.path, each.code, each.key, each.message) for each in report.findings)
        for report in (before or after, after)
    )
    counts = ((old - new).total(), "fixed"), ((new - old).total(), "new")
    change = ", ".join(f"{count:,} {word}" for count, word in counts if count)
    line = f"{start}: made in {seconds:.2f} s; {severity_counts(after.findings)}"
    return f"{line} ({change})" if change else line


def failed_lines(changed: str, problem: Problem) -> Iterable[str]:
    """What is wrong, a line each, then the help."""
    if changed:
        yield f"{changed} changed, and the site cannot be made from it; pages stay as they were"
    for mistake in problem.mistakes:
        yield f"error: {visible(f'{mistake.place}: {mistake.message}' if mistake.place else mistake.message)}"
    if problem.help:
        yield f"help: {visible(problem.help)}"
