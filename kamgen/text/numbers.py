"""How figures are written: compact amounts, exact ones beside, the separators of the site's locale on pages."""

from __future__ import annotations

from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from typing import Annotated, NamedTuple

from msgspec import Struct

from kamgen.model.config import SiteConfig
from kamgen.model.fields import Doc
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

_SCALES = (
    (9_950, 3, 1, "k"),
    (999_500, 3, 0, "k"),
    (9_995_000, 6, 2, "M"),
    (99_950_000, 6, 1, "M"),
    (999_500_000, 6, 0, "M"),
    (9_995_000_000, 9, 2, "bn"),
    (99_950_000_000, 9, 1, "bn"),
)
"""Below which size an amount stands in which power of ten, with how many decimals, and what that is called."""

_WIDE = Context(prec=60)
"""Holds the largest amount as a share of the smallest."""


class Figure(NamedTuple):
    """One figure of a table: short, in full, and as a plain number to sort by."""

    text: str
    exact: str
    value: str
    tone: Annotated[str, Doc("` neg` for a loss or a fall: a class name with its leading space.")] = ""


NO_FIGURE = Figure(UNKNOWN, "", "")


class NumberStyle(Struct, frozen=True):
    """The separators of one locale."""

    decimal: str
    group: str
    percent_sign: str

    def fixed(self, number: Decimal, places: int) -> str:
        """``1,240.5``: with that many decimals, rounded half up."""
        rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)
        return self._written(f"{rounded or abs(rounded):,}")

    def plain(self, number: Decimal) -> str:
        """As exact as it was given: ``1,240,000``, ``97.25``."""
        return self._written(_exact(number))

    def _written(self, text: str) -> str:
        return text.translate(str.maketrans(",.-", f"{self.group}{self.decimal}−"))

    def compact(self, number: Decimal) -> str:
        """Three digits that count: ``61.4M``, ``1.24M``, ``910k``, ``850``."""
        whole = int(number)
        if abs(whole) < 1000:
            return self.fixed(number, 0)
        power, places, unit = next((scale[1:] for scale in _SCALES if abs(whole) < scale[0]), (9, 0, "bn"))
        return f"{self.fixed(Decimal(whole).scaleb(-power, _WIDE), places)}{unit}"

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
        exact = _exact(number)
        tone = " neg" if number < 0 else ""
        return Figure(self.compact(number), self._written(exact), exact.replace(",", ""), tone)

    def share(self, fraction: Decimal | None, places: int = 0) -> Figure:
        """A percentage for a table."""
        if fraction is None:
            return NO_FIGURE
        value = (fraction * 100).quantize(Decimal("0.01"), ROUND_HALF_EVEN, _WIDE)
        return Figure(self.percent(fraction, places), "", str(value), " neg" if fraction < 0 else "")


def number_style(locale: str) -> NumberStyle:
    """The separators of ``de-CH``, else of its language, else English ones."""
    key = locale.strip().replace("_", "-").casefold()
    return NumberStyle(*(SEPARATORS.get(key) or SEPARATORS.get(key.split("-")[0]) or SEPARATORS["en"]))


ENGLISH = number_style("en")
"""How outputs without a locale of their own write numbers: the terminal, comments, Markdown."""


def _exact(number: Decimal) -> str:
    whole = int(number)
    return f"{whole:,}" if number == whole else f"{number:,f}".rstrip("0")


def money(amount: Decimal, plan: Plan, site: SiteConfig) -> str:
    """An amount in the plan's currency, to the cent where there are cents: ``910,000 NOK``."""
    return f"{f'{amount:,.2f}'.removesuffix('.00')} {plan.front.currency or site.site.currency}"


def written_amount(amount: Decimal) -> str:
    """An amount as a plan writes it, in one reading and to the last digit: ``1.24M``, ``910k``, ``1234``."""
    for power, unit in ((6, "M"), (3, "k")):
        text = plain(amount.scaleb(-power, _WIDE))
        if abs(amount) >= 10**power and len(text.partition(".")[2]) < 3:
            return f"{text}{unit}"
    return plain(amount)


def percent(fraction: Decimal, *bounds: Decimal) -> str:
    """A fraction of one in percent, rounded half up to a tenth as tables do.

    What misses one of ``bounds`` (fractions) never reads as meeting it: ``89.96%`` where 90% is the bound.
    """
    tenths = int((fraction * 1000).to_integral_value(ROUND_HALF_UP))
    if bounds and any(fraction < bound and tenths >= bound * 1000 for bound in bounds):
        return f"{plain((fraction * 10_000).to_integral_value(ROUND_FLOOR) / 100)}%"
    whole, tenth = divmod(abs(tenths), 10)
    return f"{'-' if tenths < 0 else ''}{whole}{f'.{tenth}' if tenth else ''}%"
