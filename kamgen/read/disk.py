"""Reads a site from disk: where it is, its site.toml, its plans, its baseline; one plan from standard input.

What is read is decided in `file_rules`."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO

from msgspec.structs import replace

from kamgen.model.errors import ConfigError, ContentError
from kamgen.model.source import Content, Source, is_plan
from kamgen.read.file_rules import (
    BAD_NAME,
    BEGINNING,
    LEADS_NOWHERE,
    LEADS_OUT,
    NO_PERMISSION,
    NOT_A_FILE,
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

_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""A link put in a file's place since it was looked at is not followed, and a pipe does not keep us waiting."""


def find_root(start: Path) -> Path:
    """The nearest folder from ``start`` upwards that has a site.toml, as git finds its repository."""
    folder = start.resolve()
    for candidate in (folder, *folder.parents):
        if (candidate / SITE_FILE).is_file():
            return candidate
    raise ConfigError(f"there is no {SITE_FILE} in {folder} or in any folder above it", "run `kamgen init` to make one")


def read_site_text(root: Path) -> str:
    """The text of site.toml."""
    try:
        return (root / SITE_FILE).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise not_utf8() from None
    except OSError as error:
        raise ConfigError(f"{root / SITE_FILE} cannot be read: {_reason(error)}") from None


def read_content(root: Path, settings: ContentSettings) -> Content:
    """Everything below the accounts folder, in order of paths, whatever the order of the disk.

    Raises `ContentError` when that folder is not there or not below ``root``. No plans at all is fine here.
    """
    folder = accounts_folder(settings)
    top = os.path.realpath(root / folder)
    if not Path(top).is_dir():
        raise ContentError(
            f"the accounts folder `{folder}` is not there",
            "make it, or write in site.toml where the plans are: `[content]` `accounts`",
        )
    plans, others = plans_and_others(_walk(top, folder), settings)
    limit = size_limit(settings)
    return make_content(
        folder,
        (_read(item, limit) for item in plans),
        ((item.path, *_beginning(item)) for item in others),
    )


def _walk(top: str, below: str) -> Iterator[FolderEntry]:
    """All files below ``top``, whose path below the root is ``below``; a loop, since folders may be very deep."""
    folders = [(top, "" if below == "." else f"{below}/")]
    while folders:
        folder, prefix = folders.pop()
        try:
            with os.scandir(folder) as entries:
                listing = [entry for entry in entries if not is_skipped(entry.name) or _is_note(entry)]
        except OSError as error:
            yield FolderEntry(prefix.rstrip("/") or below, folder, _reason(error))
            continue
        for entry in listing:
            item = FolderEntry(prefix + printable(entry.name), entry.path)
            if item.path != prefix + entry.name:
                yield item._replace(refusal=BAD_NAME)
            elif entry.is_symlink():
                yield from _link(item, top)
            elif entry.is_dir(follow_symlinks=False):
                folders.append((entry.path, f"{item.path}/"))
            elif entry.is_file(follow_symlinks=False):
                yield item
            elif is_plan(item.path):
                yield item._replace(refusal=NOT_A_FILE)


def _is_note(entry: os.DirEntry[str]) -> bool:
    return is_note(entry.name) and entry.is_file(follow_symlinks=False)


def _link(item: FolderEntry, top: str) -> Iterator[FolderEntry]:
    """The file a link leads to, when it is inside ``top``; a broken or outward attachment is as good as absent."""
    plan, refusal = is_plan(item.path), ""
    try:
        real = Path(os.path.realpath(item.place, strict=True))
        if not real.is_relative_to(top):
            refusal = LEADS_OUT if plan or real.is_dir() else ""
        elif real.is_file():
            yield item._replace(place=str(real))
        elif plan and not real.is_dir():
            refusal = NOT_A_FILE
    except OSError:
        refusal = LEADS_NOWHERE if plan else ""
    if refusal:
        yield item._replace(refusal=refusal)


