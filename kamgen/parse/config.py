"""site.toml to a `SiteConfig`, or one error that names every mistake at its line and column."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from operator import itemgetter
from pathlib import PurePosixPath

from msgspec.structs import replace

from kamgen import FORMAT
from kamgen.model.config import Category, HealthOverrides, SiteConfig
from kamgen.model.enums import FieldType
from kamgen.model.errors import ConfigError
from kamgen.model.fields import fields_of, folded
from kamgen.model.finding import Fix, placed_fix
from kamgen.model.front_matter import FrontMatter
from kamgen.model.health import Signal, bands_of, weights_of
from kamgen.model.places import Fault, KeyPath, Place, Places, join_key, lines_of, short_text
from kamgen.model.plan import SECTIONS
from kamgen.model.rule import Element
from kamgen.model.values import Quantity, in_currency
from kamgen.model.written import currency_code
from kamgen.parse.binder import Binder
from kamgen.parse.plan import PHASING, derived_slug, uneven_phasing
from kamgen.parse.syntax_errors import toml_fault
from kamgen.source.nodes import Mapping as Tree
from kamgen.source.nodes import Node, Scalar, SourceError
from kamgen.source.toml import scan_toml
from kamgen.text.suggestions import did_you_mean, nearest, one_of, slip_fix

_SECTION_KEYS = {folded(key): key for key in SECTIONS}


def parse_config(text: str, path: str = "site.toml") -> SiteConfig:
    """What site.toml says; an empty text gives every default.

    Raises `ConfigError` with a line ``path:line:column: what is wrong; write …`` for each mistake, in their order.
    """
    written = text.removeprefix("\ufeff")
    lines = lines_of(written, 1)
    try:
        data = tomllib.loads(written.replace("\r\n", "\n"))
        root = scan_toml(written)
    except (RecursionError, SourceError):
        raise ConfigError(f"{path}: brackets within brackets, deeper than any site.toml") from None
    except ValueError as error:
        _, fault = toml_fault(str(error), written, 1)
        raise ConfigError(_line(fault, Places(lines).at(fault.key), path)) from None
    _part_rates(root)
    binder = Binder("site.toml", lines, {}, {}, allow_placeholders=True, written=(written, "toml"))
    site = binder.bind(SiteConfig, root)
    places = binder.places(root)
    faults = [in_currency(_moved(fault), site.site.currency) for _, fault in binder.found()]
    faults += _faults_between(site, data.get("measures", {}))
    if faults:
        placed = sorted(((places.at(fault.key, fault.on_key), fault) for fault in faults), key=itemgetter(0))
        fixes = [placed_fix(fault.fix, *place) for place, fault in placed if fault.fix]
        said = "\n".join(_line(fault, place, path) for place, fault in placed)
        raise ConfigError(said, fixes=tuple(fix for fix in fixes if fix))
    # TOML's bare keys have no spaces: `client-view` stands for `client view`
    sections = {_SECTION_KEYS[folded(key)]: names for key, names in site.sections.items()}
    return replace(site, extra=data.get("extra", {}), sections=sections)


def _part_rates(root: Node) -> None:
    """Rates of one year, which stand as tables among those of all, become a table of their own."""
    rates = root.get("fx") if isinstance(root, Tree) else None
    if isinstance(root, Tree) and isinstance(rates, Tree):
        own: list[tuple[Scalar, Node]] = [
            (key, each) for key, each in rates.pairs if isinstance(each, Tree) and _YEAR.fullmatch(key.text)
        ]
        rates.pairs = [pair for pair in rates.pairs if pair not in own]
        if own:
            root.pairs.append((Scalar("fx_of_year", rates.start, rates.start), Tree(own, rates.start, rates.end)))


def _moved(fault: Fault) -> Fault:
    """What to write of a key that is none any more, and has moved."""
    if fault.key != "build.executor":
        return fault
    message = "executor: which code runs is for the user to say, not for a repository"
    return replace(
        fault, message=message, write="`--executor NAME` or KAMGEN_EXECUTOR=NAME, and take this out", fix=None
    )


def _line(fault: Fault, place: Place, path: str) -> str:
    verb = "" if fault.write.startswith("did you mean") else "write "
    write = f"; {verb}{fault.write}" if fault.write else ""
    return f"{path}:{place.line}:{place.column}: {fault.message}{write}"


_CURRENCY = re.compile(r"[A-Z]{3}")
_CATEGORY = re.compile(r"[a-z0-9-]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_OWN_FIELD = re.compile(r"[a-z][a-z0-9_]*")
_COLUMNS = frozenset(["account", "slug"])
"""Columns that stand beside own fields in exports."""
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


def _faults_between(site: SiteConfig, measures: object) -> Iterator[Fault]:
    """Every value of a site.toml that could be read and is wrong nevertheless; the place of each is its key.

    ``measures`` is what stands under that key in the file: of a measure whose table cannot be read, that is said
    already.
    """
    for check in (_site, _folders, _keys, _fields, _health, _thresholds):
        yield from check(site)
    known = set(map(folded, (*site.measures, *measures))) if isinstance(measures, dict) else None
    for key, category in site.categories.items():
        for measure in category.targets:
            path = ("categories", key, "targets", measure)
            if known is None or folded(measure) in known:
                continue
            if nearest(measure, site.measures):
                yield _unknown(path, "a measure of `[measures]`", site.measures)
            else:
                message = f"`{short_text(measure)}` is not a measure of `[measures]`"
                yield _wrong(path, message, f"a table `[measures.{short_text(measure)}]` for it", on_key=True)


def _wrong(path: KeyPath, message: str, write: str = "", on_key: bool = False, fix: Fix | None = None) -> Fault:
    return Fault(join_key(path), message, write, on_key, fix=fix)


def _unknown(path: KeyPath, what: str, known: Iterable[str]) -> Fault:
    name, known = str(path[-1]), list(known)
    write, fix = did_you_mean(name, known) or one_of(known), slip_fix(name, known)
    return _wrong(path, f"`{short_text(name)}` is not {what}", write, on_key=True, fix=fix)


def _site(site: SiteConfig) -> Iterator[Fault]:
    table = site.site
    if table.format is not None and table.format > FORMAT:
        message = f"format: the site goes by kamgen's definitions {table.format}, and this kamgen knows {FORMAT}"
        yield _wrong(("site", "format"), message, f"`format = {FORMAT}`, or update kamgen")
    if not _CURRENCY.fullmatch(table.currency):
        code = currency_code(table.currency)
        fix = Fix(0, 0, table.currency, code) if code else None
        message = f"currency: `{short_text(table.currency)}` is not a currency code"
        yield _wrong(("site", "currency"), message, f"`{code}`" if fix else "a code such as `EUR`", fix=fix)
    for key, language in (("language", table.language), ("locale", table.locale)):
        if language is not None and not _LANGUAGE.fullmatch(language):
            message = f"{key}: `{short_text(language)}` is not a language code"
            yield _wrong(("site", key), message, "a code such as `en`, `de` or `pt-BR`")
    if not _THEME.fullmatch(table.theme):
        message = f"theme: `{short_text(table.theme)}` is not the name of a theme"
        yield _wrong(("site", "theme"), message, "the name of a folder in `themes/`")
    for key, known in _GAPS.items():
        address: str = getattr(table, key) or ""
        bare = re.sub("|".join(map(re.escape, known)), "x", address) if known else address
        gap = _GAP.search(bare) if known else None
        if gap:
            message = f"{key}: `{short_text(gap[0])}` stands for nothing"
            yield _wrong(("site", key), message, " and ".join(f"`{name}` for {what}" for name, what in known.items()))
        elif bare and not _ADDRESS.fullmatch(bare):
            message = f"{key}: `{short_text(address)}` is not a web address"
            yield _wrong(("site", key), message, "one that begins with `https://`")


def _folders(site: SiteConfig) -> Iterator[Fault]:
    parts = {}
    for key, folder in (("accounts", site.content.accounts), ("output", site.content.output)):
        found = tuple(part.casefold() for part in PurePosixPath(folder).parts)
        odd = "\\" in folder or re.match(r"[A-Za-z]:", folder) or len(folder) > _LONGEST
        own = key == "output" and found and found[0] in (".git", ".kamgen", "themes")
        if not found or found[0] == "/" or ".." in found or odd or own or ".git" in found:
            message = f"{key}: `{short_text(folder)}` is not a folder below the one of site.toml"
            yield _wrong(("content", key), message, "its path from here, such as `content/accounts` or `public`")
        else:
            parts[key] = found
    accounts, output = parts.get("accounts"), parts.get("output")
    if accounts and output and accounts[: len(output)] == output[: len(accounts)]:
        message = f"output: `{short_text(site.content.output)}` and the accounts folder lie in each other"
        yield _wrong(("content", "output"), message, "a folder of its own, such as `public`")


def _weights(path: KeyPath, weights: Mapping[str, Decimal], known: list[str], one: str, score: str) -> Iterator[Fault]:
    """What is wrong with the weights of ``known`` parts of a score, of which ``one`` is called so."""
    for key, weight in weights.items():
        if key not in known:
            yield _unknown((*path, key), f"{one} of the {score}", known)
        elif weight < 0:
            what = one.partition(" ")[2]
            message = f"{key}: a weight cannot be below 0"
            yield _wrong((*path, key), message, f"`0` to leave the {what} out of the score")


def _health(site: SiteConfig) -> Iterator[Fault]:
    elements, signals = [element.key for element in Element], [signal.key for signal in Signal]
    yield from _weights(("checklist", "weights"), site.checklist.weights, elements, "an element", "checklist")
    tables: list[tuple[KeyPath, HealthOverrides, Category | None]] = [(("health",), site.health, None)]
    tables += [
        (("categories", key, "health"), each.health, each) for key, each in site.categories.items() if each.health
    ]
    for path, table, _ in tables:
        yield from _weights((*path, "weights"), table.weights, signals, "a signal", "health score")
    for path, _, category in tables:
        bands = bands_of(site, category)
        if bands.watch >= bands.ok:
            message = f"bands: `watch` is {bands.watch} and not below `ok`, which is {bands.ok}"
            yield _wrong((*path, "bands", "watch"), message, "a lower `watch` or a higher `ok`")
        weighing = sum(weight > 0 for weight in weights_of(site, category))
        if weighing < site.health.least_known:
            message = f"weights: {weighing} signals weigh anything, and {site.health.least_known} must be known"
            yield _wrong((*path, "weights"), message, "more weights above 0, or a lower `least_known` in `[health]`")


_ORDERED = (
    ("thresholds", "wallet_foothold", "wallet_small"),
    ("thresholds", "wallet_small", "wallet_large"),
    ("thresholds", "years_ahead", "horizon_most"),
    ("portfolio", "loss_plan_share", "key_account_share"),
)
"""Keys of a table of which the first may not be above the second."""


def _thresholds(site: SiteConfig) -> Iterator[Fault]:
    """Lines that are drawn in the wrong order, or at nothing."""
    for name, low, high in _ORDERED:
        table = getattr(site, name)
        lower, higher = getattr(table, low), getattr(table, high)
        if lower > higher:
            shown = [str(each if isinstance(each, int) else Quantity(each, True)) for each in (lower, higher)]
            written = low if lower != getattr(type(table)(), low) else high
            message = f"{low}: {shown[0]} is above `{high}`, which is {shown[1]}"
            yield _wrong((name, written), message, f"a lower `{low}`, or a higher `{high}`")
    for path in (("thresholds", "on_track"), ("portfolio", "key_account_share")):
        if not getattr(getattr(site, path[0]), path[1]):
            yield _wrong(path, f"{path[1]}: 0% is no bound, everything reaches it", "a percentage above `0%`")
    phasing = site.portfolio.phasing
    if phasing and (message := uneven_phasing(phasing)):
        yield _wrong(("portfolio", "phasing"), message, _PHASING)
    for key, amount in _of_years(site):
        if amount <= 0:
            what = "company's revenue" if key[1] == "company_revenue" else "revenue target"
            whole = "target" if what == "revenue target" else "revenue of the whole firm"
            yield _wrong(key, f"{key[-1]}: a {what} is above 0", f"the {whole}, or leave the year out")


_PHASING = PHASING.partition("such as")[0] + 'such as `["20%", "25%", "20%", "35%"]`'


def _of_years(site: SiteConfig) -> Iterator[tuple[tuple[str, ...], Decimal]]:
    """The amounts of `[portfolio]` by year, with their keys."""
    table = site.portfolio
    tables: dict[tuple[str, ...], Mapping[str, Decimal]] = {
        ("company_revenue",): table.company_revenue,
        ("company_targets",): table.company_targets,
        **{("owner_targets", name): by_year for name, by_year in table.owner_targets.items()},
    }
    for path, by_year in tables.items():
        for year, amount in by_year.items():
            yield ("portfolio", *path, year), amount


def _fields(site: SiteConfig) -> Iterator[Fault]:
    """What is wrong with fields of the team's own."""
    known = fields_of(FrontMatter).keys() | _COLUMNS
    for key, own in site.fields.items():
        path, chosen = ("fields", key), own.type is FieldType.CHOICE
        if key in known:
            message = f"`{key}` is a key that kamgen has itself"
            yield _wrong(path, message, f"another, such as `[fields.our_{key}]`", on_key=True)
        elif not _OWN_FIELD.fullmatch(key):
            message = f"`{short_text(key)}`: the key of a field has lower-case letters, digits and `_` only"
            write = f"`[fields.{derived_slug(key).replace('-', '_')}]` with a `name` for what is shown"
            yield _wrong(path, message, write, on_key=True)
        if chosen and not own.choices:
            yield _wrong((*path, "type"), "type: a choice wants what may be chosen", '`choices = ["low", "high"]`')
        elif own.choices and not chosen:
            message = f"choices: a field of type {own.type} has none"
            yield _wrong((*path, "choices"), message, '`type = "choice"`, or no `choices`')


