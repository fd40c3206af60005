"""What a broken link most likely meant, as the writer has to write it."""

from __future__ import annotations

import posixpath

from kamgen.link.atlas import Atlas, way
from kamgen.link.known import LEAST
from kamgen.model.account_ref import AccountRef
from kamgen.model.body import Link, LinkKind
from kamgen.text.suggestions import nearest, one_of

_SHOWN = 8
"""Headings or files that a message lists."""


def asked(meant: str) -> str:
    """A guess is a question: ``did you mean `halden-group`?``"""
    return f"did you mean `{meant}`?"


def plan_meant(link: Link, plan: AccountRef, atlas: Atlas, guess: bool) -> str:
    """The plan whose slug is nearest to the one that was written."""
    folder, name = posixpath.split(link.target)
    written = name.removesuffix(".md")
    if written == "index" and folder:
        written = posixpath.basename(folder)
    slug = (atlas.slugs.find(written) or atlas.slugs.nearest(written)) if guess else None
    if slug is None:
        what = "slug" if link.kind is LinkKind.WIKI else "path"
        return f"the {what} of a plan that is there, or the words without a link"
    return asked(f"[[{slug}]]" if link.kind is LinkKind.WIKI else way(plan.path, atlas.plans[slug].path))


def file_meant(path: str, plan: AccountRef, atlas: Atlas, guess: bool) -> str:
    """A file of that name elsewhere, one of a like name in that place, or a plan that lacks its ``.md``."""
    path = path.replace("\\", "/")
    plans = [found for found in (f"{path}.md", f"{path}/index.md") if found in atlas.plan_paths]
    meant = plans[0] if plans else _like(path, plan, atlas) if guess else None
    if meant is None:
        return "the path of a file from where the plan lies, and put the file there"
    return asked(way(plan.path, meant))


def _like(path: str, plan: AccountRef, atlas: Atlas) -> str | None:
    same = atlas.names.get(posixpath.basename(path).lower())
    if same:
        return same[0]
    folder = posixpath.dirname(path) if atlas.inside(path) else posixpath.dirname(plan.path)
    beside = {posixpath.basename(file): file for file in atlas.folders.get(folder, ())}
    name = nearest(posixpath.basename(path), beside, LEAST)
    return beside[name] if name else None


def heading_meant(fragment: str, plan: AccountRef, guess: bool) -> str:
    """The nearest heading of the plan, or a choice of them."""
    meant = nearest(fragment, plan.anchors, LEAST) if guess else None
    if meant:
        return asked(f"#{meant}")
    some = one_of(f"#{anchor}" for anchor in plan.anchors[:_SHOWN])
    return some or "the link without `#…`: that plan has no headings"
