"""A rule of the checklist, and the outcome of holding it against a plan.

Element   one of the nine elements of key account management; the columns of every scorecard
Family    groups outside the nine: what binds every file (format, links, waivers), the lenses, and the whole portfolio
Rule      code, name, element or family, severity, weight, why it matters, examples, and its check
Outcome   pass · gap · not applicable · waived, with the evidence in words
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from kamgen.model.enums import ClientTopic, Prime, ReviewWith, Severity
from kamgen.model.places import Fault
from kamgen.model.review import Trouble

if TYPE_CHECKING:
    from kamgen.model.context import Context
    from kamgen.model.plan import Plan
    from kamgen.model.summary import Portfolio


class Element(Enum):
    """The nine elements of account management, in their order (Collis, "What are the key elements …?")."""

    ANALYSIS = ("analysis", "i", "Sales and profitability analysis", "Analysis")
    FEEDBACK = ("feedback", "ii", "Client feedback", "Feedback")
    TEAM_REVIEWS = ("team-reviews", "iii", "Internal reviews", "Internal reviews")
    CLIENT_REVIEWS = ("client-reviews", "iv", "Client-side reviews", "Client reviews")
    CATEGORIZATION = ("categorization", "v", "Categorization of accounts", "Category")
    SERVICE_TARGETS = ("targets-service", "vi", "Policies and service targets", "Service")
    PLAN = ("plan", "vii", "Key account plan", "Plan")
    FINANCIAL_TARGETS = ("targets-financial", "viii", "Revenue and profitability targets", "Targets")
    CRM = ("crm", "ix", "CRM system", "CRM")

    def __init__(self, key: str, numeral: str, title: str, short: str) -> None:
        self.key = key
        self.numeral = numeral
        self.title = title
        self.short = short


class Family(Enum):
    """Groups of rules outside the nine elements; never in the checklist score.

    Format, links, waivers and names bind: they are about the file, and nobody can waive them. The portfolio's are about
    all accounts together. All others are lenses: each looks at the account from one side, is judged and waived like an
    element, and has its own place on the scorecard.
    """

    FORMAT = ("format", "Format")
    LINKS = ("links", "Links")
    WAIVERS = ("waivers", "Waivers")
    NAMES = ("names", "Names")
    CLIENT = ("client", "Client focus")
    NEEDS = ("needs", "Needs")
    OPPORTUNITIES = ("opportunities", "Pipeline honesty")
    RISKS = ("risks", "Risk")
    PROMISES = ("promises", "Promises")
    VALUE = ("value", "Value")
    RELATIONSHIPS = ("relationships", "Relationships")
    CONTINUITY = ("continuity", "Continuity")
    FIGURES = ("figures", "Figures")
    PORTFOLIO = ("portfolio", "Portfolio")

    def __init__(self, key: str, title: str) -> None:
        self.key = key
        self.title = title


BINDING = (Family.FORMAT, Family.LINKS, Family.WAIVERS, Family.NAMES)
"""Families whose rules nobody can waive: a plan that cannot be read is not excused but mended."""

LENSES = tuple(family for family in Family if family not in (*BINDING, Family.PORTFOLIO))
"""The families that look at the account, in the order in which they are shown."""


class Repeated(Enum):
    """What is done again and again, in the order in which it is shown: in words, and its key in site.toml."""

    CLIENT_REVIEW = ("Client review", "client_review_every")
    TEAM_REVIEW = ("Team review", "team_review_every")
    FEEDBACK = ("Feedback", "feedback_every")
    ASSESSMENT = ("Assessment", "assessment_every")
    PLAN = ("Plan changed", "plan_touched_every")
    CRM = ("CRM synced", "crm_sync_every")

    def __init__(self, words: str, key: str) -> None:
        self.words = words
        self.key = key


class State(StrEnum):
    """What came of holding a rule against a plan."""

    PASS = "pass"
    GAP = "gap"
    NOT_APPLICABLE = "not applicable"
    WAIVED = "waived"


class Outcome(NamedTuple):
    """What came of holding one rule against one plan."""

    state: State
    evidence: str
    """Why, in words: "last client review 2026-09-10, 71 days ago; due every 3 months"."""
    key: str = ""
    """The key of the plan that the evidence speaks of (see `Plan.at`)."""
    write: str = ""
    """For a gap: what to write, or to do and then write."""
    faults: tuple[Fault, ...] = ()
    """For a rule that may find several things at once: each of them (the evidence then sums them up)."""


def met(evidence: str, key: str = "") -> Outcome:
    """The criterion is met."""
    return Outcome(State.PASS, evidence, key)


def gap(evidence: str, key: str, write: str) -> Outcome:
    """The criterion is not met; ``write`` says what to write."""
    return Outcome(State.GAP, evidence, key, write)


def not_applicable(evidence: str, key: str = "") -> Outcome:
    """The criterion says nothing about this account, and why."""
    return Outcome(State.NOT_APPLICABLE, evidence, key)


def faulty(faults: tuple[Fault, ...], fine: str) -> Outcome:
    """A gap with one finding a fault, or a pass with ``fine`` as its evidence."""
    if not faults:
        return met(fine)
    rest = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    return Outcome(State.GAP, f"{faults[0].message}{rest}", faults[0].key, faults[0].write, faults)


TEAM, CLIENT = (ReviewWith.TEAM,), (ReviewWith.CLIENT,)
BOTH = (*TEAM, *CLIENT)
"""In which reviews something is talked about."""

Check = Callable[["Plan", "Context"], Outcome]

PortfolioCheck = Callable[["Portfolio"], Outcome]

EXAMPLE_DATE = date(2026, 11, 20)
"""The day on which the examples of all rules are judged."""


class Example(Struct, frozen=True):
    """A plan that meets a rule or does not; run as a test and printed by ``kamgen explain``."""

    plan: str
    """Front-matter lines beside name, owner and category; a whole file when it begins with ``---``."""
    body: str = ""
    site: str = ""
    others: tuple[tuple[str, str], ...] = ()
    """Other files of the portfolio that matter: path below the content folder, and text."""
    touched: date | None = None
    """When version control says the plan last changed."""


class Rule(Struct, frozen=True):
    """One rule of the checklist."""

    code: str
    """Three letters and three digits; never reused."""
    name: str
    element: Element | Family
    severity: Severity
    weight: int
    """In its element's score: 3 vital, 2 normal, 1 fine; 0 outside the nine elements."""
    summary: str
    """When it is met (or fires, for format and links), in one line."""
    rationale: str
    """Why an account manager cares, with the source in the field's literature."""
    good: Example
    bad: Example
    check: Check
    check_portfolio: PortfolioCheck | None = None
    earns: bool = True
    """Whether meeting it earns its weight; False where it guards against something, and only a gap counts."""
    prime: Prime = Prime.RETRIEVE
    """The letter of PRIME (Collis) under which a gap is talked about."""
    asks: tuple[ReviewWith, ...] = TEAM
    """In which reviews a gap is talked about."""
    trouble: Trouble | None = None
    """What a gap says of how the account does; None when it speaks of the plan alone."""
    rows: str = ""
    """The group of rows that the agenda tells of one by one, so that the gap need not be told beside them."""
    topic: ClientTopic | None = None
    meeting: ReviewWith | None = None
    """The review that it asks for: the agenda is its answer."""
    repeats: Repeated | None = None
