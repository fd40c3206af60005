"""`check --changed-since`: the plans that a branch has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kamgen.cli.session import Session
from kamgen.model.source import Content, Source

if TYPE_CHECKING:
    from kamgen.cli.terminal import Terminal
    from kamgen.read.git.repository import Repository


def changed_plans(session: Session, revision: str, plans: frozenset[str], terminal: Terminal) -> frozenset[str]:
    """Those of ``plans`` that differ from where HEAD left ``revision``, plans that git does not know included.

    Raises `GitError` when git cannot tell.
    """
    from kamgen.read.git.repository import open_repository

    repository = open_repository(session.root)
    found = plans & differing(_before(session, repository, revision), session.content)
    if not found:
        terminal.note(f"no account plan was changed since `{revision}`: there is nothing to tell of")
    return found


def differing(before: Content, now: Content) -> frozenset[str]:
    """Paths of plans that are new or say something else; line ends alone are no difference, as checkouts turn them."""
    former = {source.path: _said(source) for source in before.plans}
    return frozenset(source.path for source in now.plans if former.get(source.path) != _said(source))


def _said(source: Source) -> tuple[bytes, str]:
    return source.data.replace(b"\r\n", b"\n"), source.refusal


def _before(session: Session, repository: Repository, revision: str) -> Content:
    """The plans where HEAD left ``revision``; none while nothing is committed."""
    from kamgen.read.git.content import read_content_at
    from kamgen.read.git.revisions import head_of, merge_base, resolve

    head = head_of(repository)
    if head is None and revision in ("HEAD", "@"):
        return Content(session.content.folder, ())
    base = merge_base(repository, resolve(repository, revision), head or resolve(repository, "HEAD"))
    return read_content_at(repository, base.id, session.site)
