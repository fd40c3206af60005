"""The links of one plan resolved: where each leads, and which lead nowhere, with what they most likely meant.

account, wiki   a plan                     LNK001, its heading LNK003
anchor          a heading of the plan      LNK003
file            an attachment or image     LNK002, like the documents that feedback and reviews name
external        kept as written
"""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import quote, unquote

from msgspec import Struct

from kamgen.link.site_index import LEAST, SiteIndex, relative_path, resolved
from kamgen.model.context import AccountRef
from kamgen.model.fields import folded, slip_of
from kamgen.model.finding import Fix
from kamgen.model.places import CodedFault, Fault
from kamgen.model.plan import Link, LinkKind
from kamgen.model.source import is_plan
from kamgen.rules.codes import FaultCode
from kamgen.text.suggestions import nearest, one_of, question

_GUESSES = 20
"""Broken links of one plan that get a "did you mean": past that, something else is wrong."""
_SHOWN = 8
"""Headings that a message lists."""


class ResolvedLinks(Struct, frozen=True):
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
    fix: Fix | None = None


def resolve_links(plan: AccountRef, index: SiteIndex) -> ResolvedLinks:
    """Follows every link of the prose, and every document that a row of the front matter names."""
    links = [(f"@{link.line}:{link.column}", link) for link in plan.links]
    documents = [(key, Link(LinkKind.FILE, document, "", 0, 0)) for key, document in plan.documents]
    followed: list[_Resolved] = []
    faults: list[CodedFault] = []
    for key, link in (*links, *documents):
        led = _follow(link, plan, index, guess=len(faults) < _GUESSES)
        followed.append(led)
        if led.code:
            faults.append((led.code, Fault(key, led.message, led.write, fix=led.fix)))
    return ResolvedLinks(
        targets=tuple(led.target for led in followed[: len(links)]),
        accounts=tuple(dict.fromkeys(led.account for led in followed if led.account not in ("", plan.slug))),
        attachments=tuple(sorted({led.file for led in followed if led.file})),
        faults=tuple(faults),
    )


def resolve_document(path: str, links: Sequence[Link], index: SiteIndex) -> list[tuple[str | None, str]]:
    """Where each link of a Markdown document at ``path`` leads, and the file behind it."""
    place = next(iter(index.plans.values()))._replace(path=path)
    found = (
        _Resolved(f"#plan-{link.fragment}")
        if link.kind is LinkKind.ANCHOR
        else _follow(link, place, index, guess=False)
        for link in links
    )
    return [(each.target, each.file) for each in found]


def _follow(link: Link, plan: AccountRef, index: SiteIndex, guess: bool) -> _Resolved:
    if link.kind is LinkKind.EXTERNAL:
        return _Resolved(link.target)
    if link.kind is LinkKind.FILE:
        return _to_file(link, plan, index, guess)
    own = link.kind is LinkKind.ANCHOR
    if own:
        slug: str | None = plan.slug
    elif link.kind is LinkKind.WIKI:
        slug = index.slugs.find(link.target)
    else:
        slug = index.plan_paths.get(resolved(plan.path, link.target))
    if slug is None:
        named = link.kind is LinkKind.ACCOUNT and resolved(plan.path, link.target) in index.files
        return _to_file(link, plan, index, guess) if named else _no_account(link, plan, index, guess)
    page, to = f"accounts/{quote(slug)}.html", index.plans[slug]
    if not link.fragment:
        return _Resolved(page, slug)
    written = unquote(link.fragment)
    for anchor in (link.fragment, written):
        if anchor in index.headings[slug] or not to.readable:  # one that cannot be read may have any heading
            return _Resolved(f"{page}#plan-{anchor}", slug)
    if alike := next((anchor for anchor in to.anchors if folded(anchor) == folded(written)), None):
        return _Resolved(f"{page}#plan-{alike}", slug)
    message = f"{'this plan' if own else f'`{slug}`'} has no heading `#{link.fragment}`"
    meant = nearest(link.fragment, to.anchors, LEAST) if guess else None
    some = one_of(f"#{anchor}" for anchor in to.anchors[:_SHOWN]) or "the link without `#…`: that plan has no headings"
    write = question(f"#{meant}") if meant else some
    return _Resolved(None if own else page, slug, "", FaultCode.BROKEN_ANCHOR, message, write)


