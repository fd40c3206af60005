"""What a seller may mean by a figure that its parser refuses: the texts it would read, one for each reading.

    ``€ 1.234.567,89`` ─▶ 1234567.89     ``1,2 Mio. EUR`` ─▶ 1.2M     ``(120k)`` ─▶ -120k     ``610.000`` ─▶ 610k, 610
    ``250-500k`` ─▶ 250k, 500k           ``> 500k`` ─▶ 500k, unsure   ``60 percent`` ─▶ 60%   ``0,6`` ─▶ 0.6

Nothing is guessed: whoever wrote it chooses between several readings, and confirms one that is not sure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple


class Meant(NamedTuple):
    """What a text may mean."""

    texts: tuple[str, ...] = ()
    """What to write instead, one for each reading."""
    sure: bool = False
    """Whether one text says all that was meant."""
    what: str = ""
    """What it is instead of one value, if it is anything: a range, a bound."""
    currency: str = ""
    """The currency that stands beside an amount, as it is written."""


ODD_BLANK = "[^\\S \n]|[\u180e\u2800\u3164]"
INVISIBLE = "[\u00ad\u200b-\u200f\u2060\ufeff]"
LONG_DASH = "[\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]"
_COMMON = tuple(
    (re.compile(odd), common)
    for odd, common in (
        (INVISIBLE, ""),
        (f"(?:{ODD_BLANK}| )+", " "),
        (LONG_DASH, "-"),
        ("[\u2018\u2019\u201b\u02bc\u00b4\u2032`]", "'"),
        ("[\uff05\u066a\ufe6a]", "%"),
        ("[\uff0c\u066b]", ","),
        ("\uff0e", "."),
        ("[\u223c\uff5e\u2248]", "~"),
    )
)


def tidy(text: str) -> str:
    """A text with common blanks, hyphens and apostrophes, and without quotes around it."""
    for odd, common in _COMMON:
        text = odd.sub(common, text)
    return text.strip(" \"'“”„‟‚«»‹›")


def words_of(**units: str) -> dict[str, str]:
    """Each word with the unit it means."""
    return {word: unit for unit, words in units.items() for word in words.split()}


FACTORS = {"": 1, "k": 1000, "M": 10**6, "bn": 10**9}
MONEY = words_of(
    k="k t tsd thousand thd tausend mille tusen",
    M="m mm mn mio mill mln million millions millionen millones miljoen miljon miljoner millioner",
    bn="b bn bln billion billions mrd mia md milliarde milliarden milliard milliards miljard miljarder",
    lakh="lakh lakhs lac",
    crore="crore crores cr",
    mil="mil",
)
"""Words that count an amount, and the unit they mean."""
PERCENT = dict.fromkeys(("%", "percent", "per cent", "pct", "prozent", "pour cent", "procent", "prosent"), "%")
NUMBER: Mapping[str, str] = {}
_OTHER_FACTORS = {"lakh": (10**5,), "crore": (10**7,), "mil": (10**6, 1000)}

_DOLLARS = "USD CAD AUD NZD SGD HKD MXN"
_SIGNS = {
    "€": "EUR", "euro": "EUR", "euros": "EUR", "kroner": "NOK DKK", "kronor": "SEK", "francs": "CHF", "franken": "CHF",
    "£": "GBP", "pounds": "GBP", "¥": "JPY CNY", "₹": "INR", "rs": "INR",
    "₽": "RUB", "₩": "KRW", "₺": "TRY", "zł": "PLN", "kč": "CZK", "us$": "USD", "r$": "BRL", "$": _DOLLARS,
    "dollars": _DOLLARS, "kr": "NOK SEK DKK ISK", "fr": "CHF", "sfr": "CHF",
}  # fmt: skip
"""Signs and words of currencies, and the codes they may stand for."""
_CODES = "eur|usd|gbp|chf|nok|sek|dkk|isk|pln|czk|huf|jpy|cny|inr|aud|cad|nzd|brl|try"
_COUNTED = re.compile(rf"(?i)(?<![a-z])([tkm])(?=(?:€|\$|£|(?:kr|{_CODES})\b))")
"""Thousands or millions joined to a currency: ``TEUR``, ``610k€``, ``MNOK``."""
_NAMES = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True) if sign[-1].isalpha())
_CURRENCY = re.compile(rf"(?:US|R)?[$€£¥₹₽₩₺]|(?<![^\W\d_])(?:(?i:{_NAMES}|{_CODES})|[A-Z]{{3}})(?![^\W\d_])\.?")


def currency_code(written: str) -> str | None:
    """The one code that a currency's sign, word or code stands for: ``EUR`` for ``€``, ``nok`` and ``NOK`` alike."""
    codes = codes_of(written)
    return codes[0] if len(codes) == 1 and re.fullmatch("[A-Z]{3}", codes[0]) else None


def codes_of(currency: str) -> tuple[str, ...]:
    """The codes that a currency's sign, word or code may stand for."""
    return tuple(_SIGNS.get(currency.lower(), currency.upper()).split())


