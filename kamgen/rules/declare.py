"""How a rule declares itself, once, over its predicate; and what several rules ask.

    rule = RuleFamily(Family.PROMISES, prime=Prime.MINIMISE, asks=BOTH)      what the rules of a file have in common

    @rule("PRM002", "promises-kept", summary=…, rationale=…, good=…, bad=…)
    def promises_kept(plan: Plan, context: Context) -> Outcome: …

A lost account is asked for what it should still document (``lost=True``): its figures, what the client said, its place
in the CRM. A prospect is asked for everything but what only a sale brings (``prospects`` says why not). ``top`` says
why a rule is asked of the top category only.

    newest day ─ judge_age ─▶ met, or a gap once its cadence has passed
    rows with their days ─ judge_each ─▶ met, or a gap that names those whose cadence has passed
    a fiscal year's row ─ judge_amount ─▶ met when it gives the figure
    prose ─ judge_section ─▶ met when the section says something real
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import wraps
from operator import itemgetter
from typing import NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from kamgen.facts import dates, money, pipeline
from kamgen.facts.accounts import is_lost, is_prospect, is_top_category
from kamgen.facts.entries import Lack, fields, has
from kamgen.facts.prose import section_named, why_not
from kamgen.model.context import Context
from kamgen.model.enums import ClientTopic, Prime, ReviewWith, Severity
from kamgen.model.places import Fault
from kamgen.model.plan import SECTIONS, Plan, heading_key
from kamgen.model.review import Trouble
from kamgen.model.rule import (
    BOTH,
    CLIENT,
    TEAM,
    Check,
    Element,
    Example,
    Family,
    Outcome,
    PortfolioCheck,
    Repeated,
    Rule,
    State,
    faulty,
    gap,
    met,
    not_applicable,
)
from kamgen.model.values import Duration
from kamgen.text.numbers import money as money_words
from kamgen.text.numbers import percent
from kamgen.text.words import ago, counted, every, listed, named

__all__ = [
    "BOTH",
    "CLIENT",
    "TEAM",
    "Context",
    "Duration",
    "Element",
    "Example",
    "Family",
    "Fault",
    "Outcome",
    "Plan",
    "Prime",
    "Repeated",
    "ReviewWith",
    "Rule",
    "RuleFamily",
    "Severity",
    "State",
    "Trouble",
    "faulty",
    "gap",
    "met",
    "not_applicable",
    "portfolio_rule",
]
"""What a file of rules needs beside facts and words."""

_LOST = not_applicable("the account is lost", "status")


class RuleFamily(Struct, frozen=True):
    """What the rules of one element or family have in common; called with all else, it is their decorator."""

    element: Element | Family
    severity: Severity = Severity.WARNING
    prime: Prime = Prime.RETRIEVE
    """The letter of PRIME under which its gaps are talked about."""
    asks: tuple[ReviewWith, ...] = TEAM
    """In which reviews."""
    lost: bool = False
    """Whether lost accounts are asked too."""

    def __call__(
        self,
        code: str,
        name: str,
        *,
        summary: str,
        rationale: str,
        good: Example,
        bad: Example,
        weight: int = 0,
        severity: Severity | None = None,
        lost: bool | None = None,
        prospects: str = "",
        top: str = "",
        prime: Prime | None = None,
        asks: tuple[ReviewWith, ...] | None = None,
        trouble: Trouble | None = None,
        rows: str = "",
        topic: ClientTopic | None = None,
        meeting: ReviewWith | None = None,
        repeats: Repeated | None = None,
        earns: bool = True,
    ) -> Callable[[Check], Rule]:
        """The decorator that makes a rule of its predicate."""

        def declared(check: Check) -> Rule:
            return Rule(
                code=code,
                name=name,
                element=self.element,
                severity=severity or self.severity,
                weight=weight,
                summary=summary,
                rationale=rationale,
                good=good,
                bad=bad,
                check=_guarded(check, self.lost if lost is None else lost, prospects, top),
                prime=prime or self.prime,
                asks=asks or self.asks,
                trouble=trouble,
                rows=rows,
                topic=topic,
                meeting=meeting,
                repeats=repeats,
                earns=earns,
            )

        return declared


def portfolio_rule(
    code: str,
    name: str,
    *,
    summary: str,
    rationale: str,
    good: Example,
    bad: Example,
    severity: Severity = Severity.ADVICE,
) -> Callable[[PortfolioCheck], Rule]:
    """The decorator that makes a rule of the whole portfolio of its predicate."""
    declared = RuleFamily(Family.PORTFOLIO, severity=severity, lost=True)(
        code, name, summary=summary, rationale=rationale, good=good, bad=bad
    )
    return lambda check: replace(declared(_judged_with_all), check_portfolio=check)


def _judged_with_all(_plan: Plan, _context: Context) -> Outcome:
    return not_applicable("asked of all accounts together")


def _guarded(check: Check, lost: bool, prospects: str, top: str) -> Check:
    """The same check, asked only of those accounts to which it has something to say."""
    if lost and not prospects and not top:
        return check
    not_of_prospects = not_applicable(prospects, "status")
    not_of_others = not_applicable(top, "category")

    @wraps(check)
    def guarded(plan: Plan, context: Context) -> Outcome:
        if not lost and is_lost(plan.front):
            return _LOST
        if prospects and is_prospect(plan.front):
            return not_of_prospects
        if top and not is_top_category(context.site, plan.front.category):
            return not_of_others
        return check(plan, context)

    return guarded


NAMED = 3
"""Things that evidence names; of more it says how many there are."""

_Found = TypeVar("_Found")


def needing(
    find: Callable[[Plan, Context], _Found | None], otherwise: Outcome
) -> Callable[[Callable[[Plan, Context, _Found], Outcome]], Check]:
    """The decorator that hands a check what it judges; ``otherwise`` is the outcome where a plan has none of it."""

    def declared(check: Callable[[Plan, Context, _Found], Outcome]) -> Check:
        @wraps(check)
        def judged(plan: Plan, context: Context) -> Outcome:
            found = find(plan, context)
            return check(plan, context, found) if found else otherwise

        return judged

    return declared


def _opened(plan: Plan, _context: Context) -> list[pipeline.Opened]:
    return pipeline.open_opportunities(plan)


OPEN_OPPORTUNITIES = ("open opportunity", "open opportunities")

with_open_opportunities = needing(_opened, not_applicable("no opportunity is open", "opportunities"))


def of_revenue(context: Context, bound: Decimal) -> str:
    """An account's share of revenue in words; for the top of a group that of the group."""
    links = context.links
    group = ", its subsidiaries included," if links.group and links.group.top.slug == links.slug else ""
    return f"{percent(links.share or Decimal(0), bound)} of revenue{group} ({links.share_of})"


