"""The front matter of a plan, version 1 of the contract with those who write it: a class a group, an instance a row.

A row needs only what names it (the need, the name, the date); everything else may come later, and the
checklist says what is missing. What can be derived is a property here and never a field.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from kamgen.model import enums
from kamgen.model.fields import (
    Cadence,
    Day,
    Doc,
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
    Year,
    whole_number,
)

Mark = Annotated[int, whole_number(1, 5)]
Score = Annotated[int, whole_number(0, 1000)]
Scale = Annotated[int, whole_number(2, 1000)]


class Crm(Record, frozen=True):
    """Where the account lives in the CRM (element ix)."""

    system: Annotated[Text | None, Doc("The CRM's name", "Salesforce")] = None
    id: Annotated[Text | None, Doc("The account's id there, leading zeros kept", "0015g00000XyZ")] = None
    url: Annotated[Text | None, Doc("Link to the record, http or https", "https://crm.example/a/1")] = None
    synced: Annotated[Day | None, Doc("When plan and CRM were last compared", "2026-11-02")] = None


class Agreement(Record, frozen=True):
    """That the client knows the plan and agreed to it (Principles: joint decisions, a transparent joint plan)."""

    date: Annotated[Day, Doc("When the client agreed to the plan", "2026-09-10")]
    by: Annotated[Text | None, Doc("Who agreed, on the client's side", "Kari Dahl")] = None


class Contract(Record, frozen=True):
    """The contract with the client."""

    ends: Annotated[Span | None, Doc("When it ends", "2027-06-30")] = None
    notice: Annotated[Cadence | None, Doc("How long before its end notice is to be given", "3 months")] = None
    auto_renews: Annotated[Flag | None, Doc("Does it go on when nobody gives notice?", True)] = None
    value: Annotated[Money | None, Doc("What it is worth a year", "900k")] = None


class Competitor(Record, frozen=True):
    """Who else sells to the client in our field, or tries to."""

    name: Annotated[Text, Doc("The competitor", "CompetitorX")]
    offering: Annotated[Text | None, Doc("Which of our offerings it competes with", "Platform")] = None
    share: Annotated[Percent | None, Doc("Its share of what the client spends in our field", "25%")] = None
    threat: Annotated[enums.Level | None, Doc("How much it threatens what we have", "high")] = None


class PeriodFigures(Record, frozen=True):
    """A quarter or month of a fiscal year, beside the year's own figures."""

    period: Annotated[Span, Doc("The quarter or month", "2026-Q3")]
    revenue: Annotated[Money | None, Doc("What we sold in it", "280k")] = None
    gross_profit: Annotated[Money | None, Doc("Revenue less the cost of what was sold", "95k")] = None
    cost_to_serve: Annotated[Money | None, Doc("Sales, service, logistics, support in it", "30k")] = None


class FinancialYear(Record, frozen=True):
    """One fiscal year with the client (elements i and viii), in the plan's currency."""

    year: Annotated[Year, Doc("The fiscal year", 2026)]
    through: Annotated[
        Span | None, Doc("Figures are year to date up to the end of this period; left out: the whole year", "2026-10")
    ] = None
    revenue: Annotated[Money | None, Doc("What we sold", "910k")] = None
    gross_profit: Annotated[Money | None, Doc("Revenue less the cost of what was sold", "310k")] = None
    cost_to_serve: Annotated[
        Money | None, Doc("Activity-based: sales, service, logistics, support for this client", "96k")
    ] = None
    target_revenue: Annotated[Money | None, Doc("Revenue target for the whole year", "1.3M")] = None
    target_profit: Annotated[Money | None, Doc("Target for profit after cost to serve", "260k")] = None
    customer_spend: Annotated[
        Money | None, Doc("What the client spends in our field, with anyone, over the days of `revenue`", "4.1M")
    ] = None
    revenue_by_offering: Annotated[
        dict[Text, Money], Doc("Revenue by offering, as far as it is known", {"Platform": "400k"})
    ] = {}
    spend_by_offering: Annotated[
        dict[Text, Money], Doc("What the client spends on the like of each, with anyone", {"Platform": "2.4M"})
    ] = {}
    actuals: Annotated[Rows[PeriodFigures], Doc("The year's figures by quarter or month")] = ()

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
        spend = self.customer_spend
        return self.revenue / spend if self.revenue is not None and spend is not None and spend > 0 else None


