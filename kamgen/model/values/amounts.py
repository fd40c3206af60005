"""Money, numbers, percentages and flags: exact decimals from what a seller writes."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from kamgen.model.values.refused import Refused, shown

_FACTOR = {"": Decimal(1), "k": Decimal(1000), "m": Decimal(10**6), "bn": Decimal(10**9)}
_AMOUNT = re.compile(
    r"(?P<sign>[-−+]?)(?P<digits>\d+(?:_\d+)*(?:\.\d+)?|\.\d+)(?:\s?(?P<suffix>[kKmM]|bn|BN|Bn)|(?P<exponent>[eE][+-]?\d{1,2}))?"
)
_CURRENCY = re.compile(r"[€$£¥₹₽₩]|(?<![A-Za-z])(?:[A-Z]{3}|kr|CHF)(?![A-Za-z])")
_LARGEST = 10**15
_MOST_DIGITS = 100


class Quantity(NamedTuple):
    """A measured number. ``96.2%`` is ``Quantity(Decimal("0.962"), percent=True)``."""

    value: Decimal
    percent: bool

    def __str__(self) -> str:
        return f"{plain(self.value * 100)}%" if self.percent else plain(self.value)


def plain(number: Decimal) -> str:
    """The number without exponent and without trailing zeros: ``1200000``, ``0.5``."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def parse_amount(text: str) -> Decimal:
    """An amount of money: ``1240000``, ``1.24M``, ``310k``, ``2bn``, ``1e6``; in the plan's currency, no sign."""
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        raise Refused(f"`{shown(text)}` is not an amount", _amount_hint(text))
    digits, suffix = found["digits"].replace("_", ""), (found["suffix"] or "").lower()
    number = (
        Decimal(f"{digits}{found['exponent'] or ''}") * _FACTOR[suffix]
        if len(digits) <= _MOST_DIGITS
        else Decimal("inf")
    )
    if number > _LARGEST:
        raise Refused(f"`{shown(text)}` is larger than any account", "the amount in the plan's currency")
    return -number if found["sign"] in ("-", "−") else number


def _amount_hint(text: str) -> str:
    bare = _CURRENCY.sub("", text).replace("\u00a0", " ").strip()
    compact = re.sub(r"[ '’]", "", bare)
    tail = re.search(r"(?i)(k|m|bn)?$", compact)
    suffix = tail[0] if tail else ""
    digits = compact[: len(compact) - len(suffix)]
    if re.fullmatch(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?", digits) and (not suffix or digits.count(",") > 1):
        digits = digits.replace(",", "")
    elif re.fullmatch(r"[-+]?\d{1,3}(\.\d{3}){2,}(,\d+)?", digits):
        digits = digits.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"[-+]?\d+,\d+", digits):
        digits = digits.replace(",", ".")
    candidate = f"{digits}{suffix}"
    if not _AMOUNT.fullmatch(candidate):
        return "an amount such as `310k` or `1.24M`"
    why = ", without a currency: the plan's `currency` says it" if bare != text.strip() else ""
    return f"`{candidate}`{why}"


def parse_number(text: str) -> Decimal:
    """A plain number such as ``93`` or ``4.5``."""
    bare = text.strip().replace("−", "-")
    hint = f"`{bare.replace(',', '.')}`" if re.fullmatch(r"-?\d+,\d+", bare) else "a number such as `93` or `4.5`"
    try:
        number = Decimal(bare)
    except InvalidOperation:
        raise Refused(f"`{shown(text)}` is not a number", hint) from None
    if not (number.is_finite() and -30 <= number.adjusted() <= 15 and abs(number) <= _LARGEST):
        raise Refused(f"`{shown(text)}` is not a number", hint)
    return number


def parse_whole(text: str, low: int, high: int, what: str = "a whole number") -> int:
    """A whole number on a scale from ``low`` to ``high``."""
    try:
        number = parse_number(text)
    except Refused:
        raise Refused(f"`{shown(text)}` is not {what}", f"a whole number from {low} to {high}") from None
    if number != number.to_integral_value():
        raise Refused(f"`{shown(text)}` is not {what}", f"a whole number from {low} to {high}")
    if not low <= number <= high:
        raise Refused(f"`{shown(text)}` is off the scale", f"a whole number from {low} to {high}")
    return int(number)


def parse_percent(text: str) -> Decimal:
    """A share as a fraction of one: ``80%`` and ``0.8`` are both 0.8; a bare ``80`` is refused."""
    quantity = parse_quantity(text)
    number = quantity.value
    if not quantity.percent and number >= 1:
        written = plain(number)
        if number == 1:
            raise Refused("`1` can be read as 1% or as 100%", "`1%` or `100%`")
        raise Refused(f"`{written}` is not a percentage", f"`{written}%`")
    if not 0 <= number <= 1:
        raise Refused(f"`{shown(text)}` is outside 0% to 100%", "a percentage from `0%` to `100%`")
    return number


def parse_quantity(text: str) -> Quantity:
    """A measured number, with or without a percent sign: ``96.2%``, ``4``, ``0.5``."""
    bare = text.rstrip()
    if bare.endswith("%"):
        return Quantity(_before_percent_sign(bare[:-1], text) / 100, True)
    try:
        return Quantity(parse_number(text), False)
    except Refused as refused:
        hint = refused.write if "," in text else "a number such as `4` or a percentage such as `96.2%`"
        raise Refused(refused.message, hint) from None


def _before_percent_sign(number: str, written: str) -> Decimal:
    """The number before a percent sign."""
    try:
        return parse_number(number)
    except Refused as refused:
        hint = f"{refused.write[:-1]}%`" if "," in number and refused.write.startswith("`") else ""
        message = f"`{shown(written.strip())}` is not a percentage"
        raise Refused(message, hint or "a percentage such as `96.2%`") from None


def parse_flag(text: str) -> bool:
    """True or false; yes and no are understood."""
    word = text.strip().casefold()
    if word in ("true", "yes"):
        return True
    if word in ("false", "no"):
        return False
    raise Refused(f"`{shown(text)}` is neither true nor false", "`true` or `false`")
