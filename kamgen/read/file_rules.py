"""What of a site is read, wherever it is read from: disk and git keep the same rules and say the same sentences.

Every ``.md`` file below the accounts folder is a plan, those beside an ``index.md`` too; every other file is an
attachment. Names that begin with ``.`` or ``_`` or end in ``~`` are skipped. Nothing outside the accounts folder
is ever opened: a link is followed only to a file inside it, and a linked folder is read at its own place only.
What cannot be read becomes a `Source` that says why.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, Protocol

from kamgen.model.errors import ConfigError, ContentError

SITE_FILE = "site.toml"

LEADS_OUT = "this is a link that leads out of the accounts folder: put the file itself here"
LEADS_NOWHERE = "this is a link that leads nowhere: put the file itself here"
NOT_A_FILE = "this is not a file but a pipe, socket or device: write the plan as a plain text file"
NO_PERMISSION = "there is no permission to read it: ask its owner to let you"
BAD_NAME = "its name is not written in UTF-8: give it another name, such as `halden-marine.md`"


class ContentSettings(Protocol):
    """What the table `[content]` of site.toml says."""

    @property
    def accounts(self) -> str:
        """Folder with the plans, below the site's root."""

    @property
    def output(self) -> str:
        """Folder the site is written to."""

    @property
    def max_file_size(self) -> int:
        """Largest plan that is read, in KiB."""


class FolderEntry(NamedTuple):
    """Something below the accounts folder."""

    path: str
    """Where it lies below the site's root, as `printable` writes it."""
    place: str
    """What opens it: where it is on disk, or the id of its blob; of no meaning when it is refused."""
    refusal: str = ""
    """Why it is not read; empty when it is."""


def accounts_folder(settings: ContentSettings) -> str:
    """The accounts folder below the root, ``.`` for the root itself; `ContentError` when it is not below it."""
    written = settings.accounts
    folder = posixpath.normpath(written.replace("\\", "/"))
    if folder.startswith(("/", "..")) or Path(folder).is_absolute():
        raise ContentError(
            f"`{written}` is not below the folder of {SITE_FILE}",
            "write a folder such as `content/accounts` as `accounts` under `[content]`",
        )
    return folder


def plans_and_attachments(
    found: Iterable[FolderEntry], settings: ContentSettings
) -> tuple[list[FolderEntry], frozenset[str]]:
    """The plans (refused things too) in order of their paths, and the paths of attachments.

    Pages of a site that was built into the accounts folder are neither.
    """
    folder = accounts_folder(settings)
    output = output_folder(settings)
    kept = sorted(item for item in found if output == folder or not item.path.startswith(f"{output}/"))
    plans = [item for item in kept if item.refusal or is_plan(item.path)]
    return plans, frozenset(item.path for item in kept if not item.refusal and not is_plan(item.path))


def is_plan(path: str) -> bool:
    """Whether a file of this name is a plan."""
    return path[-3:].lower() == ".md"


def is_plan_place(path: str, settings: ContentSettings) -> bool:
    """Whether a file at ``path`` below the root would be read as a plan."""
    folder, output = f"{accounts_folder(settings)}/", output_folder(settings)
    if not path.startswith(folder) or (f"{output}/" != folder and path.startswith(f"{output}/")):
        return False
    return is_plan(path) and not any(map(is_skipped, path.removeprefix(folder).split("/")))


def output_folder(settings: ContentSettings) -> str:
    """The folder of the built site, as site.toml has it."""
    return posixpath.normpath(settings.output.replace("\\", "/"))


def is_skipped(name: str) -> bool:
    """Whether a file or folder of this name is passed over: hidden, a draft or a backup."""
    return name[0] in "._" or name[-1] == "~"


def printable(name: str) -> str:
    """The name, with a mark for every byte that is not UTF-8."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def size_limit(settings: ContentSettings) -> int:
    """How many bytes a plan may have."""
    return settings.max_file_size * 1024


def too_large(size: int, limit: int) -> str:
    """The refusal of a plan of ``size`` bytes where ``limit`` are allowed."""
    return (
        f"the file has {-(-size // 1024):,} KiB, and a plan may have {limit // 1024:,}: "
        "keep pictures and documents in files of their own, or raise `max_file_size` under `[content]` in site.toml"
    )


def not_utf8() -> ConfigError:
    """What is raised when site.toml is in another encoding."""
    return ConfigError(f"{SITE_FILE} is not UTF-8 text", "save it as UTF-8")