class Assessment(Record, frozen=True):
    """How attractive the account is, and how strong we are there, each from 1 to 5 (Graham; element v)."""

    date: Annotated[Day, Doc("When the account was assessed", "2026-09-01")]
    size: Annotated[Mark | None, Doc("Size of the client in our field", 4)] = None
    growth: Annotated[Mark | None, Doc("Its growth potential", 3)] = None
    financial_stability: Annotated[Mark | None, Doc("Its financial stability", 5)] = None
    closeness: Annotated[Mark | None, Doc("Closeness of the relationship", 4)] = None
    values_offer: Annotated[Mark | None, Doc("How much it values what we offer", 4)] = None
    relevance: Annotated[Mark | None, Doc("How relevant our offer is to its needs", 3)] = None

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


class Feedback(Record, frozen=True, rename={"respondents": "from"}):
    """What the client told us, formally (element ii)."""

    date: Annotated[Day, Doc("When it was gathered", "2026-06-03")]
    method: Annotated[enums.FeedbackMethod | None, Doc("How", "interview")] = None
    respondents: Annotated[Texts, Doc("Who answered", ["Kari Dahl"])] = ()
    score: Annotated[Score | None, Doc("The score, on the scale named beside it", 8)] = None
    scale: Annotated[Scale, Doc("The highest score possible (default 10)", 10)] = 10
    summary: Annotated[Text | None, Doc("What was said, in a sentence or two", "Wants faster answers.")] = None
    document: Annotated[Text | None, Doc("File beside the plan that holds it", "feedback-2026-06.pdf")] = None


class EvaluationCriterion(Record, frozen=True):
    """One criterion by which the client rates its vendors."""

    name: Annotated[Text, Doc("The criterion", "Delivery reliability")]
    weight: Annotated[Percent | None, Doc("Its weight with the client", "30%")] = None
    score: Annotated[Score | None, Doc("Our mark", 3)] = None
    scale: Annotated[Scale, Doc("The highest mark possible (default 5)", 5)] = 5


class VendorEvaluation(Record, frozen=True):
    """How the client rates us as a vendor (Collis, "How do customers evaluate us as vendors?")."""

    date: Annotated[Day, Doc("When the client evaluated us", "2026-05-20")]
    criteria: Annotated[Rows[EvaluationCriterion], Doc("The client's criteria with our marks")] = ()


class Review(Record, frozen=True, rename={"party": "with"}):
    """An internal review (element iii) or one with the client (element iv)."""

    date: Annotated[Day, Doc("When it took, or was to take, place", "2026-09-10")]
    party: Annotated[enums.ReviewWith, Doc("`team` (internal) or `client`", "client")]
    site: Annotated[enums.Site | None, Doc("Where", "client")] = None
    attendees: Annotated[Texts, Doc("Names as in team and contacts", ["Ingrid Solberg", "Kari Dahl"])] = ()
    covered: Annotated[
        Rows[enums.ClientTopic],
        Doc("Which of the eight client topics were talked through", ["metrics", "changing priorities"]),
    ] = ()
    outcome: Annotated[Text | None, Doc("What was decided", "Second site moves forward.")] = None
    document: Annotated[Text | None, Doc("Minutes, a file beside the plan", "review.pdf")] = None
    cancelled: Annotated[Flag, Doc("True when it did not take place", True)] = False
    confirmed: Annotated[
        Day | None, Doc("While it is to come: when its attendees were last confirmed", "2026-11-20")
    ] = None


