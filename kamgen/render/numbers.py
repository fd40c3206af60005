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
    (Decimal("999.5"), Decimal(1), "", ()),
    (Decimal(999_500), Decimal(1000), "k", (Decimal("9.95"),)),
    (Decimal(999_500_000), Decimal(10**6), "M", (Decimal("99.95"), Decimal("9.995"))),
)
"""Below what size an amount is written in which unit, and below which number of units it gets a further decimal."""

_BILLIONS = (Decimal(0), Decimal(10**9), "bn", (Decimal("99.95"), Decimal("9.995")))
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
        text = f"{_rounded(number, places):,}"
        if self.group != "," or self.decimal != ".":
            text = text.replace(",", "\0").replace(".", self.decimal).replace("\0", self.group)
        return text.replace("-", "−")

    def plain(self, number: Decimal) -> str:
        """As exact as it was given: ``1,240,000``, ``97.25``."""
        exponent = number.normalize().as_tuple().exponent
        return self.fixed(number, min(6, max(0, -exponent)) if isinstance(exponent, int) else 0)

    def compact(self, number: Decimal) -> str:
        """Three digits that count: ``61.4M``, ``1.24M``, ``910k``, ``850``."""
        size = abs(number)
        _, unit, suffix, finer = next((step for step in _STEPS if size < step[0]), _BILLIONS)
        places = sum(size / unit < below for below in finer)
        return f"{self.fixed(number / unit, places)}{suffix}"

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
        return Figure(
            self.percent(fraction, places), "", f"{_rounded(fraction * 100, 2)}", " neg" if fraction < 0 else ""
        )


def number_style(locale: str) -> NumberStyle:
    """The separators of ``de-CH``, else of its language, else English ones."""
    key = locale.strip().replace("_", "-").casefold()
    return NumberStyle(*(SEPARATORS.get(key) or SEPARATORS.get(key.split("-")[0]) or SEPARATORS["en"]))


def _rounded(number: Decimal, places: int) -> Decimal:
    step = _PLACES[places] if places < len(_PLACES) else Decimal(1).scaleb(-places)
    value = number.quantize(step, ROUND_HALF_UP)
    return value if value else abs(value)
