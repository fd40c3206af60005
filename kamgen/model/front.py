"""The front matter of a plan: the contract with the people who write it, version 1."""

from __future__ import annotations

from typing import Annotated

from kamgen.model import choices, groups
from kamgen.model.fields import Day, Doc, Record, Rows, Span, Text, Texts, Year


class FrontMatter(Record, frozen=True):
    """Everything above a plan's prose. Only name, owner and category must be there."""

    name: Annotated[Text, Doc("The account's name as the client writes it", "Halden Marine")]
    owner: Annotated[Text, Doc("The account manager who answers for the plan", "Ingrid Solberg")]
    category: Annotated[Text, Doc("A category of site.toml", "strategic")]
    objective: Annotated[
        choices.Objective | None, Doc("Retain a large share, penetrate a large spender, or win a prospect", "retain")
    ] = None
    status: Annotated[choices.Status, Doc("Where the account stands (default active)", "active")] = (
        choices.Status.ACTIVE
    )
    customer_since: Annotated[Span | None, Doc("When the client first bought", "2017-04")] = None
    industry: Annotated[Text | None, Doc("The client's industry", "Shipbuilding")] = None
    region: Annotated[Text | None, Doc("Where the client is", "Nordics")] = None
    parent: Annotated[Text | None, Doc("Slug of the parent account", "halden-group")] = None
    currency: Annotated[Text | None, Doc("Three letters; default: the site's", "NOK")] = None
    relationship: Annotated[choices.Relationship | None, Doc("Rung of the relationship ladder", "partner")] = None
    horizon: Annotated[Year | None, Doc("The year up to which the plan looks", 2029)] = None
    tags: Annotated[Texts, Doc("Free words to find the account by", ["subsea", "tender-2027"])] = ()
    crm: Annotated[groups.Crm | None, Doc("The account in the CRM (element ix)")] = None
    financials: Annotated[Rows[groups.FinancialYear], Doc("One row a fiscal year (elements i and viii)")] = ()
    targets_revised: Annotated[Day | None, Doc("When targets were last set or revised", "2026-01-15")] = None
    assessment: Annotated[groups.Assessment | None, Doc("Attractiveness and our position, 1 to 5 (element v)")] = None
    feedback: Annotated[Rows[groups.Feedback], Doc("Formal feedback (element ii)")] = ()
    vendor_evaluation: Annotated[groups.VendorEvaluation | None, Doc("How the client rates us")] = None
    reviews: Annotated[Rows[groups.Review], Doc("Internal and client reviews (elements iii and iv)")] = ()
    service: Annotated[Rows[groups.ServiceActual], Doc("Service levels reached (element vi)")] = ()
    team: Annotated[Rows[groups.TeamMember], Doc("Our side")] = ()
    contacts: Annotated[Rows[groups.Contact], Doc("The client's side")] = ()
    needs: Annotated[Rows[groups.Need], Doc("What the client needs, stated and hidden")] = ()
    opportunities: Annotated[Rows[groups.Opportunity], Doc("Possible sales")] = ()
    offerings: Annotated[
        dict[Text, choices.OfferingState], Doc("White space: what the client buys of each offering")
    ] = {}
    risks: Annotated[Rows[groups.Risk], Doc("What could cost us the account")] = ()
    promises: Annotated[Rows[groups.Promise], Doc("The promise ledger")] = ()
    outcomes: Annotated[Rows[groups.ClientOutcome], Doc("Results in the client's own metrics")] = ()
    references: Annotated[Rows[groups.Reference], Doc("Testimonials, referrals, case studies")] = ()
    actions: Annotated[Rows[groups.Action], Doc("Next steps")] = ()
    continuity: Annotated[groups.Continuity | None, Doc("Backup, sponsor, exit barriers, loss plan")] = None
    handover: Annotated[groups.Handover | None, Doc("From sale to delivery")] = None
    lost: Annotated[groups.Loss | None, Doc("Why it was lost (with `status: lost`)")] = None
    waive: Annotated[Rows[groups.Waiver], Doc("Criteria that do not apply, each with its reason")] = ()

    def financial_year(self, year: int) -> groups.FinancialYear | None:
        """The row of fiscal year ``year``; the last one when there are several."""
        return next((row for row in reversed(self.financials) if row.year == year), None)
