"""What is wrong between the values of a site.toml that could be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import PurePosixPath

from kamgen.model.config import Category, HealthOverrides, SiteConfig
from kamgen.model.fields import folded
from kamgen.model.health import Signal, bands_of, weights_of
from kamgen.model.places import Fault, KeyPath, join_key, shown
from kamgen.model.plan import SECTIONS
from kamgen.model.rule import Element
from kamgen.text.suggestions import did_you_mean, nearest, one_of

_CURRENCY = re.compile(r"[A-Z]{3}")
_CATEGORY = re.compile(r"[a-z0-9-]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_THEME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_ADDRESS = re.compile(r"https?://[^\s/?#<>\"'{}]+(?:[/?#][^\s<>\"']*)?", re.IGNORECASE)
_LONGEST = 200
"""Characters of a folder that every file system takes."""
_GAP = re.compile(r"\{[^{}]*\}?|\}")

_GAPS: dict[str, dict[str, str]] = {
    "base_url": {},
    "source_url": {"{path}": "the file", "{line}": "the line"},
    "commit_url": {"{commit}": "the commit's id"},
}
"""Keys of ``[site]`` that are addresses, and what may stand in them for what."""
_YEAR = re.compile(r"(?:19|2[01])\d\d|2200")


def judge(site: SiteConfig, measures: object = None) -> Iterator[Fault]:
    """Every value that is wrong; the place of each is its key.

    ``measures`` is what stands under that key in the file: of a measure whose table cannot be read, that is said
    already.
    """
    for look in _LOOKS:
        yield from look(site)
    yield from _targets(site, {} if measures is None else measures)


def _wrong(path: KeyPath, message: str, write: str = "", on_key: bool = False) -> Fault:
    return Fault(join_key(path), message, write, on_key)


def _unknown(path: KeyPath, what: str, known: Iterable[str]) -> Fault:
    name = str(path[-1])
    return _wrong(path, f"`{shown(name)}` is not {what}", did_you_mean(name, known) or one_of(known), on_key=True)


def _site(site: SiteConfig) -> Iterator[Fault]:
    table = site.site
    if not _CURRENCY.fullmatch(table.currency):
        write = f"`{table.currency.upper()}`" if _CURRENCY.fullmatch(table.currency.upper()) else "a code such as `EUR`"
        yield _wrong(("site", "currency"), f"currency: `{shown(table.currency)}` is not a currency code", write)
    for key, language in (("language", table.language), ("locale", table.locale)):
        if language is not None and not _LANGUAGE.fullmatch(language):
            message = f"{key}: `{shown(language)}` is not a language code"
            yield _wrong(("site", key), message, "a code such as `en`, `de` or `pt-BR`")
    if not _THEME.fullmatch(table.theme):
        message = f"theme: `{shown(table.theme)}` is not the name of a theme"
        yield _wrong(("site", "theme"), message, "the name of a folder in `themes/`")
    yield from _addresses(site)


def _addresses(site: SiteConfig) -> Iterator[Fault]:
    for key, known in _GAPS.items():
        address: str | None = getattr(site.site, key)
        bare = re.sub("|".join(map(re.escape, known)), "x", address or "") if known else address
        if not bare:
            continue
        gap = _GAP.search(bare) if known else None
        if gap:
            message = f"{key}: `{shown(gap[0])}` stands for nothing"
            yield _wrong(("site", key), message, " and ".join(f"`{name}` for {what}" for name, what in known.items()))
        elif not _ADDRESS.fullmatch(bare):
            message = f"{key}: `{shown(address)}` is not a web address"
            yield _wrong(("site", key), message, "one that begins with `https://`")


def _folders(site: SiteConfig) -> Iterator[Fault]:
    parts = {}
    for key, folder in (("accounts", site.content.accounts), ("output", site.content.output)):
        found = tuple(part.casefold() for part in PurePosixPath(folder).parts)
        odd = "\\" in folder or re.match(r"[A-Za-z]:", folder) or len(folder) > _LONGEST
        if not found or found[0] == "/" or ".." in found or odd:
            message = f"{key}: `{shown(folder)}` is not a folder below the one of site.toml"
            yield _wrong(("content", key), message, "its path from here, such as `content/accounts` or `public`")
        else:
            parts[key] = found
    accounts, output = parts.get("accounts"), parts.get("output")
    if accounts and output and accounts[: len(output)] == output[: len(accounts)]:
        message = f"output: `{shown(site.content.output)}` and the accounts folder lie in each other"
        yield _wrong(("content", "output"), message, "a folder of its own, such as `public`")


def _checklist(site: SiteConfig) -> Iterator[Fault]:
    known = [element.key for element in Element]
    for key, weight in site.checklist.weights.items():
        path = ("checklist", "weights", key)
        if key not in known:
            yield _unknown(path, "an element of the checklist", known)
        elif weight < 0:
            yield _wrong(path, f"{key}: a weight cannot be below 0", "`0` to leave the element out of the score")


def _health(site: SiteConfig) -> Iterator[Fault]:
    tables: list[tuple[KeyPath, HealthOverrides]] = [(("health",), site.health)]
    tables += [(("categories", key, "health"), each.health) for key, each in site.categories.items() if each.health]
    for path, table in tables:
        yield from _signals((*path, "weights"), table.weights)
    for path, _ in tables:
        yield from _bounds(path, site, site.categories[str(path[1])] if len(path) > 1 else None)


def _signals(path: KeyPath, weights: Mapping[str, Decimal]) -> Iterator[Fault]:
    known = [signal.key for signal in Signal]
    for key, weight in weights.items():
        if key not in known:
            yield _unknown((*path, key), "a signal of the health score", known)
        elif weight < 0:
            message = f"{key}: a weight cannot be below 0"
            yield _wrong((*path, key), message, "`0` to leave the signal out of the score")


def _bounds(path: KeyPath, site: SiteConfig, category: Category | None) -> Iterator[Fault]:
    bands = bands_of(site, category)
    if bands.watch >= bands.ok:
        message = f"bands: `watch` is {bands.watch} and not below `ok`, which is {bands.ok}"
        yield _wrong((*path, "bands", "watch"), message, "a lower `watch` or a higher `ok`")
    weighing = sum(weight > 0 for weight in weights_of(site, category))
    if weighing < site.health.least_known:
        message = f"weights: {weighing} signals weigh anything, and {site.health.least_known} must be known"
        yield _wrong((*path, "weights"), message, "more weights above 0, or a lower `least_known` in `[health]`")


def _categories(site: SiteConfig) -> Iterator[Fault]:
    for key in site.categories:
        if not _CATEGORY.fullmatch(key):
            hint = re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-")
            write = f"`[categories.{hint}]` with a `name` for what is shown" if hint else "a key such as `core`"
            message = f"`{shown(key)}`: the key of a category has lower-case letters, digits and hyphens only"
            yield _wrong(("categories", key), message, write, on_key=True)


def _targets(site: SiteConfig, written: object) -> Iterator[Fault]:
    if not isinstance(written, dict):
        return
    for key, category in site.categories.items():
        for measure in category.targets:
            if measure not in site.measures and measure not in written:
                yield _no_measure(("categories", key, "targets", measure), site.measures)


def _no_measure(path: KeyPath, known: Iterable[str]) -> Fault:
    name = str(path[-1])
    if nearest(name, known):
        return _unknown(path, "a measure of `[measures]`", known)
    message = f"`{shown(name)}` is not a measure of `[measures]`"
    return _wrong(path, message, f"a table `[measures.{shown(name)}]` for it", on_key=True)


def _rates(site: SiteConfig) -> Iterator[Fault]:
    for key, rate in site.fx.items():
        if not _CURRENCY.fullmatch(key):
            capitals = key.upper()
            write = f"`{capitals}`" if _CURRENCY.fullmatch(capitals) else "three capital letters, such as `NOK`"
            yield _wrong(("fx", key), f"`{shown(key)}` is not a currency code", write, on_key=True)
        elif rate <= 0:
            message = f"{key}: a rate must be above 0"
            yield _wrong(("fx", key), message, f"what one {key} is worth in the site's currency")


def _sections(site: SiteConfig) -> Iterator[Fault]:
    known = {folded(key) for key in SECTIONS}
    for key in site.sections:
        if folded(key) not in known:
            yield _unknown(("sections", key), "a section that kamgen reads", SECTIONS)


def _portfolio(site: SiteConfig) -> Iterator[Fault]:
    for year in site.portfolio.company_revenue:
        if not _YEAR.fullmatch(year):
            path = ("portfolio", "company_revenue", year)
            yield _wrong(path, f"`{shown(year)}` is not a year", "a year such as `2026`", on_key=True)


_LOOKS: tuple[Callable[[SiteConfig], Iterator[Fault]], ...] = (
    _site,
    _folders,
    _checklist,
    _categories,
    _health,
    _rates,
    _sections,
    _portfolio,
)
