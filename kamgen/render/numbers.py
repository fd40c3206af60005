"""How figures are written on pages: the separators of the site's locale, compact amounts, exact ones beside."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

UNKNOWN = "–"
"""Stands where a figure is not known."""

_NARROW = "\u202f"
_SPACE = "\u00a0"

SEPARATORS: dict[str, tuple[str, str, str]] = {
    "en": (".", ",", "%"),
    "de": (",", ".", f"{_SPACE}%"),
    "de-at": (",", _SPACE, f"{_SPACE}%"),
    "de-ch": (".", "’", "%"),
    "fr-ch": (".", "’", f"{_SPACE}%"),
    "fr": (",", _NARROW, f"{_NARROW}%"),
    "es": (",", ".", f"{_SPACE}%"),
    "it": (",", ".", "%"),
    "nl": (",", ".", "%"),
    "pt": (",", ".", "%"),
    "da": (",", ".", f"{_SPACE}%"),
    "el": (",", ".", "%"),
    "id": (",", ".", "%"),
    "tr": (",", ".", "%"),
    "ro": (",", ".", f"{_SPACE}%"),
    "sl": (",", ".", f"{_SPACE}%"),
    "hr": (",", ".", f"{_SPACE}%"),
    "nb": (",", _SPACE, f"{_SPACE}%"),
    "nn": (",", _SPACE, f"{_SPACE}%"),
    "no": (",", _SPACE, f"{_SPACE}%"),
    "sv": (",", _SPACE, f"{_SPACE}%"),
    "fi": (",", _SPACE, f"{_SPACE}%"),
    "cs": (",", _SPACE, f"{_SPACE}%"),
    "sk": (",", _SPACE, f"{_SPACE}%"),
    "pl": (",", _SPACE, "%"),
    "hu": (",", _SPACE, "%"),
    "uk": (",", _SPACE, "%"),
    "ru": (",", _SPACE, f"{_SPACE}%"),
}
"""Decimal mark, thousands separator and percent sign by locale or language (CLDR); all others as in English."""

_STEPS = (
    (9_950, 100, 1, "k"),
    (999_500, 1000, 0, "k"),
    (9_995_000, 10_000, 2, "M"),
    (99_950_000, 100_000, 1, "M"),
    (999_500_000, 10**6, 0, "M"),
    (9_995_000_000, 10**7, 2, "bn"),
    (99_950_000_000, 10**8, 1, "bn"),
)
"""Below what size an amount is rounded to what, written with how many decimals of which unit."""

_BEYOND = (0, 10**9, 0, "bn")

_PLACES = (Decimal(1), Decimal("0.1"), Decimal("0.01"))


class Figure(NamedTuple):
    """One figure of a table: short, in full, and as a plain number to sort by."""

    text: str
    exact: str
    value: str
    tone: str = ""
    """`` neg`` for a loss or a fall: a class name with its leading space."""


NO_FIGURE = Figure(UNKNOWN, "", "")


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """The separators of one locale."""

    decimal: str
    group: str
    percent_sign: str

    def fixed(self, number: Decimal, places: int) -> str:
        """``1,240.5``: with that many decimals, rounded half up."""
        return self._written(f"{_rounded(number, places):,}")

    def plain(self, number: Decimal) -> str:
        """As exact as it was given: ``1,240,000``, ``97.25``."""
        text = f"{number:,f}"
        return self._written(text.rstrip("0").rstrip(".") if "." in text else text)

    def compact(self, number: Decimal) -> str:
        """Three digits that count: ``61.4M``, ``1.24M``, ``910k``, ``850``."""
        size = int(abs(number))
        if size < 1000:
            return self.fixed(number, 0)
        _, step, decimals, suffix = next((row for row in _STEPS if size < row[0]), _BEYOND)
        steps, sign = (size + step // 2) // step, "−" if number < 0 else ""
        if not decimals:
            return f"{sign}{self._written(f'{steps:,}')}{suffix}"
        whole, rest = divmod(steps, 10**decimals)
        return f"{sign}{whole}{self.decimal}{rest:0{decimals}}{suffix}"

    def _written(self, text: str) -> str:
        """A number in English style in this one."""
        if self.group != "," or self.decimal != ".":
            text = text.replace(",", "\0").replace(".", self.decimal).replace("\0", self.group)
        return text.replace("-", "−")

    def percent(self, fraction: Decimal, places: int = 0) -> str:
        """``0.824`` as ``82%``."""
        return f"{self.fixed(fraction * 100, places)}{self.percent_sign}"

    def change(self, fraction: Decimal) -> str:
        """``+4%``, ``−14%``, ``0%``."""
        text = self.percent(fraction)
        return f"+{text}" if fraction > 0 and text[0] != "0" else text.replace("−0%", "0%")

    def amount(self, number: Decimal | None) -> Figure:
        """An amount of money for a table."""
        if number is None:
            return NO_FIGURE
        return Figure(self.compact(number), self.plain(number), f"{number:f}", " neg" if number < 0 else "")

    def share(self, fraction: Decimal | None, places: int = 0) -> Figure:
        """A percentage for a table."""
        if fraction is None:
            return NO_FIGURE
        return Figure(self.percent(fraction, places), "", f"{fraction * 100:.2f}", " neg" if fraction < 0 else "")


def number_style(locale: str) -> NumberStyle:
    """The separators of ``de-CH``, else of its language, else English ones."""
    key = locale.strip().replace("_", "-").casefold()
    return NumberStyle(*(SEPARATORS.get(key) or SEPARATORS.get(key.split("-")[0]) or SEPARATORS["en"]))


def _rounded(number: Decimal, places: int) -> Decimal:
    step = _PLACES[places] if places < len(_PLACES) else Decimal(1).scaleb(-places)
    value = number.quantize(step, ROUND_HALF_UP)
    return value if value else abs(value)
