"""The one plan that is meant by a slug, a path or a name."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from kamgen.cli.open_site import Session, chosen_plans
from kamgen.edit.find import FITS
from kamgen.model.errors import ContentError
from kamgen.model.fields import folded
from kamgen.model.source import Source
from kamgen.parse.frontmatter import read_parts
from kamgen.parse.slugs import derived_slug, slug_of
from kamgen.source.nodes import Scalar
from kamgen.text.suggestions import nearest

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
    root = read_parts(plan).root
    name = root.get("name") if root else None
    return name.text if isinstance(name, Scalar) else ""
