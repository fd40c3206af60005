"""The files of a site, in the order in which they are made: accounts, the portfolio, what is copied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kamgen.cache import Key
from kamgen.engine.assessed import Located
from kamgen.engine.blueprint import Blueprint
from kamgen.engine.engine import Engine
from kamgen.model.summary import Summary
from kamgen.write.former import Former
from kamgen.write.site import Content, Made

if TYPE_CHECKING:
    from kamgen.render.listing import Listing


class SiteFiles:
    """All files of a site with their paths below the output, made while they are iterated over, once.

    What ``former`` has, made from the same, is not made again. ThemeError when a template fails.
    """

    def __init__(self, engine: Engine, blueprint: Blueprint, root: Path, former: Former) -> None:
        self.portfolio = blueprint.assessed.portfolio(())
        """All accounts in brief, once all files have gone by."""
        self._engine = engine
        self._blueprint = blueprint
        self._root = root
        self._former = former

    def __iter__(self) -> Iterator[tuple[str, Content]]:
        drawn, recall = self._blueprint, self._engine.cache.get
        self._engine.cache.retain(order.shown for order in drawn.orders)
        pages: tuple[str, ...] | None = recall([drawn.key]).get(drawn.key)
        as_before = pages is not None and all(self._former.has(url, drawn.key) for url in pages)
        summaries: dict[Key, Summary] = recall([order.summary for order in drawn.orders])
        listings: dict[Key, Listing] = {} if as_before else recall([order.shown for order in drawn.orders])
        missing: dict[Key, tuple[Key, Located]] = {}
        for order in drawn.orders:
            known = order.summary in summaries and (as_before or order.shown in listings)
            if known and all(self._former.has(url, order.shown) for url in order.addresses):
                yield from ((url, Made(order.shown, None)) for url in order.addresses)
            else:
                missing[order.shown] = order.summary, order.plan
        for shown, done in self._engine.show(missing, drawn.assessed, drawn.shown):
            summaries[missing[shown][0]] = done.summary
            if done.listing is not None:
                listings[shown] = done.listing
            yield from ((url, Made(shown, data)) for url, data in done.pages)
        self.portfolio = drawn.assessed.portfolio(summaries[order.summary] for order in drawn.orders)
        if pages is not None and as_before:
            yield from ((url, Made(drawn.key, None)) for url in pages)
        else:
            yield from self._made(listings)
        yield from drawn.copied(self._root)

    def _made(self, listings: Mapping[Key, Listing]) -> Iterator[tuple[str, Content]]:
        """The files of the portfolio, made anew."""
        files = self._blueprint.portfolio_files(self.portfolio, listings)
        for url, make in files.items():
            yield url, Made(self._blueprint.key, make())
        self._engine.cache.put({self._blueprint.key: tuple(files)})