def _no_account(link: Link, plan: AccountRef, index: SiteIndex, guess: bool) -> _Resolved:
    """Nowhere; the plan most likely meant is that whose slug is nearest to the one that was written."""
    wiki = link.kind is LinkKind.WIKI
    outside = not wiki and not index.inside(resolved(plan.path, link.target))
    message = f"`{link.target}` leads out of the accounts folder" if outside else f"there is no plan `{link.target}`"
    folder, name = posixpath.split(link.target)
    written = posixpath.splitext(name)[0] if is_plan(name) else name
    if written == "index" and folder:
        written = posixpath.basename(folder)
    slug = (index.slugs.find(written) or index.slugs.nearest(written)) if guess else None
    if slug is None:
        write = f"the {'slug' if wiki else 'path'} of a plan that is there, or the words without a link"
    else:
        write = question(f"[[{slug}]]" if wiki else relative_path(plan.path, index.plans[slug].path))
    slip = index.slugs.slip(written) if wiki and guess else None
    fix = Fix(link.line, link.column + len("[["), link.target, slip) if slip else None
    return _Resolved(code=FaultCode.BROKEN_ACCOUNT_LINK, message=message, write=write, fix=fix)


def _to_file(link: Link, plan: AccountRef, index: SiteIndex, guess: bool) -> _Resolved:
    path = resolved(plan.path, link.target)
    file = index.files.get(path)
    if file is None and (whole := index.files.get(resolved(plan.path, f"{link.target}#{link.fragment}"))):
        return _Resolved(f"files/{quote(index.below(whole))}", file=whole)  # a file's name may hold a `#`
    if file in index.pointers:
        message = f"the file `{link.target}` is not fetched yet: run `git lfs pull`"
        return _Resolved(code=FaultCode.BROKEN_ATTACHMENT, message=message)
    if file is not None and (held := index.withheld.get(file)):
        message = f"the file `{link.target}` is not published: {held.reason}"
        return _Resolved(code=FaultCode.BROKEN_ATTACHMENT, message=message, write=held.write)
    if file is not None and is_plan(file):
        fragment = f"#plan-{link.fragment}" if link.fragment else ""
        return _Resolved(f"files/{quote(index.below(file))}.html{fragment}", file=file)
    if file is not None:
        fragment = f"#{quote(unquote(link.fragment), safe='=&,:/')}" if link.fragment else ""
        return _Resolved(f"files/{quote(index.below(file))}{fragment}", file=file)
    if path in index.plan_paths:
        write = "a file beside the account's `index.md` that has no front matter, or one such as `_minutes.md`"
        return _Resolved(code=FaultCode.BROKEN_ATTACHMENT, message=f"`{link.target}` is read as a plan", write=write)
    missing, outside = f"the file `{link.target}` is not there", f"`{link.target}` leads out of the accounts folder"
    message = missing if index.inside(path) else outside
    meant = _suggested_file(path.replace("\\", "/"), plan, index, guess)
    put = "the path of a file from where the plan lies, and put the file there"
    right = relative_path(plan.path, meant) if meant else ""
    write = question(right) if meant else put
    fix = Fix(0, 0, link.target, right) if meant and not link.line and _is_one(path, meant, index) else None
    return _Resolved(code=FaultCode.BROKEN_ATTACHMENT, message=message, write=write, fix=fix)


def _is_one(path: str, meant: str, index: SiteIndex) -> bool:
    """Whether no other file but ``meant`` has the name in ``path``, or that name but for a slip of the pen."""
    (folder, name), written = posixpath.split(meant), posixpath.basename(path)
    if same := index.names.get(folded(written)):
        return len(same) == 1
    return slip_of(written, map(posixpath.basename, index.folders.get(folder, ()))) == name


def _suggested_file(path: str, plan: AccountRef, index: SiteIndex, guess: bool) -> str | None:
    """A plan that lacks its ``.md``, a file of that name elsewhere, or one of a like name in that place."""
    plans = [found for found in (f"{path}.md", f"{path}.markdown", f"{path}/index.md") if found in index.plan_paths]
    if plans or not guess:
        return plans[0] if plans else None
    folder, name = posixpath.split(path)
    if same := index.names.get(folded(name)):
        return same[0]
    place = folder if index.inside(path) else posixpath.dirname(plan.path)
    beside = {posixpath.basename(file): file for file in index.folders.get(place, ())}
    return beside.get(nearest(name, beside, LEAST) or "")
