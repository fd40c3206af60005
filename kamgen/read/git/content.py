"""A site as it is in a revision, in the index or in a sparse checkout, as `read.disk` reads a checkout of it.

Files are given as git keeps them. A checkout may hold them with other line ends (``core.autocrlf``, ``.gitattributes``)
or filtered; those are not undone here. Git keeps no empty folders: an accounts folder that is not there is an empty
one, where `read.disk` says that it is missing. Submodules are repositories of their own, and not looked into. Files
that a sparse checkout keeps off the disk are not deleted, but are in the index."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType

from msgspec.structs import replace

from kamgen.model.errors import ConfigError, ContentError, GitError
from kamgen.model.source import Content, Source, is_plan
from kamgen.read.disk import read_content
from kamgen.read.file_rules import (
    BAD_NAME,
    BEGINNING,
    LEADS_NOWHERE,
    LEADS_OUT,
    SITE_FILE,
    ContentSettings,
    FolderEntry,
    accounts_folder,
    is_document,
    is_note,
    is_skipped,
    make_content,
    not_utf8,
    plans_and_others,
    printable,
    size_limit,
    too_large,
)
from kamgen.read.git.objects import blobs_up_to, read_blobs
from kamgen.read.git.repository import Repository
from kamgen.read.git.tree import INDEX, LINK, SUBMODULE, PathKind, SymbolicLinks, Target, TreeEntry, entries


def read_text_at(repository: Repository, tree: str, name: str = SITE_FILE) -> str | None:
    """The text of a file at the site's root in a commit (its id) or the index (`INDEX`); None when there is none."""
    place = repository.prefix + name
    found = entries(repository, tree, place)
    if not found or found[0].path != place or found[0].mode in (LINK, SUBMODULE):
        links = SymbolicLinks(repository, tree)
        target = links.follow(place)
        if target.outside:
            raise ConfigError(
                f"{name} is a link that leads out of the repository",
                "commit the file itself: otherwise no revision knows what it said",
            )
        if target.kind is not PathKind.FILE:
            return None
        found = [links.entries[target.path]]
    try:
        text = next(read_blobs(repository, [found[0].blob])).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise not_utf8() from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_content_at(
    repository: Repository, tree: str, settings: ContentSettings, known: Mapping[str, bytes] = MappingProxyType({})
) -> Content:
    """Everything below the accounts folder in a commit (its id) or the index (`INDEX`), in order of paths.

    ``known`` has contents that need not be read again, by the ids of their blobs.

    Raises `ContentError` when that folder is not below the root, `GitError` when git cannot tell what is in it.
    """
    folder = accounts_folder(settings)
    found, others = plans_and_others(_found(repository, tree, folder), settings)
    limit = size_limit(settings)
    wanted = [item.place for item in found if not item.refusal and item.place not in known]
    wanted += [item.place for item in others if not is_document(item.path)]
    blobs = blobs_up_to(repository, wanted, limit)

    def source(item: FolderEntry) -> Source:
        if item.refusal or item.place in known:
            return Source(item.path, b"" if item.refusal else known[item.place], item.refusal)
        blob = next(blobs)
        return Source(item.path, blob.data, too_large(blob.size, limit) if blob.size > limit else "")

    def beginning(item: FolderEntry) -> tuple[str, bytes, int]:
        return item.path, b"" if is_document(item.path) else next(blobs).data[:BEGINNING], 0

    content = make_content(folder, map(source, found), map(beginning, others))
    return replace(content, pointers=frozenset())  # in git, whatever Git LFS keeps is one


def _found(repository: Repository, tree: str, folder: str) -> Iterator[FolderEntry]:
    """All that is below the accounts folder."""
    place = repository.prefix.rstrip("/") if folder == "." else repository.prefix + folder
    found = entries(repository, tree, place)
    links = None
    if not found or found[0].path == place or any(entry.mode == LINK for entry in found):
        links = SymbolicLinks(repository, tree)
        actual = _real_folder(links, place, folder)
        if actual is None:
            return
        if actual != place:
            place, found = actual, entries(repository, tree, actual)
    below = "" if folder == "." else f"{folder}/"
    top = f"{place}/" if place else ""
    refused: set[str] = set()
    for entry in found:
        names = entry.path[len(top) :].split("/")
        odd = [number for number, name in enumerate(names, 1) if printable(name) != name]
        names = names[: odd[0]] if odd else names
        path = below + "/".join(names)
        note = is_note(path) and entry.mode != LINK
        if any(map(is_skipped, names[:-1] if note else names)) or path in refused:
            continue
        if odd:
            refused.add(path)
            yield FolderEntry(printable(path), "", BAD_NAME)
        else:
            yield from _one(entry, path, links, top)


