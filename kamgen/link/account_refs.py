"""The reference of a plan: taken from it once, so that linking need not keep whole plans."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kamgen.facts.accounts import is_active
from kamgen.model.account_ref import AccountRef
from kamgen.model.plan import Plan

_AMOUNTS = (
    ("financials", ("revenue", "gross_profit", "cost_to_serve", "target_revenue", "target_profit", "customer_spend")),
    ("opportunities", ("value", "profit")),
)

_KEPT = Decimal("0.0001")


def refer(plan: Plan) -> AccountRef:
    """What the rest of the site may know of ``plan``."""
    front, body = plan.front, plan.body
    crm = front.crm
    return AccountRef(
        slug=plan.slug,
        path=plan.path,
        name=front.name,
        readable=plan.readable,
        named=plan.readable and not any(fault.key == "name" for _, fault in plan.faults),
        owner=front.owner,
        category=front.category,
        parent=front.parent or "",
        currency=front.currency or "",
        crm=((crm.system or "", crm.id or "") if crm else ("", "")),
        amounts=_has_amounts(plan),
        revenues=tuple(_revenues(plan)),
        margins=tuple(_margins(plan)),
        reviews=tuple(review.date for review in front.reviews if not review.cancelled),
        anchors=tuple(section.anchor for section in body.sections),
        links=body.links,
        documents=tuple(_documents(plan)),
    )


def _has_amounts(plan: Plan) -> bool:
    return any(
        getattr(row, field) is not None
        for group, fields in _AMOUNTS
        for row in getattr(plan.front, group)
        for field in fields
    )


def _revenues(plan: Plan) -> Iterator[tuple[int, Decimal]]:
    """The last row of a year is the one that counts."""
    for year, revenue in {row.year: row.revenue for row in plan.front.financials}.items():
        if revenue is not None:
            yield year, revenue


def _margins(plan: Plan) -> Iterator[tuple[int, Decimal]]:
    """A margin beyond 100% either way counts as that: one odd row would move the mean of all."""
    if not is_active(plan.front):
        return
    for year, row in {row.year: row for row in plan.front.financials}.items():
        if row.margin is not None:
            yield year, min(max(row.margin, Decimal(-1)), Decimal(1)).quantize(_KEPT)


def _documents(plan: Plan) -> Iterator[tuple[str, str]]:
    """The ``document`` fields; an address on the web is nobody's attachment."""
    for group in ("feedback", "reviews"):
        for number, row in enumerate(getattr(plan.front, group)):
            if row.document and not row.document.startswith(("https://", "http://")):
                yield f"{group}[{number}].document", row.document
