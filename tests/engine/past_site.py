"""Small sites with a history, and what the engine makes of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kamgen.cache import Cache, NullCache
from kamgen.cli.git_history import archive_of
from kamgen.cli.open_site import open_site
from kamgen.cli.terminal import Terminal
from kamgen.engine.assessed import Assessed
from kamgen.engine.crew import Crew
from kamgen.engine.engine import Engine
from kamgen.engine.pasts import Pasts, pasts_of
from kamgen.model.history import Freshness
from kamgen.model.past import AccountPast, PortfolioPast, Sample
from tests.repositories import Scratch

AS_OF = date(2026, 11, 20)
FOLDER = "content/accounts"
HALDEN = f"{FOLDER}/halden.md"


def plan(name: str = "Halden Marine", front: str = "", body: str = "") -> str:
    return f"---\nname: {name}\nowner: Ingrid Solberg\ncategory: strategic\n{front}---\n\n{body}"


def site(root: Path) -> Scratch:
    """A repository with an empty site.toml and no plan yet."""
    return Scratch(root).write("site.toml", "").write(".gitignore", "public/\n.kamgen/\n")


class Told:
    """What the engine makes of a repository as it is now."""

    def __init__(self, scratch: Scratch, as_of: date = AS_OF, cache: Cache | None = None) -> None:
        self.session = open_site(scratch.root)
        self.notes: list[str] = []
        self._cache = cache or NullCache()
        self.engine = Engine(self._cache, Crew())
        folder = self.session.content.folder
        self.archive = archive_of(scratch.root, folder, self._cache, Terminal(True, False, True))
        self.assessed: Assessed = self.engine.assess(self.session.content, self.session.site, as_of, self.archive)

    def freshness(self, path: str = HALDEN) -> Freshness:
        return next(found.freshness for found in self.assessed.plans if found.source.path == path)

    @property
    def pasts(self) -> Pasts:
        assert self.archive is not None
        found = pasts_of(self.engine, self.assessed, self.archive)
        assert found is not None
        return found

    def past(self, path: str = HALDEN) -> AccountPast:
        return self.pasts.of(self.assessed.plans)[path]

    def samples(self) -> tuple[Sample, ...]:
        return self.pasts.samples

    def whole(self) -> PortfolioPast:
        pasts = self.pasts
        return pasts.whole(pasts.samples[-1].whole)
