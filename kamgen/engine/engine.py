"""The engine: the stages of `kamgen.pipeline`, with what was made before remembered and the rest made by a crew.

assess   content ─▶ references, links, and the key of every plan
brief    ─▶ a summary of each account, which is all that `check` needs
show     ─▶ accounts judged and rendered (see `engine.site` for the site as a whole)

No code decides what is out of date: whatever has the same key was made from the same (see `engine.keys`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

from kamgen.cache import Cache, Key
from kamgen.engine import keys
from kamgen.engine.assessed import Assessed, Located
from kamgen.engine.batches import batches
from kamgen.engine.crew import Crew
from kamgen.engine.setting import Setting, packed
from kamgen.engine.tasks import Done, Job, ShownPast, judge_batch, parse_batch
from kamgen.link import link_plans
from kamgen.model.account_ref import AccountRef
from kamgen.model.config import SiteConfig
from kamgen.model.history import UNKNOWN, Freshness
from kamgen.model.past import AccountPast
from kamgen.model.source import Content
from kamgen.model.summary import Portfolio, Summary

if TYPE_CHECKING:
    from kamgen.engine.archive import Archive
    from kamgen.render.frame import RenderConfig


class Told(Protocol):
    """What pages tell of the past."""

    def shown(self, plans: Sequence[Located]) -> Mapping[str, ShownPast]:
        """The pasts of those plans that have one, by path."""

    def keep(self, made: Iterable[tuple[Located, AccountPast]]) -> None:
        """Remember the pasts that were made."""


class Shown(NamedTuple):
    """How accounts are rendered."""

    config: RenderConfig
    pasts: Told | None
    """None without history."""


class Engine:
    """Makes what is asked for from content. Same content, same site, same day: same bytes, whatever is remembered."""

    def __init__(self, cache: Cache, crew: Crew) -> None:
        self.cache = cache
        self.crew = crew
        self._plans: dict[Key, bytes] = {}
        """Plans that this run parsed, until they are judged."""

    def with_cache(self, cache: Cache) -> Engine:
        """The same with another cache."""
        return Engine(cache, self.crew)

    def assess(self, content: Content, site: SiteConfig, as_of: date, archive: Archive | None = None) -> Assessed:
        """Parse and link all plans; ``archive`` tells when they last changed. Raises what reading it raises."""
        plan_keys = [keys.plan_key(source, content.folder) for source in content.plans]
        self.cache.retain(plan_keys)
        references = self._references(content, plan_keys)
        linked = link_plans(references, content, site, as_of)
        located = zip(plan_keys, content.plans, linked, strict=True)
        fresh = self._freshness(content, site, as_of, archive)
        plans = tuple(
            Located(key, source, *pair, each) for (key, source, pair), each in zip(located, fresh, strict=True)
        )
        return Assessed(content, site, as_of, plans)

    def brief(self, assessed: Assessed) -> Portfolio:
        """All accounts in brief."""
        plans = dict(zip(assessed.summary_keys(), assessed.plans, strict=True))
        known: dict[Key, Summary] = self.cache.get(plans)
        missing = {key: plan for key, plan in plans.items() if key not in known}
        made = {key: done.summary for key, done in self._judged(missing, assessed, None, False)}
        self.cache.put(made)
        known |= made
        return assessed.portfolio(known[key] for key in plans)

    def show(
        self, plans: Mapping[Key, tuple[Key, Located]], assessed: Assessed, show: Shown, pages: bool = True
    ) -> Iterator[tuple[Key, Done]]:
        """Judge and render plans, given by the key of what is shown, each with the key of its summary."""
        done = self._judged({key: plan for key, (_, plan) in plans.items()}, assessed, show, pages)
        for batch in batches(done):
            listings = {key: each.listing for key, each in batch}
            self.cache.put(listings | {plans[key][0]: each.summary for key, each in batch})
            if show.pasts is not None:
                show.pasts.keep((plans[key][1], each.past) for key, each in batch if each.past)
            yield from batch

    def pages(self, plan: Located, assessed: Assessed, show: Shown) -> dict[str, bytes]:
        """The own pages of one account by their addresses, for a reader who asks for them; nothing is remembered."""
        ((_, done),) = self._judged({plan.key: plan}, assessed, show, True)
        return dict(done.pages)

    def _freshness(
        self, content: Content, site: SiteConfig, as_of: date, archive: Archive | None
    ) -> Sequence[Freshness]:
        if archive is None:
            return [UNKNOWN] * len(content.plans)
        from kamgen.engine.freshness import Freshener

        setting = Setting(site, as_of, content.folder, None, False)
        return Freshener(setting, archive, self.cache, self.crew).of(content.plans)

    def _references(self, content: Content, plan_keys: Sequence[Key]) -> list[AccountRef]:
        sources = dict(zip(map(keys.reference_key, plan_keys), zip(plan_keys, content.plans, strict=True), strict=True))
        known: dict[Key, AccountRef] = self.cache.get(sources)
        missing = {key: source for key, source in sources.items() if key not in known}
        task = partial(parse_batch, content.folder)
        parsed = self.crew.spread(task, [source for _, source in missing.values()], len(missing), "Reading plans")
        done = zip(missing.items(), parsed, strict=True)
        for batch in batches(done):
            plans = {key: made.plan for (_, (key, _)), made in batch}
            references = {key: made.reference for (key, _), made in batch}
            self._plans |= plans
            known |= references
            self.cache.put({**plans, **references})
        return [known[key] for key in sources]

    def _judged(
        self, plans: Mapping[Key, Located], assessed: Assessed, show: Shown | None, pages: bool
    ) -> Iterator[tuple[Key, Done]]:
        if not plans:
            return iter(())
        config, pasts = show or (None, None)
        setting = packed(Setting(assessed.site, assessed.as_of, assessed.content.folder, config, pages))
        jobs = self._jobs(plans.values(), pasts)
        done = self.crew.spread(partial(judge_batch, setting), jobs, len(plans), "Judging plans")
        return zip(plans, done, strict=True)

    def _jobs(self, plans: Iterable[Located], pasts: Told | None) -> Iterator[Job]:
        """Jobs of plans, each recalled shortly before it is sent: thousands at once would fill memory."""
        for batch in batches(plans):
            remembered = self.cache.get([plan.key for plan in batch if plan.key not in self._plans])
            told = pasts.shown(batch) if pasts else {}
            for key, source, _, links, freshness in batch:
                plan = self._plans.pop(key, None) or remembered.get(key)
                yield Job(plan, links, freshness, source, told.get(source.path))
