"""The front matter of a plan: the contract with the people who write it, version 1."""

from __future__ import annotations

from typing import Annotated

from kamgen.model import enums, plan_fields
from kamgen.model.fields import Day, Doc, Record, Rows, Span, Text, Texts, Year


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
    currency: Annotated[Text | None, Doc("Three letters; default: the site's", "NOK")] = None
    relationship: Annotated[enums.Relationship | None, Doc("Rung of the relationship ladder", "partner")] = None
    horizon: Annotated[Year | None, Doc("The year up to which the plan looks", 2029)] = None
    tags: Annotated[Texts, Doc("Free words to find the account by", ["subsea", "tender-2027"])] = ()
    crm: Annotated[plan_fields.Crm | None, Doc("The account in the CRM (element ix)")] = None
    financials: Annotated[Rows[plan_fields.FinancialYear], Doc("One row a fiscal year (elements i and viii)")] = ()
    targets_revised: Annotated[Day | None, Doc("When targets were last set or revised", "2026-01-15")] = None
    assessment: Annotated[plan_fields.Assessment | None, Doc("Attractiveness and our position, 1 to 5 (element v)")] = (
        None
    )
    feedback: Annotated[Rows[plan_fields.Feedback], Doc("Formal feedback (element ii)")] = ()
    vendor_evaluation: Annotated[plan_fields.VendorEvaluation | None, Doc("How the client rates us")] = None
    reviews: Annotated[Rows[plan_fields.Review], Doc("Internal and client reviews (elements iii and iv)")] = ()
    service: Annotated[Rows[plan_fields.ServiceActual], Doc("Service levels reached (element vi)")] = ()
    team: Annotated[Rows[plan_fields.TeamMember], Doc("Our side")] = ()
    contacts: Annotated[Rows[plan_fields.Contact], Doc("The client's side")] = ()
    needs: Annotated[Rows[plan_fields.Need], Doc("What the client needs, stated and hidden")] = ()
    opportunities: Annotated[Rows[plan_fields.Opportunity], Doc("Possible sales")] = ()
    offerings: Annotated[
        dict[Text, enums.OfferingState], Doc("White space: what the client buys of each offering")
    ] = {}
    risks: Annotated[Rows[plan_fields.Risk], Doc("What could cost us the account")] = ()
    promises: Annotated[Rows[plan_fields.Promise], Doc("The promise ledger")] = ()
    outcomes: Annotated[Rows[plan_fields.ClientOutcome], Doc("Results in the client's own metrics")] = ()
    references: Annotated[Rows[plan_fields.Reference], Doc("Testimonials, referrals, case studies")] = ()
    actions: Annotated[Rows[plan_fields.Action], Doc("Next steps")] = ()
    continuity: Annotated[plan_fields.Continuity | None, Doc("Backup, sponsor, exit barriers, loss plan")] = None
    handover: Annotated[plan_fields.Handover | None, Doc("From sale to delivery")] = None
    lost: Annotated[plan_fields.Loss | None, Doc("Why it was lost (with `status: lost`)")] = None
    waive: Annotated[Rows[plan_fields.Waiver], Doc("Criteria that do not apply, each with its reason")] = ()

    def financial_year(self, year: int) -> plan_fields.FinancialYear | None:
        """The row of fiscal year ``year``; the last one when there are several."""
        return next((row for row in reversed(self.financials) if row.year == year), None)
