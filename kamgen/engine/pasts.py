"""The past of a site: every version of every plan held against the one before, and all accounts judged on past days.

    accounts   log ─▶ lineage of each plan ─▶ versions ─▶ its past (change log, moves, since the last review)
    samples    log ─▶ what all plans held on a day ─▶ judged by today's rules as of that day ─▶ points

Both are remembered: what a plan held, and what a day was, does not change any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from kamgen.analyse.points import account_point, portfolio_point
from kamgen.compare.calendar import sample_days
from kamgen.compare.lineage import Lineage, lineages
from kamgen.compare.states import State, states_on
from kamgen.engine import keys
from kamgen.engine.batches import batches
from kamgen.engine.tasks import PastJob, Setting, packed, past_batch
from kamgen.memory.forget import Forgetful
from kamgen.memory.ram import QuickMemory
from kamgen.model.history import Freshness
from kamgen.model.past import AccountPast, Point, Sample
from kamgen.model.source import Content, Source

if TYPE_CHECKING:
    from kamgen.engine.archive import Archive
    from kamgen.engine.engine import Assessed, Engine, Located
    from kamgen.memory import Key

MOST = 100
"""Versions of a plan that are read, the newest ones."""


@dataclass(frozen=True, slots=True)
class Pasts:
    """The past of a site, without today."""

    accounts: Mapping[str, AccountPast] = field(default_factory=dict)
    """By the path of the plan."""
    points: tuple[Point, ...] = ()
    """Of all accounts together, oldest first."""


def pasts_of(engine: Engine, assessed: Assessed, archive: Archive) -> Pasts:
    """The past of every account, and of all together."""
    known = lineages(archive.log, [plan.source.path for plan in assessed.plans])
    samples = tuple(_samples(engine, assessed, archive))
    told = account_pasts(engine, assessed, archive, known)
    accounts = {path: replace(past, points=tuple(_points(known.get(path, ()), samples))) for path, past in told.items()}
    return Pasts(accounts, tuple(sample.whole for sample in samples))


def account_pasts(
    engine: Engine,
    assessed: Assessed,
    archive: Archive,
    known: Mapping[str, Lineage],
) -> dict[str, AccountPast]:
    """The pasts of those accounts that have a lineage, by path, without their points."""
    asked: dict[Key, tuple[Located, Lineage, date | None]] = {}
    for plan in assessed.plans:
        if lineage := known.get(plan.source.path, ()):
            reviewed = max((day for day in plan.reference.reviews if day <= assessed.as_of), default=None)
            key = keys.past_key(plan.key, lineage[: MOST + 1], reviewed, assessed.site)
            asked[key] = plan, lineage, reviewed
    found: dict[Key, AccountPast] = engine.memory.recall(asked)
    missing = {key: one for key, one in asked.items() if key not in found}
    setting = packed(Setting(assessed.site, assessed.as_of, assessed.content.folder, None, False))
    made = engine.crew.spread(partial(past_batch, setting), _jobs(missing.values(), archive), len(missing))
    for batch in batches(zip(missing, made, strict=True)):
        engine.memory.keep(dict(batch))
        found |= batch
    return {plan.source.path: found[key] for key, (plan, _, _) in asked.items()}


def _jobs(asked: Iterable[tuple[Located, Lineage, date | None]], archive: Archive) -> Iterator[PastJob]:
    for batch in batches(asked, 8):
        contents = archive.read([held.blob for _, lineage, _ in batch for held in lineage[:MOST]])
        for plan, lineage, reviewed in batch:
            versions = tuple((held, next(contents)) for held in lineage[:MOST])
            yield PastJob(plan.source, versions, len(lineage) <= MOST, reviewed)


def _points(lineage: Lineage, samples: Iterable[Sample]) -> Iterator[Point]:
    """An account's points: on each day under the path that its plan had then."""
    for sample in samples:
        path = next((held.path for held in lineage if held.day <= sample.whole.day), None)
        if path is not None and path in sample.accounts:
            yield sample.accounts[path]


def _samples(engine: Engine, assessed: Assessed, archive: Archive) -> Iterator[Sample]:
    steps, site = archive.log.steps, assessed.site
    if not steps:
        return
    first = max((step.commit.date for step in steps if step.cut), default=min(step.commit.date for step in steps))
    days = sample_days(first, assessed.as_of, site.history.months)
    content, judge = assessed.content, keys.judge_key
    states = {
        keys.sample_key(state, day, judge(site, day), content.folder, content.files): (day, _plans(state, content))
        for day, state in states_on(archive.log, days)
    }
    found: dict[Key, Sample] = engine.memory.recall(states)
    again = QuickMemory(Forgetful(), all_of_it=True)
    replay = engine.with_memory(again)
    for key, (day, state) in states.items():
        if key not in found:
            sample = _judged(replay, assessed, archive, day, state)
            engine.memory.keep({key: sample})
            again.turn()
            yield sample
        else:
            yield found[key]


def _plans(state: State, content: Content) -> State:
    return {path: stood for path, stood in state.items() if path.startswith(f"{content.folder}/")}


def _judged(replay: Engine, assessed: Assessed, archive: Archive, day: date, state: State) -> Sample:
    """All plans of a day, judged by today's rules as of that day."""
    contents = archive.read([stood.blob for stood in state.values()])
    sources = tuple(Source(path, data) for path, data in zip(state, contents, strict=True))
    then = replay.assess(replace(assessed.content, plans=sources), assessed.site, day)
    fresh = (
        plan._replace(freshness=Freshness(stood.changed, "", "", ()))
        for plan, stood in zip(then.plans, state.values(), strict=True)
    )
    brief = replay.brief(replace(then, plans=tuple(fresh)))
    year = assessed.site.calendar().year_of(day)
    points = {account.path: account_point(account, day, year) for account in brief.accounts}
    return Sample(portfolio_point(brief.accounts, points.values(), day), points)
