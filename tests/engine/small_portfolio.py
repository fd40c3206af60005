"""Six accounts that hang together, in a folder that tests change; and the site of it, made with and without a cache."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from kamgen.cache import Cache, NullCache
from kamgen.cache.disk import DiskCache
from kamgen.engine import site as building
from kamgen.engine.engine import Engine, LinkedPlans
from kamgen.engine.site import SiteFiles, build, make_build_plan
from kamgen.engine.worker_pool import WorkerPool
from kamgen.model.errors import ContentError
from kamgen.parse.config import parse_config
from kamgen.read.disk import read_content, read_site_text
from kamgen.render.theme import load_theme
from kamgen.write.output_folder import MARKER
from kamgen.write.site import BuiltFile, FileContent, Manifest, PreviousOutput

AS_OF = date(2026, 11, 20)
ACCOUNTS = "content/accounts"
SITE = """[site]
title = "Six"
{site}
[checklist]
select = ["FMT", "LNK", "FBK001", "CRM001", "TGT", "WVR"]
{checklist}
[extra]
office = "{extra}"
"""
PLAN = """---
name: {name}
owner: {owner}
category: {category}
{front}
financials:
  - {{year: 2025, revenue: {revenue}, gross_profit: 100}}
---
## Growth

{prose}
"""
PLANS = {
    "halden.md": {"name": "Halden Marine", "prose": "With [Nord](nord.md) and [minutes](minutes.pdf)."},
    "nord.md": {
        "name": "Nord",
        "owner": "Per Moe",
        "category": "core",
        "prose": "See [[halden]] and [them](halden.md).",
    },
    "group/sund.md": {"name": "Sund", "front": "parent: halden", "revenue": "250000"},
    "group/vik.md": {"name": "Vik", "front": "parent: sund", "owner": "Per Moe"},
    "lone.md": {"name": "Lone", "category": "growth", "prose": "- [ ] Call them by 2026-12-01"},
    "odd.md": {"name": "Odd", "category": "tactical", "front": "parent: nowhere", "prose": "[gone](gone.md)"},
}
USUAL = {
    "owner": "Ingrid Solberg", "category": "strategic", "front": "", "revenue": "100000", "prose": "Nothing yet."
}  # fmt: skip


def plan_text(**fields: str) -> str:
    """A plan with those fields; the others are the usual ones."""
    return PLAN.format(**USUAL | fields)


def site_text(site: str = "", checklist: str = "", extra: str = "Oslo") -> str:
    """A site.toml."""
    return SITE.format(site=site, checklist=checklist, extra=extra)


def write(file: Path, text: str) -> None:
    """Write a file, with the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def make_portfolio(root: Path) -> Path:
    """The six accounts below ``root``."""
    write(root / "site.toml", site_text())
    write(root / ACCOUNTS / "minutes.pdf", "%PDF")
    for path, fields in PLANS.items():
        write(root / ACCOUNTS / path, plan_text(**fields))
    return root


def assess(engine: Engine, root: Path, as_of: date = AS_OF) -> LinkedPlans:
    """The portfolio of ``root``, read from disk."""
    site = parse_config(read_site_text(root))
    content = read_content(root, site.content)
    if not content.plans:
        raise ContentError("no plans")
    return engine.link(content, site, as_of)


class Rendered:
    """Watches a build: names of the files whose content was made, not taken over."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def __call__(self, files: Iterable[tuple[str, FileContent]]) -> Iterator[tuple[str, FileContent]]:
        for name, content in files:
            if isinstance(content, BuiltFile) and content.data is not None:
                self.names.append(name)
            yield name, content


@contextmanager
def watched(
    watcher: Callable[[Iterable[tuple[str, FileContent]]], Iterator[tuple[str, FileContent]]],
) -> Iterator[None]:
    """All files that are written meanwhile pass through ``watcher``."""
    usual = building.write_site
    building.write_site = lambda target, files, former: usual(target, watcher(files), former)
    try:
        yield
    finally:
        building.write_site = usual


def build_with(
    cache: Cache, root: Path, as_of: date = AS_OF, output: str = "public", pool: WorkerPool | None = None
) -> tuple[list[str], Manifest]:
    """The site of ``root`` in ``public`` below it; names of the files that were made, and all files."""
    rendered = Rendered()
    with pool or WorkerPool() as workers, watched(rendered):
        engine = Engine(cache, workers)
        linked = assess(engine, root, as_of)
        theme = load_theme(root, linked.site.site.theme)
        _, files = build(engine, linked, theme, root, root / output)
    return rendered.names, files


def cached_build(root: Path, as_of: date = AS_OF, notes: list[str] | None = None) -> list[str]:
    """A build that remembers; names of the files that were made."""
    cache = DiskCache(root / ".kamgen" / "cache.sqlite", (notes if notes is not None else []).append)
    try:
        return build_with(cache, root, as_of)[0]
    finally:
        cache.close()


def fresh_files(root: Path, as_of: date = AS_OF) -> dict[str, bytes]:
    """All files of the site, made anew by a machine that remembers nothing."""
    with WorkerPool() as pool:
        engine = Engine(NullCache(), pool)
        linked = assess(engine, root, as_of)
        files = SiteFiles(
            engine, make_build_plan(linked, load_theme(root, linked.site.site.theme)), root, PreviousOutput()
        )
        return {name: _bytes(content) for name, content in files}


def _bytes(content: FileContent) -> bytes:
    if isinstance(content, Path):
        return content.read_bytes()
    data = content.data if isinstance(content, BuiltFile) else content
    assert data is not None
    return data


def files_of(folder: Path) -> dict[str, bytes]:
    """Everything below a built site: files by their paths, and folders that are empty; the marker must be there."""
    found = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or path.is_file():
            found[name] = b"a link" if path.is_symlink() else path.read_bytes()
        elif not any(path.iterdir()):
            found[name] = b"an empty folder"
    del found[MARKER]
    return found


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Inode and time of every file below a folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns) for path in files}
