"""Where in its file each key of a plan is written. Rules speak of keys; lines and columns come from here.

A key is a path such as ``financials[1].revenue``. A key that is not written resolves to the nearest one
around it, and a field that is missing altogether to the first line of the front matter.

    keys       keys, paths, places
    outline    places by eye, for plainly written block YAML: fast, or None
    records    lists in it in which nothing lies deeper
    flow       the same within ``{…}`` on one line
    composed   exact places from libyaml, for all other YAML, for flow rows, and for JSON
    toml       places in TOML
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kamgen.model.packed import Packed
from kamgen.model.places.flow import flow_places
from kamgen.model.places.keys import Index, KeyPath, Place, Written, as_written, gaps, join_key, split_key
from kamgen.model.places.outline import Outline, outline
from kamgen.model.places.toml import toml_places

__all__ = ["FrontText", "KeyPath", "Place", "Written", "as_written", "gaps", "join_key", "split_key"]


@dataclass(frozen=True, slots=True)
class FrontText(Packed):
    """The front matter as it is written: its language (``yaml``, ``toml``, ``json``), text and first line."""

    language: str
    text: str
    first_line: int
    left_out: tuple[KeyPath, ...] = ()
    """List entries that stand in the text and were left out of the values, in order; keys count without them."""

    def place(self, key: str) -> Place:
        """The value of ``key``; else the nearest key around it that is written; else the first line."""
        path = self._path(key)
        if found := self._find(path):
            return found.value
        for length in range(len(path) - 1, 0, -1):
            if found := self._find(path[:length]):
                return found.key
        return Place(self.first_line, 1, 2)

    def lines(self, keys: Iterable[str]) -> dict[str, int]:
        """The line of the `place` of each key, many times as fast: a row in ``{…}`` need not be looked into."""
        index = _index(self)
        if not isinstance(index, Outline) or self.left_out:
            return {key: self.place(key).line for key in keys}
        return {key: index.line(split_key(key)) or self.first_line for key in keys}

    def key_place(self, key: str) -> Place:
        """The key itself, for an unknown or a repeated one."""
        found = self._find(self._path(key))
        return found.key if found else self.place(key)

    def written(self, path: KeyPath) -> str | None:
        """A scalar as it was written (``007``, ``yes``), without quotes; None for anything else.

        ``path`` counts every entry that stands in the text.
        """
        found = self._find(path)
        return found.text if found else None

    def _path(self, key: str) -> KeyPath:
        path = split_key(key)
        return as_written(path, gaps(self.left_out)) if self.left_out else path

    def _find(self, path: KeyPath) -> Written | None:
        index = _index(self)
        find = index.find if isinstance(index, Outline) else index.get
        if found := find(path):
            return found
        for length in range(len(path) - 1, 0, -1):
            outer = find(path[:length])
            if outer and outer.text and outer.text[0] in "{[":
                return _flow_index(outer.text, outer.value.line, outer.value.column).get(path[length:])
        return None


@lru_cache(maxsize=64)
def _index(front: FrontText) -> Mapping[KeyPath, Written]:
    if front.language == "toml":
        return toml_places(front.text, front.first_line)
    index = outline(front.text, front.first_line) if front.language == "yaml" else None
    return index if index is not None else _composed(front.text, front.first_line, 1)


@lru_cache(maxsize=256)
def _flow_index(text: str, line: int, column: int) -> Index:
    by_eye = flow_places(text, line, column)
    return by_eye if by_eye is not None else _composed(text, line, column)


def _composed(text: str, line: int, column: int) -> Index:
    from kamgen.model.places.composed import composed

    return composed(text, line, column)
