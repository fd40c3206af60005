"""What a change of kamgen does to its outputs: ``python bench/compare_sites.py main HEAD``.

::

    commit ─▶ worktree ─▶ its kamgen ─▶ build, check, export, diff, history of three sites ─▶ a folder of files
                                                                                                    │
    two folders ─▶ files that differ ─▶ readable lines ─▶ hunks ─▶ kinds: what is said otherwise ◀──┘

The sites are the demo as BEFORE has it, made-up plans (`corpus`), and a repository with a history (`repository`).
A kind of difference is the words that went and the words that came, whatever the figures in them; each is shown once,
as a unified diff, with the number of places and the files. Files whose readable text is the same differ in markup.
Exit code 0 when nothing differs, 1 when something does.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from html.parser import HTMLParser
from pathlib import Path

from corpus import AS_OF, write_corpus
from repository import begun, replayed

ROOT = Path(__file__).resolve().parent.parent
FORMATS = (
    "concise", "full", "github", "gitlab", "json", "junit", "markdown", "rdjson", "sarif",
)  # fmt: skip
INLINE = {"a", "abbr", "b", "bdi", "code", "em", "i", "mark", "q", "small", "span", "strong", "sub", "sup", "time"}
SPOKEN = ("title", "aria-label", "alt", "href", "content", "value", "placeholder")
"""Attributes that a reader sees or follows."""


@dataclass(frozen=True)
class Side:
    """One commit, checked out, and the command that runs its kamgen."""

    tree: Path
    python: Path

    def kamgen(self, site: Path, *arguments: str) -> str:
        """What a command writes; its error and exit code below, when it has any."""
        done = subprocess.run(
            [self.python, "-P", "-m", "kamgen", *arguments],  # never the one of the folder it runs in
            cwd=site,
            env=os.environ | {"PYTHONPATH": str(self.tree), "NO_COLOR": "1", "COLUMNS": "120", "TZ": "UTC"},
            capture_output=True,
            text=True,
            check=False,
        )
        return f"{done.stdout}{done.stderr}exit code {done.returncode}\n"


@dataclass
class Kind:
    """One difference, wherever it is found."""

    example: tuple[str, ...]
    places: int = 0
    files: dict[str, None] = field(default_factory=dict)


def checked_out(commit: str, below: Path) -> Side:
    """A worktree of ``commit``, run by this interpreter, or by one of its own when it needs other libraries."""
    tree = below / "tree"
    subprocess.run(["git", "worktree", "add", "-q", "--detach", tree, commit], cwd=ROOT, check=True)
    here = Side(tree, Path(sys.executable))
    if here.kamgen(tree, "export").endswith("exit code 0\n"):
        return here
    subprocess.run([sys.executable, "-m", "venv", below / "venv"], check=True)
    python = below / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", tree], check=True)
    return Side(tree, python)


def sites(below: Path, demo: Path, size: int) -> dict[str, Path]:
    """The three sites, by name."""
    write_corpus(below / "corpus", size)
    begun(below / "history", max(size // 4, 3), AS_OF.replace(year=AS_OF.year - 1))
    replayed(below / "history", 8)
    shutil.copytree(demo / "content", below / "demo/content")
    shutil.copy(demo / "site.toml", below / "demo")  # without the themes that lie beside it: each side brings its own
    return {"demo": below / "demo", "corpus": below / "corpus", "history": below / "history"}


def written(side: Side, name: str, site: Path, output: Path) -> None:
    """Write all that a side says of a site below ``output``."""
    day = ("--as-of", AS_OF.isoformat())
    passing = ("--fail-on", "never")
    said = {"build.txt": side.kamgen(site, "build", *day, *passing, "--no-cache", "--output", str(output / "site"))}
    for form in FORMATS:
        said[f"check.{form}"] = side.kamgen(site, "check", *day, *passing, "--no-cache", "--output-format", form)
    said["export.json"] = side.kamgen(site, "export", *day)
    if name == "history":
        said["history.txt"] = side.kamgen(site, "history", *day)
        for form in ("full", "json", "markdown"):
            said[f"diff.{form}"] = side.kamgen(site, "diff", "HEAD~3", *day, "--output-format", form)
    for file, text in said.items():
        text = text.replace(str(output), "OUTPUT")
        (output / file).write_text(re.sub(r"\b\d+\.\d+ ?m?s\b", "TIME", text), encoding="utf-8")


class Reader(HTMLParser):
    """A page as lines: one a block, with the attributes that readers see in brackets."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.text.append("" if tag in INLINE else "\n")
        self.text += [f"[{name} {value}]" for name, value in attributes if name in SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        self.text.append("" if tag in INLINE else "\n")

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def lines_of(file: Path) -> list[str]:
    """A file as readable lines."""
    text = file.read_text(encoding="utf-8", errors="replace")
    if file.suffix == ".html":
        reader = Reader()
        reader.feed(text)
        text = "".join(reader.text)
    elif file.suffix in (".json", ".js") or text.startswith(("{", "[")):
        try:
            text = json.dumps(json.loads(text), indent=0, ensure_ascii=False)
        except ValueError:
            text = text.replace(",", ",\n")
    return [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]


def hunks(before: list[str], after: list[str]) -> Iterator[tuple[list[str], list[str], str]]:
    """Lines that went, lines that came, and the line above them."""
    for tag, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield before[start:end], after[first:last], before[start - 1] if start else ""


def kind_of(gone: list[str], new: list[str]) -> str:
    """The words that differ; where only figures do, the words around them."""
    was, now = (re.sub(r"\d+([.,]\d+)*", "#", " ".join(lines)).split() for lines in (gone, new))
    parts = SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
    said = [f"{' '.join(was[a:b])} → {' '.join(now[c:d])}" for tag, a, b, c, d in parts if tag != "equal"]
    return (" · ".join(said) or " ".join(was))[:400]


def differences(before: Path, after: Path) -> tuple[dict[str, Kind], int]:
    """The kinds of difference between two folders, and the number of files that differ."""
    kinds: dict[str, Kind] = {}
    count = 0
    names = {path.relative_to(folder) for folder in (before, after) for path in folder.rglob("*") if path.is_file()}
    for name in sorted(names):
        was, now = before / name, after / name
        if was.is_file() and now.is_file() and was.read_bytes() == now.read_bytes():
            continue
        count += 1
        for key, example in _of_file(was, now):
            kind = kinds.setdefault(key, Kind(example))
            kind.places += 1
            kind.files[str(name)] = None
    return kinds, count


def _of_file(was: Path, now: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    if not was.is_file() or not now.is_file():
        yield f"only {'after' if now.is_file() else 'before'}: {was.suffix}", ()
        return
    found = list(hunks(lines_of(was), lines_of(now)))
    for gone, new, above in found:
        yield kind_of(gone, new), (f" {above}", *(f"-{line}" for line in gone), *(f"+{line}" for line in new))
    if not found:
        yield "markup alone", _markup(was, now)


def _markup(was: Path, now: Path) -> tuple[str, ...]:
    """The first place where markup differs."""
    old, new = (file.read_text(encoding="utf-8", errors="replace") for file in (was, now))
    same = next((place for place, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), 0)
    start = max(same - 60, 0)
    return f"-{old[start : start + 160]!r}", f"+{new[start : start + 160]!r}"


def printed(kinds: dict[str, Kind], most: int, width: int = 300) -> Iterator[str]:
    """Each kind once, those in most places first."""
    for number, (key, kind) in enumerate(sorted(kinds.items(), key=lambda item: (-item[1].places, item[0]))[:most], 1):
        files = list(kind.files)
        more = f" and {len(files) - 3} more" if len(files) > 3 else ""
        yield f"\n{number}. {kind.places} places in {len(files)} files: {', '.join(files[:3])}{more}"
        yield from (line[:width] for line in (kind.example or (f" {key}",)))
    if len(kinds) > most:
        yield f"\nand {len(kinds) - most} kinds more (--kinds)"


def main() -> int:
    """Build, compare, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("before", help="a commit")
    parser.add_argument("after", nargs="?", default="HEAD", help="a commit (HEAD)")
    parser.add_argument("--size", type=int, default=40, help="made-up plans (40)")
    parser.add_argument("--kinds", type=int, default=60, help="kinds of difference to print (60)")
    parser.add_argument("--keep", type=Path, help="a new folder for both outputs, to be looked at afterwards")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="compare-sites-") as temporary:
        below = Path(temporary)
        outputs = given.keep or below / "outputs"
        try:
            sides = {name: checked_out(getattr(given, name), below / name) for name in ("before", "after")}
            jobs = []
            for name, site in sites(below / "sites", sides["before"].tree, given.size).items():
                for side in sides:
                    (outputs / side / name).mkdir(parents=True)
                    jobs.append((sides[side], name, site, outputs / side / name))
            with ThreadPoolExecutor(2) as pool:
                list(pool.map(lambda job: written(*job), jobs))
        finally:
            for name in ("before", "after"):
                subprocess.run(["git", "worktree", "remove", "--force", below / name / "tree"], cwd=ROOT, check=False)
        kinds, count = differences(outputs / "before", outputs / "after")
        total = sum(path.is_file() for path in (outputs / "after").rglob("*"))
    print(f"{total} files, {count} of them differ, in {len(kinds)} ways")
    print(*printed(kinds, given.kinds), sep="\n")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
