"""What of a site is read, wherever it is read from: disk and git keep the same rules and say the same sentences.

Every ``.md`` or ``.markdown`` file below the accounts folder is a plan, those beside an ``index.md`` too; every other
file is an attachment. Names that begin with ``.`` or ``_`` are skipped. Nothing outside the accounts folder is ever
opened: a link is followed only to a file inside it, and a linked folder is read at its own place only. What cannot be
read becomes a `Source` that says why, and so does a file of another name that begins like a plan. Copies of a plan that
lie beside it, as sync services and editors make them, are told of and not read.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple, Protocol

from kamgen.model.errors import ConfigError, ContentError
from kamgen.model.source import Content, Source, is_plan

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


def plans_and_others(
    found: Iterable[FolderEntry], settings: ContentSettings
) -> tuple[list[FolderEntry], list[FolderEntry]]:
    """The plans (refused things too) and all other files, in order of their paths.

    Pages of a site that was built into the accounts folder are neither.
    """
    folder = accounts_folder(settings)
    output = output_folder(settings)
    kept = sorted(item for item in found if output == folder or not item.path.startswith(f"{output}/"))
    plans = [item for item in kept if item.refusal or is_plan(item.path)]
    return plans, [item for item in kept if not item.refusal and not is_plan(item.path)]


BEGINNING = 2048
"""Bytes of a file that is no plan by its name, by which it is known whether it is one."""
_DOCUMENTS = (
    *(".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".ods", ".odp", ".msg", ".zip"),
    *(".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".heic", ".mp3", ".mp4", ".m4a"),
)
"""Endings of files that are never plans."""
_LFS_POINTER = b"version https://git-lfs.github.com/spec/"
_NAMING = re.compile(rb"""(?m)(?:^|[{,])[ \t"']*(name|owner|category)["']?[ \t]*[:=]""")
_NAME = re.compile(rb"""(?m)(?:^|[{,])[ \t"']*name["']?[ \t]*[:=][ \t]*([^\r\n,]*)""")
_FRONT = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:[-+]{2,}|- - -|\.\.\.|\{|\xe2\x80[\x93\x94])")
_COPY = re.compile(r"(?i)conflict|cop(?:y|ie|ia)\b|kopi|\(\d+\)$")


def is_document(path: str) -> bool:
    """Whether a file's name says that it is no text."""
    return path.lower().endswith(_DOCUMENTS)


def make_content(folder: str, plans: Iterable[Source], others: Iterable[tuple[str, bytes, int]]) -> Content:
    """Everything below the accounts folder.

    ``others`` are all other files with how they begin, documents with b"", and their sizes, 0 where they do not matter.
    """
    found = list(plans)
    documents = [source for source in found if is_note(source.path) or _is_prose(source, folder, found)]
    sources, copies = split_copies(source for source in found if source not in documents)
    stems = {posixpath.splitext(source.path)[0]: source for source in sources}
    files, pointers = {source.path: 0 for source in documents}, set()
    for path, beginning, size in others:
        start = path.rfind("/") + 1
        stem = path[start:].strip("#").partition(".")[0]
        meant = Source(f"{path[:start]}{stem}.md", beginning)
        original = stems.get(path[:start] + stem) or _original(meant, stems)
        if path[-1] != "~":
            files[path] = size
            pointers |= {path} if beginning.startswith(_LFS_POINTER) else set()
        rejected = original and path.endswith(".rej")  # what a patch could not put into the plan
        if is_document(path) or not (rejected or _begins_like_a_plan(beginning)):
            continue
        if original is None:
            from kamgen.text.addresses import latin  # asked for on few sites, and dear to load

            refusal = f"this begins like a plan, and only `.md` files are read: rename it to `{latin(stem) or stem}.md`"
            sources.append(Source(path, b"", refusal))
        elif path[-1] != "~":
            copies.append((original.path, path))
    in_order = tuple(sorted(sources, key=lambda source: source.path))
    sizes = {path: size for path, size in files.items() if size}
    return Content(folder, in_order, frozenset(files), tuple(copies), tuple(documents), frozenset(pointers), sizes)


def is_note(path: str) -> bool:
    """Whether a file of this name is no plan but may be named by one: ``_minutes.md``."""
    return path.rpartition("/")[2].startswith("_") and is_plan(path)


def _is_prose(source: Source, folder: str, plans: Iterable[Source]) -> bool:
    """Whether a file in the folder of an account, or below, has no front matter, nor anything like one."""
    place, _, name = source.path.rpartition("/")
    if name == "index.md" or source.refusal or not source.data.strip() or _FRONT.match(source.data):
        return False
    above = {plan.path.removesuffix("/index.md") for plan in plans if plan.path.endswith("/index.md")} - {folder}
    return any(f"{place}/".startswith(f"{each}/") for each in above) and len(_NAMING.findall(source.data)) < 2


def _begins_like_a_plan(beginning: bytes) -> bool:
    text = beginning.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    known = len(set(_NAMING.findall(text)))
    return (known > 1 and text.startswith((b"---", b"+++"))) or (known > 2 and text.startswith(b"{"))


def split_copies(plans: Iterable[Source]) -> tuple[list[Source], list[tuple[str, str]]]:
    """The plans without copies of others beside them; and these, each behind the path of its original."""
    sources = list(plans)
    stems = {posixpath.splitext(source.path)[0]: source for source in sources}
    originals: dict[str, str] = {}
    for source in sorted(sources, key=lambda source: len(source.path)):  # a copy's copy is one of the original
        if original := _original(source, stems):
            originals[source.path] = originals.get(original.path, original.path)
    copies = [(original, path) for path, original in originals.items()]
    return [source for source in sources if source.path not in originals], copies


def _original(source: Source, stems: Mapping[str, Source]) -> Source | None:
    """What a plan is a copy of: its name is the other's with something before or behind it, from a blank or sign on.

    That is a word for a copy, or anything where both plans name the same account.
    """
    stem = posixpath.splitext(source.path)[0]
    start = stem.rfind("/") + 1
    cuts = () if re.fullmatch("[a-z0-9-]+", stem[start:]) else range(len(stem) - 1, start, -1)
    for cut in (cut for cut in cuts if not stem[cut].isalnum()):
        before, behind = (stem[:cut].rstrip(), stem[cut:]), (stem[:start] + stem[cut + 1 :], stem[start:cut])
        for other, added in (before, behind):
            original = stems.get(other)
            if original and (_COPY.search(added) or _name(original) == _name(source) is not None):
                return original
    return None


def _name(source: Source) -> bytes | None:
    found = _NAME.search(source.data, 0, BEGINNING)
    return found[1] if found else None


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
    """Whether a file or folder of this name is passed over: hidden, or a draft."""
    return name[0] in "._"


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
