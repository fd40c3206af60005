# ruff: noqa: E501 — an edit is a line
"""Two hundred edits of one plan as honest people make them: news with its day, neutral words, and what flatters nobody.

Each is what was done to the text of `PLAN`, and why it is honest. They were written down by the calendar of `AS_OF`,
before any rule was asked about them; a rule that flags more than one in twenty of them is noise.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

AS_OF = date(2026, 11, 20)

PLAN = """\
---
name: Halden Marine
owner: Ingrid Solberg
category: strategic
objective: retain
customer_since: 2017-04
industry: Shipbuilding
region: Nordics
relationship: preferred supplier
horizon: 2029
tags: [subsea]
crm: {system: Salesforce, id: 0015A, synced: 2026-10-30}
targets_revised: 2026-01-15
financials:
  - {year: 2024, revenue: 800k, gross_profit: 240k, cost_to_serve: 70k, customer_spend: 2M}
  - {year: 2025, revenue: 900k, gross_profit: 270k, cost_to_serve: 80k, customer_spend: 2.1M, target_revenue: 950k}
  - year: 2026
    through: 2026-09
    revenue: 700k
    gross_profit: 210k
    cost_to_serve: 65k
    target_revenue: 1.1M
    target_profit: 210k
assessment: {date: 2026-03-02, size: 4, growth: 3, financial_stability: 4, closeness: 3, values_offer: 4, relevance: 3}
feedback:
  - {date: 2026-06-03, method: interview, from: [Kari Dahl], score: 6, summary: Wants faster answers to its questions.}
  - {date: 2025-12-10, method: survey, from: [Nils Berg], score: 3, scale: 5, summary: Content with quality and not with speed.}
vendor_evaluation:
  date: 2026-05-20
  criteria:
    - {name: Delivery reliability, weight: 40%, score: 3}
    - {name: Price, weight: 60%, score: 2}
reviews:
  - {date: 2026-12-10, with: client, attendees: [Ingrid Solberg, Kari Dahl]}
  - {date: 2026-09-10, with: client, site: client, attendees: [Ingrid Solberg, Kari Dahl], covered: [metrics], outcome: The second site moves forward in spring.}
  - {date: 2026-10-12, with: team, attendees: [Ingrid Solberg, Per Moe], outcome: Stock on site is prepared for the peak.}
service:
  - {measure: on_time_delivery, actual: 94%, period: 2026-Q3, target: 97%}
  - {measure: on_time_delivery, actual: 95%, period: 2026-Q2, target: 97%}
team:
  - {name: Per Moe, role: delivery lead, function: operations}
  - {name: Eva Lund, role: sponsor, function: management}
contacts:
  - {name: Kari Dahl, title: COO, function: operations, role: decision maker, influence: high, sentiment: neutral, interests: Fewer line stops, met_by: Ingrid Solberg, last_contact: 2026-10-30}
  - {name: Nils Berg, title: Buyer, function: procurement, role: influencer, influence: medium, sentiment: critic, met_by: Per Moe, last_contact: 2026-08-14, reports_to: Kari Dahl}
  - {name: Tor Vik, function: finance, role: user, influence: low, sentiment: supporter, met_by: Per Moe, last_contact: 2026-07-01}
needs:
  - {need: Fewer line stops on the yard, kind: stated, confirmed: 2026-09-10, met_by: Platform phase 2}
  - {need: A simpler way to order spare parts, kind: other hidden}
opportunities:
  - {name: Platform phase 2, offering: Platform, value: 240k, profit: 80k, probability: 40%, close: 2027-Q1, discussed: 2026-09-10, need: Fewer line stops on the yard}
  - {name: Training of the crew, offering: Training, value: 40k, probability: 20%, close: 2026-12}
risks:
  - {risk: Late deliveries in the peak season, reason: delivery, likelihood: high, impact: high, mitigation: Stock on site from September on, owner: Per Moe}
  - {risk: A cheaper vendor from abroad is tried, likelihood: medium, impact: medium}
promises:
  - {promise: Spare parts within 24 hours, to: Kari Dahl, made: 2026-05-01, due: 2026-12-15}
  - {promise: A contact for the night shift, to: Nils Berg, made: 2026-06-01, due: 2026-09-30}
  - {promise: New labels on all crates, to: Tor Vik, made: 2026-02-01, due: 2026-04-30, kept: 2026-04-21}
outcomes:
  - {metric: Stock accuracy, unit: '%', baseline: 78, target: 90, actual: 84, as_of: 2026-06-30}
  - {metric: Days to answer a question, unit: days, baseline: 9, target: 3, better: lower}
references:
  - {kind: testimonial, date: 2025-09-01, with: Kari Dahl}
actions:
  - {action: Send the draft of the contract, owner: Per Moe, due: 2026-12-01}
  - {action: Visit the yard in Halden, owner: Ingrid Solberg, due: 2026-11-10}
continuity:
  backup: Per Moe
  executive_sponsor: Eva Lund
  sponsor_contact: 2026-04-02
  exit_barriers: [integrated ordering]
  if_lost: Move the crew to the two accounts next in line
---

## Growth
A second yard is planned for spring, and needs the same service.

