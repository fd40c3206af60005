"""The files of a site: pages of accounts, pages of the portfolio, the theme's files, attachments."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import kamgen
from kamgen.analyse.figures import figures, shown_year
from kamgen.engine import keys
from kamgen.engine.engine import Assessed, Engine, Located
from kamgen.memory import Key
from kamgen.model.summary import Summary
from kamgen.render.guide import make_guide
from kamgen.render.links import attachment_path
from kamgen.render.listing import Listing
from kamgen.render.pages import account_addresses
from kamgen.render.site import Look, Renderer, site_frame
from kamgen.render.theme import Theme
from kamgen.render.whole import make_whole
from kamgen.rules.catalogue import RULES
from kamgen.write.former import Former
from kamgen.write.site import Content, Made


def make_look(assessed: Assessed, theme: Theme) -> Look:
    """How the pages of this site are made."""
    references = (plan.reference for plan in assessed.plans)
    year = shown_year(references, assessed.site.calendar(), assessed.as_of)
    guide = make_guide(assessed.site, assessed.as_of, year, len(assessed.plans), RULES)
    return Look(guide, theme, site_frame(guide, kamgen.__version__), assessed.content.folder)


class SiteFiles:
    """All files of a site with their paths below the output, made while they are iterated over, once.

    What ``former`` has, made from the same, is not made again. ThemeError when a template fails.
    """

    def __init__(self, engine: Engine, assessed: Assessed, theme: Theme, root: Path, former: Former) -> None:
        self.portfolio = assessed.portfolio(())
        """All accounts in brief, once all files have gone by."""
        self._engine = engine
        self._assessed = assessed
        self._look = make_look(assessed, theme)
        self._root = root
        self._former = former

    def __iter__(self) -> Iterator[tuple[str, Content]]:
        look = keys.look_key(self._look)
        summary_keys = self._assessed.summary_keys()
        shown_keys = [keys.shown_key(key, look) for key in summary_keys]
        whole = keys.portfolio_key(shown_keys, look)
        pages: tuple[str, ...] | None = self._engine.memory.recall([whole]).get(whole)
        as_before = pages is not None and all(self._former.has(url, whole) for url in pages)
        summaries: dict[Key, Summary] = self._engine.memory.recall(summary_keys)
        listings: dict[Key, Listing] = {} if as_before else self._engine.memory.recall(shown_keys)
        missing: dict[Key, tuple[Key, Located]] = {}
        for summary, shown, plan in zip(summary_keys, shown_keys, self._assessed.plans, strict=True):
            addresses = account_addresses(plan.links.slug, self._assessed.site)
            known = summary in summaries and (as_before or shown in listings)
            if known and all(self._former.has(url, shown) for url in addresses):
                yield from ((url, Made(shown, None)) for url in addresses)
            else:
                missing[shown] = summary, plan
        for shown, account, made in self._engine.show(missing, self._assessed, self._look):
            summaries[missing[shown][0]] = account
            listings[shown] = made.listing
            yield from ((url, Made(shown, data)) for url, data in made.pages)
        self.portfolio = self._assessed.portfolio(summaries[key] for key in summary_keys)
        if pages is not None and as_before:
            yield from ((url, Made(whole, None)) for url in pages)
        else:
            yield from self._portfolio(whole, [listings[key] for key in shown_keys])
        yield from self._files()

    def _portfolio(self, whole: Key, listings: list[Listing]) -> Iterator[tuple[str, Content]]:
        by_slug = {listing.slug: listing for listing in listings}
        sums = figures(self.portfolio, self._look.guide.year)
        pages = []
        for url, data in Renderer(self._look).portfolio(make_whole(self.portfolio, sums, by_slug)):
            pages.append(url)
            yield url, Made(whole, data)
        self._engine.memory.keep({whole: tuple(pages)})

    def _files(self) -> Iterator[tuple[str, Content]]:
        """What is copied as it is."""
        for path, file in self._look.theme.static:
            yield f"static/{path}", file
        folder = self._assessed.content.folder
        for path in sorted({path for plan in self._assessed.plans for path in plan.links.attachments}):
            yield attachment_path(path, folder), self._root / path
