"""The groups of a plan's front matter: one class a group, one instance a row.

A row needs only what names it (the need, the name, the date); everything else may come later, and the
checklist says what is missing. What can be derived is a property here and never a field.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from kamgen.model import choices
from kamgen.model.fields import (
    Day,
    Flag,
    Measured,
    Money,
    Number,
    Percent,
    Record,
    Rows,
    Span,
    Text,
    Texts,
    Whole,
    Year,
)

Mark = Annotated[int, Whole(1, 5)]
Score = Annotated[int, Whole(0, 1000)]
Scale = Annotated[int, Whole(2, 1000)]


class Crm(Record):
    """Where the account lives in the CRM (element ix)."""

    system: Text | None = Field(None, description="The CRM's name", examples=["Salesforce"])
    id: Text | None = Field(None, description="The account's id there, leading zeros kept", examples=["0015g00000XyZ"])
    url: Text | None = Field(
        None, description="Link to the record, http or https", examples=["https://crm.example/a/1"]
    )
    synced: Day | None = Field(None, description="When plan and CRM were last compared", examples=["2026-11-02"])


class FinancialYear(Record):
    """One fiscal year with the client (elements i and viii), in the plan's currency."""

    year: Year = Field(description="The fiscal year", examples=[2026])
    through: Span | None = Field(
        None,
        description="Figures are year to date up to the end of this period; left out: the whole year",
        examples=["2026-10"],
    )
    revenue: Money | None = Field(None, description="What we sold", examples=["910k"])
    gross_profit: Money | None = Field(None, description="Revenue less the cost of what was sold", examples=["310k"])
    cost_to_serve: Money | None = Field(
        None,
        description="Activity-based: sales, service, logistics, support for this client",
        examples=["96k"],
    )
    target_revenue: Money | None = Field(None, description="Revenue target for the whole year", examples=["1.3M"])
    target_profit: Money | None = Field(None, description="Target for profit after cost to serve", examples=["260k"])
    customer_spend: Money | None = Field(
        None, description="What the client spends in our field, with anyone", examples=["4.1M"]
    )

    @property
    def profit(self) -> Decimal | None:
        """Gross profit less cost to serve; None while either is unknown."""
        if self.gross_profit is None or self.cost_to_serve is None:
            return None
        return self.gross_profit - self.cost_to_serve

    @property
    def margin(self) -> Decimal | None:
        """Profit after cost to serve as a fraction of revenue; None unless there is revenue."""
        return self.profit / self.revenue if self.profit is not None and self.revenue and self.revenue > 0 else None

    @property
    def share_of_wallet(self) -> Decimal | None:
        """Our revenue as a fraction of what the client spends in our field (Graham)."""
        return self.revenue / self.customer_spend if self.revenue is not None and self.customer_spend else None


class Assessment(Record):
    """How attractive the account is, and how strong we are there, each from 1 to 5 (Graham; element v)."""

    date: Day = Field(description="When the account was assessed", examples=["2026-09-01"])
    size: Mark | None = Field(None, description="Size of the client in our field", examples=[4])
    growth: Mark | None = Field(None, description="Its growth potential", examples=[3])
    financial_stability: Mark | None = Field(None, description="Its financial stability", examples=[5])
    closeness: Mark | None = Field(None, description="Closeness of the relationship", examples=[4])
    values_offer: Mark | None = Field(None, description="How much it values what we offer", examples=[4])
    relevance: Mark | None = Field(None, description="How relevant our offer is to its needs", examples=[3])

    @property
    def attractiveness(self) -> Decimal | None:
        """Mean of size, growth and financial stability, 1 to 5."""
        return _mean(self.size, self.growth, self.financial_stability)

    @property
    def position(self) -> Decimal | None:
        """Mean of closeness, valued offer and relevance, 1 to 5."""
        return _mean(self.closeness, self.values_offer, self.relevance)


def _mean(*scores: int | None) -> Decimal | None:
    known = [score for score in scores if score is not None]
    return Decimal(sum(known)) / len(known) if len(known) == len(scores) else None


class Feedback(Record):
    """What the client told us, formally (element ii)."""

    date: Day = Field(description="When it was gathered", examples=["2026-06-03"])
    method: choices.FeedbackMethod | None = Field(None, description="How", examples=["interview"])
    respondents: Texts = Field((), alias="from", description="Who answered", examples=[["Kari Dahl"]])
    score: Score | None = Field(None, description="The score, on the scale named beside it", examples=[8])
    scale: Scale = Field(10, description="The highest score possible (default 10)", examples=[10])
    summary: Text | None = Field(
        None, description="What was said, in a sentence or two", examples=["Wants faster answers."]
    )
    document: Text | None = Field(
        None, description="File beside the plan that holds it", examples=["feedback-2026-06.pdf"]
    )