## Strengths
We know the yard and its people since 2017.
"""


class Honest(NamedTuple):
    """An edit: each text of the plan that is given stands once, and becomes the other."""

    why: str
    edits: tuple[tuple[str, str], ...]


def _edit(why: str, *pairs: str) -> Honest:
    return Honest(why, tuple(zip(pairs[::2], pairs[1::2], strict=True)))


_FEEDBACK = "feedback:\n"
_REVIEWS = "reviews:\n"
_SERVICE = "service:\n"
_KARI = "interests: Fewer line stops, met_by: Ingrid Solberg, last_contact: 2026-10-30"
_SECOND = "discussed: 2026-09-10, need"
_TO_COME = "  - {date: 2026-12-10, with: client, attendees: [Ingrid Solberg, Kari Dahl]}\n"

EDITS = (
    # money: more is known than before
    _edit("revenue goes on with the month it reaches to", "2026-09\n    revenue: 700k", "2026-10\n    revenue: 780k"),
    _edit("a bad month: revenue is as it was, a month later", "through: 2026-09", "through: 2026-10"),
    _edit(
        "a credit note: revenue to date is less, a month later",
        "2026-09\n    revenue: 700k",
        "2026-10\n    revenue: 690k",
    ),
    _edit(
        "all figures of the year go on together",
        "2026-09\n    revenue: 700k\n    gross_profit: 210k\n    cost_to_serve: 65k",
        "2026-10\n    revenue: 790k\n    gross_profit: 236k\n    cost_to_serve: 73k",
    ),
    _edit("the cost to serve turns out higher", "cost_to_serve: 65k", "cost_to_serve: 85k"),
    _edit("gross profit turns out lower", "gross_profit: 210k", "gross_profit: 190k"),
    _edit("revenue turns out lower than was booked", "revenue: 700k", "revenue: 680k"),
    _edit("a target is raised", "target_revenue: 1.1M", "target_revenue: 1.2M"),
    _edit(
        "both targets are raised, and that is dated",
        "target_revenue: 1.1M\n    target_profit: 210k",
        "target_revenue: 1.2M\n    target_profit: 230k",
        "targets_revised: 2026-01-15",
        "targets_revised: 2026-11-18",
    ),
    _edit(
        "targets of next year are set",
        "assessment: {",
        "  - {year: 2027, target_revenue: 1.3M, target_profit: 250k}\nassessment: {",
    ),
    _edit(
        "an older year is added",
        "financials:\n",
        "financials:\n  - {year: 2023, revenue: 700k, gross_profit: 200k, cost_to_serve: 60k}\n",
    ),
    _edit(
        "what the client spends in our field is asked",
        "    target_revenue: 1.1M",
        "    customer_spend: 2.4M\n    target_revenue: 1.1M",
    ),
    _edit("the client spends more than we thought: our share falls", "customer_spend: 2.1M", "customer_spend: 2.6M"),
    _edit("an amount is written out", "revenue: 700k", "revenue: 700000"),
    _edit("a target is written out", "target_revenue: 1.1M", "target_revenue: 1100000"),
    _edit(
        "rows of years stand newest first",
        "  - {year: 2024, revenue: 800k, gross_profit: 240k, cost_to_serve: 70k, customer_spend: 2M}\n",
        "",
        "assessment: {",
        "  - {year: 2024, revenue: 800k, gross_profit: 240k, cost_to_serve: 70k, customer_spend: 2M}\nassessment: {",
    ),
    _edit(
        "a profit target is set where there was none",
        "target_revenue: 950k",
        "target_revenue: 950k, target_profit: 190k",
    ),
    _edit("targets were gone through and stay", "targets_revised: 2026-01-15", "targets_revised: 2026-11-16"),
    # feedback: what was said later, or is told more fully
    _edit(
        "a client was asked and is happier",
        _FEEDBACK,
        _FEEDBACK
        + "  - {date: 2026-11-12, method: interview, from: [Kari Dahl], score: 9, summary: The night shift has its contact now.}\n",
    ),
    _edit(
        "a client was asked and is less content",
        _FEEDBACK,
        _FEEDBACK
        + "  - {date: 2026-11-12, method: interview, from: [Nils Berg], score: 2, summary: Two crates came late again this month.}\n",
    ),
    _edit(
        "a survey on another scale came in",
        _FEEDBACK,
        _FEEDBACK
        + "  - {date: 2026-11-05, method: survey, from: [Tor Vik], score: 4, scale: 5, summary: Invoices are right since the summer.}\n",
    ),
    _edit(
        "a note of a talk, without a score",
        _FEEDBACK,
        _FEEDBACK
        + "  - {date: 2026-11-18, method: interview, from: [Tor Vik], summary: Asks for one invoice a month instead of four.}\n",
    ),
    _edit(
        "what was said is told more fully",
        "Wants faster answers to its questions.",
        "Wants faster answers to its questions and at night too.",
    ),
    _edit("who else sat there is added", "from: [Kari Dahl], score: 6", "from: [Kari Dahl, Nils Berg], score: 6"),
    _edit(
        "the notes of the interview are put beside it",
        "score: 6, summary",
        "score: 6, document: feedback-2026-06.pdf, summary",
    ),
    _edit("a typo of the score is mended downwards", "score: 6, summary", "score: 5, summary"),
    _edit(
        "a typo in the summary",
        "Content with quality and not with speed.",
        "Content with our quality and not with our speed.",
    ),
    _edit("a scale is written that holds anyway", "score: 6, summary", "score: 6, scale: 10, summary"),
    _edit(
        "feedback stands oldest first",
        "  - {date: 2026-06-03, method: interview, from: [Kari Dahl], score: 6, summary: Wants faster answers to its questions.}\n",
        "",
        "vendor_evaluation:",
        "  - {date: 2026-06-03, method: interview, from: [Kari Dahl], score: 6, summary: Wants faster answers to its questions.}\nvendor_evaluation:",
    ),
    _edit(
        "the client evaluated its vendors anew",
        "date: 2026-05-20",
        "date: 2026-11-10",
        "weight: 40%, score: 3",
        "weight: 40%, score: 4",
        "weight: 60%, score: 2",
        "weight: 60%, score: 3",
    ),
    _edit(
        "the client evaluated its vendors anew, and we fell",
        "date: 2026-05-20",
        "date: 2026-11-10",
        "weight: 40%, score: 3",
        "weight: 40%, score: 2",
    ),
    _edit(
        "the client's newest evaluation has one more criterion",
        "date: 2026-05-20",
        "date: 2026-11-10",
        "    - {name: Price",
        "    - {name: Answers, weight: 0%, score: 2}\n    - {name: Price",
    ),
    _edit("a mark of an evaluation is mended downwards", "weight: 40%, score: 3", "weight: 40%, score: 2"),
    # reviews
    _edit(
        "a client review was held",
        _REVIEWS,
        _REVIEWS
        + "  - {date: 2026-11-17, with: client, attendees: [Ingrid Solberg, Kari Dahl], covered: [metrics, satisfaction], outcome: The yard wants the second platform by May.}\n",
    ),
    _edit(
        "a team review was held",
        _REVIEWS,
        _REVIEWS
        + "  - {date: 2026-11-16, with: team, attendees: [Ingrid Solberg, Per Moe], outcome: Per takes the night shift's questions on.}\n",
    ),
    _edit(
        "a planned review was cancelled and a new one is planned",
        _TO_COME,
        "  - {date: 2026-12-10, with: client, attendees: [Ingrid Solberg, Kari Dahl], cancelled: true}\n  - {date: 2027-01-20, with: client, attendees: [Ingrid Solberg, Kari Dahl]}\n",
    ),
    _edit("the next review is earlier", "date: 2026-12-10", "date: 2026-12-03"),
    _edit(
        "one more person comes to the next review",
        "- {date: 2026-12-10, with: client, attendees: [Ingrid Solberg, Kari Dahl]",
        "- {date: 2026-12-10, with: client, attendees: [Ingrid Solberg, Kari Dahl, Tor Vik]",
    ),
    _edit(
        "a review of next year is planned",
        _REVIEWS,
        _REVIEWS + "  - {date: 2027-03-10, with: client, attendees: [Ingrid Solberg, Kari Dahl]}\n",
    ),
    _edit(
        "minutes are put beside the review",
        "covered: [metrics], outcome",
        "covered: [metrics], document: review-2026-09.pdf, outcome",
    ),
    _edit(
        "what was decided is told more fully",
        "The second site moves forward in spring.",
        "The second site moves forward in spring with the same crew.",
    ),
    _edit(
        "who else attended is added",
        "attendees: [Ingrid Solberg, Per Moe], outcome",
        "attendees: [Ingrid Solberg, Per Moe, Eva Lund], outcome",
    ),
    _edit(
        "a typo in an outcome",
        "Stock on site is prepared for the peak.",
        "Stock on site is prepared for the peak season.",
    ),
    _edit(
        "the room of the next review is known",
        "- {date: 2026-12-10, with: client,",
        "- {date: 2026-12-10, with: client, site: client,",
    ),
    _edit(
        "a review that was forgotten in the plan, with its minutes",
        _REVIEWS,
        _REVIEWS
        + "  - {date: 2026-11-03, with: team, attendees: [Ingrid Solberg, Per Moe, Eva Lund], outcome: We offer the crew's training with phase 2., document: team-2026-11.pdf}\n",
    ),
    # service
    _edit(
        "the quarter to date is added",
        _SERVICE,
        _SERVICE + "  - {measure: on_time_delivery, actual: 97.5%, period: 2026-10, target: 97%}\n",
    ),
    _edit(
        "a month that missed is added",
        _SERVICE,
        _SERVICE + "  - {measure: on_time_delivery, actual: 91%, period: 2026-10, target: 97%}\n",
    ),
    _edit("a quarter was counted too high", "actual: 95%, period: 2026-Q2", "actual: 94.5%, period: 2026-Q2"),
    _edit(
        "a service target is raised",
        "actual: 94%, period: 2026-Q3, target: 97%",
        "actual: 94%, period: 2026-Q3, target: 98%",
    ),
    _edit("the same level, as a number with a point", "actual: 94%, period: 2026-Q3", "actual: 94.0%, period: 2026-Q3"),
    _edit(
        "a second measure is followed",
        _SERVICE,
        _SERVICE + "  - {measure: answer_within_a_day, actual: 71%, period: 2026-10, target: 90%}\n",
    ),
    # contacts
    _edit("a call with the decision maker", "last_contact: 2026-10-30", "last_contact: 2026-11-18"),
    _edit("a visit at the buyer's, who stays a critic", "last_contact: 2026-08-14", "last_contact: 2026-11-11"),
    _edit(
        "the buyer was won over in a talk",
        "sentiment: critic, met_by: Per Moe, last_contact: 2026-08-14",
        "sentiment: neutral, met_by: Per Moe, last_contact: 2026-11-11",
    ),
    _edit(
        "the decision maker became a supporter in a talk",
        "sentiment: neutral, " + _KARI,
        "sentiment: supporter, " + _KARI.replace("2026-10-30", "2026-11-18"),
    ),
    _edit(
        "a supporter cooled off",
        "sentiment: supporter, met_by: Per Moe, last_contact: 2026-07-01",
        "sentiment: neutral, met_by: Per Moe, last_contact: 2026-11-02",
    ),
    _edit(
        "a new contact",
        "needs:\n",
        "  - {name: Anna Holm, title: Head of quality, function: quality, role: influencer, influence: medium, sentiment: neutral, met_by: Per Moe, last_contact: 2026-11-12}\nneeds:\n",
    ),
    _edit(
        "a new critic is named",
        "needs:\n",
        "  - {name: Jon Aas, title: Controller, function: finance, role: influencer, influence: high, sentiment: critic, met_by: Per Moe, last_contact: 2026-11-13}\nneeds:\n",
    ),
    _edit("a title changed", "title: Buyer", "title: Head of purchasing"),
    _edit("a contact rose in influence", "influence: low", "influence: medium"),
    _edit(
        "a critic counts for more than we thought",
        "influence: medium, sentiment: critic",
        "influence: high, sentiment: critic",
    ),
    _edit("a user became influencer", "role: user", "role: influencer"),
    _edit("another of us meets the buyer", "sentiment: critic, met_by: Per Moe", "sentiment: critic, met_by: Eva Lund"),
    _edit(
        "what the buyer cares about is written",
        "sentiment: critic, met_by",
        "sentiment: critic, interests: Fewer invoices, met_by",
    ),
    _edit(
        "a user left the client",
        "met_by: Per Moe, last_contact: 2026-07-01",
        "met_by: Per Moe, last_contact: 2026-07-01, left: 2026-11-15",
    ),
    _edit("a name in full", "name: Tor Vik, function", "name: Tor Andreas Vik, function"),
    _edit(
        "who reports to whom",
        "met_by: Per Moe, last_contact: 2026-07-01",
        "met_by: Per Moe, last_contact: 2026-07-01, reports_to: Kari Dahl",
    ),
    _edit("a department's name", "function: procurement", "function: purchasing"),
    # needs
    _edit("a need was confirmed again", "confirmed: 2026-09-10, met_by", "confirmed: 2026-11-17, met_by"),
    _edit("a hidden need was talked about", "kind: other hidden}", "kind: stated, confirmed: 2026-11-17}"),
    _edit(
        "a new need",
        "opportunities:\n",
        "  - {need: One invoice a month instead of four, kind: stated, confirmed: 2026-11-18}\nopportunities:\n",
    ),
    _edit("a need has its answer", "kind: other hidden}", "kind: other hidden, met_by: Training of the crew}"),
    _edit("a typo in a need", "A simpler way to order spare parts", "A simpler way of ordering spare parts"),
    # opportunities
    _edit(
        "a deal was talked through and is likelier",
        "probability: 40%, close: 2027-Q1, discussed: 2026-09-10",
        "probability: 60%, close: 2027-Q1, discussed: 2026-11-17",
    ),
    _edit(
        "a deal was talked through and is worth more",
        "value: 240k, profit: 80k, probability: 40%, close: 2027-Q1, discussed: 2026-09-10",
        "value: 300k, profit: 95k, probability: 40%, close: 2027-Q1, discussed: 2026-11-17",
    ),
    _edit("a deal is less likely", "probability: 40%", "probability: 30%"),
    _edit("a deal is smaller", "value: 240k, profit: 80k", "value: 200k, profit: 66k"),
    _edit("a deal is to be decided earlier", "close: 2027-Q1", "close: 2026-12"),
    _edit("a deal was talked through, and nothing moved", _SECOND, "discussed: 2026-11-17, need"),
    _edit(
        "a new deal without a probability yet",
        "risks:\n",
        "  - {name: Labels for the second yard, offering: Labels, value: 25k, close: 2027-Q2}\nrisks:\n",
    ),
    _edit(
        "a new deal that was talked through",
        "risks:\n",
        "  - {name: Labels for the second yard, offering: Labels, value: 25k, probability: 30%, close: 2027-Q2, discussed: 2026-11-17, need: A simpler way to order spare parts}\nrisks:\n",
    ),
    _edit(
        "a deal was won",
        "close: 2027-Q1, " + _SECOND,
        "close: 2026-11, stage: won, " + _SECOND.replace("2026-09-10", "2026-11-17"),
    ),
    _edit("a deal was lost", "close: 2026-12}", "close: 2026-11, stage: lost}"),
    _edit("a deal has its need", "close: 2026-12}", "close: 2026-12, need: A simpler way to order spare parts}"),
    _edit(
        "profit of a deal is worked out", "value: 40k, probability: 20%", "value: 40k, profit: 12k, probability: 20%"
    ),
    _edit("a value is written out", "value: 240k", "value: 240000"),
    _edit("a probability as a fraction", "probability: 40%", "probability: 0.4"),
    # risks
    _edit(
        "a new risk",
        "promises:\n",
        "  - {risk: The yard's owner looks for a buyer, likelihood: medium, impact: high}\npromises:\n",
    ),
    _edit(
        "a risk is likelier than we thought", "likelihood: medium, impact: medium", "likelihood: high, impact: medium"
    ),
    _edit(
        "a risk would be worse than we thought",
        "likelihood: medium, impact: medium",
        "likelihood: medium, impact: high",
    ),
    _edit(
        "a risk has its mitigation and somebody who answers for it",
        "likelihood: medium, impact: medium}",
        "likelihood: medium, impact: medium, mitigation: Show the buyer what a late crate costs him, owner: Per Moe}",
    ),
    _edit(
        "a mitigation is told more fully",
        "Stock on site from September on",
        "Stock on site from September on and a second driver",
    ),
    _edit(
        "another of us answers for a risk", "from September on, owner: Per Moe", "from September on, owner: Eva Lund"
    ),
    _edit("a typo in a risk", "A cheaper vendor from abroad is tried", "A cheaper vendor from abroad is being tried"),
    # promises
    _edit("a promise was kept early", "due: 2026-12-15}", "due: 2026-12-15, kept: 2026-11-19}"),
    _edit("a late promise was kept, late", "due: 2026-09-30}", "due: 2026-09-30, kept: 2026-11-18}"),
    _edit("a late promise was kept yesterday", "due: 2026-09-30}", "due: 2026-09-30, kept: 2026-11-19}"),
    _edit(
        "a new promise",
        "outcomes:\n",
        "  - {promise: One invoice a month, to: Tor Vik, made: 2026-11-18, due: 2027-01-31}\noutcomes:\n",
    ),
    _edit(
        "a new promise that is due soon",
        "outcomes:\n",
        "  - {promise: A list of all open questions, to: Nils Berg, made: 2026-11-17, due: 2026-11-24}\noutcomes:\n",
    ),
    _edit("a promise is due earlier", "due: 2026-12-15}", "due: 2026-12-01}"),
    _edit("a promise has one more word", "Spare parts within 24 hours", "Spare parts within 24 hours!"),
    _edit("to whom a promise was made is spelled out", "to: Nils Berg, made", "to: Nils Berg , made"),
    # outcomes
    _edit("an outcome was measured again, better", "actual: 84, as_of: 2026-06-30", "actual: 88, as_of: 2026-10-31"),
    _edit("an outcome was measured again, worse", "actual: 84, as_of: 2026-06-30", "actual: 82, as_of: 2026-10-31"),
    _edit("an outcome was measured again, the same", "as_of: 2026-06-30", "as_of: 2026-10-31"),
    _edit(
        "an outcome has its first result",
        "target: 3, better: lower}",
        "target: 3, better: lower, actual: 7, as_of: 2026-11-13}",
    ),
    _edit("the client wants more", "target: 90, actual", "target: 92, actual"),
    _edit("the client wants it faster", "target: 3, better", "target: 2, better"),
    _edit(
        "a new outcome",
        "references:\n",
        "  - {metric: Crates without a label, unit: crates a month, baseline: 40, target: 5}\nreferences:\n",
    ),
    _edit("an outcome reads worse than was written", "actual: 84,", "actual: 81,"),
    # references, actions
    _edit(
        "a reference was given", "actions:\n", "  - {kind: case study, date: 2026-11-09, with: Kari Dahl}\nactions:\n"
    ),
    _edit(
        "a reference of another kind",
        "actions:\n",
        "  - {kind: referral, date: 2026-11-14, with: Nils Berg}\nactions:\n",
    ),
    _edit("an action was done", "due: 2026-12-01}", "due: 2026-12-01, done: 2026-11-19}"),
    _edit("a late action was done, late", "due: 2026-11-10}", "due: 2026-11-10, done: 2026-11-18}"),
    _edit(
        "a new action",
        "continuity:\n",
        "  - {action: Call the new head of quality, owner: Per Moe, due: 2026-12-04}\ncontinuity:\n",
    ),
    _edit("another of us does it", "contract, owner: Per Moe", "contract, owner: Ingrid Solberg"),
    _edit("an action is due earlier", "due: 2026-12-01}", "due: 2026-11-24}"),
    _edit("an action has its letter", "due: 2026-12-01}", "due: 2026-12-01, prime: minimise}"),
    _edit("an action in other words", "Send the draft of the contract", "Send the draft contract"),
    _edit(
        "an action that was done is cleared away",
        "  - {action: Visit the yard in Halden, owner: Ingrid Solberg, due: 2026-11-10}\n",
        "  - {action: Visit the yard in Halden, owner: Ingrid Solberg, due: 2026-11-10, done: 2026-11-12}\n",
    ),
    # the account, its people
    _edit("the plan looks further", "horizon: 2029", "horizon: 2030"),
    _edit("a tag", "tags: [subsea]", "tags: [subsea, tender-2027]"),
    _edit("the CRM was synced", "synced: 2026-10-30", "synced: 2026-11-19"),
    _edit("the CRM has an address", "synced: 2026-10-30}", "synced: 2026-10-30, url: 'https://crm.example/0015A'}"),
    _edit("an industry", "industry: Shipbuilding", "industry: Shipbuilding and repair"),
    _edit("a region", "region: Nordics", "region: Norway"),
    _edit("the relationship went down a rung", "relationship: preferred supplier", "relationship: vendor"),
    _edit("a parent is named", "horizon: 2029", "horizon: 2029\nparent: halden-group"),
    _edit("when it first bought is known to the day", "customer_since: 2017-04", "customer_since: 2017-04-03"),
    _edit(
        "a new member of the team",
        "contacts:\n",
        "  - {name: Jonas Weber, role: engineer, function: product}\ncontacts:\n",
    ),
    _edit(
        "a member of the team left",
        "function: management}",
        "function: management, left: 2026-11-01}",
        "executive_sponsor: Eva Lund",
        "executive_sponsor: Jonas Weber",
    ),
    _edit("the sponsor called", "sponsor_contact: 2026-04-02", "sponsor_contact: 2026-11-12"),
    _edit("another backup", "backup: Per Moe", "backup: Jonas Weber"),
    _edit(
        "one more exit barrier",
        "exit_barriers: [integrated ordering]",
        "exit_barriers: [integrated ordering, trained crew]",
    ),
    _edit("an exit barrier fell", "exit_barriers: [integrated ordering]", "exit_barriers: []"),
    _edit(
        "what we do if it goes is told more fully",
        "two accounts next in line",
        "two accounts next in line, and tell the yard in time",
    ),
    _edit(
        "a handover is written",
        "continuity:\n",
        "handover: {from: Ingrid Solberg, to: Per Moe, in_sale: true, date: 2025-03-01, complete: true}\ncontinuity:\n",
    ),
    # assessment
    _edit(
        "the account was assessed anew, and rose",
        "date: 2026-03-02, size: 4, growth: 3",
        "date: 2026-11-16, size: 5, growth: 4",
    ),
    _edit(
        "the account was assessed anew, and fell",
        "date: 2026-03-02, size: 4, growth: 3, financial_stability: 4",
        "date: 2026-11-16, size: 4, growth: 2, financial_stability: 3",
    ),
    _edit(
        "the account was assessed anew, and stayed", "assessment: {date: 2026-03-02", "assessment: {date: 2026-11-16"
    ),
    _edit("a mark is mended downwards", "closeness: 3", "closeness: 2"),
    _edit("two marks are mended downwards", "values_offer: 4, relevance: 3", "values_offer: 3, relevance: 2"),
    # prose
    _edit(
        "a section goes on",
        "needs the same service.",
        "needs the same service.\n\nIts planner asks for three people at night.",
    ),
    _edit(
        "a new section",
        "\n## Strengths\n",
        "\n## Weaknesses\nNobody of ours speaks with the yard at night.\n\n## Strengths\n",
    ),
    _edit(
        "a section of bad news",
        "\n## Strengths\n",
        "\n## Threats\nA vendor from abroad shows its prices this month.\n\n## Strengths\n",
    ),
    _edit("a section is shortened", "We know the yard and its people since 2017.", "We know the yard since 2017."),
    _edit(
        "a client topic is written with its day",
        "\n## Strengths\n",
        "\n## Client view\n### Satisfaction (2026-11-17)\nContent with quality, and tired of late answers.\n\n## Strengths\n",
    ),
    _edit(
        "a task is written",
        "needs the same service.",
        "needs the same service.\n\n- [ ] Ask for the plan of the second yard @per-moe due:2026-12-04",
    ),
    _edit("a heading in other words", "## Strengths\n", "## Our strengths\n"),
    _edit(
        "sections in another order",
        "## Growth\nA second yard is planned for spring, and needs the same service.\n\n## Strengths\nWe know the yard and its people since 2017.\n",
        "## Strengths\nWe know the yard and its people since 2017.\n\n## Growth\nA second yard is planned for spring, and needs the same service.\n",
    ),
    _edit(
        "a table of figures",
        "needs the same service.",
        "needs the same service.\n\n| year | crates |\n| --- | --- |\n| 2026 | 410 |\n| 2027 | 520 |",
    ),
    _edit("a link to another account", "needs the same service.", "needs the same service as [[zug|Zug]]."),
    _edit(
        "a weakness is said plainly",
        "We know the yard and its people since 2017.",
        "We know the yard and its people since 2017, and hardly anybody above them.",
    ),
    # how it is written
    _edit("a comment", "category: strategic\n", "category: strategic  # since 2024\n"),
    _edit("quotes", "name: Halden Marine\n", 'name: "Halden Marine"\n'),
    _edit("a list over several lines", "tags: [subsea]", "tags:\n  - subsea"),
    _edit(
        "a row over several lines",
        "  - {kind: testimonial, date: 2025-09-01, with: Kari Dahl}",
        "  - kind: testimonial\n    date: 2025-09-01\n    with: Kari Dahl",
    ),
    _edit(
        "keys in another order",
        "owner: Ingrid Solberg\ncategory: strategic\nobjective: retain",
        "category: strategic\nobjective: retain\nowner: Ingrid Solberg",
    ),
    _edit("case of a word", "role: decision maker", "role: Decision maker"),
    _edit("case of a category", "category: strategic", "category: Strategic"),
    _edit(
        "contacts in another order",
        "  - {name: Tor Vik, function: finance, role: user, influence: low, sentiment: supporter, met_by: Per Moe, last_contact: 2026-07-01}\n",
        "",
        "contacts:\n",
        "contacts:\n  - {name: Tor Vik, function: finance, role: user, influence: low, sentiment: supporter, met_by: Per Moe, last_contact: 2026-07-01}\n",
    ),
    _edit(
        "promises in another order",
        "  - {promise: New labels on all crates, to: Tor Vik, made: 2026-02-01, due: 2026-04-30, kept: 2026-04-21}\n",
        "",
        "promises:\n",
        "promises:\n  - {promise: New labels on all crates, to: Tor Vik, made: 2026-02-01, due: 2026-04-30, kept: 2026-04-21}\n",
    ),
    _edit("a blank line", "## Growth\n", "## Growth\n\n"),
    _edit("a name's accent", "owner: Ingrid Solberg\n", "owner: Ingrid  Solberg\n"),
    # several at once, as after a meeting
    _edit(
        "after a review: its row, a contact, a need and a deal",
        _REVIEWS,
        _REVIEWS
        + "  - {date: 2026-11-17, with: client, attendees: [Ingrid Solberg, Kari Dahl], covered: [metrics], outcome: Phase 2 is wanted by May at the latest.}\n",
        "last_contact: 2026-10-30",
        "last_contact: 2026-11-17",
        "confirmed: 2026-09-10, met_by",
        "confirmed: 2026-11-17, met_by",
        "probability: 40%, close: 2027-Q1, discussed: 2026-09-10",
        "probability: 55%, close: 2027-Q1, discussed: 2026-11-17",
    ),
    _edit(
        "after a month's end: money and service",
        "2026-09\n    revenue: 700k\n    gross_profit: 210k\n    cost_to_serve: 65k",
        "2026-10\n    revenue: 760k\n    gross_profit: 226k\n    cost_to_serve: 75k",
        _SERVICE,
        _SERVICE + "  - {measure: on_time_delivery, actual: 96%, period: 2026-10, target: 97%}\n",
    ),
    _edit(
        "after a complaint: feedback, a risk and a promise",
        _FEEDBACK,
        _FEEDBACK
        + "  - {date: 2026-11-14, method: interview, from: [Nils Berg], score: 2, summary: Three crates came late in one week.}\n",
        "likelihood: medium, impact: medium",
        "likelihood: high, impact: medium",
        "outcomes:\n",
        "  - {promise: A second driver on Mondays, to: Nils Berg, made: 2026-11-14, due: 2026-11-30}\noutcomes:\n",
    ),
    _edit(
        "a promise is kept and its contact met",
        "due: 2026-12-15}",
        "due: 2026-12-15, kept: 2026-11-18}",
        "last_contact: 2026-10-30",
        "last_contact: 2026-11-18",
    ),
    _edit(
        "a buyer is won over and rates us better",
        "sentiment: critic, met_by: Per Moe, last_contact: 2026-08-14",
        "sentiment: supporter, met_by: Per Moe, last_contact: 2026-11-17",
        _FEEDBACK,
        _FEEDBACK
        + "  - {date: 2026-11-17, method: interview, from: [Nils Berg], score: 8, summary: The second driver has changed our Mondays.}\n",
    ),
    _edit(
        "a decision maker is new, the former one stays",
        "needs:\n",
        "  - {name: Liv Sand, title: CEO, function: management, role: decision maker, influence: high, sentiment: neutral, met_by: Eva Lund, last_contact: 2026-11-10}\nneeds:\n",
    ),
    _edit(
        "a champion is found",
        "role: user, influence: low, sentiment: supporter, met_by: Per Moe, last_contact: 2026-07-01",
        "role: champion, influence: low, sentiment: supporter, met_by: Per Moe, last_contact: 2026-11-12",
    ),
    _edit(
        "a deal was lost and says so with a risk",
        "close: 2026-12}",
        "close: 2026-11, stage: lost}",
        "likelihood: medium, impact: medium",
        "likelihood: high, impact: medium",
    ),
    _edit(
        "the year's spend of the client is known for two years",
        "customer_spend: 2M",
        "customer_spend: 2.2M",
        "    target_revenue: 1.1M",
        "    customer_spend: 2.5M\n    target_revenue: 1.1M",
    ),
    _edit(
        "a need and the deal that answers it",
        "opportunities:\n",
        "  - {need: Three people on the night shift, kind: stated, confirmed: 2026-11-17, met_by: Night crew}\nopportunities:\n",
        "risks:\n",
        "  - {name: Night crew, offering: Service, value: 90k, probability: 25%, close: 2027-Q2, discussed: 2026-11-17, need: Three people on the night shift}\nrisks:\n",
    ),
    _edit(
        "an outcome, a reference and a section after a good quarter",
        "actual: 84, as_of: 2026-06-30",
        "actual: 90, as_of: 2026-10-31",
        "actions:\n",
        "  - {kind: case study, date: 2026-11-16, with: Kari Dahl}\nactions:\n",
        "We know the yard and its people since 2017.",
        "We know the yard and its people since 2017, and its stock is right.",
    ),
    _edit(
        "a target of next year is set and this year's stays",
        "assessment: {",
        "  - {year: 2027, target_revenue: 1.05M, target_profit: 200k}\nassessment: {",
    ),
    _edit("the plan says by which format it is written", "objective: retain\n", "objective: retain\nformat: 2\n"),
    _edit(
        "an action follows from the review to come",
        "continuity:\n",
        "  - {action: Prepare the figures for 10 December, owner: Per Moe, due: 2026-12-08}\ncontinuity:\n",
    ),
    _edit(
        "the contact of the night shift is named in the promise",
        "A contact for the night shift, to: Nils Berg, made: 2026-06-01, due: 2026-09-30}",
        "A contact for the night shift, to: Nils Berg, made: 2026-06-01, due: 2026-09-30, kept: 2026-11-17}",
    ),
    _edit(
        "offerings: what the client buys is written",
        "risks:\n",
        "offerings: {Platform: active, Training: proposed}\nrisks:\n",
    ),
    _edit("offerings: what it does not buy", "risks:\n", "offerings: {Platform: none, Labels: active}\nrisks:\n"),
    _edit(
        "a user of the client is promoted, and was met",
        "role: user, influence: low, sentiment: supporter, met_by: Per Moe, last_contact: 2026-07-01",
        "role: decision maker, influence: high, sentiment: supporter, met_by: Per Moe, last_contact: 2026-11-12",
    ),
    _edit(
        "a second critic is met for the first time",
        "needs:\n",
        "  - {name: Ole Ness, title: Planner, function: operations, role: influencer, influence: high, sentiment: critic, met_by: Per Moe, last_contact: 2026-11-19}\nneeds:\n",
    ),
    _edit("a contact was met earlier than was written", "last_contact: 2026-08-14", "last_contact: 2026-08-04"),
    _edit("a deal was talked through earlier than was written", _SECOND, "discussed: 2026-09-01, need"),
    _edit(
        "a need was confirmed earlier than was written",
        "confirmed: 2026-09-10, met_by",
        "confirmed: 2026-09-01, met_by",
    ),
    _edit("the promise was made on another day", "made: 2026-05-01", "made: 2026-04-28"),
    _edit("the promise was kept later than was written, and still in time", "kept: 2026-04-21", "kept: 2026-04-28"),
    _edit("a deal has its offering by another name", "offering: Training,", "offering: Training of crews,"),
    _edit("a deal's profit turns out lower", "profit: 80k", "profit: 60k"),
    _edit(
        "the year's target of the past year is as before, its profit target too",
        "target_revenue: 950k}",
        "target_revenue: 950k }",
    ),
    _edit(
        "books of the year before last are said to the thousand",
        "{year: 2024, revenue: 800k",
        "{year: 2024, revenue: 800_000",
    ),
    _edit(
        "a second action for the risk",
        "continuity:\n",
        "  - {action: Order the second driver for the peak, owner: Per Moe, due: 2026-11-27}\n  - {action: Tell Nils Berg about it, owner: Ingrid Solberg, due: 2026-11-28}\ncontinuity:\n",
    ),
    _edit(
        "two promises after a visit",
        "outcomes:\n",
        "  - {promise: A map of the yard at every gate, to: Kari Dahl, made: 2026-11-17, due: 2026-12-20}\n  - {promise: Prices of next year in time, to: Nils Berg, made: 2026-11-17, due: 2026-12-18}\noutcomes:\n",
    ),
    _edit(
        "three calls in a week",
        "last_contact: 2026-10-30",
        "last_contact: 2026-11-16",
        "last_contact: 2026-08-14",
        "last_contact: 2026-11-17",
        "last_contact: 2026-07-01",
        "last_contact: 2026-11-18",
    ),
    _edit(
        "the survey's paper lies beside it",
        "score: 3, scale: 5, summary",
        "score: 3, scale: 5, document: survey-2025.pdf, summary",
    ),
    _edit("a prospect's question: which team", "role: delivery lead", "role: delivery lead and planner"),
    _edit(
        "the loss plan is thinner than we thought",
        "Move the crew to the two accounts next in line",
        "Move the crew to one account, and find work for two people",
    ),
    _edit(
        "a need in the client's own words",
        "Fewer line stops on the yard, kind: stated",
        '"Fewer line stops on the yard", kind: stated',
    ),
    _edit("the outcome's unit is spelled out", "unit: days,", "unit: days ,"),
)
