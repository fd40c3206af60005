"""The kinds of field a plan or site.toml has, as types that pydantic checks and describes.

Each kind joins one parser of `values` with its JSON Schema, so the check, the schema and the field
reference come from one place. A refused value carries kamgen's own sentence (see `parse.faults`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from kamgen.model import values
from kamgen.model.packed import packed, unpack
from kamgen.model.values import Duration, Period, Quantity, Refused

NOT_TEXT = "string_type"
"""Pydantic's error type for a text field whose value YAML read as something else (``id: 4711``): the
reader then looks up what was written and tries again, so that ids keep their zeros."""

REFUSED = "refused"
"""The error type of a value that one of kamgen's parsers refused; its context has message, write, code."""

JsonSchema = dict[str, Any]


class Record(BaseModel):
    """A mapping with known keys only; frozen."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def __getstate__(self) -> Any:
        """What was written, for pickle."""
        return packed(self)

    def __setstate__(self, state: Any) -> None:
        """Takes what `__getstate__` gave."""
        unpack(self, state)


def _plain(parse: Callable[[Any], Any]) -> CoreSchema:
    def read(value: object) -> Any:
        try:
            return parse(value)
        except Refused as refused:
            raise refusal(refused) from None

    return core_schema.no_info_plain_validator_function(read)


def refusal(refused: Refused) -> PydanticCustomError:
    """The same refusal in pydantic's words."""
    context = {"message": refused.message, "write": refused.write, "code": refused.code}
    return PydanticCustomError(REFUSED, "{message}", context)


@dataclass(frozen=True, eq=False)
class Read:
    """Marks a field that ``parse`` reads and ``schema`` describes."""

    parse: Callable[[Any], Any]
    schema: JsonSchema

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Reads the value with ``parse``."""
        return _plain(self.parse)

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchema:
        """Describes what may be written."""
        return dict(self.schema)


class Whole:
    """Marks a whole number on a scale from ``low`` to ``high``."""

    def __init__(self, low: int, high: int) -> None:
        self.low, self.high = low, high

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Reads the number with `values.parse_whole`."""
        return _plain(lambda value: values.parse_whole(value, self.low, self.high))

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchema:
        """An integer with its bounds."""
        return {"type": "integer", "minimum": self.low, "maximum": self.high}


class Word(StrEnum):
    """One of a list of words. In a plan, case and ``-``, ``_``, space are alike."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Looks the word up, or refuses it with the words that the field knows."""
        words = {member.value: member for member in cls}
        return _plain(lambda value: words[value] if type(value) is str and value in words else _choose(value, words))

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchema:
        """The words, as an enumeration."""
        return {"type": "string", "enum": [member.value for member in cls]}


def _choose(value: object, words: dict[str, Any]) -> Any:
    wanted = folded(str(value))
    if isinstance(value, str) and wanted in words:
        return words[wanted]
    near = get_close_matches(wanted, words, 1, 0.6)
    listing = ", ".join(f"`{word}`" for word in words)
    hint = f"`{near[0]}`; this field knows {listing}" if near else f"one of {listing}"
    raise Refused(f"`{values.shown(value)}` is not one of the words this field knows", hint)


@lru_cache(maxsize=4096)
def folded(word: str) -> str:
    """A word for comparison: case and ``-``, ``_``, space are alike."""
    return re.sub(r"[\s_-]+", " ", word).strip().casefold()


def _rows(value: object) -> object:
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        message = f"a list is wanted here, not {_kind(value)}"
        raise refusal(Refused(message, "one entry a line, each beginning with `- `"))
    return value


def _kind(value: object) -> str:
    if isinstance(value, dict | BaseModel):
        return "keys"
    return "text" if isinstance(value, str) else f"`{values.shown(value)}`"


def _texts(value: object) -> object:
    return [value] if isinstance(value, str) else _rows(value)


def _pattern(pattern: str, example: str) -> JsonSchema:
    return {"type": "string", "pattern": pattern, "examples": [example]}


def _number_or(written: JsonSchema, **bounds: float) -> JsonSchema:
    return {"anyOf": [{"type": "number", **bounds}, written]}


_AMOUNT = _number_or(_pattern(r"^[-−+]?[0-9_]*\.?[0-9]+ ?([kKmM]|bn)?$", "1.24M"))
_PERCENT = _number_or(_pattern(r"^[0-9]+(\.[0-9]+)? ?%$", "80%"), minimum=0, exclusiveMaximum=1)
_NUMBER = _number_or(_pattern(r"^-?[0-9]+(\.[0-9]+)?$", "4.5"))
_QUANTITY = _number_or(_pattern(r"^-?[0-9]+(\.[0-9]+)? ?%?$", "96.2%"))
_YEAR: JsonSchema = {"type": "integer", "minimum": values.YEARS.start, "maximum": values.YEARS.stop - 1}
_PERIOD = {"anyOf": [_YEAR, _pattern(r"^[0-9]{4}(-([Qq][1-4]|[0-9]{2}(-[0-9]{2})?))?$", "2026-Q4")]}
_DURATION = _pattern(r"^[0-9]{1,4} *(day|week|month|year)s?$", "6 months")

Text = Annotated[str, StringConstraints(strict=True, strip_whitespace=True)]
Money = Annotated[Decimal, Read(values.parse_amount, _AMOUNT)]
Percent = Annotated[Decimal, Read(values.parse_percent, _PERCENT)]
Number = Annotated[Decimal, Read(values.parse_number, _NUMBER)]
Measured = Annotated[Quantity, Read(values.parse_quantity, _QUANTITY)]
Day = Annotated[date, Read(values.parse_date, {"type": "string", "format": "date"})]
Span = Annotated[Period, Read(values.parse_period, _PERIOD)]
Year = Annotated[int, Read(values.parse_year, _YEAR)]
Cadence = Annotated[Duration, Read(values.parse_duration, _DURATION)]
Flag = Annotated[bool, Read(values.parse_flag, {"type": "boolean"})]

_R = TypeVar("_R")
Rows = Annotated[tuple[_R, ...], BeforeValidator(_rows)]
"""A list of entries; an empty key is an empty list."""

Texts = Annotated[tuple[Text, ...], BeforeValidator(_texts)]
"""A list of texts; a single text is a list of one."""