class EvaluationCriterion(Record):
    """One criterion by which the client rates its vendors."""

    name: Text = Field(description="The criterion", examples=["Delivery reliability"])
    weight: Percent | None = Field(None, description="Its weight with the client", examples=["30%"])
    score: Score | None = Field(None, description="Our mark", examples=[3])
    scale: Scale = Field(5, description="The highest mark possible (default 5)", examples=[5])


class VendorEvaluation(Record):
    """How the client rates us as a vendor (Collis, "How do customers evaluate us as vendors?")."""

    date: Day = Field(description="When the client evaluated us", examples=["2026-05-20"])
    criteria: Rows[EvaluationCriterion] = Field((), description="The client's criteria with our marks")


class Review(Record):
    """An internal review (element iii) or one with the client (element iv)."""

    date: Day = Field(description="When it took, or was to take, place", examples=["2026-09-10"])
    party: choices.ReviewWith = Field(alias="with", description="`team` (internal) or `client`", examples=["client"])
    site: choices.Site | None = Field(None, description="Where", examples=["client"])
    attendees: Texts = Field(
        (), description="Names as in team and contacts", examples=[["Ingrid Solberg", "Kari Dahl"]]
    )
    covered: Rows[choices.ClientTopic] = Field(
        (),
        description="Which of the eight client topics were talked through",
        examples=[["metrics", "changing priorities"]],
    )
    outcome: Text | None = Field(None, description="What was decided", examples=["Second site moves forward."])
    document: Text | None = Field(None, description="Minutes, a file beside the plan", examples=["review.pdf"])
    cancelled: Flag = Field(False, description="True when it did not take place", examples=[True])


class ServiceActual(Record):
    """A service level reached, against the category's target (element vi)."""

    measure: Text = Field(description="A measure of site.toml", examples=["on_time_delivery"])
    actual: Measured = Field(description="What was reached", examples=["96.2%"])
    period: Span | None = Field(None, description="When", examples=["2026-Q3"])
    target: Measured | None = Field(None, description="Overrides the category's target", examples=["98%"])


class TeamMember(Record):
    """Someone on our side."""

    name: Text = Field(description="Name", examples=["Per Moe"])
    role: Text | None = Field(None, description="Part in the account", examples=["delivery lead"])
    function: Text | None = Field(
        None, description="Department, such as operations, finance, product", examples=["operations"]
    )


class Contact(Record):
    """Someone on the client's side."""

    name: Text = Field(description="Name", examples=["Kari Dahl"])
    title: Text | None = Field(None, description="Job title", examples=["COO"])
    function: Text | None = Field(None, description="Department", examples=["operations"])
    role: choices.ContactRole | None = Field(None, description="Part in the decision", examples=["decision maker"])
    influence: choices.Level | None = Field(None, description="Weight in the decision", examples=["high"])
    sentiment: choices.Sentiment | None = Field(None, description="Attitude to us", examples=["supporter"])
    interests: Text | None = Field(None, description="What this person cares about", examples=["Fewer line stops"])
    met_by: Text | None = Field(None, description="Who of us keeps the contact", examples=["Ingrid Solberg"])
    last_contact: Day | None = Field(None, description="Last time we talked", examples=["2026-10-30"])
    reports_to: Text | None = Field(None, description="Another contact's name", examples=["Nils Berg"])


class Need(Record):
    """Something the client wants to accomplish."""

    need: Text = Field(description="The need in the client's words", examples=["Fewer line stops"])
    kind: choices.NeedKind | None = Field(None, description="Stated, or a hidden one", examples=["stated"])
    confirmed: Day | None = Field(None, description="When the client last confirmed it", examples=["2026-09-10"])
    met_by: Text | None = Field(
        None, description="The opportunity or offering that answers it", examples=["Platform phase 2"]
    )


class Opportunity(Record):
    """A possible sale."""

    name: Text = Field(description="Its name", examples=["Platform phase 2"])
    offering: Text | None = Field(None, description="One of the site's offerings", examples=["Platform"])
    value: Money | None = Field(None, description="Revenue if won", examples=["240k"])
    profit: Money | None = Field(None, description="Profit if won", examples=["80k"])
    probability: Percent | None = Field(
        None, description="Only what was earned in talks with the client", examples=["50%"]
    )
    close: Span | None = Field(None, description="When it should be decided", examples=["2027-Q1"])
    discussed: Day | None = Field(None, description="Last talked through with the client", examples=["2026-09-10"])
    need: Text | None = Field(None, description="The need it answers", examples=["Fewer line stops"])
    stage: choices.Stage = Field(choices.Stage.OPEN, description="Where it stands (default open)", examples=["open"])

    @property
    def weighted(self) -> Decimal | None:
        """Value times probability."""
        return self.value * self.probability if self.value is not None and self.probability is not None else None


