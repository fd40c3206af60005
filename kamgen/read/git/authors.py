"""Who wrote what lies between two commits: authors, and those they name as co-authors; not who merged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kamgen.model.source import Written
from kamgen.read.file_rules import SITE_FILE
from kamgen.read.git.repository import Repository

_BEGIN, _PART = b"\x1e", b"\x1f"
_FORMAT = "%x1e%cs%x1f%aN%x1f%(trailers:key=Co-authored-by,valueonly,separator=%x1d)%x1f"
_LONGEST = 200
MOST = 10_000
"""Commits that are looked at."""


def written_between(repository: Repository, base: str, head: str, folder: str) -> tuple[Written, ...]:
    """The commits that ``head`` has and ``base`` has not, newest first, without merges: of plans and site.toml."""
    prefix = repository.prefix
    accounts = prefix.rstrip("/") if folder == "." else prefix + folder
    places = [accounts, prefix + SITE_FILE] if accounts else ["."]
    answer = repository.ask(
        "log", "-z", "--no-merges", "--name-only", "--encoding=UTF-8", f"--max-count={MOST}", f"--format={_FORMAT}",
        f"{base}..{head}", "--", *places,
    )  # fmt: skip
    return () if answer.code else tuple(_read(answer.out, prefix))


def _read(out: bytes, prefix: str) -> Iterator[Written]:
    for record in out.split(_BEGIN)[1:]:
        parts = record.split(_PART)
        if len(parts) < 4:
            continue
        day, author, others, files = (part.decode("utf-8", "replace") for part in (*parts[:3], parts[-1]))
        names = [author, *(other.partition("<")[0] for other in others.split("\x1d"))]
        paths = [path.strip("\n") for path in files.split("\0")]
        try:
            yield Written(
                date.fromisoformat(day),
                tuple(dict.fromkeys(name.strip()[:_LONGEST] for name in names if name.strip())),
                frozenset(path.removeprefix(prefix) for path in paths if path),
            )
        except ValueError:
            continue  # a day that no calendar has
