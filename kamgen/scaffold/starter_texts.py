"""The texts of the starter site. ``<40 days ago>`` and the like are filled in by `starter`."""

GITIGNORE = """/public/
/.kamgen/
"""

SITE = """# What kamgen should know about this portfolio. Every key has a default: an empty file works, too.
# All keys with their meaning: `kamgen schema site`.

[site]
format = 2                        # by which of kamgen's definitions scores go; docs/upgrading.md
title = "Our key accounts"
currency = "EUR"                  # sums over accounts are in this currency
# fiscal_year_start = 4           # the month a fiscal year begins in; 1 when left out
# source_url = "https://git.example/plans/-/blob/main/{path}#L{line}"   # links figures to the plan's line

[content]
accounts = "content/accounts"     # one Markdown file an account
output = "public"                 # `kamgen build` writes the site here

[checklist]
# fail_under = 60                 # `kamgen check` fails when an account's score is below
# ignore = ["PLN007"]             # rules that you do not follow; `kamgen explain` lists all
feedback_every = "6 months"       # how often what is due; a category may have its own
client_review_every = "3 months"

# Classes of accounts, the top one first. A plan names one of them as its `category`.

[categories.strategic]
name = "Strategic"
description = "Joint plan for three years or more, a review every quarter."
targets = { on_time_delivery = "97%" }

[categories.growth]
name = "Growth"
description = "Large potential, small share so far."
targets = { on_time_delivery = "95%" }

[categories.core]
name = "Core"
description = "Steady business, served at a cost that suits its size."
client_review_every = "6 months"
targets = { on_time_delivery = "93%" }

# What the service targets above are counted in.

[measures.on_time_delivery]
name = "On-time delivery"
unit = "%"

[portfolio]
offerings = ["Chillers", "Service", "Monitoring"]
# company_revenue = { <year-1> = "62M" }   # of the whole firm; without it, shares are of these accounts' own sum
"""

TERN = """---
name: Tern Logistics
owner: Jonas Weber
category: growth
---

This is as short as a plan can be: a name, an owner, a category. Run `kamgen check` to see what the checklist asks for,
and `kamgen explain` with a code to see why.
"""

