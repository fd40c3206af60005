"""A plan's file to a `Plan`: front matter, prose and slug, each with what is wrong with it. Nothing is raised."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from kamgen.markdown.body import parse_body
from kamgen.model.choices import Severity, Status
from kamgen.model.front import FrontMatter
from kamgen.model.groups import Loss
from kamgen.model.links import CodedFault
from kamgen.model.places import FrontText, KeyPath, join_key
from kamgen.model.plan import Fault, Plan
from kamgen.model.source import Source
from kamgen.model.values import shown
from kamgen.parse.commas import cut_off
from kamgen.parse.faults import Document
from kamgen.parse.frontmatter import Parts, read_parts
from kamgen.parse.handlers import read_again
from kamgen.parse.mend import Reading, listed, mended
from kamgen.parse.quick import table_of
from kamgen.parse.shape import shape_of
from kamgen.parse.slugs import slug_of
from kamgen.parse.texts import GONE, Verdict, safe, verdicts

_ALL_READ: Mapping[str, object] = {}
_CURRENCY = re.compile(r"[A-Z]{3}")
_ADDRESS = re.compile(r"https?://[^\s/?#<>\"{}|\\^`\[\]]+(?:[/?#][^\s<>\"{}|\\^`]*)?", re.IGNORECASE)


def parse_plan(source: Source, folder: str) -> Plan:
    """The plan that ``source`` holds; ``folder`` is the accounts folder below the site's root.

    Pure and picklable. Whatever is wrong is in ``faults``; what cannot be read is left out of ``front``.
    """
    slug, faults = slug_of(source.path, folder)
    parts = read_parts(source)
    reading, front = _read(parts, slug)
    body, body_faults = parse_body(parts.body, parts.body_line)
    found = listed((*faults, *parts.faults, *reading.faults, *body_faults))
    return Plan(
        slug=slug,
        path=source.path,
        front=reading.value,
        front_text=front,
        body=body,
        faults=tuple(_placed(found, parts.front, reading.left_out)) if reading.left_out else found,
        readable=parts.data is not None,
    )


def _read(parts: Parts, slug: str) -> tuple[Reading[FrontMatter], FrontText]:
    """The front matter, and its text."""
    stand_ins: dict[str, object] = {"name": slug, "owner": "", "category": ""}
    if parts.data is None:
        return Reading(FrontMatter.model_validate(stand_ins)), parts.front
    front = _fine(parts.data, parts.front)
    if front is not None:
        return Reading(front), parts.front
    reading = _mended(parts.data, parts.front, stand_ins)
    return reading, replace(parts.front, left_out=reading.left_out)


def _fine(data: dict[str, Any], text: FrontText) -> FrontMatter | None:
    """The front matter when nothing at all is wrong with it, which is the usual case."""
    if safe(data, text)[1]:
        return None
    try:
        front = table_of(FrontMatter).read(data)
    except (LookupError, TypeError, ValueError):
        return None
    return None if any(judge(front)) else front


def _mended(data: dict[str, Any], front: FrontText, stand_ins: dict[str, object]) -> Reading[FrontMatter]:
    shape = shape_of(FrontMatter)
    again, faults = read_again(data, front)
    whole, unsafe = safe(again, front)
    document = Document(shape, front, "an account plan", stand_ins)
    cuts, places = cut_off(whole, front, shape)
    sense = partial(judge, written=whole)
    reading = mended(FrontMatter, whole, document, sense, (*cuts, *verdicts(whole, shape)))
    found = ((code, replace(fault, key=places.get(fault.key, fault.key))) for code, fault in reading.faults)
    return Reading(reading.value, (*faults, *unsafe, *found), reading.left_out)


def _placed(faults: tuple[CodedFault, ...], front: FrontText, left_out: tuple[KeyPath, ...]) -> Iterator[CodedFault]:
    """Faults by line and column when their keys would be counted otherwise, now that entries are left out."""
    lists = tuple({join_key(entry[:-1]) for entry in left_out})
    for code, fault in faults:
        if fault.key.startswith(lists):
            place = front.key_place(fault.key) if fault.on_key else front.place(fault.key)
            yield code, replace(fault, key=f"@{place.line}:{place.column}-{place.end_column}")
        else:
            yield code, fault


def judge(front: FrontMatter, written: Mapping[str, object] = _ALL_READ) -> Iterator[Verdict]:
    """What is wrong between the values of a front matter that could be read, from ``written``."""
    for number, feedback in enumerate(front.feedback):
        if feedback.score is not None and feedback.score > feedback.scale:
            yield _off_scale(("feedback", number, "score"), feedback.score, feedback.scale)
    for number, criterion in enumerate(front.vendor_evaluation.criteria if front.vendor_evaluation else ()):
        if criterion.score is not None and criterion.score > criterion.scale:
            yield _off_scale(("vendor_evaluation", "criteria", number, "score"), criterion.score, criterion.scale)
    if front.crm and front.crm.url and not _ADDRESS.fullmatch(front.crm.url):
        message = f"url: `{shown(front.crm.url)}` is not a web address"
        write = "an address such as `https://crm.example/a/1`"
        yield Verdict(("crm", "url"), GONE, ("FMT003", Fault("crm.url", message, write)))
    if front.currency is not None and not _CURRENCY.fullmatch(front.currency):
        yield _no_currency(front.currency)
    yield from _years_twice(front)
    if front.lost and front.status is not Status.LOST and front.lost != Loss():
        status_is_unread = written.get("status") and "status" not in front.model_fields_set
        if not status_is_unread:
            yield _not_lost(front)


def _years_twice(front: FrontMatter) -> Iterator[Verdict]:
    seen: set[int] = set()
    for number, row in enumerate(front.financials):
        if row.year in seen:
            path = ("financials", number, "year")
            fault = Fault(join_key(path), f"{row.year} stands twice", "one row a year")
            yield Verdict(path, row.year, ("FMT003", fault))
        seen.add(row.year)


def _not_lost(front: FrontMatter) -> Verdict:
    state = "a prospect" if front.status is Status.PROSPECT else front.status
    fault = Fault(
        "lost",
        f"the account is {state}, yet `lost` is filled",
        "`status: lost`, or no `lost`",
        severity=Severity.WARNING,
    )
    return Verdict(("lost",), front.lost, ("FMT003", fault))


def _off_scale(path: tuple[str | int, ...], score: int, scale: int) -> Verdict:
    message = f"score: {score} is beyond its scale, which ends at {scale}"
    write = f"a score up to {scale}, or the `scale` that was used"
    return Verdict(path, GONE, ("FMT003", Fault(join_key(path), message, write)))


def _no_currency(written: str) -> Verdict:
    """The value stays, in capitals: read without it, the plan's amounts would count in the site's currency."""
    capitals = written.upper()
    write = f"`{capitals}`" if _CURRENCY.fullmatch(capitals) else "three capital letters, such as `EUR` or `NOK`"
    message = f"currency: `{shown(written)}` is not a currency code"
    return Verdict(("currency",), capitals, ("FMT003", Fault("currency", message, write)))
