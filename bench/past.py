"""The past as whole processes, held against what git itself takes: ``python bench/past.py --commits 200,400,800,1600``.

history   `kamgen history` for the first time, and again with nothing new, as multiples of `git log -p --stat` of the
          same range; processor time of all processes, in turns, the least of each
build     a first build of a site with so many commits, as a multiple of one outside version control

The repository is made in one process (`git fast-import`), each commit edits two plans; nine in ten are written on the
main line, the others come to it by merges. Every answer is looked at: the last commit is told.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from corpus import AS_OF, write_corpus
from processes import Run, run
from repository import ENVIRONMENT, retargeted

KAMGEN = (sys.executable, "-m", "kamgen")
LOG = ("git", "--no-pager", "log", "-p", "--stat", "--first-parent", "--diff-merges=first-parent")


def repository(root: Path, plans: int, commits: int) -> None:
    """A site with so many commits, each of which edits two plans; a tenth of them comes by merges."""
    write_corpus(root, plans)
    (root / ".gitignore").write_text("public/\n.kamgen/\nlog\n", encoding="utf-8")
    made = subprocess.run(["git", "init", "-q", "-b", "main"], cwd=root, env=os.environ | ENVIRONMENT, check=True)
    stream = b"".join(written(root, commits))
    for words in (["fast-import", "--quiet"], ["reset", "-q", "--hard"]):
        made = subprocess.run(["git", *words], cwd=root, env=os.environ | ENVIRONMENT, input=stream, check=True)
    assert not made.returncode


def written(root: Path, commits: int) -> Iterator[bytes]:
    """The repository, as `git fast-import` reads it; the files below ``root`` are left as they were at first."""
    chosen = random.Random(7)
    files = {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(root).parts
    }
    accounts = [path for path in files if path.endswith(".md") and "/accounts/" in path]
    first = AS_OF - timedelta(days=min(commits, 720))
    yield commit(1, "main", first, files, "Plans begun")
    number, mark = 1, 1
    while number <= commits:
        day = first + timedelta(days=round(number * min(commits, 720) / commits))
        edited = chosen.sample(accounts, 2)
        files |= {path: retargeted(files[path], number) for path in edited}
        parts = {path: files[path] for path in edited}
        if number % 10:
            yield commit(mark + 1, "main", day, parts, f"Plans brought up to date {number}", f"from :{mark}\n")
            mark += 1
        else:
            yield commit(mark + 1, "work", day, parts, f"Plans brought up to date {number}", f"from :{mark}\n")
            merge = f"from :{mark}\nmerge :{mark + 1}\n"
            yield commit(mark + 2, "main", day, parts, f"Merge {number}", merge, "Lea Lund")
            mark += 2
        number += 1


def commit(
    mark: int, branch: str, day: date, files: dict[str, str], subject: str, lines: str = "", author: str = "Ana Adler"
) -> bytes:
    """One commit, as `git fast-import` reads it."""
    moment = int(datetime.combine(day, time(12), UTC).timestamp())
    who = f"{author} <{author.split()[0].lower()}@example.com> {moment} +0000"
    head = f"commit refs/heads/{branch}\nmark :{mark}\nauthor {who}\ncommitter {who}\n"
    contents = [f"M 644 inline {path}\n{data(text)}\n" for path, text in files.items()]
    return (head + data(subject) + "\n" + lines + "".join(contents) + "\n").encode()


def data(text: str) -> str:
    """A text with its length."""
    return f"data {len(text.encode())}\n{text}"


def kamgen(root: Path, *arguments: str) -> Run:
    """Run kamgen on the day of the corpus."""
    return run((*KAMGEN, *arguments, "--as-of", str(AS_OF), "--quiet"), root, os.environ | ENVIRONMENT)


def measure(root: Path, plans: int, commits: int, runs: int) -> None:
    """One line of the table."""
    repository(root, plans, commits)
    logs, firsts, seconds = [], [], []
    for _ in range(runs):
        logs.append(run((*LOG, "--output=log"), root, os.environ | ENVIRONMENT))
        shutil.rmtree(root / ".kamgen", ignore_errors=True)
        firsts.append(kamgen(root, "history", "-o", "log"))
        seconds.append(kamgen(root, "history", "-o", "log"))
    if (
        f"update {commits}" not in (told := (root / "log").read_text(encoding="utf-8"))
        and f"date {commits}" not in told
    ):
        raise SystemExit("kamgen history does not tell of the last commit")
    shutil.rmtree(root / ".kamgen")
    first = kamgen(root, "build", "--fail-on", "never")
    shutil.rmtree(root / ".kamgen")
    shutil.rmtree(root / "public")
    (root / ".git").rename(root / ".away")
    without = kamgen(root, "build", "--fail-on", "never")
    log, one, two = (min(each.cpu for each in taken) for taken in (logs, firsts, seconds))
    print(
        f"| {commits} | {log:.2f} | {one:.2f} | {one / log:.1f} | {two:.2f} | {two / log:.1f} |"
        f" {first.cpu:.2f} | {without.cpu:.2f} | {first.cpu / without.cpu:.2f} |",
        flush=True,
    )


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plans", type=int, default=40)
    parser.add_argument("--commits", default="200,400,800,1600", help="commits of the repositories")
    parser.add_argument("--runs", type=int, default=2)
    given = parser.parse_args()
    print("| commits | git log s | first history | ratio | second | ratio | build | without git | ratio |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for commits in map(int, given.commits.split(",")):
        with tempfile.TemporaryDirectory(prefix="kamgen-past-") as place:
            measure(Path(place, "site"), given.plans, commits, given.runs)


if __name__ == "__main__":
    main()
