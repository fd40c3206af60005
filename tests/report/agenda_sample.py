"""A plan that leaves something open of every kind, judged on 2026-11-20."""

from __future__ import annotations

from datetime import date

from kamgen.model.account import Account
from kamgen.model.config import SiteConfig
from kamgen.model.context import Links
from kamgen.model.source import Source
from kamgen.parse.config import parse_config
from kamgen.parse.plan import parse_plan
from kamgen.pipeline import Judge

AS_OF = date(2026, 11, 20)
SITE: SiteConfig = parse_config(
    '[checklist]\nselect = ["FMT", "FBK", "IRV001", "CRV", "CLI", "TGT001", "TGT003", "CRM"]\n'
)

PLAN = """---
name: Halden Marine *
owner: Ingrid Solberg
category: strategic
crm: {system: Salesforce, id: 0015g, colour: red}
team:
  - {name: Ingrid Solberg, role: account manager}
  - {name: Per Moe, role: delivery lead, function: operations}
contacts:
  - {name: Kari Dahl, role: decision maker}
  - {name: Nils Berg, role: user}
feedback:
  - {date: 2026-05-19, method: survey, from: [Kari Dahl], score: 8, summary: Fine so far.}
reviews:
  - {date: 2026-08-19, with: client, attendees: [Kari Dahl], outcome: Spares come first now,
     covered: [metrics, satisfaction, opportunities, needs and unmet needs]}
  - {date: 2026-11-02, with: client, cancelled: true}
  - {date: 2026-12-03, with: team}
needs:
  - {need: Fewer line stops, confirmed: 2026-05-20}
  - {need: One supplier less}
  - {need: Shorter stops, confirmed: 2026-05-19}
opportunities:
  - {name: Platform phase 2, close: 2027-Q1, probability: 50%}
  - {name: Spares, discussed: 2026-08-22}
  - {name: Training, discussed: 2026-08-21}
  - {name: Phase 1, stage: won}
promises:
  - {promise: Spares within a day, to: Kari Dahl, due: 2026-11-19}
  - {promise: A named engineer, due: 2026-11-20}
  - {promise: Drawings, due: 2026-09-01, kept: 2026-08-30}
  - {promise: Manuals, kept: 2026-08-19}
  - {promise: New pumps, broken: 2025-11-20}
  - {promise: Old pumps, broken: 2025-11-19}
outcomes:
  - {metric: Stock accuracy, unit: '%', baseline: 78, target: 90, actual: 93}
  - {metric: Line stops, unit: h, baseline: 6, target: 2, actual: 7, better: lower}
  - {metric: Margin, baseline: 4}
actions:
  - {action: Send the draft contract, owner: Per Moe, due: 2026-11-08}
  - {action: Show the saving, due: 2026-12-01, prime: prove}
  - {action: Call Kari}
  - {action: Done long ago, done: 2026-11-01}
---

## Client view

### Metrics (2026-05-19)

Stock accuracy, which is to rise to ninety percent.

### Satisfaction (2026-05-20)

They are content, and would like answers sooner.

### Needs

One supplier less.

- [ ] Book the room @Per Moe due:2026-11-30
- [x] Find a day
"""


def sample(text: str = PLAN, site: SiteConfig = SITE) -> Account:
    """The plan as an account."""
    plan = parse_plan(Source("content/accounts/halden-marine.md", text.encode()), "content/accounts")
    return Judge(site, AS_OF)(plan, Links("halden-marine", "ingrid-solberg"))
