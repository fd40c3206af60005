"""Where the time goes, stage by stage, in microseconds a plan: ``python bench/stages.py --size 1000``.

All stages run one after another in this process, without workers, on one made-up site; after one run that warms up,
the quickest of several counts. Told is processor time, the kernel's included: what else the machine does falls out,
waiting for the disk too.
``--profile STAGE`` prints the functions that take longest in one stage instead.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import pstats
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from corpus import AS_OF, write_corpus

from kamgen.analyse.summary import summarise
from kamgen.cache import Key
from kamgen.cache.disk import DiskCache
from kamgen.cache.values import decode, encode
from kamgen.cli.options import rarely_collected
from kamgen.engine import keys
from kamgen.engine.engine import LinkedPlan, LinkedPlans
from kamgen.engine.site import make_build_plan
from kamgen.link import link_plans, refer
from kamgen.model.account import Account
from kamgen.model.config import SiteConfig
from kamgen.model.context import UNKNOWN
from kamgen.model.plan import Plan
from kamgen.model.source import Content
from kamgen.parse.config import parse_config
from kamgen.parse.plan import parse_plan
from kamgen.pipeline import Judge
from kamgen.read.disk import read_content, read_site_text
from kamgen.render.site import Renderer
from kamgen.render.theme import Theme, load_theme
from kamgen.score import score_plan
from kamgen.write.site import write_site

STAGES = (
    "read", "parse", "link", "check", "score", "summarise", "account pages", "account rows", "portfolio pages", "write",
    "remember",
)  # fmt: skip
"""In their order. ``check`` scores too, as builds do; in the table the time of ``score`` is taken off it."""

T = TypeVar("T")


class Stopwatch:
    """Times stages, or profiles one of them."""

    def __init__(self, profiled: str | None) -> None:
        self.seconds: dict[str, float] = {}
        """The quickest run of each stage, in seconds of processor time."""
        self._profiled = profiled

    def __call__(self, stage: str, work: Callable[[], T]) -> T:
        """The result of ``work``, timed."""
        if stage == self._profiled:
            return profiled(work)
        gc.collect()
        start = time.process_time()
        result = work()
        self.seconds[stage] = min(time.process_time() - start, self.seconds.get(stage, 1e9))
        return result


def profiled(work: Callable[[], T]) -> T:
    """The result of ``work``, after a list of what it spent its time on."""
    profile = cProfile.Profile()
    result = profile.runcall(work)
    pstats.Stats(profile).sort_stats("tottime").print_stats(25)
    return result


def run_once(root: Path, theme: Theme, timed: Stopwatch) -> None:
    """One build, every stage for all plans before the next."""
    site = parse_config(read_site_text(root))
    content = timed("read", lambda: read_content(root, site.content))
    plans = timed("parse", lambda: [parse_plan(source, content.folder) for source in content.plans])
    assessed = timed("link", lambda: assess(plans, content, site))
    accounts = timed("check", lambda: check(plans, assessed))
    timed("score", lambda: score(accounts, site))
    summaries = timed("summarise", lambda: [summarise(account, site, AS_OF) for account in accounts])
    build_plan = make_build_plan(assessed, theme)
    renderer = Renderer(build_plan.config)
    pairs = list(zip(accounts, content.plans, strict=True))
    pages = timed("account pages", lambda: [page for pair in pairs for page in renderer.account(*pair)])
    briefs = list(zip(accounts, summaries, strict=True))
    shown = timed("account rows", lambda: [renderer.rows(*brief) for brief in briefs])
    rows = dict(zip((order.pages_key for order in build_plan.jobs), shown, strict=True))
    others = timed(
        "portfolio pages",
        lambda: [
            (url, make()) for url, make in build_plan.portfolio_files(assessed.portfolio(summaries), rows).items()
        ],
    )
    timed("write", lambda: write_site(root / "public", [*pages, *others, *build_plan.copied(root)]))
    kept = dict(zip((order.summary for order in build_plan.jobs), summaries, strict=True)) | rows
    timed("remember", lambda: remember(root / "cache.sqlite", plans, assessed, kept))


def assess(plans: list[Plan], content: Content, site: SiteConfig) -> LinkedPlans:
    """All plans, linked. The keys stand for those that ``remember`` makes."""
    linked = link_plans([refer(plan) for plan in plans], content, site, AS_OF)
    located = zip(plans, content.plans, linked, strict=True)
    return LinkedPlans(
        content,
        site,
        AS_OF,
        tuple(LinkedPlan(plan.path.encode(), source, *pair, UNKNOWN) for plan, source, pair in located),
    )


def check(plans: list[Plan], assessed: LinkedPlans) -> list[Account]:
    """All accounts, checked and scored."""
    judge = Judge(assessed.site, AS_OF)
    return [judge(plan, each.links) for plan, each in zip(plans, assessed.plans, strict=True)]


def score(accounts: list[Account], site: SiteConfig) -> None:
    """Score once more what ``check`` has scored."""
    for account in accounts:
        if account.scorecard:
            score_plan(account.scorecard.criteria, site)


def remember(file: Path, plans: list[Plan], assessed: LinkedPlans, kept: Mapping[Key, object]) -> None:
    """What the engine does beside the stages: keys, plans as bytes and back, and what is kept for the next build."""
    plan_keys = [keys.plan_key(source, assessed.content.folder) for source in assessed.content.plans]
    written = [encode(plan) for plan in plans]
    for data in written:
        decode(data, Plan)
    assessed.summary_keys()
    cache = DiskCache(file, print)
    cache.put(dict(zip(plan_keys, written, strict=True)))
    references = (each.reference for each in assessed.plans)
    cache.put(dict(zip(map(keys.reference_key, plan_keys), references, strict=True)))
    cache.put(kept)
    cache.close()
    file.unlink()


def rows(seconds: dict[str, float], size: int) -> Iterator[str]:
    """The table, in Markdown."""
    told = seconds | {"check": seconds["check"] - seconds["score"]}
    data = sum(told.values())
    yield from ("| stage | µs a plan | part |", "| --- | ---: | ---: |")
    for stage, taken in told.items():
        yield f"| {stage} | {taken / size * 1e6:,.0f} | {taken / data:.1%} |"
    yield f"| all | {data / size * 1e6:,.0f} | 100% |"


def main() -> None:
    """Read the options, run, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=1000, help="plans")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--profile", metavar="STAGE", choices=STAGES, help=f"one of: {', '.join(STAGES)}")
    given = parser.parse_args()
    root = Path(tempfile.mkdtemp(prefix="kamgen-stages-"))
    stopwatch = Stopwatch(given.profile)
    try:
        write_corpus(root, given.size)
        with rarely_collected():
            theme = load_theme(root, "default")
            run_once(root, theme, Stopwatch(None))
            for _ in range(1 if given.profile else given.runs):
                shutil.rmtree(root / "public", ignore_errors=True)
                run_once(root, theme, stopwatch)
    finally:
        shutil.rmtree(root)
    if not given.profile:
        print(*rows(stopwatch.seconds, given.size), sep="\n")


if __name__ == "__main__":
    main()