LARKFIELD = """---
# An invented account. Change it, or take it away and write your own: `kamgen new NAME --category strategic`.
name: Larkfield Dairies
owner: Ines Prado
category: strategic
objective: penetrate
customer_since: <year-6>
industry: Food
relationship: partner
horizon: <year+4>
crm: {system: HubSpot, id: "004711", synced: <9 days ago>}
agreed: {date: <35 days ago>, by: Maud Ellery}

financials:
  - {year: <year-2>, revenue: 540k, gross_profit: 190k, cost_to_serve: 61k, customer_spend: 1.9M}
  - {year: <year-1>, revenue: 610k, gross_profit: 220k, cost_to_serve: 66k, customer_spend: 2.1M}
  - {year: <year>, <to date>target_revenue: 700k, target_profit: 175k}
targets_revised: <80 days ago>

assessment:
  date: <90 days ago>
  size: 4
  growth: 4
  financial_stability: 4
  closeness: 4
  values_offer: 4
  relevance: 4

feedback:
  - date: <50 days ago>
    method: interview
    from: [Maud Ellery]
    score: 8
    scale: 10
    summary: Happy with the chillers. Wants one number to call at night.
  - date: <230 days ago>
    method: survey
    from: [Owen Pritchard]
    score: 7
    scale: 10
    summary: Spare parts took too long in spring.
vendor_evaluation:
  date: <120 days ago>
  criteria:
    - {name: Cold chain never breaks, weight: 60%, score: 4, scale: 5}
    - {name: Price, weight: 40%, score: 3, scale: 5}

reviews:
  - date: <20 days ago>
    with: team
    attendees: [Ines Prado, Tomasz Wrona, Lena Holt]
    outcome: Night service is priced before the next client review.
  - date: <35 days ago>
    with: client
    site: client
    attendees: [Ines Prado, Maud Ellery]
    covered: [changing priorities, needs and unmet needs, problems and challenges, metrics]
    outcome: Second creamery is put out to tender in spring.
service:
  - {measure: on_time_delivery, actual: 97.8%, period: <last quarter>}

team:
  - {name: Ines Prado, role: account manager, function: sales}
  - {name: Tomasz Wrona, role: service lead, function: operations}
  - {name: Lena Holt, role: controller, function: finance}
  - {name: Rasa Novik, role: head of monitoring, function: product development}
contacts:
  - name: Maud Ellery
    title: Operations director
    function: operations
    role: decision maker
    influence: high
    sentiment: supporter
    interests: No lost milk
    met_by: Ines Prado
    last_contact: <12 days ago>
  - name: Owen Pritchard
    title: Head of maintenance
    function: technology
    role: user
    influence: medium
    sentiment: neutral
    interests: Quiet nights
    met_by: Tomasz Wrona
    last_contact: <26 days ago>
  - name: Faye Corrigan
    title: Finance director
    function: finance
    role: influencer
    influence: medium
    sentiment: neutral
    interests: One bill a year, and no surprises in it
    met_by: Lena Holt
    last_contact: <90 days ago>
  - name: Jude Amory
    title: Head of new products
    function: product development
    role: user
    influence: low
    sentiment: supporter
    interests: Two days more of shelf life
    met_by: Rasa Novik
    last_contact: <60 days ago>

needs:
  - need: Know of a failing chiller before the milk does
    kind: stated
    confirmed: <35 days ago>
    met_by: Monitoring for both creameries
  - need: A first year without a recall for the new operations director
    kind: personal
    confirmed: <35 days ago>
    met_by: Monitoring for both creameries
opportunities:
  - name: Monitoring for both creameries
    offering: Monitoring
    value: 120k
    profit: 45k
    probability: 50%
    close: <next quarter>
    discussed: <35 days ago>
    competitor: none
    need: Know of a failing chiller before the milk does
offerings: {Chillers: active, Service: active, Monitoring: proposed}
risks:
  - risk: A rival offers service around the clock
    reason: service quality
    likelihood: medium
    impact: high
    mitigation: Our own night service from spring
    owner: Tomasz Wrona
promises:
  - promise: Spare parts within 24 hours
    to: Owen Pritchard
    made: <150 days ago>
    due: <60 days ago>
    kept: <75 days ago>
outcomes:
  - metric: Milk lost to cooling
    unit: "%"
    baseline: 1.4
    target: 0.8
    actual: 0.9
    better: lower
    as_of: <40 days ago>
references:
  - {kind: testimonial, date: <200 days ago>, with: Maud Ellery}
actions:
  - {action: Price the night service, owner: Lena Holt, due: <in 30 days>, prime: minimise}
continuity:
  backup: Jonas Weber
  executive_sponsor: Birgit Aalto
  sponsor_contact: <70 days ago>
  exit_barriers: [Chillers and alarms work as one]
  if_lost: Offer the service crew to Tern Logistics.
---

## Client's business and strategy

Larkfield runs two creameries and wants a third by <year+3>. Supermarkets pay by the day of shelf life, so cooling is
money.

## Strengths

- One crew that knows both creameries

## Weaknesses

- Nobody answers at night

## Client view

### Changing priorities (<35 days ago>)

Energy came first last year. Since the summer it is shelf life.

### Satisfaction (<50 days ago>)

Happy with the chillers, less so with the telephone: eight of ten, and ten once somebody answers at night.

### Needs and unmet needs (<35 days ago>)

An alarm that comes before the loss, not after it.

### Expectations and perceptions (<50 days ago>)

They expect to hear of a fault from us, not from their own people. They see us as the ones who know the plant.

### Problems and challenges (<35 days ago>)

Two mechanics retire next year, and no one has applied.

### Opportunities (<35 days ago>)

A supermarket would take two days more of shelf life at a better price.

### Anxieties and concerns (<35 days ago>)

Whether our small night crew can look after a third creamery too.

### Metrics (<40 days ago>)

Milk lost to cooling fell from 1.4% to 0.9%; the aim is 0.8%.

## Growth

Monitoring for both creameries first; then we are at the table when the third one is planned.

## Relationship

Owen Pritchard's people call us before they call anyone else. His successor is to be met before he retires.

## Value

Each tenth of a percent of milk saved is worth 30,000 a year to Larkfield.

## Innovation

A night service with remote diagnosis, tried at one creamery in spring.
"""
