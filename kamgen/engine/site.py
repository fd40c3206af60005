"""The files of a site: all of them in the order in which they are made, or one by one as a reader asks for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kamgen.cache import Key
from kamgen.cache.values import encode
from kamgen.engine import keys
from kamgen.engine.build_plan import BuildPlan
from kamgen.engine.engine import Engine
from kamgen.engine.linked_plans import LinkedPlan
from kamgen.model.summary import Portfolio, Summary
from kamgen.render.account_rows import AccountRows
from kamgen.write.site import FileContent, MadeFile, PreviousOutput

if TYPE_CHECKING:
    from kamgen.render.account_rows import AccountRows


class SiteFiles:
    """All files of a site with their paths below the output, made while they are iterated over, once.

    What ``former`` has, made from the same, is not made again. ThemeError when a template fails.
    """

    def __init__(self, engine: Engine, build_plan: BuildPlan, root: Path, former: PreviousOutput) -> None:
        self.portfolio = build_plan.linked.portfolio(())
        """All accounts in brief, once all files have gone by."""
        self._engine = engine
        self._build_plan = build_plan
        self._root = root
        self._former = former

    def __iter__(self) -> Iterator[tuple[str, FileContent]]:
        build_plan, recall = self._build_plan, self._engine.cache.get
        self._engine.cache.retain(job.shown for job in build_plan.jobs)
        pages = recall([build_plan.key], dict[str, bytes]).get(build_plan.key, {})
        as_before = bool(pages) and all(self._former.has(url, key) for url, key in pages.items())
        summaries = recall([job.summary for job in build_plan.jobs], Summary)
        rows = {} if as_before else recall([job.shown for job in build_plan.jobs], AccountRows)
        missing: dict[Key, tuple[Key, LinkedPlan]] = {}
        for job in build_plan.jobs:
            known = job.summary in summaries and (as_before or job.shown in rows)
            if known and all(self._former.has(url, job.shown) for url in job.addresses):
                yield from ((url, MadeFile(job.shown, None)) for url in job.addresses)
            else:
                missing[job.shown] = job.summary, job.plan
        for shown, done in self._engine.render(missing, build_plan.linked, build_plan.shown):
            summaries[missing[shown][0]] = done.summary
            if done.rows is not None:
                rows[shown] = done.rows
            yield from ((url, MadeFile(shown, data)) for url, data in done.pages)
        self.portfolio = build_plan.linked.portfolio(summaries[job.summary] for job in build_plan.jobs)
        if as_before:
            yield from ((url, MadeFile(key, None)) for url, key in pages.items())
        else:
            yield from self._made(rows)
        yield from build_plan.copied(self._root)

    def _made(self, rows: Mapping[Key, AccountRows]) -> Iterator[tuple[str, FileContent]]:
        """The files of the portfolio; those that show the same as before are not rendered again."""
        build_plan, made = self._build_plan, dict[str, Key]()
        for url, file in build_plan.portfolio_files(self.portfolio, rows).items():
            shown = file.shown()
            plain = encode(shown)
            made[url] = key = keys.file_key(plain, build_plan.config_key) if plain else build_plan.key
            yield url, MadeFile(key, None if self._former.has(url, key) else file.render(shown))
        self._engine.cache.put({build_plan.key: made})


class SiteSnapshot:
    """A site as it was read. ThemeError when a template fails, at once for rows and with `file` for pages."""

    def __init__(self, engine: Engine, build_plan: BuildPlan, root: Path) -> None:
        self._engine = engine
        self._build_plan = build_plan
        self._jobs = {url: job for job in build_plan.jobs for url in job.addresses}
        self._made: dict[str, bytes] = {}
        self.portfolio, rows = self._judged()
        self._files = build_plan.portfolio_files(self.portfolio, rows)
        self._copied = dict(build_plan.copied(root))

    def file(self, path: str) -> bytes | Path | None:
        """What is at ``path`` below the site; None when nothing is."""
        if path in self._copied:
            return self._copied[path]
        if path in self._made:
            return self._made[path]
        if path in self._jobs:
            build_plan = self._build_plan
            self._made |= self._engine.pages(self._jobs[path].plan, build_plan.linked, build_plan.shown)
        elif path in self._files:
            self._made[path] = self._files[path]()
        return self._made.get(path)

    def _judged(self) -> tuple[Portfolio, dict[Key, AccountRows]]:
        build_plan = self._build_plan
        summaries = self._engine.cache.get([job.summary for job in build_plan.jobs], Summary)
        rows = self._engine.cache.get([job.shown for job in build_plan.jobs], AccountRows)
        missing: dict[Key, tuple[Key, LinkedPlan]] = {
            job.shown: (job.summary, job.plan)
            for job in build_plan.jobs
            if job.summary not in summaries or job.shown not in rows
        }
        for shown, done in self._engine.render(missing, build_plan.linked, build_plan.shown, pages=False):
            summaries[missing[shown][0]] = done.summary
            if done.rows is not None:
                rows[shown] = done.rows
        return build_plan.linked.portfolio(summaries[job.summary] for job in build_plan.jobs), rows
