"""Comments of YAML and TOML: they are for who reads the file, and nothing else tells them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kamgen.model.places import Span, blanked
from kamgen.source.toml import TEXT
from kamgen.source.yaml import scalars

_HASH = re.compile(r"(?m)(?:^|(?<=[ \t]))#[^\n]*")
_TOML = re.compile(rf"{TEXT.pattern}|(?P<comment>#[^\n]*)", re.DOTALL)


def yaml_comments(text: str) -> Iterator[Span]:
    """The comments of a YAML text; behind what cannot be read, every ``#`` behind a blank begins one."""
    values = blanked(text, scalars(text) if "#" in text else (), "x")
    return (found.span() for found in _HASH.finditer(values))


def toml_comments(text: str) -> Iterator[Span]:
    """The comments of a TOML text."""
    return (found.span() for found in _TOML.finditer(text) if found["comment"])
