"""What to look at: which files, when they change, change the site."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from urllib.parse import quote, unquote, urlsplit

from kamgen.model.config import SiteConfig

_TEMPORARY = ("~", ".swp", ".swx", ".tmp", "___jb_tmp___", "___jb_old___")
_VIM_TRIES = "4913"
"""The file Vim makes and removes to see whether it may write."""


@dataclass(frozen=True, slots=True)
class WatchPaths:
    """Where the parts of a site are, as absolute paths, and where it is served."""

    accounts: Path
    """The folder with the plans, links followed."""
    themes: tuple[Path, ...]
    marks: frozenset[Path]
    """site.toml, and every folder on the way to plans and themes: when one comes or goes, so does what is below."""
    ignored: tuple[Path, ...]
    """Files and folders that kamgen writes itself."""
    mount: str = "/"
    """The path the site is served at, with a slash at both ends, encoded as in an address."""

    def matters(self, written: str) -> bool:
        """Whether a change of this file or folder can change the site."""
        path = Path(written)
        if any(path.is_relative_to(own) for own in self.ignored):
            return False
        return (
            path in self.marks
            or _is_read(path, self.accounts, "._")
            or any(_is_read(path, folder, ".") for folder in self.themes)
        )

    def folders(self) -> Iterator[tuple[Path, bool]]:
        """The folders to watch, and whether with all that is below."""
        parents = {mark.parent for mark in self.marks}
        yield from ((folder, False) for folder in sorted(parents))
        yield from ((folder, True) for folder in dict.fromkeys((self.accounts, *self.themes)))


def _is_read(path: Path, top: Path, skipped: str) -> bool:
    """Whether the path is below ``top`` and has no name in it that is skipped there or is an editor's for a moment."""
    if not path.is_relative_to(top):
        return False
    return not any(
        name[0] in skipped or name.endswith(_TEMPORARY) or name == _VIM_TRIES or name[0] == name[-1] == "#"
        for name in path.relative_to(top).parts
    )


def watch_paths_of(root: Path, site: SiteConfig, shipped: Path | None = None, own: tuple[Path, ...] = ()) -> WatchPaths:
    """Those of the site at ``root``; ``shipped``: kamgen's own themes, ``own``: files that we write ourselves."""
    written = (site.content.accounts, site.content.output)
    accounts, output = (root / posixpath.normpath(each.replace("\\", "/")) for each in written)
    themes = [root / "themes", *([shipped] if shipped else [])]
    way = [folder for folder in (accounts, *accounts.parents) if folder != root and folder.is_relative_to(root)]
    marks = [root / "site.toml", root / "themes", *way]
    return WatchPaths(
        accounts=accounts.resolve(),
        themes=tuple(folder.resolve() for top in themes for folder in (top, *_linked(top))),
        marks=frozenset([*marks, *(mark.resolve() for mark in marks)]),
        ignored=(output, root / ".kamgen", *own),
        mount=mount_of(site.site.base_url),
    )


def _linked(themes: Path) -> list[Path]:
    """Themes that are links to folders elsewhere."""
    return [entry for entry in sorted(themes.iterdir()) if entry.is_symlink()] if themes.is_dir() else []


def mount_of(base_url: str | None) -> str:
    """The path of ``https://team.example/accounts`` is ``/accounts/``; without an address it is ``/``."""
    parts = [part for part in unquote(urlsplit(base_url or "").path).split("/") if part not in ("", ".", "..")]
    return quote("/".join(["", *parts, ""])) if parts else "/"


def path_below(path: str, root: Path) -> str:
    """The path as people know it: below the site's folder, when it is."""
    pure = PurePath(path)
    return pure.relative_to(root).as_posix() if pure.is_relative_to(root) else path
