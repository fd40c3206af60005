"""The complete example of the plan format, with its dots filled in."""

COMPLETE = """\
---
name: Halden Marine                 # required
owner: Ingrid Solberg               # required: the account manager who answers for the plan
category: strategic                 # required: a category of site.toml
objective: retain                   # retain | penetrate | win
status: lost                        # prospect | active | lost          (default active)
customer_since: 2017-04
industry: Shipbuilding
region: Nordics
parent: halden-group                # slug of the parent account
figures: group                      # own | group: with its subsidiaries in them
currency: NOK                       # default: the site's
relationship: partner               # vendor | preferred supplier | partner | strategic partner
horizon: 2029                       # the year up to which the plan looks
tags: [subsea, tender-2027]
format: 2
agreed: {date: 2026-09-10, by: Kari Dahl}
contract: {ends: 2027-06-30, notice: 3 months, auto_renews: true, value: 900k}
competitors: [{name: CompetitorX, offering: Platform, share: 25%, threat: high}]
crm: {system: Salesforce, id: 0015g00000XyZ, url: https://crm.example/a/1, synced: 2026-11-02}
financials:                         # one row a fiscal year; elements i and viii
  - year: 2026
    through: 2026-10                # figures are year to date up to here (left out: the whole year)
    revenue: 910k
    gross_profit: 310k
    cost_to_serve: 96k              # activity-based: sales, service, logistics, support
    target_revenue: 1.3M
    target_profit: 260k             # profit = gross_profit - cost_to_serve
    customer_spend: 4.1M            # what the client spends in our field, with anyone
    revenue_by_offering: {Platform: 610k, Training: 90k}
    spend_by_offering: {Platform: 2.4M}
    actuals: [{period: 2026-Q3, revenue: 280k, gross_profit: 95k, cost_to_serve: 30k}]
targets_revised: 2026-01-15         # when targets were last set or revised
phasing: [20%, 30%, 20%, 30%]       # how the targets spread over the year
assessment: {date: 2026-09-01, size: 4, growth: 3, financial_stability: 5, closeness: 4, values_offer: 4, relevance: 3}
feedback:                           # element ii
  - {date: 2026-06-03, method: interview, from: [Kari Dahl], score: 8, scale: 10, summary: Fast, document: f.pdf}
vendor_evaluation:                  # how the client rates us
  date: 2026-05-20
  criteria: [{name: Delivery reliability, weight: 30%, score: 3, scale: 5}]
reviews:                            # elements iii and iv
  - {date: 2026-09-10, with: client, site: client, attendees: [Ingrid Solberg, Kari Dahl],
     covered: [metrics, changing priorities], outcome: Second site, document: review.pdf}
  - {date: 2026-08-01, with: client, cancelled: true}
service:                            # element vi: actuals against the category's targets
  - {measure: on_time_delivery, actual: 96.2%, period: 2026-Q3}
team:                               # our side
  - {name: Per Moe, role: delivery lead, function: operations}
contacts:                           # their side
  - {name: Kari Dahl, title: COO, function: operations, role: decision maker, influence: high,
     sentiment: supporter, interests: Fewer stops, met_by: Ingrid Solberg, last_contact: 2026-10-30,
     reports_to: Nils Berg}
needs:
  - {need: Fewer line stops, kind: stated, confirmed: 2026-09-10, confirmed_by: Kari Dahl, met_by: Platform phase 2}
opportunities:
  - {name: Platform phase 2, offering: Platform, value: 240k, profit: 80k, probability: 50%, close: 2027-Q1,
     discussed: 2026-09-10, need: Fewer line stops, opened: 2026-04-02, competitor: CompetitorX, reason: price,
     outcome: Stock accuracy, team_gains: No more night shifts, cost_of_waiting: Two line stops a month,
     follow_up: Review the first month on site, stage: open}
offerings: {Platform: active, Training: proposed, Analytics: none}                # white space
risks:
  - {risk: Late parts, reason: delivery, likelihood: medium, impact: high, mitigation: Stock, owner: Per Moe}
promises:
  - {promise: Parts in 24 hours, to: Kari Dahl, made: 2026-05-01, due: 2026-06-30, kept: 2026-06-21}
outcomes:                           # in the client's own metrics
  - {metric: Stock accuracy, unit: '%', baseline: 78, target: 90, actual: 93, better: higher, as_of: 2026-09-30}
references:
  - {kind: testimonial, date: 2026-03-01, with: Kari Dahl, about: Platform, quotable: true, led_to: brekke-group}
actions:
  - {action: Send the draft, owner: Per Moe, due: 2026-12-01, done: 2026-11-12, prime: minimise,
     outcome: Stock accuracy, team_gains: Fewer calls, cost_of_waiting: Two line stops, follow_up: A call in May}
continuity:
  backup: Jonas Weber
  executive_sponsor: Eva Lund
  sponsor_contact: 2026-04-02
  exit_barriers: [integrated ordering, on-site stock]
  if_lost: Move the crew
handover: {from: Ingrid Solberg, to: Per Moe, in_sale: true, date: 2025-03-01, complete: true}
lost: {date: 2026-08-01, reason: service quality, to: CompetitorX}
waive:
  - {rule: FBK003, reason: the client's policy forbids written surveys, until: 2027-03-31, by: Eva Lund}
---

Prose.
"""
