"""A build from start to end: what was written last is taken over where it can be, and noted for the next time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kamgen.engine import keys
from kamgen.engine.build_plan import make_build_plan
from kamgen.engine.engine import Engine
from kamgen.engine.linked_plans import LinkedPlans
from kamgen.engine.site import SiteFiles
from kamgen.model.summary import Portfolio
from kamgen.render.theme import Theme
from kamgen.write.output_folder import check_output
from kamgen.write.site import (
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
    target = check_output(output)
    build_plan = make_build_plan(linked, theme, _pasts(engine, linked, plan_history) if plan_history else None)
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


def _pasts(engine: Engine, linked: LinkedPlans, plan_history: PlanHistory) -> AccountHistories | None:
    from kamgen.engine.account_histories import (
        account_histories,  # only where there is history: most of what it needs is needed there alone
    )

    return account_histories(engine, linked, plan_history)


def pages(files: Manifest) -> int:
    """How many of the files are pages."""
    return sum(name.endswith(".html") for name in files)
