"""Jinja as themes use it: layers, ``base:``, templates compiled by our own writer and kept compiled between runs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from jinja2 import BaseLoader, Environment, FileSystemBytecodeCache, StrictUndefined, TemplateNotFound
from jinja2.bccache import Bucket

from kamgen.render import writer
from kamgen.render.text import PLAIN, written
from kamgen.render.writer import Writer, separated

_BELOW = re.compile(r"(\d+):(.+)", re.DOTALL)


@lru_cache(maxsize=4)
def environment(layers: tuple[Path, ...], templates: tuple[tuple[tuple[str, str], ...], ...]) -> Environment:
    """Jinja for those templates, ``layers`` being the folders that errors name."""
    made = ThemeEnvironment(
        loader=Layers(layers, templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=_kept(),
    )
    made.filters["separated"] = separated
    return made


class Layers(BaseLoader):
    """Finds templates in the first layer that has them; ``2:page.html`` looks from the third layer on."""

    def __init__(self, folders: tuple[Path, ...], templates: tuple[tuple[tuple[str, str], ...], ...]) -> None:
        self.folders = folders
        self.templates = tuple(map(dict, templates))

    def place(self, name: str) -> tuple[int, str]:
        """The layer of a template, and its name without number."""
        found = _BELOW.fullmatch(name)
        first, bare = (int(found[1]), found[2]) if found else (0, name)
        for layer in range(first, len(self.templates)):
            if bare in self.templates[layer]:
                return layer, bare
        raise TemplateNotFound(bare)

    def get_source(
        self,
        environment: Environment,  # noqa: ARG002 (Jinja's signature)
        template: str,
    ) -> tuple[str, str, Callable[[], bool]]:
        """The template's text and file, as Jinja asks for them."""
        layer, bare = self.place(template)
        return self.templates[layer][bare], str(self.folders[layer] / "templates" / bare), lambda: True


class ThemeEnvironment(Environment):
    """Jinja with ``base:``, which names the file that a template covers."""

    code_generator_class = Writer

    written = staticmethod(written)
    plain = PLAIN

    def join_path(self, template: str, parent: str) -> str:
        """The full name of a template that another one names."""
        if not template.startswith("base:") or not isinstance(self.loader, Layers):
            return template
        return f"{self.loader.place(parent)[0] + 1}:{template.removeprefix('base:')}"


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates in the user's own temporary folder, which Jinja sees to be nobody else's."""

    _writer = Path(writer.__file__).read_bytes()

    def get_source_checksum(self, source: str) -> str:
        """Another one for another writer, too."""
        return hashlib.blake2b(self._writer + source.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep one; what the disk refuses is compiled again the next time."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _kept() -> FileSystemBytecodeCache | None:
    """None where there is no such folder."""
    try:
        return _Compiled()
    except (OSError, RuntimeError):
        return None
