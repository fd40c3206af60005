"""What a plan says in fields of the team's own (`[fields]` in site.toml): a value of its type, or why there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kamgen.model.config import OwnField, SiteConfig
from kamgen.model.enums import FieldType
from kamgen.model.fields import folded
from kamgen.model.values import Refused, parse_amount, parse_date, parse_flag, parse_number
from kamgen.text.suggestions import one_of

Typed = str | Decimal | date | bool


class OwnValue(NamedTuple):
    """What stands at one of them."""

    key: str
    field: OwnField
    value: Typed | None
    """None for one that is wrong."""
    refused: Refused | None = None
    """What is wrong with it."""


_READ: Mapping[FieldType, Callable[[str], Typed]] = {
    FieldType.MONEY: parse_amount,
    FieldType.NUMBER: parse_number,
    FieldType.DATE: parse_date,
    FieldType.FLAG: parse_flag,
}


def own_values(own: Mapping[str, str | None], site: SiteConfig) -> list[OwnValue]:
    """What a plan whose keys that are not kamgen's are ``own`` says in them, in the order of site.toml.

    Those that are empty say nothing.
    """
    found = []
    for key, field in site.fields.items():
        text = own.get(key, "")
        if text != "":
            try:
                found.append(OwnValue(key, field, _read(field, text)))
            except Refused as refused:
                found.append(OwnValue(key, field, None, refused))
    return found


def _read(field: OwnField, text: str | None) -> Typed:
    if text is None:
        raise Refused("a list or a group stands where one value belongs", "one value")
    if field.type is FieldType.CHOICE:
        chosen = [choice for choice in field.choices if folded(choice) == folded(text)]
        if not chosen:
            raise Refused(f"`{text}` is not one of its choices", one_of(field.choices))
        return chosen[0]
    return _READ.get(field.type, str.strip)(text)
