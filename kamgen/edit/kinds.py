"""What can be logged: groups of rows, and what is peculiar to each. Fields, words and help come from `model.front`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from kamgen.model import fields
from kamgen.model.fields import Field
from kamgen.model.front import FrontMatter


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


def option_of(key: str) -> str:
    """How a field is called on the command line."""
    return f"--{key.replace('_', '-')}"


@lru_cache(maxsize=64)
def fields_of(group: str) -> Mapping[str, Field]:
    """The fields of a group's rows by their keys, in the order of the format; without those that hold rows again."""
    record = fields.fields_of(FrontMatter)[group].record
    assert record is not None
    return {key: field for key, field in fields.fields_of(record).items() if field.record is None}


def example_of(field: Field) -> str:
    """How one value of a field is written."""
    example = field.example or ""
    return str(example[0] if isinstance(example, list) else example)
