"""What a seller may mean by a day or period that its parser refuses: the texts it would read, one for each reading.

``1 Sep 2026``, ``Sept 1st, 2026``, ``1.9.2026`` ─▶ 2026-09-01     ``01/09/2026`` ─▶ 2026-09-01, 2026-01-09
``June 2026`` ─▶ 2026-06     ``Q3 FY26`` ─▶ 2026-Q3     ``2026/27`` ─▶ 2027, 2026     ``46266`` ─▶ 2026-09-01
``KW 36 2026`` ─▶ its first and last day     ``Q3`` ─▶ none: it names no year     ``next quarter`` ─▶ none: it moves
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

from kamgen.model.written import Meant, tidy

_MONTHS = tuple(
    tuple(names.split())
    for names in (
        "january januar janvier enero gennaio januari janeiro",
        "february februar fevrier febrero febbraio februari fevereiro",
        "march marz maerz mrz mars marzo maart marco",
        "april avril abril aprile",
        "may mai mayo maggio mei maj maio",
        "june juni juin junio giugno junho",
        "july juli juillet julio luglio julho",
        "august aout agosto augustus augusti",
        "september septembre septiembre settembre setembro",
        "october oktober octobre octubre ottobre outubro",
        "november novembre noviembre novembro",
        "december dezember decembre diciembre dicembre desember dezembro",
    )
)
_Y = r"(?:fy|gj)? ?'?(?P<y>\d{4}|\d\d)"
_M = r"(?P<mon>[a-z]{3,})\.?"
_D = r"(?P<d>\d{1,2})"
_S = r"[ ./-]*"
_Q = r"(?:q|quarter|quartal|kvartal|trimestre|trim)"
_H = r"(?:h|hy|half|half year|halbjahr|halvar)"
_W = r"(?:kw|cw|w|wk|week|woche|uke|uge|vecka|semaine)"
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        r"(?P<y>\d{4})[-./ ](?P<m>\d{1,2})[-./ ](?P<d>\d{1,2})",
        r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)",
        r"(?P<a>\d{1,2})(?P<sign>[-./ ]) ?(?P<b>\d{1,2})[-./ ] ?'?(?P<y>\d{4}|\d\d)",
        rf"{_D}{_S}{_M}{_S}{_Y}",
        rf"{_M}{_S}{_D}[ ./-]+{_Y}",
        rf"(?P<y>\d{{4}}){_S}{_M}{_S}{_D}",
        rf"{_M}{_S}(?P<y>\d{{4}}|(?<=[-'/])\d\d)",
        rf"{_M} ?'(?P<y>\d\d)",
        rf"(?P<y>\d{{4}}){_S}{_M}",
        r"(?P<m>\d{1,2})[-./ ](?P<y>\d{4})",
        r"(?P<y>\d{4})[-./ ](?P<m>\d|0\d|1[012])",
        rf"{_Q}{_S}(?P<q>[1-4]){_S}{_Y}",
        rf"{_Y}{_S}{_Q}{_S}(?P<q>[1-4])",
        rf"(?P<q>[1-4]){_S}{_Q}{_S}{_Y}",
        rf"{_H}{_S}(?P<h>[12]){_S}{_Y}",
        rf"{_Y}{_S}{_H}{_S}(?P<h>[12])",
        rf"(?P<h>[12]){_S}{_H}{_S}{_Y}",
        rf"{_W}{_S}(?P<w>\d{{1,2}}){_S}{_Y}",
        rf"{_Y}{_S}{_W}{_S}(?P<w>\d{{1,2}})(?:-(?P<wd>[1-7]))?",
        r"(?:fy|gj)? ?'?(?P<y>\d{4}|\d\d)[-/ ](?P<next>\d{4}|\d\d)",
        r"(?:(?:fy|gj|fiscal year|year|jahr) ?)?'?(?P<y>\d{4}|\d\d)(?:\.0*)?",
        r"(?P<y>2)[.,'](?P<rest>\d{3})",
        r"(?P<serial>[2-7]\d{4})(?:\.0*)?",
    )
)
"""How days and periods are written, in small letters without accents, commas, weekdays and the like."""
_VAGUE = re.compile(
    r"\b(?:by|before|until|bis|early|mid|middle|late|end|eo[ymqw]?|beginning|begin|start|anfang|mitte|ende|ca|approx|about"
    r"|around|in|im)\b\.?|[~<>?]"
)
_SPARE = re.compile(
    r"\b(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|montag|dienstag|mittwoch|donnerstag|freitag"
    r"|samstag|sonnabend|sonntag|mo|di|mi|do|fr|sa|so|the|of|de|den|du|am|on)\b[.,]?|[,()]|(?<=\d)(?:st|nd|rd|th)\b"
)
_TIED = re.compile(r" +(?:-|to|bis|until|and) +| ?(?:\.{2,3}|…) ?|(?<=\w)-(?=[a-z])")
_MOVING = re.compile(
    r"\b(?:next|this|last|current|coming|year|quarter|month|week|eo[ymqw]|asap|soon|today|tomorrow|yesterday|gestern|now"
    r"|immediately|ongoing|ago|later|days|weeks|months|sofort|bald|heute|morgen|laufend|nachste\w*)\b"
)
_FIRST_SERIAL = date(1899, 12, 30)
"""The day from which spreadsheets count."""


_SPANS = {"w": "a week", "h": "a half year", "next": "two years"}
"""Parts of a text that make it no single period of a plan."""
_ISO = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)")
_LONGEST = 60


def times(text: str) -> Meant:
    """What a text may mean as a day or period: texts that are periods, of which some are days."""
    spread = unicodedata.normalize("NFKD", tidy(text[: _LONGEST + 1]).casefold())
    bare = "".join(letter for letter in spread if not unicodedata.combining(letter))
    if len(bare) > _LONGEST:
        return Meant()
    if (found := _read(bare)).texts:
        return found
    ends = _TIED.split(bare)
    if len(ends) == 2 and (last := _read(ends[1]).texts):
        first = _read(ends[0]).texts or _read(f"{ends[0]} {last[0][:4]}").texts
        return Meant((*first, *last), what="a range" if first else "")
    inside = _ISO.findall(bare)
    if len(inside) == 1:
        return Meant((inside[0],), what="more than a day")
    if (example := _read(f"{bare.rstrip('.')} 2026")).texts:
        return Meant(example.texts, what="no year")
    return Meant(what="moving" if _MOVING.search(bare) else "")


def _read(bare: str) -> Meant:
    """The periods that a text may be; both ends of a week, both quarters of a half year."""
    plain = " ".join(_SPARE.sub(" ", _VAGUE.sub(" ", bare)).split())
    for shape in _SHAPES:
        part = found.groupdict() if (found := shape.fullmatch(plain)) else {}
        if part and (texts := tuple(dict.fromkeys(_texts(part)))):
            what = next((what for key, what in _SPANS.items() if key in part and len(texts) > 1), "")
            apart = "next" in part and int(texts[0]) != int(texts[1]) + 1
            sure = len(texts) == 1 and not _VAGUE.search(bare) and not re.fullmatch(r"[a-z]+-\d\d", plain)
            return Meant(texts, sure, "a range" if apart else what)
    return Meant()


def _texts(part: dict[str, str]) -> Iterator[str]:
    """What the parts of a day or period say; days and months that cannot be, too."""
    if "serial" in part:
        yield (_FIRST_SERIAL + timedelta(int(part["serial"]))).isoformat()
        return
    year = _full(f"{part['y']}{part.get('rest', '')}")
    if "q" in part:
        yield f"{year}-Q{part['q']}"
    elif "h" in part:
        yield from (f"{year}-Q{2 * int(part['h']) - 1}", f"{year}-Q{2 * int(part['h'])}")
    elif "w" in part:
        with suppress(ValueError):
            days = [int(part["wd"])] if part.get("wd") else [1, 7]
            yield from (date.fromisocalendar(int(year), int(part["w"]), day).isoformat() for day in days)
    elif "next" in part:
        yield from (_full(part["next"]), year)
    elif "a" in part:
        one, other = int(part["a"]), int(part["b"])
        yield f"{year}-{other:02}-{one:02}"
        if part["sign"] in "/-":
            yield f"{year}-{one:02}-{other:02}"
        if part["sign"] == "-" and len(part["y"]) == 2 and one > 12:
            yield f"20{one}-{other:02}-{part['y']}"
    elif word := part.get("mon"):
        months = [number for number, names in enumerate(_MONTHS, 1) if any(name.startswith(word) for name in names)]
        yield from (f"{year}-{month:02}{_day(part)}" for month in months)
    else:
        yield f"{year}-{int(part['m']):02}{_day(part)}" if "m" in part else year


def _full(year: str) -> str:
    return f"20{year}" if len(year) == 2 else year


def _day(part: dict[str, str]) -> str:
    return f"-{int(part['d']):02}" if "d" in part else ""
