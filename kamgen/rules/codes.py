"""The codes and elements that site.toml names, held against the catalogue."""

from __future__ import annotations

from collections.abc import Sequence

from kamgen.model.config import SiteConfig
from kamgen.model.errors import ConfigError
from kamgen.model.nearest import nearest, one_of
from kamgen.model.rule import Element
from kamgen.rules.catalogue import by_code, unknown_codes


def validate_codes(site: SiteConfig) -> None:
    """Raises `ConfigError`, naming each, for rule codes and elements in ``[checklist]`` that do not exist."""
    table = site.checklist
    mistakes = [
        _unknown(key, code, meant)
        for key, codes in (("select", table.select), ("ignore", table.ignore))
        for code, meant in unknown_codes(codes)
    ]
    mistakes += [_unknown("severity", code, _code_meant(code)) for code in table.severity if _code(code) not in by_code]
    elements = [element.key for element in Element]
    mistakes += [
        f"`weights` in [checklist]: there is no element `{key}`: write {_meant(nearest(key, elements), elements)}"
        for key in table.weights
        if key not in elements
    ]
    mistakes += [
        f"`weights` in [checklist]: `{key}` weighs less than nothing: write 0 or more"
        for key, weight in table.weights.items()
        if weight < 0
    ]
    if mistakes:
        raise ConfigError("site.toml: " + "\n".join(mistakes), "`kamgen explain` lists all rules")


def _code(written: str) -> str:
    return written.strip().upper()


def _code_meant(written: str) -> str | None:
    """The nearest whole code; the first of those that a prefix stands for."""
    return next(
        (code for code in by_code if code.startswith(_code(written))), dict(unknown_codes([written])).get(written)
    )


def _unknown(key: str, code: str, meant: str | None) -> str:
    return f"`{key}` in [checklist]: there is no rule `{code}`" + (f": did you mean `{meant}`?" if meant else "")


def _meant(meant: str | None, known: Sequence[str]) -> str:
    return f"`{meant}`" if meant else one_of(known)