class ServiceActual(Record, frozen=True):
    """A service level reached, against the category's target (element vi)."""

    measure: Annotated[Text, Doc("A measure of site.toml", "on_time_delivery")]
    actual: Annotated[Measured, Doc("What was reached", "96.2%")]
    period: Annotated[Span | None, Doc("When", "2026-Q3")] = None
    target: Annotated[Measured | None, Doc("Overrides the category's target", "98%")] = None


class TeamMember(Record, frozen=True):
    """Someone on our side."""

    name: Annotated[Text, Doc("Name", "Per Moe")]
    role: Annotated[Text | None, Doc("Part in the account", "delivery lead")] = None
    function: Annotated[Text | None, Doc("Department, such as operations, finance, product", "operations")] = None
    left: Annotated[Day | None, Doc("Last day on the account; left out: still there", "2026-08-31")] = None


class Contact(Record, frozen=True):
    """Someone on the client's side."""

    name: Annotated[Text, Doc("Name", "Kari Dahl")]
    title: Annotated[Text | None, Doc("Job title", "COO")] = None
    function: Annotated[Text | None, Doc("Department", "operations")] = None
    role: Annotated[enums.ContactRole | None, Doc("Part in the decision", "decision maker")] = None
    influence: Annotated[enums.Level | None, Doc("Weight in the decision", "high")] = None
    sentiment: Annotated[enums.Sentiment | None, Doc("Attitude to us", "supporter")] = None
    interests: Annotated[Text | None, Doc("What this person cares about", "Fewer line stops")] = None
    met_by: Annotated[Text | None, Doc("Who of us keeps the contact", "Ingrid Solberg")] = None
    last_contact: Annotated[Day | None, Doc("Last time we talked", "2026-10-30")] = None
    reports_to: Annotated[Text | None, Doc("Another contact's name", "Nils Berg")] = None
    left: Annotated[Day | None, Doc("Last day with the client; left out: still there", "2026-08-31")] = None
    confirmed: Annotated[Day | None, Doc("When `met_by` and `reports_to` were last confirmed", "2026-11-20")] = None


class Need(Record, frozen=True):
    """Something the client wants to accomplish."""

    need: Annotated[Text, Doc("The need in the client's words", "Fewer line stops")]
    kind: Annotated[enums.NeedKind | None, Doc("Stated, or a hidden one", "stated")] = None
    confirmed: Annotated[Day | None, Doc("When the client last confirmed it", "2026-09-10")] = None
    confirmed_by: Annotated[Text | None, Doc("Who of the client confirmed it", "Kari Dahl")] = None
    met_by: Annotated[Text | None, Doc("The opportunity or offering that answers it", "Platform phase 2")] = None


class Opportunity(Record, frozen=True):
    """A possible sale."""

    name: Annotated[Text, Doc("Its name", "Platform phase 2")]
    offering: Annotated[Text | None, Doc("One of the site's offerings", "Platform")] = None
    value: Annotated[Money | None, Doc("Revenue if won", "240k")] = None
    profit: Annotated[Money | None, Doc("Profit if won", "80k")] = None
    probability: Annotated[Percent | None, Doc("Only what was earned in talks with the client", "50%")] = None
    close: Annotated[Span | None, Doc("When it should be decided", "2027-Q1")] = None
    discussed: Annotated[Day | None, Doc("Last talked through with the client", "2026-09-10")] = None
    need: Annotated[Text | None, Doc("The need it answers", "Fewer line stops")] = None
    opened: Annotated[Day | None, Doc("When it first came up", "2026-04-02")] = None
    competitor: Annotated[Text | None, Doc("Who else is in the running; `none` for nobody", "CompetitorX")] = None
    reason: Annotated[enums.LossReason | None, Doc("Why it was lost", "price")] = None
    outcome: Annotated[Text | None, Doc("The client's metric that it serves, as in `outcomes`", "Stock accuracy")] = (
        None
    )
    team_gains: Annotated[Text | None, Doc("What the client's team gains by it", "No more night shifts")] = None
    cost_of_waiting: Annotated[Text | None, Doc("What it costs the client not to change", "Two line stops a month")] = (
        None
    )
    follow_up: Annotated[Text | None, Doc("What follows after the launch", "Review the first month on site")] = None
    stage: Annotated[enums.Stage, Doc("Where it stands (default open)", "open")] = enums.Stage.OPEN
    confirmed: Annotated[Day | None, Doc("When it was last confirmed to stand", "2026-11-20")] = None

    @property
    def weighted(self) -> Decimal | None:
        """Value times probability."""
        return self.value * self.probability if self.value is not None and self.probability is not None else None