class Risk(Record):
    """What could cost us the account."""

    risk: Text = Field(description="The risk", examples=["Late deliveries in peak season"])
    reason: choices.LossReason | None = Field(None, description="One of the seven reasons", examples=["delivery"])
    likelihood: choices.Level | None = Field(None, description="How likely", examples=["medium"])
    impact: choices.Level | None = Field(None, description="How bad", examples=["high"])
    mitigation: Text | None = Field(None, description="What we do about it", examples=["Stock on site"])
    owner: Text | None = Field(None, description="Who of us answers for it", examples=["Per Moe"])


class Promise(Record):
    """Something we promised the client (promise = performance, Collis)."""

    promise: Text = Field(description="What was promised", examples=["Spare parts within 24 hours"])
    to: Text | None = Field(None, description="To whom", examples=["Kari Dahl"])
    made: Day | None = Field(None, description="When it was made", examples=["2026-05-01"])
    due: Day | None = Field(None, description="By when", examples=["2026-06-30"])
    kept: Day | None = Field(None, description="When it was kept", examples=["2026-06-21"])
    broken: Day | None = Field(None, description="When it was given up or missed for good", examples=["2026-07-01"])


class ClientOutcome(Record):
    """What the client got, in its own metric."""

    metric: Text = Field(description="The client's metric", examples=["Stock accuracy"])
    unit: Text | None = Field(None, description="Its unit", examples=["%"])
    baseline: Number | None = Field(None, description="Where it stood before", examples=[78])
    target: Number | None = Field(None, description="Where the client wants it", examples=[90])
    actual: Number | None = Field(None, description="Where it stands", examples=[93])
    better: choices.Better | None = Field(
        None, description="Which way it improves (default: from baseline to target, else higher)", examples=["higher"]
    )
    as_of: Day | None = Field(None, description="When it was measured", examples=["2026-09-30"])


class Reference(Record):
    """A testimonial, referral or case study the client gave."""

    kind: choices.ReferenceKind = Field(description="What it is", examples=["testimonial"])
    date: Day | None = Field(None, description="When it was given", examples=["2026-03-01"])
    party: Text | None = Field(None, alias="with", description="By whom", examples=["Kari Dahl"])


class Action(Record):
    """A next step."""

    action: Text = Field(description="What is to be done", examples=["Send the draft contract"])
    owner: Text | None = Field(None, description="Who of us does it", examples=["Per Moe"])
    due: Day | None = Field(None, description="By when", examples=["2026-12-01"])
    done: Day | None = Field(None, description="When it was done", examples=["2026-11-12"])
    prime: choices.Prime | None = Field(None, description="Its part in PRIME", examples=["minimise"])


class Continuity(Record):
    """What keeps the account when people leave, and what we do if it goes (Vital accounts)."""

    backup: Text | None = Field(None, description="Who stands in for the owner", examples=["Jonas Weber"])
    executive_sponsor: Text | None = Field(None, description="Our senior person for this client", examples=["Eva Lund"])
    sponsor_contact: Day | None = Field(None, description="The sponsor's last call or visit", examples=["2026-04-02"])
    exit_barriers: Texts = Field((), description="What makes leaving hard", examples=[["integrated ordering"]])
    if_lost: Text | None = Field(
        None, description="What we do when this account is lost", examples=["Move the crew to …"]
    )


class Handover(Record):
    """From the salesperson to the delivery lead (Collis)."""

    giver: Text | None = Field(None, alias="from", description="Who handed over", examples=["Ingrid Solberg"])
    receiver: Text | None = Field(None, alias="to", description="Who took over", examples=["Per Moe"])
    in_sale: Flag | None = Field(None, description="Was the receiver part of the sale?", examples=[True])
    date: Day | None = Field(None, description="When", examples=["2025-03-01"])
    complete: Flag | None = Field(None, description="Is it finished?", examples=[True])


class Loss(Record):
    """Why a lost account was lost."""

    date: Day | None = Field(None, description="When", examples=["2026-08-01"])
    reason: choices.LossReason | None = Field(
        None, description="One of the seven reasons", examples=["service quality"]
    )
    to: Text | None = Field(None, description="Who has it now", examples=["CompetitorX"])


class Waiver(Record):
    """A criterion that does not apply to this account: reason required, shown on its page."""

    rule: Text = Field(description="The code", examples=["FBK003"])
    reason: Text = Field(description="Why it does not apply", examples=["The client's policy forbids written surveys"])
    until: Day | None = Field(
        None, description="Last day it holds; left out: until it is taken back", examples=["2027-03-31"]
    )
    by: Text | None = Field(None, description="Who approved it", examples=["Eva Lund"])