def _read(item: FolderEntry, limit: int) -> Source:
    """The plan; at most ``limit`` bytes of it."""
    if item.refusal:
        return Source(item.path, b"", item.refusal)
    try:
        with os.fdopen(os.open(item.place, _FLAGS), "rb", buffering=0) as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):
                return Source(item.path, b"", NOT_A_FILE)
            if about.st_size > limit:
                return Source(item.path, b"", too_large(about.st_size, limit))
            return Source(item.path, file.read(about.st_size))
    except OSError as error:
        return Source(item.path, b"", _reason(error))


def _beginning(item: FolderEntry) -> tuple[bytes, int]:
    """How a file begins that is no plan by its name, and its size; b"" for what cannot be one, and cannot be read."""
    with suppress(OSError), os.fdopen(os.open(item.place, _FLAGS), "rb", buffering=0) as file:
        about = os.fstat(file.fileno())
        if stat.S_ISREG(about.st_mode):
            small = not is_document(item.path) or about.st_size <= BEGINNING
            return file.read(BEGINNING) if small else b"", about.st_size
    return b"", 0


def _reason(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return NO_PERMISSION
    if isinstance(error, FileNotFoundError):
        return "it has gone since the folder was read: run the command again"
    return "the disk refuses to read it: copy the file anew"


def may_lie_in_one(folder: Path) -> bool:
    """Whether ``folder`` may lie in a repository: git is not asked."""
    return candidates(folder) != [{}] or git_marker(folder) is not None


def candidates(folder: Path) -> list[dict[str, str]]:
    """The variables to look with: those of the environment when they name a working tree around ``folder``, none."""
    given = {name: os.environ.get(name) for name in ("GIT_DIR", "GIT_WORK_TREE")}
    named = {name: os.path.realpath(value) for name, value in given.items() if value}
    inside = len(named) == 2 and folder.is_relative_to(named["GIT_WORK_TREE"])
    return [named, {}] if inside else [{}]


def git_marker(folder: Path) -> Path | None:
    """The nearest folder upwards with a ``.git`` (folder, or file of a worktree), or that is a bare repository."""
    for each in (folder, *folder.parents):
        if os.path.lexists(each / ".git") or ((each / "HEAD").is_file() and (each / "objects").is_dir()):
            return each
    return None


def prefix_in_repository(root: Path) -> str:
    """The way from the nearest folder upwards with a ``.git`` (folder, or file of a worktree) to ``root``.

    With forward slashes; empty when they are the same, and when there is no repository.
    """
    folder = root.resolve()
    top = next((each for each in (folder, *folder.parents) if os.path.lexists(each / ".git")), folder)
    return "" if folder == top else folder.relative_to(top).as_posix()


_PIECE = 1 << 16


def read_instead(content: Content, path: str, stream: BinaryIO, settings: ContentSettings) -> Content:
    """The content with the text of ``stream`` as the plan at ``path``, whether there is one or not.

    Raises `ContentError` when the stream cannot be read.
    """
    limit = size_limit(settings)
    try:
        data = stream.read(limit + 1)
        size = len(data) + sum(map(len, iter(partial(stream.read, _PIECE), b"")))
    except OSError:
        raise ContentError("the plan cannot be read from stdin", "pipe its text: `kamgen check - < plan.md`") from None
    plans = {source.path: source for source in content.plans}
    former = plans.get(path, Source(path, b""))
    refusal = too_large(size, limit) if size > limit else ""
    plans[path] = replace(former, data=b"" if refusal else data, refusal=refusal)
    return replace(content, plans=tuple(sorted(plans.values(), key=lambda source: source.path)))


MOST = 64 * 1024 * 1024
"""Bytes that are read at most: a million entries."""

_ANOTHER = "name another file with `--baseline`"


def read_baseline(path: Path) -> str | None:
    """The text of a baseline, None when there is no such file; `ConfigError` when it cannot be read."""
    if path.exists() and not path.is_file():
        raise ConfigError(f"{path} is not a file", _ANOTHER)
    try:
        with path.open("rb") as file:
            data = file.read(MOST + 1)
        text = data.decode("utf-8-sig")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise ConfigError(f"{path} is not UTF-8 text", _ANOTHER) from None
    except OSError:
        raise ConfigError(f"{path} cannot be read", _ANOTHER) from None
    if len(data) > MOST:
        raise ConfigError(f"{path} is larger than any baseline", _ANOTHER)
    return text
