"""How figures are written: compact amounts, exact ones beside, the separators of the site's locale on pages."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import NamedTuple

from kamgen.model.config import SiteConfig
from kamgen.model.plan import Plan
from kamgen.model.values import plain

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

_SIZES = (9_950, 999_500, 9_995_000, 99_950_000, 999_500_000, 9_995_000_000, 99_950_000_000)
_STEPS = tuple((step, step // 2) for step in (100, 1000, 10_000, 100_000, 10**6, 10**7, 10**8, 10**9))
_UNITS = ((1, "k"), (0, "k"), (2, "M"), (1, "M"), (0, "M"), (2, "bn"), (1, "bn"), (0, "bn"))
"""Below each size (and beyond the last): what an amount is rounded to and half of that; decimals and unit."""

_PLACES = (Decimal(1), Decimal("0.1"), Decimal("0.01"))
_WIDE = Context(prec=60)
"""Holds the largest amount as a share of the smallest."""


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
        rounded = _rounded(number, places)
        text = str(rounded)
        if len(text) > (places + 4 if places else 3):
            text = f"{rounded:,}"
        return _written(text, self.decimal, self.group)

    def plain(self, number: Decimal) -> str:
        """As exact as it was given: ``1,240,000``, ``97.25``."""
        return _written(_exact(number), self.decimal, self.group)

    def compact(self, number: Decimal) -> str:
        """Three digits that count: ``61.4M``, ``1.24M``, ``910k``, ``850``."""
        return _amount(number, self.decimal, self.group).text

    def percent(self, fraction: Decimal, places: int = 0) -> str:
        """``0.824`` as ``82%``."""
        return f"{self.fixed(fraction * 100, places)}{self.percent_sign}"

    def change(self, fraction: Decimal) -> str:
        """``+4%``, ``−14%``, ``0%``."""
        text = self.percent(fraction)
        return f"+{text}" if fraction > 0 and text[0] != "0" else text.replace("−0%", "0%")

    def amount(self, number: Decimal | None) -> Figure:
        """An amount of money for a table."""
        return NO_FIGURE if number is None else _amount(number, self.decimal, self.group)

    def share(self, fraction: Decimal | None, places: int = 0) -> Figure:
        """A percentage for a table."""
        if fraction is None:
            return NO_FIGURE
        percent = fraction * 100
        value = str(percent.quantize(_PLACES[2], ROUND_HALF_EVEN, _WIDE))
        text = f"{self.fixed(percent, places)}{self.percent_sign}"
        return Figure(text, "", value, " neg" if percent < 0 else "")


def number_style(locale: str) -> NumberStyle:
    """The separators of ``de-CH``, else of its language, else English ones."""
    key = locale.strip().replace("_", "-").casefold()
    return NumberStyle(*(SEPARATORS.get(key) or SEPARATORS.get(key.split("-")[0]) or SEPARATORS["en"]))


ENGLISH = number_style("en")
"""How outputs without a locale of their own write numbers: the terminal, comments, Markdown."""


def _rounded(number: Decimal, places: int) -> Decimal:
    step = _PLACES[places] if places < len(_PLACES) else Decimal(1).scaleb(-places)
    value = number.quantize(step, ROUND_HALF_UP, _WIDE)
    return value if value else abs(value)


def _written(text: str, decimal: str, group: str) -> str:
    if group != "," or decimal != ".":
        text = text.replace(",", "\0").replace(".", decimal).replace("\0", group)
    return text.replace("-", "−")


def _exact(number: Decimal) -> str:
    whole = int(number)
    return f"{whole:,}" if number == whole else f"{number:,f}".rstrip("0")


def _grouped(whole: int, group: str) -> str:
    text = f"{whole:,}"
    return text if group == "," else text.replace(",", group)


@lru_cache(maxsize=1024)
def _amount(number: Decimal, decimal: str, group: str) -> Figure:
    """An amount with those separators; remembered because one stands in several places."""
    value = str(number)
    if value.isdecimal():
        whole = int(value)
        exact = _grouped(whole, group)
    elif number < 0:
        above = _amount(-number, decimal, group)
        text = above.text if above.text == "0" else f"−{above.text}"
        return Figure(text, f"−{above.exact}", f"-{above.value}", " neg")
    else:
        whole, full = int(number), _exact(number)
        value, exact = full.replace(",", ""), _written(full, decimal, group)
    if whole < 1000:
        return Figure(_grouped(int(_rounded(number, 0)), group), exact, value)
    place = bisect_right(_SIZES, whole)
    step, half = _STEPS[place]
    return Figure(_short((whole + half) // step, place, decimal, group), exact, value)


@lru_cache(maxsize=4096)
def _short(number: int, place: int, decimal: str, group: str) -> str:
    """So many of the steps of one size, with its unit; remembered because there are few thousand of them."""
    decimals, unit = _UNITS[place]
    if not decimals:
        return f"{_grouped(number, group)}{unit}"
    digits = str(number)
    return f"{digits[:-decimals]}{decimal}{digits[-decimals:]}{unit}"


def money(amount: Decimal, plan: Plan, site: SiteConfig) -> str:
    """An amount in the plan's currency, to the cent where there are cents: ``910,000 NOK``."""
    return f"{f'{amount:,.2f}'.removesuffix('.00')} {plan.front.currency or site.site.currency}"


def percent(fraction: Decimal, *bounds: Decimal) -> str:
    """A fraction of one in percent, rounded half up to a tenth as tables do.

    What misses one of ``bounds`` (fractions) never reads as meeting it: ``89.96%`` where 90% is the bound.
    """
    tenths = int((fraction * 1000).to_integral_value(ROUND_HALF_UP))
    if bounds and any(fraction < bound and tenths >= bound * 1000 for bound in bounds):
        return f"{plain((fraction * 10_000).to_integral_value(ROUND_FLOOR) / 100)}%"
    whole, tenth = divmod(abs(tenths), 10)
    return f"{'-' if tenths < 0 else ''}{whole}{f'.{tenth}' if tenth else ''}%"
