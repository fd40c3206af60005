"""JSON Schema (2020-12) of plans and of site.toml, made from the same fields that read them.

Editors complete and check with it. It is a little stricter than kamgen in what it takes for granted (words in
their own spelling) and as lenient where a writer may leave a key empty.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Any

from kamgen.model.config import SiteConfig
from kamgen.model.enums import FieldType
from kamgen.model.fields import Day, Field, Flag, JsonSchema, Money, Number, Record, Shape, Text, fields_of
from kamgen.model.front_matter import FrontMatter

NO_SITE = SiteConfig()
DIALECT = "https://json-schema.org/draft/2020-12/schema"


_OWN: dict[FieldType, Any] = {
    FieldType.TEXT: Text,
    FieldType.MONEY: Money,
    FieldType.NUMBER: Number,
    FieldType.DATE: Day,
    FieldType.FLAG: Flag,
}
"""How what a team's own field holds is written."""


def plan_schema(site: SiteConfig = NO_SITE) -> JsonSchema:
    """The schema of a plan's front matter, with the fields of the team's own."""
    schema = _schema_of(FrontMatter, "Account plan")
    for key, own in site.fields.items():
        chosen = own.type is FieldType.CHOICE
        kind = {"type": "string", "enum": list(own.choices)} if chosen else _OWN[own.type].__metadata__[0].schema
        schema["properties"][key] = {"title": site.field_title(key), "anyOf": [kind, {"type": "null"}]}
    return schema


def site_schema() -> JsonSchema:
    """The schema of site.toml."""
    return _schema_of(SiteConfig, "site.toml")


def _schema_of(record: type[Record], title: str) -> JsonSchema:
    groups: dict[str, JsonSchema] = {}
    whole = _group(record, groups)
    return {"$schema": DIALECT, "$defs": groups, **whole, "title": title}


def _group(record: type[Record], groups: dict[str, JsonSchema]) -> JsonSchema:
    """A record; those within it are added to ``groups``."""
    fields = fields_of(record)
    for field in fields.values():
        if field.record and field.record.__name__ not in groups:
            groups[field.record.__name__] = {}  # its place is before those within it
            groups[field.record.__name__] |= _group(field.record, groups)
    required = [key for key, field in fields.items() if field.required]
    return {
        "type": "object",
        "title": record.__name__,
        "description": record.__doc__,
        "properties": {key: _field(field) for key, field in fields.items()},
        "additionalProperties": False,
        **({"required": required} if required else {}),
    }


def _field(field: Field) -> JsonSchema:
    """A key with what is said of it; an optional one may have nothing after it."""
    schema = _kind(field) if field.required else _or_null(_kind(field), field)
    said: JsonSchema = {"description": field.description} if field.description else {}
    if field.example is not None:
        said["examples"] = [field.example]
    default = field.default
    if isinstance(default, str | int) and not isinstance(default, Decimal):
        said["default"] = default.value if isinstance(default, StrEnum) else default
    return {**schema, **said}


def _kind(field: Field) -> JsonSchema:
    if field.shape is Shape.VALUE:
        return field.schema
    if field.shape is Shape.RECORD and field.record:
        return {"$ref": f"#/$defs/{field.record.__name__}"}
    inner = _kind(field.each) if field.each else {}
    if field.shape is Shape.ROWS:
        return {"type": "array", "items": inner}
    return {"type": "object", "additionalProperties": inner or True} if field.shape is Shape.TABLE else inner


def _or_null(schema: JsonSchema, field: Field) -> JsonSchema:
    """The same with nothing after the key allowed: it is not written yet. One text is a list of one."""
    kind: Any = schema.get("type")
    if "$ref" in schema and field.default is not None:
        return schema
    if kind is None:
        return {"anyOf": [*schema.get("anyOf", [schema]), {"type": "null"}]}
    several = ["array", "string", "null"] if field.shape is Shape.ROWS and field.is_text else [kind, "null"]
    words = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
    return {**schema, "type": several, **words}
