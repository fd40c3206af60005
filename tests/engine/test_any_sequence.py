"""Whatever happens to a portfolio, and in whatever order: a build that remembers makes what a fresh one makes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from tests.engine.small_portfolio import (
    ACCOUNTS,
    AS_OF,
    cached_build,
    files_of,
    fresh_files,
    make_portfolio,
    plan_text,
    site_text,
    write,
)

Operation = tuple[str, int, int]
"""What is done, to which of several things, in which of several ways."""

VARIANTS: list[dict[str, str]] = [
    {"name": "Halden Marine"},
    {"name": "Halden <b>Marine</b>", "owner": "Zoë Å"},
    {"name": "Nord", "owner": "Per Moe", "category": "core"},
    {"name": "Sund", "front": "parent: halden"},
    {"name": "Vik", "front": "parent: sund", "revenue": "990000"},
    {"name": "Halden Marine", "front": "parent: vik"},
    {"name": "Lone", "front": "slug: halden"},
    {"name": "Lone", "front": "currency: SEK", "prose": "[[Nord]] and [one](halden.md#growth)"},
    {"name": "Odd", "front": "colour: red", "prose": "![picture](minutes.pdf) [m](group/minutes.pdf)"},
    {"name": "Odd", "front": "waivers:\n  - {rule: FBK001, reason: Asked, until: 2026-11-25}"},
    {"name": "Odd", "front": "feedback:\n  - {date: 2026-08-20, kind: formal}", "prose": "- [ ] Call by 2026-11-22"},
    {"name": "[broken", "owner": "]"},
]
SITES = [
    site_text(),
    site_text('language = "de"'),
    site_text('locale = "de"\ncurrency = "NOK"'),
    site_text(checklist='ignore = ["LNK"]'),
    site_text(checklist="fail_under = 40"),
    site_text(extra="Bergen"),
    site_text() + '\n[categories.core]\nname = "Kernel"\nfeedback_every = "1 month"\n',
    site_text("fiscal_year_start = 7"),
    site_text('source_url = "https://git.example/{path}"'),
    site_text() + "\n[fx]\nSEK = 0.1\n",
    site_text() + "\n[content]\nmax_file_size = 1\n",
    site_text() + '\n[portfolio]\nmax_accounts = 2\n[sections]\nGrowth = ["Wachstum"]\n',
]
LAYOUT = '{% extends "base:layout.html" %}{% block header %}<p>{{ site.extra.office }}</p>{{ super() }}{% endblock %}'
PORTFOLIO = (
    '{% extends "base:portfolio.html" %}{% block cards %}<p>{{ site.extra.office }}</p>{{ super() }}{% endblock %}'
)


def _plans(root: Path) -> list[Path]:
    return sorted((root / ACCOUNTS).rglob("*.md"))


def edit(root: Path, which: int, how: int) -> None:
    plans = _plans(root)
    write(plans[which % len(plans)], plan_text(**VARIANTS[how % len(VARIANTS)]))


def add(root: Path, which: int, how: int) -> None:
    write(root / ACCOUNTS / f"new/more{which % 3}.md", plan_text(**VARIANTS[how % len(VARIANTS)]))


def rename(root: Path, which: int, how: int) -> None:
    plans = _plans(root)
    place = root / ACCOUNTS / ("", "moved", "group")[how % 3]
    place.mkdir(exist_ok=True)
    plans[which % len(plans)].replace(place / ("nord.md", "halden.md", f"name{which}.md")[how % 5 % 3])


def delete(root: Path, which: int, _how: int) -> None:
    plans = _plans(root)
    if len(plans) > 1:
        plans[which % len(plans)].unlink()


def attach(root: Path, which: int, how: int) -> None:
    file = root / ACCOUNTS / ("minutes.pdf", "group/minutes.pdf")[which % 2]
    if how % 3:
        write(file, "%PDF" * (how % 3))
    else:
        file.unlink(missing_ok=True)


def configure(root: Path, which: int, _how: int) -> None:
    write(root / "site.toml", SITES[which % len(SITES)])


def retheme(root: Path, which: int, how: int) -> None:
    folder = root / "themes" / "default"
    shutil.rmtree(folder, ignore_errors=True)
    if which % 3:
        name, text = ("layout.html", LAYOUT) if which % 3 == 1 else ("portfolio.html", PORTFOLIO)
        write(folder / "templates" / name, text)
    if how % 2:
        write(folder / "static" / "own.css", f"p {{ margin: {how}px }}")


def tamper(root: Path, which: int, how: int) -> None:
    """Somebody's hand in the site."""
    public = root / "public"
    files = sorted(path for path in public.rglob("*.*") if path.is_file() and path.name != ".kamgen-site")
    if not files:
        return
    file = files[which % len(files)]
    inode = file.stat()
    if how % 7 == 0:
        file.write_bytes(b"tampered with")
    elif how % 7 == 1:
        file.unlink()
    elif how % 7 == 2:
        file.with_name("extra.html").write_text("extra", encoding="utf-8")
    elif how % 7 == 3:
        file.unlink()
        (file / "deep").mkdir(parents=True)
    elif how % 7 == 4:
        file.unlink()
        file.symlink_to(root / "site.toml")
    elif how % 7 == 5:
        (public / "empty" / "folder").mkdir(parents=True, exist_ok=True)
    else:
        file.write_bytes(b"x" * inode.st_size)
        os.utime(file, ns=(inode.st_mtime_ns, inode.st_mtime_ns + 1))


