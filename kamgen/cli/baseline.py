"""The baseline of `check` and `build`: read, held against what is found, and written when that is asked."""

from __future__ import annotations

from pathlib import Path

import click
from msgspec import Struct

from kamgen.cli.terminal import Terminal
from kamgen.model.errors import ConfigError
from kamgen.model.finding import BASELINE_FILE, Report
from kamgen.read.disk import read_baseline
from kamgen.report import baseline
from kamgen.report.baseline import Scope
from kamgen.write.files import write_baseline


class Keeping(Struct, frozen=True):
    """What is to be done with the baseline."""

    write: bool = False
    """Keep all that is found."""
    prune: bool = False
    """Lower what fell."""
    file: Path | None = None
    """Where it is; None for the usual place, where there may be none."""
    off: bool = False
    """Do as if there were none."""
    strict: bool = False
    """Whether a run fails whose counts fell."""

    @property
    def changes(self) -> bool:
        """Whether the file may be written."""
        return self.write or self.prune

    def __post_init__(self) -> None:
        """Raises `click.UsageError` for options that do not go together."""
        if self.write and self.prune:
            raise click.UsageError("give either --write-baseline, which keeps all, or --prune-baseline, which lowers")
        if self.off and (self.changes or self.file or self.strict):
            raise click.UsageError("--no-baseline does not go with other options of the baseline: leave it out")


def against_baseline(report: Report, scope: Scope, keeping: Keeping, root: Path, terminal: Terminal) -> Report:
    """The report without what is known, and what got worse and better; the file is written when that is asked.

    Raises `ConfigError` when there is no baseline although one is named, or it is damaged.
    """
    if keeping.off:
        return report
    path = keeping.file or root / BASELINE_FILE
    text = read_baseline(path)
    if text is None and not keeping.write:
        if keeping.file or keeping.prune:
            raise ConfigError(f"there is no baseline {path}", "write it first: `kamgen check --write-baseline`")
        return report
    kept = {} if text is None else baseline.parsed(text, path.name)
    if keeping.changes:
        kept = (baseline.taken if keeping.write else baseline.lowered)(report, kept, scope)
        write_baseline(path, baseline.baseline_json(kept))
        terminal.note(f"{path.name} keeps {baseline.summed(kept)}")
    return baseline.apply_baseline(report, kept, scope, str(keeping.file or BASELINE_FILE))
