"""Logs made by hand."""

from __future__ import annotations

from datetime import date

from kamgen.model.source import Commit, CommitStep, Log, Touch


def commit(name: str, day: str, author: str = "Ingrid Solberg") -> Commit:
    return Commit(name, date.fromisoformat(day), author, f"subject of {name}")


def step(name: str, day: str, *touches: str, cut: bool = False, author: str = "Ingrid Solberg") -> CommitStep:
    """A step; each touch is ``path=blob``, ``path=`` for a deletion, or ``former>path=blob`` for a move."""
    by = commit(name, day, author)
    return CommitStep(by, tuple(_touch(written, by) for written in sorted(touches)), cut)


def _touch(written: str, by: Commit) -> Touch:
    path, _, blob = written.partition("=")
    former, _, path = path.rpartition(">")
    return Touch(path, blob, former, by)


def log(*steps: CommitStep) -> Log:
    return Log(steps[-1].commit, steps)
