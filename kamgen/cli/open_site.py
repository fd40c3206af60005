"""A site, opened: what most commands begin with."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from kamgen.edit.find import FITS
from kamgen.model.config import SiteConfig
from kamgen.model.errors import ConfigError, ContentError
from kamgen.model.fields import folded
from kamgen.model.nearest import nearest
from kamgen.model.source import Content, Source
from kamgen.parse.config import parse_config
from kamgen.parse.frontmatter import read_parts
from kamgen.parse.slugs import derived_slug, slug_of
from kamgen.read.disk import find_root, read_content, read_site_text
from kamgen.read.policy import SITE_FILE, accounts_folder, is_plan_place
from kamgen.read.standard_input import read_instead
from kamgen.report.verdict import plans_below
from kamgen.rules.catalogue import validate_codes

if TYPE_CHECKING:
    from kamgen.model.portfolio import Portfolio
    from kamgen.model.report import Report


@dataclass(frozen=True, slots=True)
class Session:
    """A site as it is on disk."""

    root: Path
    text: str
    """Of site.toml."""
    site: SiteConfig
    content: Content

    @property
    def paths(self) -> frozenset[str]:
        """Paths of all plans, below the root."""
        return frozenset(source.path for source in self.content.plans)


def site_root(given: Path | None) -> Path:
    """The site's folder: ``given``, else the nearest from here upwards; `ConfigError` when it has no site.toml."""
    if given is None:
        return find_root(Path.cwd())
    if (given / SITE_FILE).is_file():
        return given.resolve()
    raise ConfigError(f"there is no {SITE_FILE} in {given}", "give the folder that holds it with `--site`")


def open_root(given: Path | None) -> tuple[Path, SiteConfig]:
    """The site's folder and its site.toml."""
    root = site_root(given)
    return root, parse_config(read_site_text(root))


def open_site(given: Path | None, typed: Path | None = None) -> Session:
    """The site with its plans; `ContentError` when it has none, `ConfigError` for rules that do not exist.

    ``typed`` is the place of a plan whose text comes from stdin.
    """
    root, text, site = _opened(given)
    content = read_content(root, site)
    if typed is not None:
        content = read_instead(content, _place_of_plan(root, site, typed), sys.stdin.buffer, site)
    if not content.plans:
        raise no_plan(content.folder)
    return Session(root, text, site, content)


def open_however(given: Path | None) -> Session:
    """The site with what plans are on disk, be it none: a sparse checkout leaves some or all of them out."""
    root, text, site = _opened(given)
    try:
        content = read_content(root, site)
    except ContentError:
        content = Content(accounts_folder(site), ())
    return Session(root, text, site, content)


def _opened(given: Path | None) -> tuple[Path, str, SiteConfig]:
    """The site's folder, and its site.toml as text and as values."""
    root = site_root(given)
    text = read_site_text(root)
    site = parse_config(text)
    validate_codes(site)
    return root, text, site


def no_plan(folder: str) -> ContentError:
    """What is raised where a site without plans is no site."""
    return ContentError(f"there is no account plan in {folder}", "write one: `kamgen new NAME --category CATEGORY`")


def chosen_plans(session: Session, places: Iterable[Path]) -> frozenset[str]:
    """The plans at or below ``places``, all without any; `ContentError` for a place that has none."""
    chosen: frozenset[str] = frozenset()
    given = tuple(places)
    for place in given:
        found = plans_below(session.paths, _below_root(session.root, place))
        if not found and not os.path.lexists(place):
            raise ContentError(f"there is no file or folder {place}", _meant(session, place))
        if not found:
            raise ContentError(
                f"{place} holds no account plan of this site", f"plans are `.md` files below {session.content.folder}"
            )
        chosen |= found
    return chosen if given else session.paths


def _meant(session: Session, place: Path) -> str:
    """The plan whose file or folder goes by that name."""
    named = [path for path in sorted(session.paths) if place.name in (PurePath(path).stem, PurePath(path).parent.name)]
    return f"did you mean {named[0]}?" if len(named) == 1 else "give a plan's file, or a folder with plans"


def _place_of_plan(root: Path, site: SiteConfig, place: Path) -> str:
    """The path below the root of a plan that may not be there yet; `ContentError` when none can be there."""
    for path in _below_root(root, place):
        if is_plan_place(path, site):
            return path
    raise ContentError(
        f"{place} is no place for an account plan of this site",
        f"give a `.md` file below {site.content.accounts} as `--stdin-filename`",
    )


def _below_root(root: Path, place: Path) -> list[str]:
    """The place as a path below the root, as it is written and with links followed; ``""`` for the root or above."""
    found = []
    for path in (Path(os.path.normpath(Path.cwd() / place)), Path(os.path.realpath(place))):
        if path.is_relative_to(root):
            inside: PurePath = path.relative_to(root)
            found.append("" if inside == PurePath() else inside.as_posix())
        elif root.is_relative_to(path):
            found.append("")
    return found


_MOST_LISTED = 8


def resolve_account(session: Session, written: str) -> Source:
    """The plan of that slug, at that path, or of that name; if need be, by the beginning of a word of its name.

    Raises `ContentError` for none, with the nearest, and for several.
    """
    plans = session.content.plans
    found = [plan for plan in plans if slug_of(plan.path, session.content.folder)[0] == written]
    if not found and os.path.lexists(written):
        chosen = chosen_plans(session, [Path(written)])
        found = [plan for plan in plans if plan.path in chosen]
    if not found:
        found = _named(plans, written, session.content.folder)
    if len(found) > 1:
        listed = ", ".join(plan.path for plan in found[:_MOST_LISTED])
        more = f" and {len(found) - _MOST_LISTED} more" if len(found) > _MOST_LISTED else ""
        raise ContentError(f"`{written}` may be any of {len(found)} plans: {listed}{more}", "give the path of one")
    return found[0]


def _named(plans: Iterable[Source], written: str, folder: str) -> list[Source]:
    named = [(plan, _written_name(plan), slug_of(plan.path, folder)[0]) for plan in plans]
    wanted, slug = folded(written), derived_slug(written)
    for fits in FITS if wanted else ():
        found = [plan for plan, name, own in named if fits(folded(name), wanted) or fits(own, slug)]
        if found:
            return found
    slugs = {word: own for _, name, own in named for word in (own, name) if word}
    near = nearest(Path(written).stem, slugs)
    hint = f"did you mean `{slugs[near]}`?" if near else "`kamgen check` lists all plans"
    raise ContentError(f"there is no account `{written}`", hint)


def _written_name(plan: Source) -> str:
    name = (read_parts(plan).data or {}).get("name")
    return name if isinstance(name, str) else ""


def report_of(
    session: Session,
    portfolio: Portfolio,
    scored: Portfolio,
    plans: frozenset[str] | None = None,
    whole: bool = True,
) -> Report:
    """The report about ``plans`` (None: all), and about the portfolio as a ``whole``.

    ``scored`` is the portfolio as site.toml's own rules score it.
    """
    import kamgen
    from kamgen.check import check_portfolio
    from kamgen.report.build_report import make_report, portfolio_findings

    chosen = session.paths if plans is None else plans
    own = portfolio_findings(check_portfolio(portfolio), session.text) if whole else ()
    return make_report(portfolio, session.content, chosen, scored, kamgen.__version__, own, session.text)
