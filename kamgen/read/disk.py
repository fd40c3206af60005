"""Reads a site from disk: where it is, its site.toml, its plans.

Every ``.md`` file below the accounts folder is a plan, those beside an ``index.md`` too; every other file is an
attachment. Names that begin with ``.`` or ``_`` or end in ``~`` are skipped. Nothing outside the accounts folder
is ever opened: a link is followed only to a file inside it, and a linked folder is read at its own place only.
What cannot be read becomes a `Source` that says why.
"""

from __future__ import annotations

import os
import posixpath
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kamgen.model.config import SiteConfig
from kamgen.model.errors import ConfigError, ContentError
from kamgen.model.source import Content, Source

SITE_FILE = "site.toml"

_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""A link put in a file's place since it was looked at is not followed, and a pipe does not keep us waiting."""

LEADS_OUT = "this is a link that leads out of the accounts folder: put the file itself here"
LEADS_NOWHERE = "this is a link that leads nowhere: put the file itself here"
NOT_A_FILE = "this is not a file but a pipe, socket or device: write the plan as a plain text file"
NO_PERMISSION = "there is no permission to read it: ask its owner to let you"
BAD_NAME = "its name is not written in UTF-8: give it another name, such as `halden-marine.md`"


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
        raise ConfigError(f"{SITE_FILE} is not UTF-8 text", "save it as UTF-8") from None
    except OSError as error:
        raise ConfigError(f"{root / SITE_FILE} cannot be read: {_reason(error)}") from None


def read_content(root: Path, site: SiteConfig) -> Content:
    """Everything below the accounts folder, in order of paths, whatever the order of the disk.

    Raises `ContentError` when that folder is not there or not below ``root``. No plans at all is fine here.
    """
    folder = _accounts_folder(site.content.accounts)
    top = os.path.realpath(root / folder)
    if not Path(top).is_dir():
        raise ContentError(
            f"the accounts folder `{folder}` is not there",
            "make it, or write in site.toml where the plans are: `[content]` `accounts`",
        )
    output = _output_folder(site)
    found = sorted(item for item in _walk(top, folder) if not _is_below(item.path, output, folder))
    limit = site.content.max_file_size * 1024
    plans = tuple(_read(item, limit) for item in found if item.refusal or _is_plan(item.path))
    files = frozenset(item.path for item in found if not item.refusal and not _is_plan(item.path))
    return Content(folder, plans, files)


def is_plan_place(path: str, site: SiteConfig) -> bool:
    """Whether a file at ``path`` below the root would be read as a plan."""
    folder = f"{_accounts_folder(site.content.accounts)}/"
    if not path.startswith(folder) or _is_below(path, _output_folder(site), folder):
        return False
    return _is_plan(path) and not any(map(_is_skipped, path.removeprefix(folder).split("/")))


def _output_folder(site: SiteConfig) -> str:
    return posixpath.normpath(site.content.output.replace("\\", "/"))


class _Found(NamedTuple):
    """Something below the accounts folder: its path below the root, where it is on disk, why it is not read."""

    path: str
    real: str
    refusal: str = ""


def _accounts_folder(written: str) -> str:
    folder = posixpath.normpath(written.replace("\\", "/"))
    if folder.startswith(("/", "..")) or Path(folder).is_absolute():
        raise ContentError(
            f"`{written}` is not below the folder of {SITE_FILE}",
            "write a folder such as `content/accounts` as `accounts` under `[content]`",
        )
    return folder


def _is_below(path: str, output: str, folder: str) -> bool:
    """Whether ``path`` is a page of a site that was built into the accounts folder."""
    return output != folder and path.startswith(f"{output}/")


def _is_plan(path: str) -> bool:
    return path[-3:].lower() == ".md"


def _walk(top: str, below: str) -> Iterator[_Found]:
    """All files below ``top``, whose path below the root is ``below``; a loop, since folders may be very deep."""
    folders = [(top, "" if below == "." else f"{below}/")]
    while folders:
        folder, prefix = folders.pop()
        try:
            with os.scandir(folder) as entries:
                listing = [entry for entry in entries if not _is_skipped(entry.name)]
        except OSError as error:
            yield _Found(prefix.rstrip("/") or below, folder, _reason(error))
            continue
        for entry in listing:
            item = _Found(prefix + _printable(entry.name), entry.path)
            if item.path != prefix + entry.name:
                yield item._replace(refusal=BAD_NAME)
            elif entry.is_symlink():
                yield from _link(item, top)
            elif entry.is_dir(follow_symlinks=False):
                folders.append((entry.path, f"{item.path}/"))
            else:
                yield from _plain(item, entry.is_file(follow_symlinks=False))


def _is_skipped(name: str) -> bool:
    return name[0] in "._" or name[-1] == "~"


def _printable(name: str) -> str:
    """The name, with a mark for every byte that is not UTF-8."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _plain(item: _Found, regular: bool) -> Iterator[_Found]:
    if regular:
        yield item
    elif _is_plan(item.path):
        yield item._replace(refusal=NOT_A_FILE)


def _link(item: _Found, top: str) -> Iterator[_Found]:
    """The file a link leads to, when it is inside ``top``; a broken or outward attachment is as good as absent."""
    try:
        real = Path(os.path.realpath(item.real, strict=True))
    except OSError:
        if _is_plan(item.path):
            yield item._replace(refusal=LEADS_NOWHERE)
        return
    if not real.is_relative_to(top):
        if real.is_dir() or _is_plan(item.path):
            yield item._replace(refusal=LEADS_OUT)
    elif not real.is_dir():
        yield from _plain(_Found(item.path, str(real)), real.is_file())


def _read(item: _Found, limit: int) -> Source:
    """The plan; at most ``limit`` bytes of it."""
    if item.refusal:
        return Source(item.path, b"", item.refusal)
    try:
        with os.fdopen(os.open(item.real, _FLAGS), "rb", buffering=0) as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):
                return Source(item.path, b"", NOT_A_FILE)
            if about.st_size > limit:
                return Source(item.path, b"", too_large(about.st_size, limit))
            return Source(item.path, file.read(about.st_size))
    except OSError as error:
        return Source(item.path, b"", _reason(error))


def too_large(size: int, limit: int) -> str:
    """Why a plan of ``size`` bytes is refused where ``limit`` are allowed."""
    return (
        f"the file has {-(-size // 1024):,} KiB, and a plan may have {limit // 1024:,}: "
        "keep pictures and documents in files of their own, or raise `max_file_size` under `[content]` in site.toml"
    )


def _reason(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return NO_PERMISSION
    if isinstance(error, FileNotFoundError):
        return "it has gone since the folder was read: run the command again"
    return "the disk refuses to read it: copy the file anew"