class Risk(Record, frozen=True):
    """What could cost us the account."""

    risk: Annotated[Text, Doc("The risk", "Late deliveries in peak season")]
    reason: Annotated[
        enums.LossReason | None, Doc("Why we could lose it: one of the seven reasons, or another", "delivery")
    ] = None
    likelihood: Annotated[enums.Level | None, Doc("How likely", "medium")] = None
    impact: Annotated[enums.Level | None, Doc("How bad", "high")] = None
    mitigation: Annotated[Text | None, Doc("What we do about it", "Stock on site")] = None
    owner: Annotated[Text | None, Doc("Who of us answers for it", "Per Moe")] = None
    confirmed: Annotated[Day | None, Doc("When owner and mitigation were last confirmed", "2026-11-20")] = None


class Promise(Record, frozen=True):
    """Something we promised the client (promise = performance, Collis)."""

    promise: Annotated[Text, Doc("What was promised", "Spare parts within 24 hours")]
    to: Annotated[Text | None, Doc("To whom", "Kari Dahl")] = None
    made: Annotated[Day | None, Doc("When it was made", "2026-05-01")] = None
    due: Annotated[Day | None, Doc("By when", "2026-06-30")] = None
    kept: Annotated[Day | None, Doc("When it was kept", "2026-06-21")] = None
    broken: Annotated[Day | None, Doc("When it was given up or missed for good", "2026-07-01")] = None
    confirmed: Annotated[Day | None, Doc("When it was last confirmed to stand", "2026-11-20")] = None


class ClientOutcome(Record, frozen=True):
    """What the client got, in its own metric."""

    metric: Annotated[Text, Doc("The client's metric", "Stock accuracy")]
    unit: Annotated[Text | None, Doc("Its unit", "%")] = None
    baseline: Annotated[Number | None, Doc("Where it stood before", 78)] = None
    target: Annotated[Number | None, Doc("Where the client wants it", 90)] = None
    actual: Annotated[Number | None, Doc("Where it stands", 93)] = None
    better: Annotated[
        enums.Better | None, Doc("Which way it improves (default: from baseline to target, else higher)", "higher")
    ] = None
    as_of: Annotated[Day | None, Doc("When it was measured", "2026-09-30")] = None


class Reference(Record, frozen=True, rename={"party": "with"}):
    """A testimonial, referral or case study the client gave."""

    kind: Annotated[enums.ReferenceKind, Doc("What it is", "testimonial")]
    date: Annotated[Day | None, Doc("When it was given", "2026-03-01")] = None
    party: Annotated[Text | None, Doc("By whom", "Kari Dahl")] = None
    about: Annotated[Text | None, Doc("What it speaks for: an offering, or a result", "Platform")] = None
    quotable: Annotated[Flag | None, Doc("May the client be named and quoted?", True)] = None
    led_to: Annotated[Text | None, Doc("Account or opportunity that came of it", "brekke-group")] = None


