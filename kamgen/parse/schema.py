"""JSON Schema (2020-12) of plans and of site.toml, made from the same types that read them.

Editors complete and check with it. It is a little stricter than kamgen in what it takes for granted (words in
their own spelling) and as lenient where a writer may leave a key empty.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from kamgen.model.config import SiteConfig
from kamgen.model.front import FrontMatter

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]


def plan_schema() -> Schema:
    """The schema of a plan's front matter."""
    return _schema_of(FrontMatter, "Account plan")


def site_schema() -> Schema:
    """The schema of site.toml."""
    return _schema_of(SiteConfig, "site.toml")


def _schema_of(record: type[BaseModel], title: str) -> Schema:
    schema = record.model_json_schema(by_alias=True, mode="validation")
    schema["$defs"] = {name: _tidy(group) for name, group in schema["$defs"].items()}
    return {"$schema": DIALECT, **_tidy(schema), "title": title}


def _tidy(group: Schema) -> Schema:
    """A group without the titles and defaults that only repeat its keys, and with empty keys allowed."""
    properties = {key: _field(field, key in group.get("required", ())) for key, field in group["properties"].items()}
    return {**group, "properties": properties}


def _field(field: Schema, required: bool) -> Schema:
    left = {key: value for key, value in field.items() if key not in ("title", "default")}
    if "default" in field and isinstance(field["default"], str | int) and not _is_fraction(field["default"]):
        left["default"] = field["default"]
    if left.get("type") == "array":
        left["type"] = ["array", "string", "null"] if left["items"] == {"type": "string"} else ["array", "null"]
    return left if required else _or_null(left)


def _is_fraction(default: str | int) -> bool:
    """A share such as 0.18, which pydantic writes as a text."""
    return isinstance(default, str) and default.replace(".", "", 1).isdigit()


def _or_null(field: Schema) -> Schema:
    """The field with nothing after its key allowed: it is not written yet."""
    kind = field.get("type")
    if kind is None or kind == "array" or isinstance(kind, list):
        return field
    if "enum" in field:
        return {**field, "type": [kind, "null"], "enum": [*field["enum"], None]}
    return {**field, "type": [kind, "null"]}
