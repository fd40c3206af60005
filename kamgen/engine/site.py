"""A site: how its pages look, which files it has, and those files, made in a row or one by one as a reader asks.

What was written last is taken over where it was made from the same, and noted for the next time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

import kamgen
from kamgen.analyse.summary import figures
from kamgen.cache import Key
from kamgen.cache.values import encode
from kamgen.engine import keys
from kamgen.engine.engine import AccountJob, Engine, LinkedPlans
from kamgen.engine.jobs import JobResult
from kamgen.facts.money import display_year
from kamgen.model.account_history import NO_PORTFOLIO_HISTORY, AccountHistory
from kamgen.model.summary import Portfolio, Summary
from kamgen.render.account_rows import AccountRows
from kamgen.render.links import attachment_path
from kamgen.render.site_context import account_addresses, make_site_context, site_frame
from kamgen.render.theme import RenderConfig, Theme
from kamgen.write.output_folder import check_output
from kamgen.write.site import (
    BuiltFile,
    FileContent,
    Manifest,
    PreviousOutput,
    PreviousOutputChanged,
    WrittenFile,
    find_previous_output,
    write_site,
)

if TYPE_CHECKING:
    from kamgen.engine.account_histories import AccountHistories
    from kamgen.history.plan_history import PlanHistory
    from kamgen.render.account_rows import PortfolioData
    from kamgen.render.site import PortfolioFile, Renderer
    from kamgen.render.views.document import Document


class BuildPlan(Struct, frozen=True, dict=True):
    """Everything that a site is made from."""

    linked: LinkedPlans
    config: RenderConfig
    histories: AccountHistories | None = None
    """None without history."""

    @cached_property
    def jobs(self) -> tuple[AccountJob, ...]:
        """All accounts, in order of their paths."""
        linked, past = self.linked, self.histories.key if self.histories else None
        return tuple(
            AccountJob(
                summary,
                keys.pages_key(summary, self.config_key, past(plan) if past else b""),
                plan,
                account_addresses(plan.links.slug, linked.site),
            )
            for summary, plan in zip(linked.summary_keys(), linked.plans, strict=True)
        )

    @cached_property
    def key(self) -> Key:
        """Of the files of the portfolio."""
        past = self.histories.whole_key if self.histories else b""
        return keys.portfolio_key((job.pages_key for job in self.jobs), self.config_key, past)

    @cached_property
    def config_key(self) -> Key:
        """Of everything that all pages are made with."""
        return keys.config_key(self.config)

    @cached_property
    def named(self) -> dict[str, Document | None]:
        """The files that plans name, by their paths; None for what is copied as it is."""
        from kamgen.engine.documents import named_files

        return named_files(self.linked)

    @cached_property
    def documents(self) -> dict[str, tuple[Key, Document]]:
        """The pages of documents by their addresses, each with its key."""
        made = [each for each in self.named.values() if each]
        return {each.url: (keys.document_key(each, self.config_key), each) for each in made}

    def copied(self, root: Path) -> Iterator[tuple[str, Path]]:
        """What is copied as it is: path below the output, and the file."""
        for path, file in self.config.theme.static:
            yield f"static/{path}", file
        for path, document in sorted(self.named.items(), key=itemgetter(0)):
            if document is None:
                yield attachment_path(path, self.linked.content.folder), root / path

    def portfolio_files(self, portfolio: Portfolio, rows: Mapping[Key, AccountRows]) -> dict[str, PortfolioFile]:
        """The files of the portfolio; ``rows`` are those of all jobs."""
        return self.renderer.portfolio(self.data(portfolio, rows))

    def data(self, portfolio: Portfolio, rows: Mapping[Key, AccountRows]) -> PortfolioData:
        """What the files of the portfolio show."""
        from kamgen.analyse.summary import portfolio_point, standings
        from kamgen.check import check_portfolio
        from kamgen.render.account_rows import make_portfolio_data

        day, past = portfolio.as_of, NO_PORTFOLIO_HISTORY
        if self.histories is not None:
            today = standings(portfolio.accounts, day, portfolio.site.calendar().year_of(day))
            past = self.histories.whole(portfolio_point(today, day))
        by_slug = {job.plan.links.slug: rows[job.pages_key] for job in self.jobs}
        sums = figures(portfolio, self.config.context.year)
        return make_portfolio_data(portfolio, sums, by_slug, check_portfolio(portfolio), past)

    @cached_property
    def renderer(self) -> Renderer:
        """What renders the pages that are no account's own."""
        from kamgen.render.site import Renderer

        return Renderer(self.config)


def make_build_plan(linked: LinkedPlans, theme: Theme, histories: AccountHistories | None = None) -> BuildPlan:
    """The build plan of a site with that theme; ``histories`` where it has a history."""
    references = (plan.reference for plan in linked.plans)
    year = display_year(references, linked.site.calendar(), linked.as_of)
    since = histories.since if histories else None
    context = make_site_context(linked.site, linked.as_of, year, len(linked.plans), since)
    frame = site_frame(context, kamgen.__version__)
    return BuildPlan(linked, RenderConfig(context, theme, frame, linked.content.folder), histories)