class Action(Record, frozen=True):
    """A next step."""

    action: Annotated[Text, Doc("What is to be done", "Send the draft contract")]
    owner: Annotated[Text | None, Doc("Who of us does it", "Per Moe")] = None
    due: Annotated[Day | None, Doc("By when", "2026-12-01")] = None
    done: Annotated[Day | None, Doc("When it was done", "2026-11-12")] = None
    prime: Annotated[enums.Prime | None, Doc("Its part in PRIME", "minimise")] = None
    outcome: Annotated[Text | None, Doc("The client's metric that it serves, as in `outcomes`", "Stock accuracy")] = (
        None
    )
    team_gains: Annotated[Text | None, Doc("What the client's team gains by it", "No more night shifts")] = None
    cost_of_waiting: Annotated[Text | None, Doc("What it costs the client not to change", "Two line stops a month")] = (
        None
    )
    follow_up: Annotated[Text | None, Doc("What follows after the launch", "Review the first month on site")] = None
    confirmed: Annotated[Day | None, Doc("When it was last confirmed to be still due", "2026-11-20")] = None


class Continuity(Record, frozen=True):
    """What keeps the account when people leave, and what we do if it goes (Vital accounts)."""

    backup: Annotated[Text | None, Doc("Who stands in for the owner", "Jonas Weber")] = None
    executive_sponsor: Annotated[Text | None, Doc("Our senior person for this client", "Eva Lund")] = None
    sponsor_contact: Annotated[Day | None, Doc("The sponsor's last call or visit", "2026-04-02")] = None
    exit_barriers: Annotated[Texts, Doc("What makes leaving hard", ["integrated ordering"])] = ()
    if_lost: Annotated[Text | None, Doc("What we do when this account is lost", "Move the crew to …")] = None
    confirmed: Annotated[Day | None, Doc("When backup and sponsor were last confirmed", "2026-11-20")] = None


class Handover(Record, frozen=True, rename={"giver": "from", "receiver": "to"}):
    """From the salesperson to the delivery lead (Collis)."""

    giver: Annotated[Text | None, Doc("Who handed over", "Ingrid Solberg")] = None
    receiver: Annotated[Text | None, Doc("Who took over", "Per Moe")] = None
    in_sale: Annotated[Flag | None, Doc("Was the receiver part of the sale?", True)] = None
    date: Annotated[Day | None, Doc("When", "2025-03-01")] = None
    complete: Annotated[Flag | None, Doc("Is it finished?", True)] = None
    confirmed: Annotated[Day | None, Doc("When giver and receiver were last confirmed", "2026-11-20")] = None


class Loss(Record, frozen=True):
    """Why a lost account was lost."""

    date: Annotated[Day | None, Doc("When", "2026-08-01")] = None
    reason: Annotated[enums.LossReason | None, Doc("Why: one of the seven reasons, or another", "service quality")] = (
        None
    )
    to: Annotated[Text | None, Doc("Who has it now", "CompetitorX")] = None


class Waiver(Record, frozen=True):
    """A criterion that does not apply to this account: reason required, shown on its page."""

    rule: Annotated[Text, Doc("The code", "FBK003")]
    reason: Annotated[Text, Doc("Why it does not apply", "The client's policy forbids written surveys")]
    until: Annotated[Day | None, Doc("Last day it holds, at most 12 months away", "2027-03-31")] = None
    by: Annotated[
        Text | None, Doc("Who approved it, not the owner; without `until` and `by` it does not hold", "Eva Lund")
    ] = None


