"""A plan's file to a `Plan`: front matter, prose and slug, each with what is wrong with it. Nothing is raised."""

from __future__ import annotations

import re
from collections.abc import Mapping as Table
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256

from kamgen import FORMAT
from kamgen.markdown.body import parse_body
from kamgen.model.enums import Severity, Status
from kamgen.model.fields import Record, fields_of
from kamgen.model.front_matter import Crm, EvaluationCriterion, Feedback, FinancialYear, FrontMatter, Loss
from kamgen.model.places import CodedFault, Fault, Lines, Places, Right, short_text
from kamgen.model.plan import Body, Plan
from kamgen.model.source import Source, is_plan
from kamgen.model.written import currency_code
from kamgen.parse.binder import Binder, Check, Draft, first_faults
from kamgen.parse.decode import clean
from kamgen.parse.frontmatter import read_parts
from kamgen.rules.codes import FaultCode
from kamgen.source.nodes import Mapping, Scalar, Sequence
from kamgen.text.addresses import latin
from kamgen.text.numbers import percent

_CURRENCY = re.compile(r"[A-Z]{3}")
_ADDRESS = re.compile(r"https?://[^\s/?#<>\"{}|\\^`\[\]]+(?:[/?#][^\s<>\"{}|\\^`]*)?", re.IGNORECASE)


def parse_plan(source: Source, folder: str) -> Plan:
    """The plan that ``source`` holds; ``folder`` is the accounts folder below the site's root.

    Pure and picklable. Whatever is wrong is in ``faults``; what cannot be read is left out of ``front``.
    """
    slug, faults = slug_of(source.path, folder)
    faults = () if source.refusal else faults  # what is to be done with the file comes first
    parts = read_parts(source)
    body, body_faults = _body(parts.body, parts.body_line)
    if parts.root is None:
        front, places, left_out = FrontMatter(name=slug, owner="", category=""), Places(parts.lines), {}
        own = {}
        faults = (*faults, *parts.faults)
    else:
        cleaned = clean(parts.root, parts.text)
        binder = plan_binder(parts.lines, slug, (parts.text, parts.language))
        front = binder.bind(FrontMatter, parts.root)
        places, left_out = binder.places(parts.root), binder.left_out
        known = fields_of(FrontMatter)
        strange = [(key.text, node) for key, node in parts.root.pairs if key.text not in known]
        own = {key: node.text if isinstance(node, Scalar) else None for key, node in strange}
        faults = (*faults, *parts.faults, *cleaned, *binder.found())
    return Plan(
        slug=slug,
        path=source.path,
        front=front,
        body=body,
        body_line=parts.body_line,
        places=places,
        left_out=left_out,
        faults=first_faults((*faults, *body_faults)),
        own=own,
        readable=parts.root is not None,
    )


@lru_cache(maxsize=64)
def _body(text: str, line: int) -> tuple[Body, tuple[CodedFault, ...]]:
    """The prose: of the versions of one plan most have the same."""
    return parse_body(text, line)


def plan_binder(lines: Lines, slug: str, written: tuple[str, str] = ("", "yaml")) -> Binder:
    """What binds the front matter of the plan ``slug``, which is ``written`` so: its text and language."""
    stand_ins = {"name": slug, "owner": "", "category": ""}
    return Binder("an account plan", lines, _CHECKS, stand_ins, written=written)


def _check_front(front: Draft) -> None:
    currency = front.values.get("currency")
    if currency is not None and not _CURRENCY.fullmatch(currency):
        # It stays, in capitals: read without it, the plan's amounts would count in the site's currency.
        code = currency_code(currency)
        front.values["currency"] = code or currency.upper()
        write = Right(code) if code else "three capital letters, such as `EUR` or `NOK`"
        front.add_fault("currency", f"currency: `{short_text(currency)}` is not a currency code", write)
    written_for = front.values.get("format")
    if written_for is not None and written_for > FORMAT:
        message = f"format: the plan is written in format {written_for}, and this kamgen reads {FORMAT}"
        front.add_fault("format", message, f"`format: {FORMAT}` and only keys that it has, or update kamgen")
    phasing = front.values.get("phasing")
    if phasing and (message := uneven_phasing(phasing)):
        del front.values["phasing"]
        front.add_fault("phasing", message, PHASING)
    _check_years(front)
    status = front.values.get("status", Status.ACTIVE)
    if front.values.get("lost", Loss()) != Loss() and status is not Status.LOST and "status" not in front.unread:
        state = "a prospect" if status is Status.PROSPECT else status
        message = f"the account is {state}, yet `lost` is filled"
        front.add_fault("lost", message, "`status: lost`, or no `lost`", Severity.WARNING)


PHASING = "4 shares (quarters) or 12 (months) that add up to 100%, such as `[20%, 25%, 20%, 35%]`"
"""What to write for it."""
_ROUNDED = Decimal("0.005")
"""How far twelve rounded shares may be from the whole."""


def uneven_phasing(shares: tuple[Decimal, ...]) -> str:
    """What is wrong with how a year is spread over its quarters or months; empty when nothing is."""
    if len(shares) not in (4, 12):
        return f"phasing: a year has 4 quarters or 12 months, and these are {len(shares)} shares"
    return (
        ""
        if abs(sum(shares, Decimal(-1))) <= _ROUNDED
        else f"phasing: the shares add up to {percent(sum(shares, Decimal(0)))}"
    )