class _Accounts:
    """All accounts of a site: what is known of them, and what is rendered."""

    def __init__(self, engine: Engine, build_plan: BuildPlan, with_rows: bool = True) -> None:
        recall = engine.cache.get
        self._engine = engine
        self._build_plan = build_plan
        self.summaries = recall([job.summary for job in build_plan.jobs], Summary)
        self.rows = recall([job.pages_key for job in build_plan.jobs], AccountRows) if with_rows else {}

    def render(self, jobs: Sequence[AccountJob], pages: bool) -> Iterator[tuple[AccountJob, JobResult]]:
        """Render those accounts; ``pages`` says whether their own pages are wanted too."""
        build_plan, histories = self._build_plan, dict[str, AccountHistory]()
        if build_plan.histories is not None:
            histories = build_plan.histories.of([job.plan for job in jobs])
        for job, done in self._engine.render(jobs, build_plan.linked, build_plan.config, histories, pages):
            self.summaries[job.summary] = done.summary
            if done.rows is not None:
                self.rows[job.pages_key] = done.rows
            yield job, done

    def complete(self) -> None:
        """See to it that all are known."""
        known = self.summaries.keys() | self.rows.keys()
        missing = [job for job in self._build_plan.jobs if not known >= {job.summary, job.pages_key}]
        for _ in self.render(missing, pages=False):
            pass

    def portfolio(self) -> Portfolio:
        """All accounts in brief, once all are known."""
        return self._build_plan.linked.portfolio(self.summaries[job.summary] for job in self._build_plan.jobs)


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
        build_plan, cache, former = self._build_plan, self._engine.cache, self._former
        cache.retain(job.pages_key for job in build_plan.jobs)
        known = cache.get([build_plan.key], dict[str, Key]).get(build_plan.key, {})
        as_before = bool(known) and all(former.has(url, key) for url, key in known.items())
        accounts = _Accounts(self._engine, build_plan, with_rows=not as_before)
        missing: list[AccountJob] = []
        for job in build_plan.jobs:
            made = job.summary in accounts.summaries and (as_before or job.pages_key in accounts.rows)
            if made and all(former.has(url, job.pages_key) for url in job.addresses):
                yield from ((url, BuiltFile(job.pages_key, None)) for url in job.addresses)
            else:
                missing.append(job)
        for job, done in accounts.render(missing, pages=True):
            yield from ((url, BuiltFile(job.pages_key, data)) for url, data in done.pages)
        self.portfolio = accounts.portfolio()
        if as_before:
            yield from ((url, BuiltFile(key, None)) for url, key in known.items())
        else:
            yield from self._portfolio_pages(accounts.rows)
        for url, (key, document) in build_plan.documents.items():
            yield url, BuiltFile(key, None if former.has(url, key) else build_plan.renderer.document(document))
        yield from build_plan.copied(self._root)

    def _portfolio_pages(self, rows: Mapping[Key, AccountRows]) -> Iterator[tuple[str, FileContent]]:
        """The files of the portfolio; those that show the same as before are not rendered again."""
        build_plan, made = self._build_plan, dict[str, Key]()
        for url, file in build_plan.portfolio_files(self.portfolio, rows).items():
            shown = file.view()
            plain = encode(shown)
            made[url] = key = keys.file_key(plain, build_plan.config_key) if plain else build_plan.key
            yield url, BuiltFile(key, None if self._former.has(url, key) else file.render(shown))
        self._engine.cache.put({build_plan.key: made})


def portfolio_data(engine: Engine, build_plan: BuildPlan) -> PortfolioData:
    """What the pages of the portfolio show, without any page."""
    accounts = _Accounts(engine, build_plan)
    accounts.complete()
    return build_plan.data(accounts.portfolio(), accounts.rows)


class SiteSnapshot:
    """A site as it was read. ThemeError when a template fails, at once for rows and with `file` for pages."""

    def __init__(self, engine: Engine, build_plan: BuildPlan, root: Path) -> None:
        self._accounts = accounts = _Accounts(engine, build_plan)
        self._jobs = {url: job for job in build_plan.jobs for url in job.addresses}
        self._rendered: dict[str, bytes] = {}
        self._build_plan = build_plan
        accounts.complete()
        self.portfolio = accounts.portfolio()
        self._files = build_plan.portfolio_files(self.portfolio, accounts.rows)
        self._copied = dict(build_plan.copied(root))

    def file(self, path: str) -> bytes | Path | None:
        """What is at ``path`` below the site; None when nothing is."""
        if path in self._copied:
            return self._copied[path]
        if path not in self._rendered and path in self._jobs:
            for _, done in self._accounts.render([self._jobs[path]], pages=True):
                self._rendered |= dict(done.pages)
        elif path not in self._rendered and path in self._build_plan.documents:
            self._rendered[path] = self._build_plan.renderer.document(self._build_plan.documents[path][1])
        elif path not in self._rendered and path in self._files:
            self._rendered[path] = self._files[path]()
        return self._rendered.get(path)


def build(
    engine: Engine,
    linked: LinkedPlans,
    theme: Theme,
    root: Path,
    output: Path,
    plan_history: PlanHistory | None = None,
) -> tuple[Portfolio, Manifest]:
    """Make the site of ``root`` in ``output``; its accounts, and the files it has now.

    ``plan_history`` is what pages tell of. Raises `OutputError`, `ThemeError` and `GitError`; the former site then
    stays as it was.
    """
    histories = None
    if plan_history is not None:  # most of what it needs is needed there alone
        from kamgen.engine.account_histories import account_histories

        histories = account_histories(engine, linked, plan_history)
    target, build_plan = check_output(output), make_build_plan(linked, theme, histories)
    key = keys.output_key(target)
    manifest: Manifest = engine.cache.get([key], dict[str, WrittenFile]).get(key, {})

    def made(former: PreviousOutput) -> tuple[Portfolio, Manifest]:
        files = SiteFiles(engine, build_plan, root, former)
        written = write_site(target, files, former)
        return files.portfolio, written

    try:
        portfolio, written = made(find_previous_output(target, manifest))
    except PreviousOutputChanged:
        portfolio, written = made(PreviousOutput())
    if written != manifest:
        engine.cache.put({key: dict(written)})
    return portfolio, written