class FrontMatter(Record, frozen=True):
    """Everything above a plan's prose. Only name, owner and category must be there."""

    name: Annotated[Text, Doc("The account's name as the client writes it", "Halden Marine")]
    owner: Annotated[Text, Doc("The account manager who answers for the plan", "Ingrid Solberg")]
    category: Annotated[Text, Doc("A category of site.toml", "strategic")]
    objective: Annotated[
        enums.Objective | None, Doc("Retain a large share, penetrate a large spender, or win a prospect", "retain")
    ] = None
    status: Annotated[enums.Status, Doc("Where the account stands (default active)", "active")] = enums.Status.ACTIVE
    customer_since: Annotated[Span | None, Doc("When the client first bought", "2017-04")] = None
    industry: Annotated[Text | None, Doc("The client's industry", "Shipbuilding")] = None
    region: Annotated[Text | None, Doc("Where the client is", "Nordics")] = None
    parent: Annotated[Text | None, Doc("Slug of the parent account", "halden-group")] = None
    figures: Annotated[
        enums.FiguresOf | None,
        Doc("Whose `financials` these are: its `own` (default), or `group`: subsidiaries are in them", "group"),
    ] = None
    currency: Annotated[Text | None, Doc("Three letters; default: the site's", "NOK")] = None
    relationship: Annotated[enums.Relationship | None, Doc("Rung of the relationship ladder", "partner")] = None
    horizon: Annotated[Year | None, Doc("The year up to which the plan looks", 2029)] = None
    tags: Annotated[Texts, Doc("Free words to find the account by", ["subsea", "tender-2027"])] = ()
    format: Annotated[
        Annotated[int, whole_number(1, 999)] | None, Doc("Version of the plan format that the plan is written in", 2)
    ] = None
    crm: Annotated[Crm | None, Doc("The account in the CRM (element ix)")] = None
    agreed: Annotated[Agreement | None, Doc("That the client agreed to the plan")] = None
    contract: Annotated[Contract | None, Doc("Its end, notice and worth")] = None
    financials: Annotated[Rows[FinancialYear], Doc("One row a fiscal year (elements i and viii)")] = ()
    targets_revised: Annotated[Day | None, Doc("When targets were last set or revised", "2026-01-15")] = None
    phasing: Annotated[
        tuple[Percent, ...],
        Doc(
            "How a year's targets spread over its 4 quarters or 12 months; left out: the site's, else even",
            ["20%", "25%", "20%", "35%"],
        ),
    ] = ()
    assessment: Annotated[Assessment | None, Doc("Attractiveness and our position, 1 to 5 (element v)")] = None
    feedback: Annotated[Rows[Feedback], Doc("Formal feedback (element ii)")] = ()
    vendor_evaluation: Annotated[VendorEvaluation | None, Doc("How the client rates us")] = None
    reviews: Annotated[Rows[Review], Doc("Internal and client reviews (elements iii and iv)")] = ()
    service: Annotated[Rows[ServiceActual], Doc("Service levels reached (element vi)")] = ()
    team: Annotated[Rows[TeamMember], Doc("Our side")] = ()
    contacts: Annotated[Rows[Contact], Doc("The client's side")] = ()
    competitors: Annotated[Rows[Competitor], Doc("Who else sells to the client in our field")] = ()
    needs: Annotated[Rows[Need], Doc("What the client needs, stated and hidden")] = ()
    opportunities: Annotated[Rows[Opportunity], Doc("Possible sales")] = ()
    offerings: Annotated[
        dict[Text, enums.OfferingState], Doc("White space: what the client buys of each offering")
    ] = {}
    risks: Annotated[Rows[Risk], Doc("What could cost us the account")] = ()
    promises: Annotated[Rows[Promise], Doc("The promise ledger")] = ()
    outcomes: Annotated[Rows[ClientOutcome], Doc("Results in the client's own metrics")] = ()
    references: Annotated[Rows[Reference], Doc("Testimonials, referrals, case studies")] = ()
    actions: Annotated[Rows[Action], Doc("Next steps")] = ()
    continuity: Annotated[Continuity | None, Doc("Backup, sponsor, exit barriers, loss plan")] = None
    handover: Annotated[Handover | None, Doc("From sale to delivery")] = None
    lost: Annotated[Loss | None, Doc("Why it was lost (with `status: lost`)")] = None
    waive: Annotated[Rows[Waiver], Doc("Criteria that do not apply, each with its reason")] = ()
