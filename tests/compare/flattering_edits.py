# ruff: noqa: E501 — an edit is a line
"""Edits of one plan that make it look better without news, each with the flag that tells of it.

Written down before the flags: what was done to the text of `tests.compare.honest_edits.PLAN`, by the calendar of its
`AS_OF`, and what a reviewer must be told to look at.
"""

from __future__ import annotations

from typing import NamedTuple

from kamgen.model.change import ReviewFlag as Flag


class Flattering(NamedTuple):
    """An edit: each text of the plan that is given stands once, and becomes the other."""

    what: str
    flag: Flag
    edits: tuple[tuple[str, str], ...]


def _edit(what: str, flag: Flag, *pairs: str) -> Flattering:
    return Flattering(what, flag, tuple(zip(pairs[::2], pairs[1::2], strict=True)))


_KARI = "role: decision maker, influence: high, sentiment: neutral, interests: Fewer line stops, met_by: Ingrid Solberg, last_contact: 2026-10-30"
_NILS = "  - {name: Nils Berg, title: Buyer, function: procurement, role: influencer, influence: medium, sentiment: critic, met_by: Per Moe, last_contact: 2026-08-14, reports_to: Kari Dahl}\n"
_FEEDBACK = "  - {date: 2026-06-03, method: interview, from: [Kari Dahl], score: 6, summary: Wants faster answers to its questions.}\n"
_SEPTEMBER = "  - {date: 2026-09-10, with: client, site: client, attendees: [Ingrid Solberg, Kari Dahl], covered: [metrics], outcome: The second site moves forward in spring.}\n"
_MARKS = "{date: 2026-03-02, size: 4, growth: 3, financial_stability: 4, closeness: 3, values_offer: 4, relevance: 3}"
_WAIVER = (
    "waive:\n  - {rule: FBK003, reason: The client forbids surveys of its people, until: 2027-03-31, by: Eva Lund}\n"
)

