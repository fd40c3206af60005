"""Sites in git repositories, with made-up histories: the same commits from the same numbers."""

from __future__ import annotations

import os
import random
import re
import subprocess
from datetime import date, timedelta
from pathlib import Path

from corpus import AS_OF, write_corpus

ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "Ana Adler",
    "GIT_AUTHOR_EMAIL": "ana@example.com", "GIT_COMMITTER_NAME": "Ana Adler",
    "GIT_COMMITTER_EMAIL": "ana@example.com",
}  # fmt: skip
_REVENUE = re.compile(r"target_revenue: (\d+)")


def git(root: Path, *arguments: str, day: date | None = None) -> None:
    """Run git at ``root``; SystemExit when it fails."""
    stamp = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"{day}T12:00:00+0000") if day else {}
    subprocess.run(["git", *arguments], cwd=root, env=os.environ | ENVIRONMENT | stamp, check=True, capture_output=True)


def begun(root: Path, plans: int, day: date) -> Path:
    """A repository of so many plans in one commit."""
    write_corpus(root, plans)
    (root / ".gitignore").write_text("public/\n.kamgen/\n", encoding="utf-8")
    git(root, "init", "-q", "-b", "main")
    committed(root, day)
    return root


def committed(root: Path, day: date) -> None:
    """Everything, committed."""
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Plans brought up to date", day=day)


def edited(plan: Path, number: int) -> None:
    """A plan with another target in each of its years."""
    plan.write_text(retargeted(plan.read_text(encoding="utf-8"), number), encoding="utf-8")


def retargeted(text: str, number: int) -> str:
    """The text of a plan with another target in each of its years."""
    return _REVENUE.sub(lambda found: f"target_revenue: {int(found[1]) + number}", text)


def replayed(root: Path, commits: int) -> None:
    """So many commits, a day each up to the corpus's own day; each edits two plans."""
    chosen = random.Random(7)
    files = sorted((root / "content/accounts").rglob("*.md"))
    for number in range(1, commits + 1):
        for plan in chosen.sample(files, 2):
            edited(plan, number)
        committed(root, AS_OF - timedelta(days=commits + 1 - number))
