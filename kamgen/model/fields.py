"""The kinds of field a plan or site.toml has, and the table of fields that is read off each record.

A field is written once: `Annotated[Money | None, Doc("What we sold", "910k")] = None`. Its type says how its text is
read (`Value`) and described in JSON Schema, `Doc` what it is for. Binder, schema, references, templates of new plans
and comparisons all ask `fields_of`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum, auto
from functools import lru_cache, partial
from posixpath import commonprefix
from types import NoneType
from typing import Annotated, Any, TypeVar, get_args, get_origin

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields

from kamgen.model import values
from kamgen.model.enums import Word
from kamgen.model.places import Right, short_text
from kamgen.model.values import Duration, Period, Quantity, Refused

JsonSchema = dict[str, Any]


class Record(Struct, frozen=True):
    """A mapping with known keys only; frozen."""


class Value(Struct, frozen=True, eq=False):
    """Marks a type whose values ``parse`` reads from their text (or refuses) and ``schema`` describes."""

    parse: Callable[[str], Any]
    schema: JsonSchema


def _value(parse: Callable[[str], Any], schema: JsonSchema) -> Value:
    """A `Value` whose parser keeps what it made of texts: a portfolio repeats its dates, periods and percentages."""
    return Value(lru_cache(maxsize=4096)(parse), schema)


class Doc(Struct, frozen=True, eq=False):
    """What a field says, and how it may be written."""

    description: str
    example: Any = None


_UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufe00-\ufe0f]")
_APOSTROPHES = re.compile("[`\u00b4\u02b9-\u02bf\u02c8\u02ca\u02cb\u055a\u2018-\u201b\u2032\u2035\ua78b\ua78c\uff07]")
_QUOTES = re.compile("[\u00ab\u00bb\u02ba\u201c-\u201f\u2033\u2036\u2039\u203a\u300c-\u300f\u301d-\u301f\uff02]")
_WIKI = re.compile(r"\[\[(?:[^\[\]|#]*/)?([^\[\]|#/]+)(?:#[^\[\]|]*)?(?:\|[^\[\]]*)?\]\]")
_AROUND = "\"'*@"


@lru_cache(maxsize=1 << 16)
def tidy(name: str) -> str:
    """A name as readers see it: composed (NFC), one space for blanks of any kind, nothing that cannot be seen."""
    if not name.isascii():
        name = _UNSEEN.sub("", unicodedata.normalize("NFC", name)).replace("\u2800", " ")
        name = "".join([sign for sign in name if unicodedata.category(sign) != "Cf"])
    return " ".join(name.split())


@lru_cache(maxsize=1 << 16)
def bare(name: str) -> str:
    """A name without what notes put around it: ``[[Per Moe]]``, ``@Per Moe``, ``“Per Moe”`` are ``Per Moe``."""
    name = _within(tidy(name))
    return (_within(linked[1].strip()) or name) if (linked := _WIKI.fullmatch(name)) else name


def _within(name: str) -> str:
    plain = _QUOTES.sub('"', _APOSTROPHES.sub("'", name))
    inner = name[len(plain) - len(plain.lstrip(_AROUND)) : len(plain.rstrip(_AROUND))]
    return inner.strip() or name


@lru_cache(maxsize=1 << 16)
def folded(word: str) -> str:
    """A name or word for comparison, here and nowhere else.

    Alike are: composed and decomposed letters, wide ones, ligatures; capitals; blanks, hyphens, dashes, `_` and full
    stops of every kind; apostrophes and quotes of every kind; and what `bare` takes off.
    """
    word = bare(word)
    if not word.isascii():
        word = _QUOTES.sub('"', _APOSTROPHES.sub("'", word)).replace("\u2212", "-")
        word = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold())
        word = "".join([" " if unicodedata.category(sign) in ("Pd", "Pc") else sign for sign in word])
    return re.sub(r"[\s._-]+", " ", word.casefold().replace("`", "'")).strip()


_SHORTEST = 4
"""Letters of a word in which a slip still leaves no doubt."""


def slip_of(written: str, known: Iterable[str]) -> str | None:
    """The one of ``known`` that was meant but for case, blanks, or one slip of the pen; None for none, and for several.

    A slip is a letter added, left out, changed, or swapped with its neighbour; another digit is another thing.
    """
    wanted = folded(written)
    found = [word for word in known if is_slip(wanted, folded(word))]
    same = [word for word in found if folded(word) == wanted]
    return (same or found)[0] if len(same or found) == 1 else None


def is_slip(one: str, other: str) -> bool:
    """Whether two folded words are one but for a slip of the pen."""
    if one == other:
        return True
    if min(len(one), len(other)) < _SHORTEST or _DIGITS.sub("", one) == _DIGITS.sub("", other):
        return False
    return one_edit_apart(one, other) or _swapped(one, other)


_DIGITS = re.compile(r"\d")


def one_edit_apart(one: str, other: str) -> bool:
    """Whether a letter added, taken away or changed makes one word the other."""
    short, long = sorted((one, other), key=len)
    same = len(commonprefix((short, long)))
    return one != other and short[same + (len(short) == len(long)) :] == long[same + 1 :]


def _swapped(one: str, other: str) -> bool:
    same = len(commonprefix((one, other)))
    return one[same : same + 2] == other[same : same + 2][::-1] and one[same + 2 :] == other[same + 2 :]


def parse_text(text: str) -> str:
    """A text, without the blanks around it."""
    return text.strip()


def parse_word(text: str, words: Mapping[str, Word]) -> Word:
    """One of the words by their folded spellings."""
    wanted = folded(text)
    if wanted in words:
        return words[wanted]
    from difflib import get_close_matches

    near = get_close_matches(wanted, words, 1, 0.6)
    listing = ", ".join(f"`{word}`" for word in words)
    known = f"; this field knows {listing}"
    hint = f"`{near[0]}`{known}" if near else f"one of {listing}"
    if slip := slip_of(text, words):
        hint = Right(slip, known)
    raise Refused(f"`{short_text(text)}` is not one of the words this field knows", hint)


def whole_number(low: int, high: int) -> Value:
    """Marks a whole number on a scale from ``low`` to ``high``."""
    schema = {"type": "integer", "minimum": low, "maximum": high}
    return _value(partial(values.parse_whole, low=low, high=high), schema)


def _pattern(pattern: str, example: str) -> JsonSchema:
    return {"type": "string", "pattern": pattern, "examples": [example]}


def _number_or(written: JsonSchema, **bounds: float) -> JsonSchema:
    return {"anyOf": [{"type": "number", **bounds}, written]}


_AMOUNT = _number_or(
    _pattern(r"^(?![-−+]?(?!0\.)[0-9]{1,3}\.[0-9]{3}( ?[kKmMbn]+)?$)[-−+]?[0-9_]*\.?[0-9]+ ?([kKmM]|bn)?$", "1.24M")
)
_PERCENT = _number_or(_pattern(r"^[0-9]+(\.[0-9]+)? ?%$", "80%"), minimum=0, exclusiveMaximum=1)
_NUMBER = _number_or(_pattern(r"^-?[0-9]+(\.[0-9]+)?$", "4.5"))
_QUANTITY = _number_or(_pattern(r"^-?[0-9]+(\.[0-9]+)? ?%?$", "96.2%"))
_YEAR: JsonSchema = {"type": "integer", "minimum": values.YEARS.start, "maximum": values.YEARS.stop - 1}
_PERIOD = {"anyOf": [_YEAR, _pattern(r"^[0-9]{4}(-([Qq][1-4]|[0-9]{2}(-[0-9]{2})?))?$", "2026-Q4")]}
_DURATION = _pattern(r"^[0-9]{1,4} *(day|week|month|year)s?$", "6 months")

Text = Annotated[str, Value(parse_text, {"type": "string"})]
Money = Annotated[Decimal, _value(values.parse_amount, _AMOUNT)]
Percent = Annotated[Decimal, _value(values.parse_percent, _PERCENT)]
Number = Annotated[Decimal, _value(values.parse_number, _NUMBER)]
Measured = Annotated[Quantity, _value(values.parse_quantity, _QUANTITY)]
Day = Annotated[date, _value(values.parse_date, {"type": "string", "format": "date"})]
Span = Annotated[Period, _value(values.parse_period, _PERIOD)]
Year = Annotated[int, _value(values.parse_year, _YEAR)]
Cadence = Annotated[Duration, _value(values.parse_duration, _DURATION)]
Flag = Annotated[bool, _value(values.parse_flag, {"type": "boolean"})]

_R = TypeVar("_R")
Rows = tuple[_R, ...]
"""A list of entries; an empty key is an empty list."""

Texts = tuple[Text, ...]
"""A list of texts; a single text is a list of one."""


class Shape(Enum):
    """What may stand at a key: one value that a parser reads from its text, a mapping with known keys, a list, a
    mapping with free keys, or anything.
    """

    VALUE = auto()
    RECORD = auto()
    ROWS = auto()
    TABLE = auto()
    ANYTHING = auto()


class Field(Struct, frozen=True, kw_only=True):
    """One field of a record, or what each entry of a list or table is."""

    name: str = ""
    key: str = ""
    """As it is written: ``from``, not ``respondents``."""
    shape: Shape
    parse: Callable[[str], Any] | None = None
    schema: JsonSchema = {}
    """Of a single value."""
    words: tuple[Word, ...] = ()
    """The words that it chooses from; empty when it does not."""
    record: type[Record] | None = None
    """The record it is, or each of its rows or entries."""
    each: Field | None = None
    """What each row of a list or entry of a table is."""
    description: str = ""
    example: Any = None
    default: Any = ...
    """What it is when it is not written; ``...`` when it must be written."""

    @property
    def required(self) -> bool:
        """Whether it must be there."""
        return self.default is ...

    @property
    def is_list(self) -> bool:
        """Whether it holds several values."""
        return self.shape is Shape.ROWS

    @property
    def is_flag(self) -> bool:
        """Whether it is true or false."""
        return bool(self.schema.get("type") == "boolean")

    @property
    def is_text(self) -> bool:
        """Whether it is a text, or a list of texts."""
        return self.shape is not Shape.TABLE and (self.each or self).parse is parse_text


@lru_cache(maxsize=128)
def fields_of(record: type[Record]) -> Mapping[str, Field]:
    """The fields of a record by their keys, in the order of the format."""
    found = {}
    for info in fields(record):
        default = info.default if info.default_factory is NODEFAULT else info.default_factory()
        default = ... if default is NODEFAULT else default
        found[info.encode_name] = _field(info.type, name=info.name, key=info.encode_name, default=default)
    return found


@lru_cache(maxsize=128)
def keys_of(record: type[Record], texts: bool = False) -> frozenset[str]:
    """All keys of a record and of the records in it; or those of texts."""
    fields = fields_of(record).values()
    own = {field.key for field in fields if field.is_text or not texts}
    return frozenset(own.union(*(keys_of(field.record, texts) for field in fields if field.record)))


def _field(annotation: Any, **given: Any) -> Field:
    """What a type says of a field."""
    origin, parts = get_origin(annotation), [part for part in get_args(annotation) if part is not NoneType]
    if origin is Annotated:
        return _annotated(parts[0], parts[1:], given)
    if origin is tuple or origin is dict:
        each = _field(parts[0] if origin is tuple else parts[1])
        shape = Shape.ROWS if origin is tuple else Shape.TABLE
        return Field(shape=shape, each=each, record=each.record, words=each.words, **given)
    if annotation is Any:
        return Field(shape=Shape.ANYTHING, **given)
    if not isinstance(annotation, type):
        return _field(parts[0], **given)
    if issubclass(annotation, Record):
        return Field(shape=Shape.RECORD, record=annotation, **given)
    assert issubclass(annotation, Word)
    words = {word.value: word for word in annotation}
    read = _value(partial(parse_word, words=words), {"type": "string", "enum": list(words)})
    return Field(shape=Shape.VALUE, parse=read.parse, schema=read.schema, words=tuple(annotation), **given)


def _annotated(kind: Any, marks: list[Any], given: dict[str, Any]) -> Field:
    for mark in marks:
        if isinstance(mark, Doc):
            given |= {"description": mark.description, "example": mark.example}
    value = next((mark for mark in marks if isinstance(mark, Value)), None)
    if value is None:
        return _field(kind, **given)
    return Field(shape=Shape.VALUE, parse=value.parse, schema=value.schema, **given)
