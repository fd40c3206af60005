"""Real git repositories for tests, made quickly: fixed dates and authors, no settings of whoever runs the tests.

``repository = Scratch(tmp_path / "site")`` is a new one on branch ``main``; it writes, commits, branches, merges
and is cloned. Ids depend on nothing but what is done to it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

FIRST_DAY = date(2026, 1, 5)

SETTINGS = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_EMAIL": "author@example.com",
    "GIT_COMMITTER_NAME": "Committer",
    "GIT_COMMITTER_EMAIL": "committer@example.com",
    "LC_ALL": "C.UTF-8",
}


def isolate(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keeps the settings of whoever runs the tests from the git that kamgen runs."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)


def run_git(folder: Path, *arguments: str, data: bytes | None = None, **more: str) -> str:
    """What git writes, without the last line break; the test fails when git does."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    settings = ("-c", "protocol.file.allow=always", "-c", "commit.gpgsign=false", "-c", "gc.auto=0")
    done = subprocess.run(
        ["git", *settings, *arguments],
        cwd=folder,
        env=inherited | SETTINGS | more,
        input=data,
        stdin=subprocess.DEVNULL if data is None else None,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, f"git {' '.join(arguments)}: {done.stderr.decode(errors='replace')}"
    return os.fsdecode(done.stdout).removesuffix("\n")


class Scratch:
    """A repository with a working tree. Every commit is a day after the one before, at noon UTC."""

    def __init__(self, root: Path, *, new: bool = True, object_format: str = "sha1") -> None:
        self.root = root
        self.day = FIRST_DAY
        if new:
            root.mkdir(parents=True, exist_ok=True)
            self.git("init", "-q", "--template=", "-b", "main", f"--object-format={object_format}")

    def git(self, *arguments: str, data: bytes | None = None, **more: str) -> str:
        """Any git command; what it writes."""
        return run_git(self.root, *arguments, data=data, **more)

    def write(self, path: str, content: str | bytes = "plan\n") -> Scratch:
        """A file in the working tree."""
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode() if isinstance(content, str) else content)
        return self

    def link(self, path: str, target: str) -> Scratch:
        """A symbolic link in the working tree."""
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(target)
        return self

    def move(self, old: str, new: str) -> Scratch:
        """A file at another path."""
        (self.root / new).parent.mkdir(parents=True, exist_ok=True)
        (self.root / old).rename(self.root / new)
        return self

    def remove(self, path: str) -> Scratch:
        """A file or folder no more."""
        place = self.root / path
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        else:
            place.unlink()
        return self

    def stage(self, *paths: str) -> Scratch:
        """These paths as they are now, all without any, in the index."""
        self.git("add", "-A", "--", *(paths or (".",)))
        return self

    def commit(self, message: str = "change", *, author: str = "Ingrid Solberg", day: date | None = None) -> str:
        """All that is in the working tree, committed; the commit's id."""
        self.stage()
        return self.record("commit", "-q", "--allow-empty", "-m", message, author=author, day=day)

    def record(self, *arguments: str, author: str = "Ingrid Solberg", day: date | None = None) -> str:
        """A git command that makes a commit; that commit's id."""
        self.day = day or self.day + timedelta(days=1)
        moment = datetime.combine(self.day, time(12), UTC).isoformat()
        self.git(*arguments, GIT_AUTHOR_NAME=author, GIT_AUTHOR_DATE=moment, GIT_COMMITTER_DATE=moment)
        return self.head

    @property
    def head(self) -> str:
        """The id of HEAD's commit."""
        return self.git("rev-parse", "HEAD")

    def branch(self, name: str, start: str = "HEAD") -> Scratch:
        """A new branch, checked out."""
        self.git("checkout", "-q", "-b", name, start)
        return self

    def switch(self, revision: str) -> Scratch:
        """An existing branch, or a commit (detached), checked out."""
        self.git("checkout", "-q", revision)
        return self

    def merge(
        self, *branches: str, message: str = "merge", author: str = "Ingrid Solberg", day: date | None = None
    ) -> str:
        """A merge commit, without fast-forward; its id."""
        return self.record("merge", "-q", "--no-ff", "-m", message, *branches, author=author, day=day)

    def clone(self, place: Path, *options: str) -> Scratch:
        """A clone over a protocol, so that ``--depth`` and ``--filter`` count."""
        run_git(place.parent, "clone", "-q", *options, self.root.as_uri(), str(place))
        copy = Scratch(place, new=False)
        copy.day = self.day
        return copy
