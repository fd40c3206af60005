"""What can be logged: groups of rows, and what is peculiar to each. Fields, words and help come from `model.front`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, get_args

from pydantic import BaseModel, StringConstraints
from pydantic.fields import FieldInfo

from kamgen.model.fields import Read, Word
from kamgen.model.front import FrontMatter
from kamgen.model.values import parse_flag


@dataclass(frozen=True, slots=True)
class Kind:
    """One group of rows."""

    name: str
    """What it is called on the command line."""
    group: str
    """Its key in the front matter."""
    naming: str = ""
    """The field that names a row; empty when the date does, and rows are only added."""
    repeats: bool = False
    """Whether several rows may bear one name, so that a row is always added."""
    today: tuple[str, ...] = ()
    """When it happened: in a new row the day of logging, unless another is given."""
    dated_by: Mapping[str, str] = field(default_factory=dict)
    """Fields that, when they change, change the day of another field too."""
    asked: tuple[str, ...] = ()
    """Fields that a new row should have, although the format can do without."""
    closing: tuple[str, ...] = ()
    """Days that close a row."""
    marks: tuple[str, ...] = ()
    """Days whose option needs no value (the day of logging), and that find their row by a part of its name."""
    by_part: bool = False
    """Whether a part of a name is never a name of its own: people are called by their first names."""
    states: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Options without a value that close a row: the field and word each stands for."""


KINDS: tuple[Kind, ...] = (
    Kind("feedback", "feedback", today=("date",)),
    Kind("review", "reviews", today=("date",)),
    Kind("promise", "promises", "promise", today=("made",), asked=("due",), closing=("kept", "broken")),
    Kind("contact", "contacts", "name", marks=("last_contact",), by_part=True),
    Kind("action", "actions", "action", asked=("due",), closing=("done",)),
    Kind(
        "opportunity",
        "opportunities",
        "name",
        marks=("discussed",),
        states={"won": ("stage", "won"), "lost": ("stage", "lost")},
    ),
    Kind("risk", "risks", "risk"),
    Kind("outcome", "outcomes", "metric", today=("as_of",), dated_by={"actual": "as_of"}),
    Kind("need", "needs", "need", marks=("confirmed",)),
    Kind("reference", "references", "kind", repeats=True, today=("date",)),
)
"""In the order of help: what is logged most comes first."""


@dataclass(frozen=True, slots=True)
class Field:
    """How a field of a row is given."""

    key: str
    """As it stands in a plan: ``from``, not ``respondents``."""
    description: str
    example: str
    required: bool
    """Whether no row can do without it."""
    text: bool
    """Whether it is a text, or a list of texts."""
    listed: bool
    """Whether it holds several values."""
    flag: bool
    """Whether it is true or false."""
    words: tuple[str, ...]
    """The words that it chooses from; empty when it does not."""


def option_of(key: str) -> str:
    """How a field is called on the command line."""
    return f"--{key.replace('_', '-')}"


@lru_cache(maxsize=64)
def fields_of(group: str) -> Mapping[str, Field]:
    """The fields of a group's rows by their keys, in the order of the format; without those that hold rows again."""
    record = _record(FrontMatter.model_fields[group].annotation)
    infos = {info.alias or name: info for name, info in record.model_fields.items()} if record else {}
    return {key: _field(key, info) for key, info in infos.items() if _record(info.annotation) is None}


def _field(key: str, info: FieldInfo) -> Field:
    parts = list(dict.fromkeys([*info.metadata, *_parts(info.annotation)]))
    example = (info.examples or [""])[0]
    listed = tuple in parts
    return Field(
        key=key,
        description=info.description or "",
        example=str(example[0] if isinstance(example, list) else example),
        required=info.is_required(),
        text=any(isinstance(part, StringConstraints) for part in parts),
        listed=listed,
        flag=any(isinstance(part, Read) and part.parse is parse_flag for part in parts),
        words=tuple(str(word) for part in parts if isinstance(part, type) and issubclass(part, Word) for word in part),
    )


def _parts(annotation: Any) -> list[Any]:
    """All types and marks that an annotation is made of."""
    origin = getattr(annotation, "__origin__", annotation)
    inner = [*get_args(annotation), *getattr(annotation, "__metadata__", ())]
    return [origin, *inner, *(found for part in inner for found in _parts(part))]


def _record(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _record(part))), None)
