"""An account as text: YAML or TOML, in any order and spelling, by a number that says which."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import NamedTuple

from tests.truth.model import Account, Value

_MONEY = frozenset(["revenue", "gross_profit", "target_revenue", "target_profit", "value"])
_BREAKS = {
    "bracket": ("industry: [Steel", 'industry = ["Steel"'),
    "brace": ("region: {Nordics", "region = {Nordics"),
    "quote": ('region: "Nordics', 'region = "Nordics'),
    "tab": ("\tregion: Nordics", "region = Nordics"),
    "sign": ("industry: @Steel", "industry @Steel"),
    "nothing": ("region: %Nordics", "region ="),
    "marks": ("<<<<<<< HEAD\nregion: Nordics\n=======\nregion: Alps\n>>>>>>> topic", "[[promises]"),
}
"""Lines that no front matter can be read with: in YAML, and in TOML."""
BREAKS = tuple(_BREAKS)


class _Style(NamedTuple):
    """How a plan is written."""

    toml: bool
    flow: bool
    """Each entry on one line."""
    seed: int


def written(account: Account) -> str:
    """The file."""
    random = Random(f"style {account.style}")
    style = _Style(random.random() < 0.3, random.random() < 0.5, account.style)
    own = dict(account.own)
    crm = own.pop("crm", None)
    groups: dict[str, list[Mapping[str, Value]]] = {}
    for entry in account.entries.values():
        groups.setdefault(entry.group, []).append(entry.values)
    parts = list(groups.items())
    random.shuffle(parts)
    lines = _head(own, crm, style, random)
    if account.broken:
        lines.insert(random.randrange(1, len(lines)), _BREAKS[account.broken][style.toml])
    for group, rows in parts:
        if style.seed % 3 == 0:
            lines.append("")
        lines += _group(group, rows[::-1] if style.seed % 2 else rows, style)
    fence = "+++" if style.toml else "---"
    return "\n".join([fence, *lines, fence, *_prose(account, style), ""])


def _prose(account: Account, style: _Style) -> list[str]:
    lines = []
    for title, text in account.prose.items():
        words = text.split()
        width = 7 + style.seed % 9
        body = [" ".join(words[at : at + width]) for at in range(0, len(words), width)]
        lines += ["", f"## {title}", "", *body]
    return lines


def _head(own: Mapping[str, Value], crm: Value, style: _Style, random: Random) -> list[str]:
    keys = [key for key, value in own.items() if value is not None]
    random.shuffle(keys)
    sign = " = " if style.toml else ": "
    lines = [f"{key}{sign}{_value(key, own[key], style)}" for key in keys]
    if crm and style.toml:
        lines.append(f'crm = {{system = "Salesforce", id = "{crm}"}}')
    elif crm:
        lines += [f"crm: {{system: Salesforce, id: '{crm}'}}"] if style.flow else ["crm:", "  system: Salesforce"]
        lines += [] if style.flow else [f'  id: "{crm}"']
    return lines


def _group(group: str, rows: list[Mapping[str, Value]], style: _Style) -> list[str]:
    given = [[(key, _value(key, value, style)) for key, value in row.items() if value is not None] for row in rows]
    if style.seed % 5 == 0:
        given = [[row[0], *row[:0:-1]] for row in given]
    if style.toml:
        return [line for row in given for line in (f"[[{group}]]", *(f"{key} = {value}" for key, value in row))]
    if style.flow:
        return [f"{group}:", *(f"  - {{{', '.join(f'{key}: {value}' for key, value in row)}}}" for row in given)]
    lines = [f"{group}:"]
    for row in given:
        lines += [f"{'    ' if number else '  - '}{key}: {value}" for number, (key, value) in enumerate(row)]
    return lines


def _value(key: str, value: Value, style: _Style) -> str:
    text, is_text = _spelled(key, value, Random(f"{style.seed} {key} {value}"), style)
    if style.toml:
        return f'"{text}"' if is_text else text
    if not is_text or style.seed % 4 == 1:
        return text
    return f'"{text}"' if style.seed % 4 == 2 else f"'{text}'" if style.seed % 4 == 3 else text


def _spelled(key: str, value: Value, random: Random, style: _Style) -> tuple[str, bool]:
    """One way to write a value, and whether it is a text where that is told apart."""
    if isinstance(value, date):
        return _day(value, random) if key == "close" else (value.isoformat(), False)
    if key in _MONEY and isinstance(value, Decimal):
        return random.choice(_amounts(value)), style.toml
    if key == "probability" and isinstance(value, Decimal):
        return random.choice([f"{value * 100:.0f}%", f"{value * 100:.0f} %"]), style.toml
    return str(value), isinstance(value, str)


def _amounts(value: Decimal) -> list[str]:
    found = [f"{value:f}"]
    if value % 1000 == 0:
        found.append(f"{value / 1000:f}k")
    if value % 10_000 == 0:
        found.append(f"{value / 1_000_000:.2f}M")
    return found


def _day(value: date, random: Random) -> tuple[str, bool]:
    """A day; or the period that it is the last of."""
    if (value + timedelta(days=1)).day > 1:
        return value.isoformat(), False
    periods = [f"{value:%Y-%m}"] + ([f"{value.year}-Q{value.month // 3}"] if value.month % 3 == 0 else [])
    return random.choice(periods), True
