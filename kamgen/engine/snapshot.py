"""One state of a site for `kamgen serve`: all accounts judged, and pages made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kamgen.cache import Key
from kamgen.engine.assessed import Located
from kamgen.engine.blueprint import Blueprint
from kamgen.engine.engine import Engine
from kamgen.model.summary import Portfolio, Summary
from kamgen.render.listing import Listing


class SiteSnapshot:
    """A site as it was read. ThemeError when a template fails, at once for rows and with `file` for pages."""

    def __init__(self, engine: Engine, blueprint: Blueprint, root: Path) -> None:
        self._engine = engine
        self._blueprint = blueprint
        self._orders = {url: order for order in blueprint.orders for url in order.addresses}
        self._made: dict[str, bytes] = {}
        self.portfolio, listings = self._judged()
        self._files: dict[str, Callable[[], bytes]] = blueprint.portfolio_files(self.portfolio, listings)
        self._copied = dict(blueprint.copied(root))

    def file(self, path: str) -> bytes | Path | None:
        """What is at ``path`` below the site; None when nothing is."""
        if path in self._copied:
            return self._copied[path]
        if path in self._made:
            return self._made[path]
        if path in self._orders:
            drawn = self._blueprint
            self._made |= self._engine.pages(self._orders[path].plan, drawn.assessed, drawn.shown)
        elif path in self._files:
            self._made[path] = self._files[path]()
        return self._made.get(path)

    def _judged(self) -> tuple[Portfolio, dict[Key, Listing]]:
        drawn = self._blueprint
        summaries: dict[Key, Summary] = self._engine.cache.get([order.summary for order in drawn.orders])
        listings: dict[Key, Listing] = self._engine.cache.get([order.shown for order in drawn.orders])
        missing: dict[Key, tuple[Key, Located]] = {
            order.shown: (order.summary, order.plan)
            for order in drawn.orders
            if order.summary not in summaries or order.shown not in listings
        }
        for shown, done in self._engine.show(missing, drawn.assessed, drawn.shown, pages=False):
            summaries[missing[shown][0]] = done.summary
            if done.listing is not None:
                listings[shown] = done.listing
        return drawn.assessed.portfolio(summaries[order.summary] for order in drawn.orders), listings
