"""A site, opened, and the plans of it that are meant: what most commands begin with."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from kamgen import FORMAT
from kamgen.model.errors import ConfigError, ContentError
from kamgen.model.source import Content, Source
from kamgen.read.disk import find_root, read_content, read_instead, read_site_text
from kamgen.read.file_rules import SITE_FILE, ContentSettings, accounts_folder, is_plan_place
from kamgen.report.verdict import plans_below

if TYPE_CHECKING:
    from kamgen.cli.terminal import Terminal
    from kamgen.model.config import SiteConfig
    from kamgen.model.finding import Report
    from kamgen.model.summary import Portfolio


class Session:
    """A site as it is on disk."""

    def __init__(self, root: Path, text: str, content: Content) -> None:
        self.root = root
        self.text = text
        """Of site.toml."""
        self.content = content

    @cached_property
    def site(self) -> SiteConfig:
        """site.toml, parsed."""
        return parse_site(self.text)

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


def say_format(written: int | None, terminal: Terminal) -> None:
    """A note where site.toml goes by older definitions than this kamgen: scores have moved with them."""
    if written is not None and written < FORMAT:
        terminal.note(
            f"site.toml goes by kamgen's definitions {written}, and this kamgen by {FORMAT}: docs/upgrading.md says "
            f"which scores that moves; write `format = {FORMAT}` when you have read it, and trends are marked"
        )


def open_root(given: Path | None) -> tuple[Path, SiteConfig]:
    """The site's folder and its site.toml."""
    from kamgen.parse.config import parse_config

    root = site_root(given)
    return root, parse_config(read_site_text(root))


def open_site(given: Path | None) -> Session:
    """The site with its plans; `ContentError` when it has none, `ConfigError` for what is wrong with site.toml."""
    root = site_root(given)
    session = Session(root, read_site_text(root), Content("", ()))
    session.content = read_plans(root, session.site.content)
    return session


def open_however(given: Path | None) -> Session:
    """The site with what plans are on disk, be it none: a sparse checkout leaves some or all of them out."""
    root = site_root(given)
    session = Session(root, read_site_text(root), Content("", ()))
    settings = session.site.content
    try:
        session.content = read_content(root, settings)
    except ContentError:
        session.content = Content(accounts_folder(settings), ())
    return session


def read_plans(root: Path, settings: ContentSettings, typed: Path | None = None) -> Content:
    """The plans below ``root``, where ``settings`` of its site.toml say; `ContentError` when there is none.

    ``typed`` is the place of a plan whose text comes from stdin.
    """
    content = read_content(root, settings)
    if typed is not None:
        content = read_instead(content, _place_of_plan(root, settings, typed), sys.stdin.buffer, settings)
    if not content.plans:
        raise no_plan(content.folder)
    return content


def parse_site(text: str) -> SiteConfig:
    """site.toml from its text; `ConfigError` names what is wrong with it, rules that do not exist among that."""
    from kamgen.parse.config import parse_config
    from kamgen.rules.catalogue import validate_codes

    site = parse_config(text)
    validate_codes(site)
    return site


def no_plan(folder: str) -> ContentError:
    """What is raised where a site without plans is no site."""
    return ContentError(f"there is no account plan in {folder}", "write one: `kamgen new NAME --category CATEGORY`")


def chosen_plans(session: Session, places: Iterable[Path]) -> frozenset[str]:
    """The plans at or below ``places``, or of accounts named so; all without any.

    Raises `ContentError` for a place that has none.
    """
    chosen: set[str] = set()
    for place in places:
        below = _below_root(session.root, place)
        found = plans_below(session.paths, below) | {of for of, copy in session.content.copies if copy in below}
        if not found and not os.path.lexists(place):
            if len(place.parts) == 1 and not place.suffix:
                found = frozenset({resolve_account(session, str(place)).path})
            else:
                raise _no_place(session, place)
        if not found:
            raise ContentError(
                f"{place} holds no account plan of this site",
                f"plans are `.md` files below {session.content.folder}",
            )
        chosen |= found
    return frozenset(chosen) or session.paths


def _no_place(session: Session, place: Path) -> ContentError:
    """What is raised for a path that is not there; a plan goes by its file, or by the folder of an `index.md`."""
    plans = [PurePath(path) for path in sorted(session.paths)]
    near = [path for path in plans if place.stem in (path.stem, path.parent.name)]
    hint = f"did you mean {near[0]}?" if len(near) == 1 else "give a plan's file, a folder with plans, or a slug"
    return ContentError(f"there is no file or folder {place}", hint)


def _place_of_plan(root: Path, settings: ContentSettings, place: Path) -> str:
    """The path below the root of a plan that may not be there yet; `ContentError` when none can be there."""
    for path in _below_root(root, place):
        if is_plan_place(path, settings):
            return path
    raise ContentError(
        f"{place} is no place for an account plan of this site",
        f"give a `.md` file below {settings.accounts} as `--stdin-filename`",
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
    from kamgen.check import check_portfolio
    from kamgen.report.build_report import make_report, portfolio_findings

    chosen = session.paths if plans is None else plans
    own = portfolio_findings(check_portfolio(portfolio), session.text) if whole else ()
    return make_report(portfolio, scored, chosen, own)


_MOST_LISTED = 8


def resolve_account(session: Session, written: str) -> Source:
    """The plan of that slug, at that path, or of that name; if need be, by the beginning of a word of its name.

    Raises `ContentError` for none, with the nearest, and for several.
    """
    from kamgen.parse.plan import slug_of

    slugs = {plan: slug_of(plan.path, session.content.folder)[0] for plan in session.content.plans}
    found = [plan for plan, slug in slugs.items() if slug == written]
    if not found and os.path.lexists(written):
        chosen = chosen_plans(session, [Path(written)])
        found = [plan for plan in slugs if plan.path in chosen]
    if not found:
        found = _named(slugs, written)
    if len(found) > 1:
        listed = ", ".join(plan.path for plan in found[:_MOST_LISTED])
        more = f" and {len(found) - _MOST_LISTED} more" if len(found) > _MOST_LISTED else ""
        raise ContentError(f"`{written}` may be any of {len(found)} plans: {listed}{more}", "give the path of one")
    return found[0]


def _named(slugs: Mapping[Source, str], written: str) -> list[Source]:
    from kamgen.edit.find import FITS
    from kamgen.model.fields import folded
    from kamgen.parse.frontmatter import read_parts
    from kamgen.parse.plan import derived_slug
    from kamgen.source.nodes import Scalar
    from kamgen.text.suggestions import nearest

    names = {}
    for plan in slugs:
        root = read_parts(plan).root
        name = root.get("name") if root else None
        names[plan] = name.text if isinstance(name, Scalar) else ""
    wanted, slug = folded(written), derived_slug(written)
    for fits in FITS if wanted else ():
        found = [plan for plan, own in slugs.items() if fits(folded(names[plan]), wanted) or fits(own, slug)]
        if found:
            return found
    words = {word: own for plan, own in slugs.items() for word in (own, names[plan]) if word}
    near = nearest(Path(written).stem, words)
    hint = f"did you mean `{words[near]}`?" if near else "`kamgen check` lists all plans"
    raise ContentError(f"there is no account `{written}`", hint)
