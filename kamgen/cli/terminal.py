"""Streams, colour and progress: the result goes to stdout, everything else to stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import click
from msgspec import Struct

from kamgen.model.errors import OutputError
from kamgen.report.findings import commanding_nothing, visible_lines
from kamgen.report.verdict import ExitVerdict

LONG_WORK = 200
"""Plans from which on a command says how far it is."""
STEPS = 100
"""How often at most it says so."""

T = TypeVar("T")


def say(text: str, *, to_stderr: bool = False) -> None:
    """Write lines to stdout or stderr; what stands in them is no command of a CI."""
    click.echo(commanding_nothing(text), err=to_stderr)


class Terminal(Struct, frozen=True):
    """How a command talks."""

    quiet: bool = False
    """Nothing on stderr but errors."""
    verbose: bool = False
    """More about what is done, on stderr."""
    no_color: bool = False

    def color(self) -> bool:
        """Whether stdout wants colour: ``--no-color`` and NO_COLOR say no, then CLICOLOR_FORCE says yes."""
        if self.no_color or os.environ.get("NO_COLOR"):
            return False
        if os.environ.get("CLICOLOR_FORCE", "0") != "0":
            return True
        return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"

    def result(self, text: str, file: Path | None = None, to_stderr: bool = False, commanding: bool = False) -> None:
        """Write the command's result to stdout, or to ``file``. A reader that stopped reading is no error.

        Lines of a result that is ``commanding`` may be commands of a CI.
        """
        text = text if commanding else commanding_nothing(text)
        if file is not None:
            self.save(text.encode("utf-8", "backslashreplace"), file)
            return
        try:
            click.echo(text, nl=False, err=to_stderr, color=True)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def save(self, data: bytes, file: Path) -> None:
        """Write a result to a file, byte for byte."""
        try:
            file.write_bytes(data)
        except OSError:
            raise OutputError(f"{file} cannot be written", "give another file with `-o`") from None

    def plan(self, data: bytes) -> None:
        """Write a plan to stdout as it is, byte for byte."""
        click.echo(data, nl=False)

    def note(self, line: str) -> None:
        """Say something on stderr, unless quiet."""
        if not self.quiet:
            say(visible_lines(line), to_stderr=True)

    def detail(self, line: str) -> None:
        """Say something on stderr when asked to be verbose."""
        if self.verbose and not self.quiet:
            say(visible_lines(line), to_stderr=True)

    def conclude(self, verdict: ExitVerdict) -> int:
        """The exit code, after saying why the run fails."""
        for reason in verdict.reasons:
            self.note(reason)
        return verdict.exit_code

    def progress(self, label: str, items: Iterator[T], count: int) -> Iterator[T]:
        """The items, which are so many; while a person waits for long work, a line on stderr says how far it is."""
        if self.quiet or count <= LONG_WORK or not sys.stderr.isatty():
            yield from items
            return
        steps = max(count // STEPS, 1)
        with click.progressbar(items, count, label, show_pos=True, file=sys.stderr, update_min_steps=steps) as shown:
            yield from shown
