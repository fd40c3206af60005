"""Themes: folders with theme.toml, templates/ and static/, laid over one another file by file.

A theme is looked for in the site's ``themes/``, then among those kamgen brings. A site's folder of the same
name as one of kamgen's lies over it; a theme that says ``extends = "default"`` lies over that one. A template
reaches the file it covers as ``base:account.html``, so a block can be overridden without copying the rest.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from msgspec import Struct

import kamgen
from kamgen.model.errors import ThemeError
from kamgen.model.fields import Doc
from kamgen.text.suggestions import did_you_mean, one_of

if TYPE_CHECKING:
    from kamgen.render.site_context import Frame, SiteContext

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_VERSION = re.compile(r"\d+(?:\.\d+)*")
_KEYS = ("name", "version", "extends", "min_kamgen", "description", "author", "license")


Texts = tuple[tuple[str, str], ...]
"""Names and texts of templates."""


class Theme(Struct, frozen=True):
    """A theme as it was read: a value like others, which can be sent to another process."""

    name: str
    version: str
    layers: Annotated[tuple[Path, ...], Doc("Its folders, the one that covers the others first.")]
    templates: Annotated[tuple[Texts, ...], Doc("The templates of each layer.")]
    static: Annotated[
        tuple[tuple[str, Path], ...],
        Doc("Path below the output's `static/` and the file to copy, in order of the paths."),
    ]
    own: Annotated[tuple[int, ...], Doc("Which of its layers the site brings.")] = ()
    sandboxed: Annotated[
        bool,
        Doc(
            "Whether its templates run in a sandbox: some came with the site, and the user has not said to trust them."
        ),
    ] = False


class RenderConfig(Struct, frozen=True):
    """How every page of a site is made."""

    context: SiteContext
    theme: Theme
    frame: Annotated[
        Frame, Doc("Without a last change: that is the account's own on its pages, and the newest on all others.")
    ]
    folder: Annotated[str, Doc("The content folder below the site's root.")]


def load_theme(root: Path, name: str, trusted: bool = False) -> Theme:
    """The theme ``name`` of the site at ``root``; ThemeError when it is missing or its theme.toml is wrong.

    Templates that the site brings run in a sandbox, unless they are ``trusted`` by the word of the user.
    """
    folders, about = _layers(root, name)
    own = tuple(layer for layer, folder in enumerate(folders) if folder.parent != _shipped())
    for layer in own:
        _refuse_links(folders[layer], root)
    templates = tuple(
        tuple((inside, _text(file)) for inside, file in _files(folder / "templates")) for folder in folders
    )
    static: dict[str, Path] = {}
    for folder in reversed(folders):
        static |= _files(folder / "static")
    files = tuple(sorted(static.items()))
    return Theme(name, about.get("version", ""), folders, templates, files, own, bool(own) and not trusted)


def _refuse_links(folder: Path, root: Path) -> None:
    """ThemeError for a symbolic link that leads out of a site's theme: a theme publishes its own files only."""
    within = folder.resolve()
    if not within.is_relative_to(root.resolve()):
        raise ThemeError(f"the theme {folder} is a link that leads out of the site", "copy the theme into the site")
    for path in folder.rglob("*"):
        if path.is_symlink() and not path.resolve().is_relative_to(within):
            raise ThemeError(f"{path} is a link that leads out of the theme", "copy the file into the theme")


def _layers(root: Path, name: str) -> tuple[tuple[Path, ...], dict[str, str]]:
    folders: list[Path] = []
    about: dict[str, str] = {}
    seen: list[str] = []
    wanted: str | None = name
    while wanted is not None:
        if wanted in seen:
            raise ThemeError(
                f"themes extend each other in a circle: {' → '.join([*seen, wanted])}", "take out one `extends`"
            )
        seen.append(wanted)
        extends = wanted
        for folder in _named(root, wanted):
            given = _about(folder)
            folders.append(folder)
            about = {**given, **about}
            extends = given.get("extends", wanted)
            if extends != wanted:
                break
        wanted = extends if extends != wanted else None
    return tuple(folders), about


def _named(root: Path, name: str) -> list[Path]:
    if not _NAME.fullmatch(name):
        raise ThemeError(
            f"`{name}` cannot be the name of a theme", "the name of a folder in `themes/`, such as `default`"
        )
    folders = [place / name for place in (root / "themes", _shipped()) if (place / name).is_dir()]
    if not folders:
        raise ThemeError(
            f"there is no theme `{name}`: neither in {root / 'themes'} nor among those kamgen brings",
            'write `theme = "default"` under [site], or make that folder',
        )
    return folders if len(folders) == 1 or not folders[0].samefile(folders[1]) else folders[1:]


def _shipped() -> Path:
    """Where the themes are that kamgen brings: in the package, or beside it in a checkout."""
    package = Path(kamgen.__file__).parent
    return next((place for place in (package / "themes", package.parent / "themes") if place.is_dir()), package)


def _about(folder: Path) -> dict[str, str]:
    file = folder / "theme.toml"
    if not file.is_file():
        return {}
    try:
        about = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        message, _, place = str(error).partition(" (at ")
        where = f" at {place.rstrip(')')}" if place else ""
        help_text = 'write each key as `key = "text"`, such as `name = "Corporate"`'
        raise ThemeError(f"{file}: the TOML cannot be read{where}: {message}", help_text) from None
    except (OSError, UnicodeDecodeError):
        raise ThemeError(f"{file} cannot be read", "save it as UTF-8 text that you may read") from None
    for key, value in about.items():
        if key not in _KEYS:
            raise ThemeError(
                f"{file}: `{key}` is not a key of theme.toml", did_you_mean(key, _KEYS) or f"write {one_of(_KEYS)}"
            )
        if not isinstance(value, str):
            raise ThemeError(f"{file}: `{key}` is not a text", f'write it in double quotes: `{key} = "…"`')
    wanted = about.get("min_kamgen", "0")
    if _numbers(kamgen.__version__) < _numbers(wanted):
        raise ThemeError(f"{file}: this theme needs kamgen {wanted}; this is {kamgen.__version__}", "update kamgen")
    return about


def _numbers(version: str) -> tuple[int, ...]:
    found = _VERSION.match(version)
    return tuple(int(part) for part in found[0].split(".")) if found else ()


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files below a folder in order of their paths, hidden ones left out."""
    for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
        inside = file.relative_to(folder)
        if file.is_file() and not any(part.startswith(".") for part in inside.parts):
            yield inside.as_posix(), file


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise ThemeError(f"the template {file} cannot be read", "save it as UTF-8 text") from None
