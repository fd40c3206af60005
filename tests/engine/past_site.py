"""Small sites with a history, and what the engine makes of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kamgen.cache import Cache, NullCache
from kamgen.cli.open_site import open_site
from kamgen.cli.runtime import plan_history_of
from kamgen.cli.terminal import Terminal
from kamgen.engine.account_histories import AccountHistories, account_histories
from kamgen.engine.engine import Engine, LinkedPlans
from kamgen.engine.worker_pool import WorkerPool
from kamgen.model.account_history import AccountHistory, PortfolioHistory, Sample
from kamgen.model.context import Freshness
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
        self.engine = Engine(self._cache, WorkerPool())
        folder = self.session.content.folder
        self.plan_history = plan_history_of(scratch.root, folder, self._cache, Terminal(True, False, True))
        self.linked: LinkedPlans = self.engine.link(self.session.content, self.session.site, as_of, self.plan_history)

    def freshness(self, path: str = HALDEN) -> Freshness:
        return next(found.freshness for found in self.linked.plans if found.source.path == path)

    @property
    def histories(self) -> AccountHistories:
        assert self.plan_history is not None
        found = account_histories(self.engine, self.linked, self.plan_history)
        assert found is not None
        return found

    def past(self, path: str = HALDEN) -> AccountHistory:
        return self.histories.of(self.linked.plans)[path]

    def samples(self) -> tuple[Sample, ...]:
        return self.histories.samples

    def whole(self) -> PortfolioHistory:
        histories = self.histories
        return histories.whole(histories.samples[-1].whole)
