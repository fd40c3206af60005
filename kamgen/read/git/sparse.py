"""The working tree of a sparse checkout: files that git keeps off the disk are not deleted, but are in the index."""

from __future__ import annotations

import os

from kamgen.model.errors import ContentError
from kamgen.model.source import Content
from kamgen.read.disk import read_content
from kamgen.read.git.content import read_content_at
from kamgen.read.git.repository import Repository
from kamgen.read.git.tree import INDEX
from kamgen.read.policy import LEADS_NOWHERE, ContentSettings, accounts_folder, printable


def read_working_tree(repository: Repository, settings: ContentSettings) -> Content:
    """The content on disk, and that of files that a sparse checkout leaves out.

    Raises `ContentError` when there is no accounts folder and none was left out.
    """
    try:
        return fill_sparse(repository, read_content(repository.root, settings), settings)
    except ContentError:
        filled = fill_sparse(repository, Content(accounts_folder(settings), ()), settings)
        if not filled.plans and not filled.files:
            raise
        return filled


def skipped(repository: Repository) -> frozenset[str]:
    """Paths below the site's root that git knows and leaves off the disk on purpose (the skip-worktree bit)."""
    place = [repository.prefix.rstrip("/")] if repository.prefix else []
    lines = os.fsdecode(repository.run("ls-files", "-t", "-z", "--", *place)).split("\0")
    return frozenset(printable(line[2 + len(repository.prefix) :]) for line in lines if line.startswith("S "))


def fill_sparse(repository: Repository, content: Content, settings: ContentSettings) -> Content:
    """``content``, which was read from disk, with the files that git leaves off the disk on purpose.

    Links that lead to such files are no longer broken.
    """
    left_out = skipped(repository)
    if not left_out:
        return content
    index = read_content_at(repository, INDEX, settings)
    whole = [source for source in content.plans if source.refusal != LEADS_NOWHERE]
    there = {source.path for source in whole}
    broken = {source.path: source for source in content.plans if source.refusal == LEADS_NOWHERE}
    found = {source.path: source for source in index.plans if source.path in left_out - there or source.path in broken}
    plans = [*whole, *(broken | found).values()]
    return Content(
        content.folder, tuple(sorted(plans, key=lambda source: source.path)), content.files | (index.files & left_out)
    )
