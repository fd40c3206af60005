"""The baseline of `check`: its options, and a report held against it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kamgen.model.errors import ConfigError

if TYPE_CHECKING:
    from kamgen.cli.terminal import Terminal
    from kamgen.model.finding import Report
    from kamgen.report.baseline import Counts, Scope


@dataclass(frozen=True, slots=True)
class Keeping:
    """What is to be done with the baseline."""

    write: bool = False
    """Keep all that is found."""
    prune: bool = False
    """Lower what fell."""
    file: Path | None = None
    """Where it is; None for the usual place, where there may be none."""
    off: bool = False
    """Do as if there were none."""

    @property
    def changes(self) -> bool:
        """Whether the file may be written."""
        return self.write or self.prune

    def __post_init__(self) -> None:
        """Raises `click.UsageError` for options that do not go together."""
        if self.write and self.prune:
            raise click.UsageError("give either --write-baseline, which keeps all, or --prune-baseline, which lowers")
        if self.off and (self.changes or self.file):
            raise click.UsageError("--no-baseline does not go with other options of the baseline: leave it out")


def against_baseline(
    report: Report, scope: Scope, keeping: Keeping, root: Path, terminal: Terminal
) -> tuple[Report, tuple[str, ...]]:
    """The report without what is known, and why the run fails if counts fell; the file is written when that is asked.

    Raises `ConfigError` when there is no baseline although one is named, or it is damaged.
    """
    from kamgen.read.disk import BASELINE_FILE, read_baseline
    from kamgen.report.baseline import held, parsed, reasons

    if keeping.off:
        return report, ()
    path = keeping.file or root / BASELINE_FILE
    text = read_baseline(path)
    if text is None and not keeping.write:
        if keeping.file or keeping.prune:
            raise ConfigError(f"there is no baseline {path}", "write it first: `kamgen check --write-baseline`")
        return report, ()
    kept = {} if text is None else parsed(text, path.name)
    if keeping.changes:
        kept = _rewritten(report, kept, scope, keeping, path, terminal)
    told, fallen = held(report, kept, scope)
    return told, reasons(fallen, path.name)


def _rewritten(report: Report, kept: Counts, scope: Scope, keeping: Keeping, path: Path, terminal: Terminal) -> Counts:
    from kamgen.report.baseline import lowered, summed, taken, written
    from kamgen.write.files import write_baseline

    kept = (taken if keeping.write else lowered)(report, kept, scope)
    write_baseline(path, written(kept))
    terminal.note(f"{path.name} keeps {summed(kept)}")
    return kept
