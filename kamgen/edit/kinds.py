"""What can be logged: groups of rows, what is peculiar to each, and the values of a row as YAML and TOML have them.

Fields, words and help come from `model.front_matter`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct, field

from kamgen.model import fields
from kamgen.model.fields import Field
from kamgen.model.front_matter import FrontMatter
from kamgen.source.write import written


class EntryKind(Struct, frozen=True):
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
    recommended: tuple[str, ...] = ()
    """Fields that a new row should have, although the format can do without."""
    closing: tuple[str, ...] = ()
    """Days that close a row."""
    marks: tuple[str, ...] = ()
    """Days whose option needs no value (the day of logging), and that find their row by a part of its name."""
    by_part: bool = False
    """Whether a part of a name is never a name of its own: people are called by their first names."""
    states: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Options without a value that close a row: the field and word each stands for."""


KINDS: tuple[EntryKind, ...] = (
    EntryKind("feedback", "feedback", today=("date",)),
    EntryKind("review", "reviews", today=("date",)),
    EntryKind("promise", "promises", "promise", today=("made",), recommended=("due",), closing=("kept", "broken")),
    EntryKind("contact", "contacts", "name", marks=("last_contact",), by_part=True),
    EntryKind("action", "actions", "action", recommended=("due",), closing=("done",)),
    EntryKind(
        "opportunity",
        "opportunities",
        "name",
        marks=("discussed",),
        states={"won": ("stage", "won"), "lost": ("stage", "lost")},
    ),
    EntryKind("risk", "risks", "risk"),
    EntryKind("outcome", "outcomes", "metric", today=("as_of",), dated_by={"actual": "as_of"}),
    EntryKind("need", "needs", "need", marks=("confirmed",)),
    EntryKind("reference", "references", "kind", repeats=True, today=("date",)),
)
"""In the order of help: what is logged most comes first."""


def option_of(key: str) -> str:
    """How a field is called on the command line."""
    return f"--{key.replace('_', '-')}"


@lru_cache(maxsize=64)
def row_fields(group: str) -> Mapping[str, Field]:
    """The fields of a group's rows by their keys, in the order of the format; without those that hold rows again."""
    record = fields.fields_of(FrontMatter)[group].record
    assert record is not None
    return {key: field for key, field in fields.fields_of(record).items() if field.record is None}


def example_of(field: Field) -> str:
    """How one value of a field is written."""
    example = field.example or ""
    return str(example[0] if isinstance(example, list) else example)


class FieldValue(NamedTuple):
    """The value of one field."""

    words: tuple[str, ...]
    """As they were typed; one, unless ``listed``."""
    text: bool = True
    """Whether the field holds texts: whatever looks like a number is none."""
    listed: bool = False
    """Whether the field holds a list."""

    def written(self, language: str) -> str:
        """As YAML, TOML or JSON has it, in a row of braces and on a line of its own alike."""
        words = ", ".join(written(word, language, self.text) for word in self.words)
        return f"[{words}]" if self.listed else words


Row = Mapping[str, FieldValue]
"""Keys and values of one row, or of what is to change in it."""


def written_pairs(row: Row, language: str) -> list[str]:
    """Each key with its value, as YAML, TOML or JSON has them."""
    pattern = {"yaml": "{}: {}", "toml": "{} = {}", "json": '"{}": {}'}[language]
    return [pattern.format(key, given.written(language)) for key, given in row.items()]


def yaml_row(row: Row) -> str:
    """A row in braces."""
    return f"{{{', '.join(written_pairs(row, 'yaml'))}}}"