def judge_condition(good: bool, evidence: str, key: str, write: str) -> Outcome:
    """Met or a gap, with the same evidence either way."""
    return met(evidence, key) if good else gap(evidence, key, write)


def judge_rows(faults: Sequence[Fault], fine: str, key: str, most: int = NAMED) -> Outcome:
    """Met with ``fine`` when nothing is wrong; else a gap that names ``most`` faults, and mends the first."""
    if not faults:
        return met(fine, key)
    return gap(named([fault.message for fault in faults], most), faults[0].key, faults[0].write)


def judge_text(
    what: str, row: object, lacking: Sequence[Lack], field: str, key: str, write: str, verb: str = "a"
) -> Outcome:
    """Met when ``row`` lacks no ``field``, or has a document instead; ``verb`` is the word before: "has a summary"."""
    missing = [lack for lack in lacking if lack.field == field]
    if missing:
        return gap(f"{what} {has(missing)}, and no document", key, write)
    given = "document" if getattr(row, "document", None) else field
    return met(f"{what} has {verb} {given}", f"{key}.{given}")


def judge_age(what: str, day: date, cadence: Duration, context: Context, key: str, write: str) -> Outcome:
    """Met while ``day`` is within its cadence; ``what`` begins the evidence, such as "last client review"."""
    evidence = f"{what} {day}, {ago(day, context.as_of)}; due {every(cadence)}"
    return judge_condition(dates.within(day, cadence, context.as_of), evidence, key, write)


class Repeats(NamedTuple):
    """Rows of something that is done again and again, newest first."""

    key: str
    """``reviews``."""
    last: str
    """What begins the evidence: "last client review"."""
    what: str
    """What a row is: "review with the client"."""
    counting: tuple[int, dates.Dated] | None
    """The newest that counts, with its place."""
    written: tuple[int, dates.Dated] | None
    """The newest that is written."""
    lacking: Sequence[Lack]
    """What the newest that is written lacks."""


