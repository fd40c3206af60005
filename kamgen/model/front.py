"""The front matter of a plan: the contract with the people who write it, version 1."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from kamgen.model import choices, groups
from kamgen.model.fields import Day, Record, Rows, Span, Text, Texts, Year


def _mapping(value: object) -> object:
    return {} if value is None else value


class FrontMatter(Record):
    """Everything above a plan's prose. Only name, owner and category must be there."""

    name: Text = Field(description="The account's name as the client writes it", examples=["Halden Marine"])
    owner: Text = Field(description="The account manager who answers for the plan", examples=["Ingrid Solberg"])
    category: Text = Field(description="A category of site.toml", examples=["strategic"])
    objective: choices.Objective | None = Field(
        None,
        description="Retain a large share, penetrate a large spender, or win a prospect",
        examples=["retain"],
    )
    status: choices.Status = Field(
        choices.Status.ACTIVE, description="Where the account stands (default active)", examples=["active"]
    )
    customer_since: Span | None = Field(None, description="When the client first bought", examples=["2017-04"])
    industry: Text | None = Field(None, description="The client's industry", examples=["Shipbuilding"])
    region: Text | None = Field(None, description="Where the client is", examples=["Nordics"])
    parent: Text | None = Field(None, description="Slug of the parent account", examples=["halden-group"])
    currency: Text | None = Field(None, description="Three letters; default: the site's", examples=["NOK"])
    relationship: choices.Relationship | None = Field(
        None, description="Rung of the relationship ladder", examples=["partner"]
    )
    horizon: Year | None = Field(None, description="The year up to which the plan looks", examples=[2029])
    tags: Texts = Field((), description="Free words to find the account by", examples=[["subsea", "tender-2027"]])
    crm: groups.Crm | None = Field(None, description="The account in the CRM (element ix)")
    financials: Rows[groups.FinancialYear] = Field((), description="One row a fiscal year (elements i and viii)")
    targets_revised: Day | None = Field(
        None, description="When targets were last set or revised", examples=["2026-01-15"]
    )
    assessment: groups.Assessment | None = Field(
        None, description="Attractiveness and our position, 1 to 5 (element v)"
    )
    feedback: Rows[groups.Feedback] = Field((), description="Formal feedback (element ii)")
    vendor_evaluation: groups.VendorEvaluation | None = Field(None, description="How the client rates us")
    reviews: Rows[groups.Review] = Field((), description="Internal and client reviews (elements iii and iv)")
    service: Rows[groups.ServiceActual] = Field((), description="Service levels reached (element vi)")
    team: Rows[groups.TeamMember] = Field((), description="Our side")
    contacts: Rows[groups.Contact] = Field((), description="The client's side")
    needs: Rows[groups.Need] = Field((), description="What the client needs, stated and hidden")
    opportunities: Rows[groups.Opportunity] = Field((), description="Possible sales")
    offerings: Annotated[dict[Text, choices.OfferingState], BeforeValidator(_mapping)] = Field(
        default_factory=dict, description="White space: what the client buys of each offering"
    )
    risks: Rows[groups.Risk] = Field((), description="What could cost us the account")
    promises: Rows[groups.Promise] = Field((), description="The promise ledger")
    outcomes: Rows[groups.ClientOutcome] = Field((), description="Results in the client's own metrics")
    references: Rows[groups.Reference] = Field((), description="Testimonials, referrals, case studies")
    actions: Rows[groups.Action] = Field((), description="Next steps")
    continuity: groups.Continuity | None = Field(None, description="Backup, sponsor, exit barriers, loss plan")
    handover: groups.Handover | None = Field(None, description="From sale to delivery")
    lost: groups.Loss | None = Field(None, description="Why it was lost (with `status: lost`)")
    waive: Rows[groups.Waiver] = Field((), description="Criteria that do not apply, each with its reason")

    def financial_year(self, year: int) -> groups.FinancialYear | None:
        """The row of fiscal year ``year``; the last one when there are several."""
        return next((row for row in reversed(self.financials) if row.year == year), None)