def forget(root: Path, which: int, how: int) -> None:
    """Something happens to the cache."""
    file = root / ".kamgen" / "cache.sqlite"
    if not file.exists():
        return
    if which % 3 == 0:
        shutil.rmtree(file.parent)
    elif which % 3 == 1:
        file.write_bytes(file.read_bytes()[: 4096 * (how + 1)])
    else:
        file.write_bytes(b"not a database at all")


def leave(root: Path, _which: int, _how: int) -> None:
    """A run that was killed left its folder."""
    write(root / ".public.kamgen-1-0123abcd" / "index.html", "unfinished")


OPERATIONS: dict[str, Callable[[Path, int, int], None]] = {
    "edit": edit, "add": add, "rename": rename, "delete": delete, "attach": attach, "configure": configure,
    "retheme": retheme, "tamper": tamper, "forget": forget, "leave": leave, "undo": lambda *_: None,
}  # fmt: skip
"""``undo`` does nothing; the day changes with ``day``, which is no change of files."""


@contextmanager
def portfolio() -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        yield make_portfolio(Path(folder, "site"))


@settings(max_examples=12, database=None, phases=(Phase.explicit, Phase.generate))
@given(
    st.lists(
        st.tuples(st.sampled_from([*OPERATIONS, "day"]), st.integers(0, 60), st.integers(0, 20)),
        min_size=2,
        max_size=7,
    )
)
@example([("configure", 4, 0), ("tamper", 0, 3), ("tamper", 9, 5), ("day", 40, 0), ("day", 0, 0)])
@example([("rename", 0, 0), ("rename", 0, 1), ("edit", 1, 6), ("delete", 1, 0), ("attach", 0, 0), ("attach", 0, 1)])
@example([("retheme", 1, 0), ("configure", 5, 0), ("day", 1, 0), ("configure", 7, 0), ("configure", 6, 0)])
@example([("forget", 1, 0), ("edit", 0, 0), ("forget", 2, 0), ("retheme", 1, 1), ("retheme", 2, 0), ("leave", 0, 0)])
def test_after_any_sequence_of_changes_a_build_that_remembers_makes_what_a_fresh_one_makes(
    operations: list[Operation],
) -> None:
    day: date = AS_OF
    with portfolio() as root:
        cached_build(root, day)
        for name, which, how in operations:
            if name == "day":
                day = AS_OF + timedelta(days=which)
            else:
                OPERATIONS[name](root, which, how)
            cached_build(root, day)
            assert files_of(root / "public") == fresh_files(root, day)
            assert [path.name for path in root.glob(".public.kamgen*")] == []
