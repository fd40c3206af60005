"""Two versions of one plan, and what is different between them, as tests of kamgen.compare write them down."""

from __future__ import annotations

from datetime import date

from kamgen.compare.plans import compare_plans
from kamgen.model.change import EntryChange, FieldChange, PlanChange, ReviewFlag
from kamgen.model.config import Measure, SiteConfig, SiteTable
from kamgen.model.enums import Better
from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.plan import Plan
from kamgen.model.source import Source
from kamgen.parse.plan import parse_plan
from tests.records import replace

AS_OF = date(2026, 11, 20)
CALENDAR = FiscalCalendar()
HEAD = "name: Halden Marine\nowner: Ingrid Solberg\ncategory: strategic\n"


def plan(front: str = "", body: str = "", head: str = HEAD) -> Plan:
    """A plan as it is read from its file; ``front`` stands below name, owner and category."""
    text = f"---\n{head}{front.strip()}\n---\n{body}"
    return parse_plan(Source("content/accounts/halden-marine.md", text.encode()), "content/accounts")


SITE = SiteConfig(measures={"response time": Measure(better=Better.LOWER)})


def compared(before: Plan, after: Plan, first_month: int = 1) -> PlanChange:
    """What is different on `AS_OF`; response time is better when lower, and fiscal years begin with a month."""
    return compare_plans(before, after, replace(SITE, site=SiteTable(fiscal_year_start=first_month)), AS_OF)


def changes(before: str, after: str) -> PlanChange:
    """What is different between two front matters."""
    return compared(plan(before), plan(after))


def entry(before: str, after: str) -> EntryChange:
    """The only entry that is different between two front matters."""
    found = changes(before, after)
    assert len(found.entries) == 1, found.entries
    assert found.sections == ()
    return found.entries[0]


def field(before: str, after: str) -> FieldChange:
    """The only value that is different between two front matters."""
    found = entry(before, after)
    assert len(found.fields) == 1, found.fields
    return found.fields[0]


def flags(before: str, after: str) -> list[ReviewFlag]:
    """What a reviewer should look at between two front matters."""
    return [flag for flag, _, _ in changes(before, after).flags()]


def told(change: PlanChange) -> list[str]:
    """A plan's changes, a line for each value: short enough to be read in a test."""
    lines = []
    for each in change.entries:
        name = f"{each.kind.sign} {each.noun} {each.title}".rstrip()
        lines.append(f"{name} (was {each.former})" if each.former else name)
        if each.kind.word == "changed":
            lines += [f"    {f.label}: {f.before} → {f.after} ({f.difference})" for f in each.fields]
    return lines