def _check_years(front: Draft) -> None:
    rows, seen = front.mapping.get("financials"), set()
    if not isinstance(rows, Sequence):
        return
    for number, row in enumerate(rows.items):
        year = row.get("year") if isinstance(row, Mapping) and id(row) not in front.binder.left_out_ids else None
        if isinstance(year, Scalar) and year.text.strip() in seen:
            message = f"{year.text.strip()} stands twice"
            front.binder.add_fault(
                FaultCode.INVALID_VALUE, ("financials", number, "year"), year, message, "one row a year"
            )
        if isinstance(year, Scalar):
            seen.add(year.text.strip())


_IN_A_YEAR = {(True, False, False): 4, (False, True, False): 12}
"""How many quarters, and months, a year has."""


def _fill_year(row: Draft) -> None:
    """What a year's row leaves to its quarters or months: their sums, and how far they reach.

    Only where they are all of one kind, each once, as else only the site knows which lie before which.
    """
    actuals = row.values.get("actuals") or ()
    periods = [each.period for each in actuals]
    kinds = {(bool(each.quarter), bool(each.month), bool(each.day)) for each in periods}
    whole = _IN_A_YEAR.get(kinds.pop()) if len(kinds) == 1 else None
    if whole is None or len(set(periods)) < len(periods) or len(periods) > whole:
        return
    for field in ("revenue", "gross_profit", "cost_to_serve"):
        amounts = [getattr(each, field) for each in actuals]
        if row.values.get(field) is None and field not in row.unread and None not in amounts:
            row.values[field] = sum(amounts, Decimal(0))
            if len(periods) < whole and row.values.get("through") is None:
                row.values["through"] = max(periods, key=lambda each: (each.year, each.quarter, each.month))


def _check_crm(crm: Draft) -> None:
    url = crm.values.get("url")
    if url is not None and not _ADDRESS.fullmatch(url):
        del crm.values["url"]
        message = f"url: `{short_text(url)}` is not a web address"
        crm.add_fault("url", message, "an address such as `https://crm.example/a/1`")


def _check_score(row: Draft) -> None:
    """A score means nothing beyond its scale, or when that could not be read."""
    score, scale = row.values.get("score"), row.values.get("scale", row.fields["scale"].default)
    if score is not None and score > scale and "scale" not in row.unread:
        write = f"a score up to {scale}, or the `scale` that was used"
        row.add_fault("score", f"score: {score} is beyond its scale, which ends at {scale}", write)
    if score is not None and (score > scale or "scale" in row.unread):
        del row.values["score"]


_CHECKS: Table[type[Record], Check] = {
    FrontMatter: _check_front,
    Crm: _check_crm,
    FinancialYear: _fill_year,
    Feedback: _check_score,
    EvaluationCriterion: _check_score,
}
"""What is checked between the values of one record, while it is bound."""
LONGEST = 100
"""Letters of a slug; more would not fit into paths on every system."""
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_DEVICES = frozenset(
    ["con", "nul", "aux", "prn", *(f"com{number}" for number in range(10)), *(f"lpt{number}" for number in range(10))]
)
"""Names that Windows keeps for devices, with or without a suffix."""
_RESERVED = _DEVICES | {"index"}


def slug_of(path: str, folder: str) -> tuple[str, tuple[CodedFault, ...]]:
    """The slug of the plan at ``path`` (below ``folder``), and FMT003 when its name does not make one.

    A slug holds lower-case ASCII letters, digits and hyphens only, whatever the file is called.
    """
    parts = path.removeprefix(f"{folder}/").split("/")
    stem = re.sub(r"\.[^.]*\Z", "", parts[-1]) if is_plan(path) else parts[-1].strip("#").partition(".")[0]
    in_folder = stem == "index" and len(parts) > 1
    written = parts[-2] if in_folder else stem
    if _SLUG.fullmatch(written) and written not in _RESERVED and len(written) <= LONGEST:
        return written, ()
    slug = derived_slug(written)
    what, name = ("folder", slug) if in_folder else ("file", f"{slug}.md")
    visible = "".join(letter if letter.isprintable() else "\ufffd" for letter in written)
    message = f"the {what}'s name `{short_text(visible)}` {_why(written)}: rename the {what} to `{name}`"
    return slug, ((FaultCode.INVALID_VALUE, Fault("", message)),)


def derived_slug(written: str) -> str:
    """The nearest slug to a name; one made of its digest when no letter of it is Latin."""
    slug = latin(written, LONGEST)
    if not slug:
        return f"account-{sha256(written.encode(errors='surrogatepass')).hexdigest()[:8]}"
    return f"{slug}-account" if slug in _RESERVED else slug


def _why(written: str) -> str:
    if len(written) > LONGEST:
        return f"is longer than {LONGEST} letters"
    if written in _DEVICES:
        return "is a device on Windows"
    if written in _RESERVED:
        return "is taken by the site's own page"
    return "holds more than lower-case letters, digits and hyphens"