# fmt: off
EDITS = (
    # figures
    _edit("cost to serve of the running year deleted", Flag.FIGURE_REMOVED, "    cost_to_serve: 65k\n", ""),
    _edit("cost to serve of the running year lowered", Flag.COST_LOWERED, "cost_to_serve: 65k", "cost_to_serve: 20k"),
    _edit("cost to serve lowered though a month was added", Flag.COST_LOWERED, "through: 2026-09", "through: 2026-10", "cost_to_serve: 65k", "cost_to_serve: 40k"),
    _edit("cost to serve of a past year lowered", Flag.PAST_FIGURE_CHANGED, "cost_to_serve: 80k", "cost_to_serve: 8k"),
    _edit("cost to serve of a past year deleted", Flag.PAST_FIGURE_CHANGED, "gross_profit: 270k, cost_to_serve: 80k", "gross_profit: 270k"),
    _edit("revenue of the year before last deleted", Flag.PAST_FIGURE_CHANGED, "{year: 2024, revenue: 800k,", "{year: 2024,"),
    _edit("a bad year deleted", Flag.PAST_FIGURE_CHANGED, "  - {year: 2024, revenue: 800k, gross_profit: 240k, cost_to_serve: 70k, customer_spend: 2M}\n", ""),
    _edit("revenue to date deleted", Flag.FIGURE_REMOVED, "    revenue: 700k\n", ""),
    _edit("gross profit deleted", Flag.FIGURE_REMOVED, "    gross_profit: 210k\n", ""),
    _edit("figures reach less far", Flag.THROUGH_BACK, "through: 2026-09", "through: 2026-06"),
    _edit("figures of the whole year reach less far", Flag.THROUGH_BACK, "{year: 2025, revenue: 900k", "{year: 2025, through: 2025-09, revenue: 900k"),
    _edit("revenue raised, no month added", Flag.FIGURE_RAISED, "    revenue: 700k", "    revenue: 910k"),
    _edit("gross profit raised, no month added", Flag.FIGURE_RAISED, "    gross_profit: 210k", "    gross_profit: 290k"),
    _edit("revenue raised, and figures reach less far", Flag.FIGURE_RAISED, "2026-09\n    revenue: 700k", "2026-08\n    revenue: 720k"),
    _edit("revenue target lowered", Flag.TARGET_LOWERED, "target_revenue: 1.1M", "target_revenue: 0.9M"),
    _edit("profit target lowered", Flag.TARGET_LOWERED, "target_profit: 210k", "target_profit: 150k"),
    _edit("profit target removed", Flag.TARGET_REMOVED, "    target_profit: 210k\n", ""),
    _edit("target of a closed year lowered", Flag.PAST_FIGURE_CHANGED, "target_revenue: 950k", "target_revenue: 850k"),
    _edit("currency changed, figures as before", Flag.CURRENCY_CHANGED, "relationship:", "currency: NOK\nrelationship:"),
    # feedback
    _edit("a score raised", Flag.RECORD_REWRITTEN, "score: 6, summary", "score: 9, summary"),
    _edit("a scale lowered", Flag.RECORD_REWRITTEN, "score: 3, scale: 5", "score: 3, scale: 4"),
    _edit("a scale added that is lower", Flag.RECORD_REWRITTEN, "score: 6, summary", "score: 6, scale: 7, summary"),
    _edit("a score deleted", Flag.EVIDENCE_REMOVED, "score: 6, summary", "summary"),
    _edit("feedback dated later", Flag.RECORD_REWRITTEN, "- {date: 2026-06-03, method", "- {date: 2026-11-03, method"),
    _edit("feedback in other words", Flag.RECORD_REWRITTEN, "Wants faster answers to its questions.", "Praises how quick and friendly everybody is."),
    _edit("feedback of somebody else", Flag.RECORD_REWRITTEN, "from: [Kari Dahl], score: 6", "from: [Tor Vik], score: 6"),
    _edit("feedback deleted", Flag.EVIDENCE_REMOVED, _FEEDBACK, ""),
    _edit("old feedback added late", Flag.RECORD_LATE, "feedback:\n", "feedback:\n  - {date: 2026-05-01, method: interview, from: [Tor Vik], score: 10, summary: Has never seen better invoices than these.}\n"),
    _edit("feedback of nobody whom the plan knows", Flag.RECORD_UNFOUNDED, "feedback:\n", "feedback:\n  - {date: 2026-11-10, method: survey, from: [Ola Nor], score: 10, summary: Everything was perfect from start to end.}\n"),
    # vendor evaluation
    _edit("a mark of an evaluation raised", Flag.RECORD_REWRITTEN, "weight: 40%, score: 3", "weight: 40%, score: 5"),
    _edit("weights of an evaluation shifted", Flag.RECORD_REWRITTEN, "weight: 40%, score: 3", "weight: 80%, score: 3"),
    _edit("a scale of an evaluation lowered", Flag.RECORD_REWRITTEN, "weight: 60%, score: 2}", "weight: 60%, score: 2, scale: 3}"),
    _edit("a poor criterion deleted", Flag.EVIDENCE_REMOVED, "    - {name: Price, weight: 60%, score: 2}\n", ""),
    _edit("an evaluation dated later, marks as before", Flag.RECORD_REWRITTEN, "date: 2026-05-20", "date: 2026-11-12"),
    # reviews
    _edit("a review dated later", Flag.RECORD_REWRITTEN, "- {date: 2026-09-10, with: client, site", "- {date: 2026-11-10, with: client, site"),
    _edit("a review at the client's, afterwards", Flag.RECORD_REWRITTEN, "with: client, site: client", "with: client, site: ours"),
    _edit("topics added to a review of the past", Flag.RECORD_REWRITTEN, "covered: [metrics]", "covered: [metrics, satisfaction, opportunities]"),
    _edit("what was decided is something else", Flag.RECORD_REWRITTEN, "The second site moves forward in spring.", "They will buy everything that we have from now on."),
    _edit("others attended", Flag.RECORD_REWRITTEN, "attendees: [Ingrid Solberg, Kari Dahl], covered", "attendees: [Eva Lund, Tor Vik], covered"),
    _edit("a review of the past deleted", Flag.EVIDENCE_REMOVED, _SEPTEMBER, ""),
    _edit("a planned review put off", Flag.DATE_MOVED, "- {date: 2026-12-10, with", "- {date: 2027-01-05, with"),
    _edit("a review invented, of nobody whom the plan knows", Flag.RECORD_UNFOUNDED, "reviews:\n", "reviews:\n  - {date: 2026-11-12, with: client, site: client, attendees: [Ola Nor], outcome: All eight topics were talked through at length.}\n"),
    _edit("a review of long ago added", Flag.RECORD_LATE, "reviews:\n", "reviews:\n  - {date: 2026-06-12, with: client, attendees: [Kari Dahl], outcome: Talked through the plan of the second yard.}\n"),
    # service
    _edit("a level raised", Flag.RECORD_REWRITTEN, "actual: 94%, period: 2026-Q3", "actual: 97.2%, period: 2026-Q3"),
    _edit("a level said to be of a later quarter", Flag.RECORD_REWRITTEN, "actual: 95%, period: 2026-Q2", "actual: 95%, period: 2026-10"),
    _edit("a service target lowered", Flag.TARGET_LOWERED, "actual: 94%, period: 2026-Q3, target: 97%", "actual: 94%, period: 2026-Q3, target: 93%"),
    _edit("a service target removed", Flag.TARGET_REMOVED, "actual: 94%, period: 2026-Q3, target: 97%", "actual: 94%, period: 2026-Q3"),
    _edit("a missed level deleted", Flag.MISSED_REMOVED, "  - {measure: on_time_delivery, actual: 94%, period: 2026-Q3, target: 97%}\n", ""),
    # contacts
    _edit("a critic made a supporter", Flag.SENTIMENT_RAISED, "sentiment: critic", "sentiment: supporter"),
    _edit("a critic made neutral", Flag.SENTIMENT_RAISED, "sentiment: critic", "sentiment: neutral"),
    _edit("a critic of whom nothing is known", Flag.SENTIMENT_RAISED, "sentiment: critic, ", ""),
    _edit("a decision maker made a supporter", Flag.SENTIMENT_RAISED, _KARI, _KARI.replace("neutral", "supporter")),
    _edit("a critic deleted", Flag.CRITIC_GONE, _NILS, ""),
    _edit("a critic is said to have left", Flag.CRITIC_GONE, "last_contact: 2026-08-14, reports_to", "last_contact: 2026-08-14, left: 2026-11-01, reports_to"),
    _edit("a critic made unimportant", Flag.CRITIC_LOWERED, "influence: medium, sentiment: critic", "influence: low, sentiment: critic"),
    _edit("a critic without influence", Flag.CRITIC_LOWERED, "influence: medium, sentiment: critic", "sentiment: critic"),
    _edit("a user made decision maker", Flag.ROLE_RAISED, "role: user", "role: decision maker"),
    _edit("a user made champion", Flag.ROLE_RAISED, "role: user", "role: champion"),
    _edit("the decision maker is none any more", Flag.DECISION_MAKER_LOST, "role: decision maker", "role: influencer"),
    # opportunities
    _edit("a deal likelier, nothing talked about", Flag.FORECAST_RAISED, "probability: 40%", "probability: 80%"),
    _edit("a deal ten times as large", Flag.FORECAST_RAISED, "value: 240k", "value: 2.4M"),
    _edit("profit of a deal raised", Flag.FORECAST_RAISED, "profit: 80k", "profit: 160k"),
    _edit("a deal never discussed, likelier", Flag.FORECAST_RAISED, "probability: 20%", "probability: 70%"),
    _edit("a deal put off", Flag.DATE_MOVED, "close: 2026-12}", "close: 2027-Q2}"),
    _edit("an open deal deleted", Flag.OPPORTUNITY_REMOVED, "  - {name: Training of the crew, offering: Training, value: 40k, probability: 20%, close: 2026-12}\n", ""),
    # risks
    _edit("empty words and an owner for a risk", Flag.MITIGATION_EMPTY, "likelihood: medium, impact: medium}", "likelihood: medium, impact: medium, mitigation: We monitor the situation closely, owner: Per Moe}"),
    _edit("one word for a risk", Flag.MITIGATION_EMPTY, "likelihood: medium, impact: medium}", "likelihood: medium, impact: medium, mitigation: ok, owner: Per Moe}"),
    _edit("a risk less likely", Flag.RISK_LOWERED, "likelihood: high, impact: high", "likelihood: low, impact: high"),
    _edit("a risk deleted", Flag.RISK_REMOVED, "  - {risk: A cheaper vendor from abroad is tried, likelihood: medium, impact: medium}\n", ""),
    # promises, actions
    _edit("an overdue promise kept on its due date", Flag.KEPT_LATE, "due: 2026-09-30}", "due: 2026-09-30, kept: 2026-09-30}"),
    _edit("an overdue promise kept before its due date", Flag.KEPT_LATE, "due: 2026-09-30}", "due: 2026-09-30, kept: 2026-09-12}"),
    _edit("an overdue promise put off", Flag.DATE_MOVED, "due: 2026-09-30}", "due: 2027-01-31}"),
    _edit("an overdue promise without a date", Flag.DATE_REMOVED, ", due: 2026-09-30}", "}"),
    _edit("an overdue promise deleted", Flag.PROMISE_REMOVED, "  - {promise: A contact for the night shift, to: Nils Berg, made: 2026-06-01, due: 2026-09-30}\n", ""),
    _edit("a kept date moved earlier", Flag.RECORD_REWRITTEN, "kept: 2026-04-21", "kept: 2026-03-21"),
    _edit("a promise that was born kept", Flag.RECORD_LATE, "outcomes:\n", "  - {promise: Coffee for the gate, to: Tor Vik, made: 2026-09-01, due: 2026-10-01, kept: 2026-09-15}\noutcomes:\n"),
    _edit("an overdue action done on its due date", Flag.KEPT_LATE, "due: 2026-11-10}", "due: 2026-11-10, done: 2026-11-10}"),
    # outcomes
    _edit("a baseline moved", Flag.RECORD_REWRITTEN, "baseline: 78", "baseline: 60"),
    _edit("the way it improves turned round", Flag.RECORD_REWRITTEN, "actual: 84, as_of", "actual: 84, better: lower, as_of"),
    _edit("a unit changed", Flag.RECORD_REWRITTEN, "unit: days,", "unit: hours,"),
    _edit("a result better on the same day", Flag.RECORD_REWRITTEN, "actual: 84,", "actual: 89,"),
    _edit("a result deleted", Flag.EVIDENCE_REMOVED, "actual: 84, as_of: 2026-06-30", "as_of: 2026-06-30"),
    _edit("a target of an outcome eased", Flag.TARGET_LOWERED, "target: 90, actual", "target: 85, actual"),
    # assessment, account, waivers
    _edit("a mark raised in the same assessment", Flag.MARKS_RAISED, "closeness: 3", "closeness: 5"),
    _edit("all marks 5, dated today", Flag.MARKS_RAISED, _MARKS, "{date: 2026-11-20, size: 5, growth: 5, financial_stability: 5, closeness: 5, values_offer: 5, relevance: 5}"),
    _edit("an assessment dated back", Flag.RECORD_REWRITTEN, "assessment: {date: 2026-03-02", "assessment: {date: 2026-02-02"),
    _edit("an account made a prospect", Flag.STATUS_CHANGED, "objective: retain", "objective: retain\nstatus: prospect"),
    _edit("a rung up, without a talk", Flag.RELATIONSHIP_RAISED, "relationship: preferred supplier", "relationship: strategic partner"),
    _edit("a reference dated later", Flag.RECORD_REWRITTEN, "date: 2025-09-01, with: Kari Dahl", "date: 2026-09-01, with: Kari Dahl"),
    # news that has not come, the same once more, and what had ended
    _edit("a talk of a day to come", Flag.FORECAST_RAISED, "probability: 40%", "probability: 90%", "discussed: 2026-09-10, need", "discussed: 2026-12-01, need"),
    _edit("a contact of a day to come", Flag.SENTIMENT_RAISED, "sentiment: critic", "sentiment: supporter", "last_contact: 2026-08-14", "last_contact: 2026-12-14"),
    _edit("a result of a day to come", Flag.RECORD_REWRITTEN, "actual: 84, as_of: 2026-06-30", "actual: 95, as_of: 2026-12-30"),
    _edit("revenue of months to come", Flag.FIGURE_RAISED, "through: 2026-09\n    revenue: 700k", "through: 2026-12\n    revenue: 2M"),
    _edit("revenue raised, and no month given", Flag.FIGURE_RAISED, "    through: 2026-09\n    revenue: 700k", "    revenue: 900k"),
    _edit("what a client spends deleted", Flag.FIGURE_REMOVED, ", customer_spend: 2.1M", ""),
    _edit("a better level of the same quarter beside", Flag.RECORD_REWRITTEN, "service:\n", "service:\n  - {measure: On_Time_Delivery, actual: 99%, period: 2026-Q3, target: 97%}\n"),
    _edit("a level said to be of an earlier quarter", Flag.RECORD_REWRITTEN, "actual: 94%, period: 2026-Q3", "actual: 94%, period: 2026-Q1"),
    _edit("a good mark added to an evaluation", Flag.RECORD_REWRITTEN, "    - {name: Price,", "    - {name: People, weight: 90%, score: 5}\n    - {name: Price,"),
    _edit("a mitigation that is the risk once more", Flag.MITIGATION_EMPTY, "vendor from abroad is tried, likelihood: medium", "vendor from abroad is tried, mitigation: a cheaper vendor from abroad is tried, owner: Per Moe, likelihood: medium"),
    _edit("a risk of no likelihood", Flag.RISK_LOWERED, "likelihood: high, impact: high", "impact: high"),
    _edit("a promise made later", Flag.RECORD_REWRITTEN, "made: 2026-06-01, due", "made: 2026-09-01, due"),
    _edit("an overdue action deleted", Flag.DATE_REMOVED, "  - {action: Visit the yard in Halden, owner: Ingrid Solberg, due: 2026-11-10}\n", ""),
    _edit("a mark of an assessment deleted", Flag.EVIDENCE_REMOVED, "closeness: 3, ", ""),
    _edit("an assessment deleted", Flag.EVIDENCE_REMOVED, f"assessment: {_MARKS}\n", ""),
    _edit("a new waiver", Flag.WAIVED, "objective: retain\n", "objective: retain\n" + _WAIVER),
)
# fmt: on