_ABOUT = r"~|(?:ca|c|est|approx)\b\.?|(?:circa|approximately|about|around|roughly|rund|etwa)\b"
_BOUND = (
    r"[<>]=?|[≥≤]|(?:max|min)\b\.?|(?:over|under|above|below|up to|at least|at most|more than|less than|from|bis zu"
    r"|über|unter|mehr als|ab)\b"
)
_FIGURE = re.compile(
    rf"(?:(?:{_ABOUT})\s*)?(?P<bound>(?:{_BOUND})\s*)?(?P<open>\(\s*)?(?P<sign>[-+]?)\s*(?P<before>[^\W\d_]+\.?)?\s*"
    r"(?P<digits>\d(?:[\d.,'_ ]*\d)?|[.,]\d+)(?P<whole>[.,]-{1,2})?\s*"
    r"(?P<unit>%|per cent|pour cent|[^\W\d_]+\.?)?(?P<shut>\s*\))?\s*(?P<tail>[-+]?)",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"(?:between |from |zwischen |von )?(.*?\d.*?)(?: ?- ?| (?:to|bis|and|und) | ?(?:\.{2,3}|…) ?)(.*\d.*)",
    re.IGNORECASE,
)
_INSIDE = re.compile(r"(?<![\w.,'/-])(-?\d(?:[\d.,']*\d)?)( ?%| ?[a-z]{1,8})?(?![\w.,'/-]*\d)", re.IGNORECASE)


_SHAPES = (
    re.compile(r"((?!0[,'_ ])\d{1,3}([,'_ ])\d{3}(?:\2\d{3})*|\d{1,2}(?:,\d{2})+,\d{3}|\d*)(?:\.(\d+))?"),
    re.compile(r"((?!0[.'_ ])\d{1,3}([.'_ ])\d{3}(?:\2\d{3})*|\d*)(?:,(\d+))?"),
)
"""Digits as English and as German has them: thousands, what stands between them, decimals."""


_DIGITS = re.compile(r"(?<!\w)\d[\d.,']*")
_LONGEST = 80
"""Characters of a text in which a figure is looked for."""


def figures(text: str, units: Mapping[str, str]) -> Meant:
    """What a text may mean as a figure that counts in ``units``: words, and the unit that each means."""
    bare, currency = re.sub(r"(?<=\d), (?=\d)", ",", tidy(text[:_LONGEST])), ""
    if units is MONEY:
        bare = _COUNTED.sub(r"\1 ", bare)
        found = next((each for each in _CURRENCY.finditer(bare) if each[0].lower().rstrip(".") not in MONEY), None)
        currency = found[0].rstrip(".") if found else ""
        bare = " ".join(f"{bare[: found.start()]} {bare[found.end() :]}".split()) if found else bare
    if (one := _FIGURE.fullmatch(bare)) and (texts := _texts(one, units)):
        bound = bool(one["bound"] or one["tail"] == "+")
        return Meant(texts, len(texts) == 1 and not bound, "a bound" if bound else "", currency)
    if ends := _RANGE.fullmatch(bare):
        low, high = (_FIGURE.fullmatch(end.strip()) for end in ends.groups())
        if low and high and (first := _texts(low, units, high["unit"] or "")) and (last := _texts(high, units)):
            return Meant((*first, *last), False, "a range", currency)
    inside = _INSIDE.findall(bare) if len(_DIGITS.findall(bare)) == 1 else []
    for written in ("".join(inside[0]), inside[0][0]) if inside and not (units is MONEY and "%" in bare) else ():
        if (alone := _FIGURE.fullmatch(written)) and (texts := _texts(alone, units)):
            return Meant(texts, False, "more than a figure", currency)
    return Meant()


def _texts(found: re.Match[str], units: Mapping[str, str], shared: str = "") -> tuple[str, ...]:
    """What to write for each reading of one figure; ``shared``: the unit of the range that it begins."""
    word = (found["unit"] or found["before"] or shared).lower().rstrip(".")
    if (word and word not in units) or (found["unit"] and found["before"]):
        return ()
    unit = units.get(word, "")
    minus = "-" in (found["sign"], found["tail"]) or (found["open"] and found["shut"])
    signs = ("-", "") if found["tail"] == "-" and unit else ("-",) if minus else ("",)
    numbers = _numbers(found["digits"], bool(found["whole"]))
    if units is MONEY and not unit and "," in found["digits"]:
        numbers = numbers[:1]  # nobody writes money with three decimals: a comma before three digits parts thousands
    factors = _OTHER_FACTORS.get(unit, (FACTORS.get(unit, 1),))
    plainly = units is not MONEY or (len(numbers) == 1 and unit in FACTORS)
    return tuple(
        f"{sign}{f'{number}{unit}' if plainly else short(Decimal(number) * factor)}"
        for sign in signs
        for number in numbers
        for factor in factors
    )


def _numbers(digits: str, whole: bool) -> list[str]:
    """The numbers that digits may be, the larger one first; ``whole``: without decimals."""
    found = {}
    for shape in _SHAPES:
        if (read := shape.fullmatch(digits)) and not (whole and read[3]):
            decimals = (read[3] or "").rstrip("0")
            number = f"{re.sub(r'[^0-9]', '', read[1]) or 0}{'.' if decimals else ''}{decimals}"
            found[Decimal(number)] = number
    return [found[number] for number in sorted(found, reverse=True)]


def short(amount: Decimal) -> str:
    """An amount in its largest unit that needs few decimals: ``610k``, ``1.24M``; never one that reads in two ways."""
    for unit, most in (("bn", 2), ("M", 2), ("k", 1)):
        number = amount / FACTORS[unit]
        if number >= 1 and number == round(number, most):
            return f"{plain(number)}{unit}"
    text = plain(amount)
    return f"{text}0" if re.fullmatch(r"(?!0\.)\d{1,3}\.\d{3}", text) else text


def plain(number: Decimal) -> str:
    """The number without exponent and without trailing zeros: ``1200000``, ``0.5``."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
