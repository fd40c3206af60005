"""The links of one plan resolved: where each leads, and which lead nowhere, with what they most likely meant.

account, wiki   a plan                     LNK001, its heading LNK003
anchor          a heading of the plan      LNK003
file            an attachment or image     LNK002, like the documents that feedback and reviews name
external        kept as written
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote, unquote

from kamgen.link.site_index import LEAST, SiteIndex, resolved, way
from kamgen.model.account_ref import AccountRef
from kamgen.model.body import Link, LinkKind
from kamgen.model.links import CodedFault
from kamgen.model.plan import Fault
from kamgen.rules.codes import FaultCode
from kamgen.text.suggestions import nearest, one_of

BROKEN_ACCOUNT, BROKEN_ATTACHMENT, BROKEN_ANCHOR = (
    FaultCode.BROKEN_ACCOUNT_LINK,
    FaultCode.BROKEN_ATTACHMENT,
    FaultCode.BROKEN_ANCHOR,
)

_GUESSES = 20
"""Broken links of one plan that get a "did you mean": past that, something else is wrong."""


@dataclass(frozen=True, slots=True)
class ResolvedLinks:
    """What the links of one plan come to."""

    targets: tuple[str | None, ...]
    accounts: tuple[str, ...]
    """Slugs of other plans that it links to, each once."""
    attachments: tuple[str, ...]
    """Paths as on disk, each once, in order."""
    faults: tuple[CodedFault, ...]


class _Resolved(NamedTuple):
    """Where one link leads: its address, or what is wrong; the account or file behind it."""

    target: str | None = None
    account: str = ""
    file: str = ""
    code: str = ""
    message: str = ""
    write: str = ""


def resolve_links(plan: AccountRef, index: SiteIndex) -> ResolvedLinks:
    """Follows every link of the prose, and every document that a row of the front matter names."""
    followed: list[_Resolved] = []
    faults: list[CodedFault] = []
    for key, link in (*_links(plan), *_documents(plan)):
        resolved_link = _follow(link, plan, index, guess=len(faults) < _GUESSES)
        followed.append(resolved_link)
        if resolved_link.code:
            faults.append((resolved_link.code, Fault(key, resolved_link.message, resolved_link.write)))
    return ResolvedLinks(
        targets=tuple(led.target for led in followed[: len(plan.links)]),
        accounts=tuple(dict.fromkeys(led.account for led in followed if led.account not in ("", plan.slug))),
        attachments=tuple(sorted({led.file for led in followed if led.file})),
        faults=tuple(faults),
    )


def _links(plan: AccountRef) -> Iterator[tuple[str, Link]]:
    for link in plan.links:
        yield f"@{link.line}:{link.column}", link


def _documents(plan: AccountRef) -> Iterator[tuple[str, Link]]:
    """The documents that rows of the front matter name, as links."""
    for key, document in plan.documents:
        yield key, Link(LinkKind.FILE, document, "", 0, 0)


def _follow(link: Link, plan: AccountRef, index: SiteIndex, guess: bool) -> _Resolved:
    if link.kind is LinkKind.EXTERNAL:
        return _Resolved(link.target)
    if link.kind is LinkKind.FILE:
        return _to_file(link, plan, index, guess)
    slug = _account(link, plan, index)
    if slug is None:
        return _no_account(link, plan, index, guess)
    page = f"accounts/{quote(slug)}.html"
    anchor = next((way for way in (link.fragment, unquote(link.fragment)) if index.has_heading(slug, way)), None)
    if not link.fragment or anchor:
        return _Resolved(f"{page}#plan-{anchor}" if anchor else page, slug)
    own = link.kind is LinkKind.ANCHOR
    message = f"{'this plan' if own else f'`{slug}`'} has no heading `#{link.fragment}`"
    write = suggest_heading(link.fragment, index.plans[slug], guess)
    return _Resolved(None if own else page, slug, code=BROKEN_ANCHOR, message=message, write=write)


def _account(link: Link, plan: AccountRef, index: SiteIndex) -> str | None:
    """The slug of the plan that a link leads to; None when there is no such plan."""
    if link.kind is LinkKind.ANCHOR:
        return plan.slug
    if link.kind is LinkKind.WIKI:
        return index.slugs.find(link.target)
    return index.plan_paths.get(resolved(plan.path, link.target))


def _no_account(link: Link, plan: AccountRef, index: SiteIndex, guess: bool) -> _Resolved:
    outside = link.kind is LinkKind.ACCOUNT and not index.inside(resolved(plan.path, link.target))
    message = f"`{link.target}` leads out of the accounts folder" if outside else f"there is no plan `{link.target}`"
    return _Resolved(code=BROKEN_ACCOUNT, message=message, write=suggest_plan(link, plan, index, guess))


def _to_file(link: Link, plan: AccountRef, index: SiteIndex, guess: bool) -> _Resolved:
    path = resolved(plan.path, link.target)
    file = index.files.get(path)
    if file is not None:
        fragment = f"#{quote(unquote(link.fragment), safe='=&,:/')}" if link.fragment else ""
        return _Resolved(f"files/{quote(index.below(file))}{fragment}", file=file)
    inside = index.inside(path)
    message = (
        f"the file `{link.target}` is not there" if inside else f"`{link.target}` leads out of the accounts folder"
    )
    return _Resolved(code=BROKEN_ATTACHMENT, message=message, write=suggest_file(path, plan, index, guess))


_SHOWN = 8
"""Headings or files that a message lists."""


def did_you_mean(meant: str) -> str:
    """A guess is a question: ``did you mean `halden-group`?``"""
    return f"did you mean `{meant}`?"


def suggest_plan(link: Link, plan: AccountRef, index: SiteIndex, guess: bool) -> str:
    """The plan whose slug is nearest to the one that was written."""
    folder, name = posixpath.split(link.target)
    written = name.removesuffix(".md")
    if written == "index" and folder:
        written = posixpath.basename(folder)
    slug = (index.slugs.find(written) or index.slugs.nearest(written)) if guess else None
    if slug is None:
        what = "slug" if link.kind is LinkKind.WIKI else "path"
        return f"the {what} of a plan that is there, or the words without a link"
    return did_you_mean(f"[[{slug}]]" if link.kind is LinkKind.WIKI else way(plan.path, index.plans[slug].path))


def suggest_file(path: str, plan: AccountRef, index: SiteIndex, guess: bool) -> str:
    """A file of that name elsewhere, one of a like name in that place, or a plan that lacks its ``.md``."""
    path = path.replace("\\", "/")
    plans = [found for found in (f"{path}.md", f"{path}/index.md") if found in index.plan_paths]
    meant = plans[0] if plans else _like(path, plan, index) if guess else None
    if meant is None:
        return "the path of a file from where the plan lies, and put the file there"
    return did_you_mean(way(plan.path, meant))


def _like(path: str, plan: AccountRef, index: SiteIndex) -> str | None:
    same = index.names.get(posixpath.basename(path).lower())
    if same:
        return same[0]
    folder = posixpath.dirname(path) if index.inside(path) else posixpath.dirname(plan.path)
    beside = {posixpath.basename(file): file for file in index.folders.get(folder, ())}
    name = nearest(posixpath.basename(path), beside, LEAST)
    return beside[name] if name else None


def suggest_heading(fragment: str, plan: AccountRef, guess: bool) -> str:
    """The nearest heading of the plan, or a choice of them."""
    meant = nearest(fragment, plan.anchors, LEAST) if guess else None
    if meant:
        return did_you_mean(f"#{meant}")
    some = one_of(f"#{anchor}" for anchor in plan.anchors[:_SHOWN])
    return some or "the link without `#…`: that plan has no headings"