def _real_folder(links: SymbolicLinks, place: str, folder: str) -> str | None:
    """Where the accounts folder is in the tree, None when it is not there."""
    target = links.follow(place)
    if target.outside:
        raise GitError(
            f"the accounts folder `{folder}` is a link that leads out of the repository",
            "put the folder itself there: otherwise no revision knows what was in it",
        )
    if target.kind is PathKind.FILE:
        raise ContentError(
            f"the accounts folder `{folder}` is not there",
            "make it, or write in site.toml where the plans are: `[content]` `accounts`",
        )
    _refuse_submodule(target, folder)
    return target.path if target.kind is PathKind.FOLDER else None


def refuse_submodule(repository: Repository, tree: str, folder: str) -> None:
    """`GitError` when the accounts folder is a submodule in a commit, or within one: no log tells of its plans."""
    place = repository.prefix.rstrip("/") if folder == "." else repository.prefix + folder
    _refuse_submodule(SymbolicLinks(repository, tree).follow(place), folder)


def _refuse_submodule(target: Target, folder: str) -> None:
    if target.kind in (PathKind.SUBMODULE, PathKind.IN_SUBMODULE):
        raise GitError(
            f"the accounts folder `{folder}` is a submodule, which has a history of its own",
            "keep site.toml in that repository too, and run kamgen there",
        )


def without_submodules(repository: Repository, content: Content) -> tuple[Content, tuple[str, ...]]:
    """The content on disk without plans of repositories of their own below the accounts folder, and where those are."""
    folders = {parent.as_posix() for plan in content.plans for parent in PurePosixPath(plan.path).parents}
    top = f"{content.folder}/" if content.folder != "." else ""
    below = sorted(folder for folder in folders if folder != "." and folder.startswith(top))
    own = tuple(f"{folder}/" for folder in below if (repository.root / folder / ".git").exists())
    plans = tuple([plan for plan in content.plans if not plan.path.startswith(own)]) if own else content.plans
    return replace(content, plans=plans), own


def _one(entry: TreeEntry, path: str, links: SymbolicLinks | None, top: str) -> Iterator[FolderEntry]:
    """A file, or the file a link leads to when it is inside ``top``."""
    if entry.mode == SUBMODULE:
        return
    if entry.mode != LINK or links is None:
        yield FolderEntry(path, entry.blob)
        return
    target = links.follow(entry.path)
    if target.kind in (PathKind.NOTHING, PathKind.IN_SUBMODULE):
        if is_plan(path):
            yield FolderEntry(path, "", LEADS_NOWHERE)
    elif target.outside or not f"{target.path}/".startswith(top):
        if target.kind is not PathKind.FILE or is_plan(path):
            yield FolderEntry(path, "", LEADS_OUT)
    elif target.kind is PathKind.FILE:
        yield FolderEntry(path, links.entries[target.path].blob)


def read_working_tree(repository: Repository, settings: ContentSettings) -> Content:
    """The content on disk, and that of files that a sparse checkout leaves out.

    Raises `ContentError` when there is no accounts folder and none was left out.
    """
    try:
        content = replace(read_content(repository.root, settings), pointers=frozenset(), sizes={})
        return fill_sparse(repository, content, settings)
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
    plans = {source.path: source for source in content.plans}
    for source in index.plans:
        there = plans.get(source.path)
        if there.refusal == LEADS_NOWHERE if there else source.path in left_out:
            plans[source.path] = source
    in_order = tuple(sorted(plans.values(), key=lambda source: source.path))
    return replace(content, plans=in_order, files=content.files | (index.files & left_out))