def judge_newest(rows: Repeats, cadence: Duration, context: Context, none: str, write: str) -> Outcome:
    """Met while the newest row that counts is within its cadence; ``none`` is the evidence without any.

    A newer row that lacks something is what there is to mend.
    """
    short = rows.written if rows.lacking else None
    said = f"the {rows.what} of {short[1].date} {has(rows.lacking)}" if short else none
    outcome = gap(said, rows.key, write)
    if rows.counting:
        number, row = rows.counting
        outcome = judge_age(rows.last, row.date, cadence, context, f"{rows.key}[{number}].date", write)
        said = f"{outcome.evidence}; {said}"
    if short and outcome.state is State.GAP:
        return gap(said, f"{rows.key}[{short[0]}]", f"write {fields(rows.lacking)} of it")
    return outcome


Done = tuple[str, str, date | None]
"""Something that is done again and again: its key, what it is ("the need “Fewer line stops”"), when it last was."""


def judge_each(rows: Sequence[Done], what: str, done: str, cadence: Duration, context: Context, write: str) -> Outcome:
    """Met while the day of each of ``rows`` (one or more) is within the cadence.

    ``what`` counts the rows ("2 needs"), ``done`` says what happened to them on their days ("confirmed").
    """
    as_of, late = context.as_of, []
    for key, row, day in rows:
        if day is None:
            late.append((key, f"{row} was never {done}"))
        elif not dates.within(day, cadence, as_of):
            verb = f"was last {done}" if dates.happened(day, as_of) else f"is {done} only on"
            late.append((key, f"{row} {verb} {day}, {ago(day, as_of)}"))
    if late:
        return gap(f"{named([said for _, said in late], NAMED)}; due {every(cadence)}", late[0][0], write)
    day, key = min(((day, key) for key, _, day in rows if day), key=itemgetter(0))
    earliest = ", the earliest" if len(rows) > 1 else ""
    return met(f"{what} {done}{earliest} {day}, {ago(day, as_of)}; due {every(cadence)}", key)


def judge_amount(plan: Plan, context: Context, year: int, field: str, label: str, hint: str = "") -> Outcome:
    """Met when the row of ``year`` gives ``field``; ``label`` names it in words, ``hint`` says what belongs there."""
    found = money.year_row(plan, year)
    if found is None:
        write = f"add a row with `year: {year}` and `{field}` under `financials`{hint}"
        return gap(f"no {label} of {year} is written", "financials", write)
    number, row = found
    amount: Decimal | None = getattr(row, field)
    if amount is not None:
        return met(f"{label} of {year}: {money_words(amount, plan, context.site)}", f"financials[{number}].{field}")
    write = f"add `{field}` to the row of {year} under `financials`{hint}"
    return gap(f"no {label} of {year} is written", f"financials[{number}]", write)


def judge_section(plan: Plan, context: Context, key: str, belongs: str) -> Outcome:
    """Met when the section ``key`` of `SECTIONS` says something real; ``belongs`` is what should stand there."""
    section = section_named(plan, context, key)
    if section:
        return met(f"section “{section.title}” is written", f"#{section.anchor}")
    name, names = SECTIONS[key][0], context.names_of(key)
    for empty in plan.body.sections:
        if heading_key(empty.title) in names:
            said = f"section “{name}” {why_not(plan, empty, context.site)}"
            return gap(said, f"#{empty.anchor}", f"write below its heading {belongs}")
    return gap(f"there is no section “{name}”", "", f"add a heading `## {name}`, and below it {belongs}")


def judge_complete(opened: Sequence[pipeline.Opened], as_of: date | None = None) -> Outcome:
    """Met when each has value, probability and close.

    With ``as_of``, one without a probability that was not discussed by then is to be talked through first.
    """
    faults = []
    for key, row in opened:
        missing = pipeline.lacking_fields(row)
        if missing:
            untold = as_of and "probability" in missing and not pipeline.is_discussed(row, as_of)
            talk = "talk it through with the client, then " if untold else ""
            write = f"{talk}add {listed([f'`{field}`' for field in missing])} to it"
            faults.append(Fault(key, f"the opportunity “{row.name}” has no {listed(missing, 'and no')}", write))
    return judge_rows(
        faults, f"{counted(len(opened), *OPEN_OPPORTUNITIES)} with value, probability and close", opened[0][0]
    )