def _keys(site: SiteConfig) -> Iterator[Fault]:
    """What is wrong with keys that a site chooses."""
    for key in site.categories:
        if not _CATEGORY.fullmatch(key):
            write = f"`[categories.{derived_slug(key)}]` with a `name` for what is shown"
            message = f"`{short_text(key)}`: the key of a category has lower-case letters, digits and hyphens only"
            yield _wrong(("categories", key), message, write, on_key=True)
    rates: dict[tuple[str, ...], Decimal] = {("fx", key): rate for key, rate in site.fx.items()}
    rates |= {("fx_of_year", year, key): rate for year, own in site.fx_of_year.items() for key, rate in own.items()}
    for path, rate in rates.items():
        key = path[-1]
        if not _CURRENCY.fullmatch(key):
            capitals = key.upper()
            write = f"`{capitals}`" if _CURRENCY.fullmatch(capitals) else "three capital letters, such as `NOK`"
            yield _wrong(path, f"`{short_text(key)}` is not a currency code", write, on_key=True)
        elif rate <= 0:
            message = f"{key}: a rate must be above 0"
            yield _wrong(path, message, f"what one {key} is worth in the site's currency")
    for key in site.sections:
        if folded(key) not in _SECTION_KEYS:
            yield _unknown(("sections", key), "a section that kamgen reads", SECTIONS)
    for path, _ in _of_years(site):
        if not _YEAR.fullmatch(path[-1]):
            yield _wrong(path, f"`{short_text(path[-1])}` is not a year", "a year such as `2026`", on_key=True)
