"""Writes a site of N made-up plans of about 6.8 KB each: ``python bench/corpus.py 1000 DIR``.

The same N and seed give the same bytes. Each plan has four years of figures, every group of the front
matter and some 3 KB of prose with headings, lists, a table, a quote, tasks and links to other plans.
"""

from __future__ import annotations

import argparse
import random
from datetime import date, timedelta
from pathlib import Path

AS_OF = date(2026, 11, 20)
PLACES = "Alder Birch Cedar Dorn Esker Fjord Gault Heath Isle Juniper Karst Lough Moor Ness Orchard Pine".split()
TRADES = "Bakeries Bearings Cables Castings Dairies Ferries Foundry Furniture Glass Motors Mills Optics Paints".split()
NAMES = [
    f"{a} {b}" for a in "Ana Bo Cem Dóra Eero Femke Gül Hana".split() for b in "Adler Brandt Čapek Díaz Ek".split()
]
FUNCTIONS = ["operations", "finance", "procurement", "product", "quality"]
ROLES = ["decision maker", "influencer", "champion", "user", "gatekeeper"]
OFFERINGS = ["Platform", "Field service", "Training", "Analytics", "Spare parts"]
TOPICS = [
    "Changing priorities", "Satisfaction", "Needs and unmet needs", "Expectations and perceptions",
    "Problems and challenges", "Opportunities", "Anxieties and concerns", "Metrics",
]  # fmt: skip
CLAUSES = [
    "the night shift stops the line twice a week", "their finance director wants one price for two years",
    "we agreed to publish stock accuracy every month", "the second site opens a quarter later than planned",
    "maintenance would rather repair than replace", "their buyer has been told to halve the vendors",
    "the pilot paid for itself within five months", "no one owns the hand-over between the two plants",
    "service calls after ten are answered by a machine", "the board looks at energy before it looks at price",
    "quality asked for the raw readings instead of a report", "the framework ends with the fiscal year",
]  # fmt: skip
SITE = """[site]
title = "Benchmark portfolio"

[portfolio]
offerings = ["Platform", "Field service", "Training", "Analytics", "Spare parts"]
"""


class Writer:
    """Draws the parts of one plan from its own random numbers."""

    def __init__(self, number: int, total: int, seed: int) -> None:
        self.random = random.Random(f"{seed}/{number}")
        self.number, self.total = number, total

    def clause(self) -> str:
        return self.random.choice(CLAUSES)

    def prose(self, sentences: int) -> str:
        return " ".join(f"{self.clause().capitalize()}, and {self.clause()}." for _ in range(sentences))

    def past(self, days: int) -> date:
        return AS_OF - timedelta(days=self.random.randrange(1, days))

    def front(self) -> list[str]:
        draw = self.random
        name = f"{PLACES[self.number % 16]} {TRADES[self.number // 16 % 13]} {self.number}"
        lines = [
            "---", f"name: {name}", f"owner: {draw.choice(NAMES)}",
            f"category: {draw.choice(['strategic', 'growth', 'core'])}",
            f"objective: {draw.choice(['retain', 'penetrate'])}",
            f"customer_since: {draw.randrange(2001, 2023)}-03", f"industry: {TRADES[self.number % 13]}",
            f"relationship: {draw.choice(['vendor', 'preferred supplier', 'partner'])}", "horizon: 2029",
            f"crm: {{system: Kontakto, id: 00{self.number:08}, synced: {self.past(60)}}}", "financials:",
        ]  # fmt: skip
        size = draw.randrange(90, 4000) * 1000
        for year in range(2023, 2027):
            revenue = int(size * (1 + (year - 2023) * draw.uniform(-0.05, 0.12)))
            lines += [
                f"  - year: {year}", f"    revenue: {revenue}", f"    gross_profit: {revenue * 31 // 100}",
                f"    cost_to_serve: {int(revenue * draw.uniform(0.05, 0.33))}",
                f"    target_revenue: {revenue * 104 // 100}",
                f"    target_profit: {revenue // 6}", f"    customer_spend: {revenue * draw.randrange(2, 6)}",
            ]  # fmt: skip
        marks = ", ".join(
            f"{key}: {draw.randrange(1, 6)}"
            for key in ("size", "growth", "financial_stability", "closeness", "values_offer", "relevance")
        )
        return [*lines, f"assessment: {{date: {self.past(400)}, {marks}}}", *self.rows()]

    def rows(self) -> list[str]:
        draw = self.random
        lines = ["feedback:"]
        for method in ("survey", "interview"):
            lines += [f"  - date: {self.past(500)}", f"    method: {method}", f"    score: {draw.randrange(4, 11)}"]
            lines += [f"    from: [{draw.choice(NAMES)}]", f"    summary: {self.clause().capitalize()}"]
        lines += ["reviews:"]
        for party in ("team", "client", "client"):
            lines += [
                f"  - date: {self.past(300)}",
                f"    with: {party}",
                f"    site: {draw.choice(['client', 'ours'])}",
            ]
            lines += [
                f"    attendees: [{', '.join(draw.sample(NAMES, 3))}]",
                f"    outcome: {self.clause().capitalize()}",
            ]
        lines += ["contacts:"]
        for person in draw.sample(NAMES, 4):
            lines += [
                f"  - name: {person}",
                f"    function: {draw.choice(FUNCTIONS)}",
                f"    role: {draw.choice(ROLES)}",
            ]
            lines += [
                f"    sentiment: {draw.choice(['supporter', 'neutral', 'critic'])}",
                f"    last_contact: {self.past(200)}",
            ]
        lines += [
            "needs:",
            f"  - {{need: {self.clause()}, kind: stated, confirmed: {self.past(200)}}}",
            "opportunities:",
        ]
        for offering in draw.sample(OFFERINGS, 3):
            lines += [
                f"  - name: {offering} next",
                f"    offering: {offering}",
                f"    value: {draw.randrange(5, 300)}k",
            ]
            lines += [
                f"    probability: {draw.randrange(1, 10)}0%",
                "    close: 2027-Q2",
                f"    discussed: {self.past(150)}",
            ]
        lines += ["risks:"]
        for reason in ("delivery", "communication"):
            lines += [f"  - risk: {self.clause().capitalize()}", f"    reason: {reason}", "    likelihood: medium"]
            lines += ["    impact: high", f"    mitigation: {self.clause().capitalize()}"]
        lines += ["promises:"]
        lines += [
            f"  - {{promise: {self.clause()}, made: {self.past(90) - timedelta(90)}, kept: {self.past(80)}}}"
            for _ in "abc"
        ]
        lines += ["outcomes:"]
        lines += [
            f"  - {{metric: {metric}, unit: '%', baseline: 70, target: 85, actual: {draw.randrange(66, 95)}}}"
            for metric in ("Uptime", "Yield")
        ]
        lines += ["actions:"]
        for _ in "abc":
            due = AS_OF + timedelta(draw.randrange(-30, 90))
            lines += [f"  - {{action: {self.clause()}, owner: {draw.choice(NAMES)}, due: {due}}}"]
        lines += [f"offerings: {{{', '.join(f'{offering}: active' for offering in OFFERINGS)}}}"]
        return [*lines, f"continuity: {{backup: {draw.choice(NAMES)}, sponsor_contact: {self.past(500)}}}", "---", ""]

    def body(self) -> list[str]:
        draw = self.random
        lines = ["## Strengths", "", *[f"- {self.clause().capitalize()}" for _ in "abc"], ""]
        lines += ["## Weaknesses", "", *[f"- {self.clause().capitalize()}" for _ in "abc"], "", "## Client view", ""]
        for topic in TOPICS[: draw.randrange(4, 9)]:
            lines += [f"### {topic} ({self.past(300)})", "", self.prose(2), ""]
        lines += ["## Growth", "", self.prose(3), "", "| Site | Installed | Potential |", "| --- | ---: | ---: |"]
        lines += [f"| Hall {row} | {draw.randrange(90)} | {draw.randrange(90, 300)} |" for row in range(4)]
        other = draw.randrange(self.total)
        lines += [
            "",
            "## Relationship",
            "",
            self.prose(2),
            "",
            f"See [the sister account](account-{other:05}.md#growth) and **`order-desk`**.",
            "",
        ]
        lines += [
            "## Value",
            "",
            self.prose(2),
            "",
            f"> {self.prose(1)}",
            "",
            f"- [ ] {self.clause().capitalize()} @{draw.choice(NAMES)} due:2027-01-15",
            "",
        ]
        return lines


def write_corpus(folder: Path, total: int, seed: int = 1) -> int:
    """Write a site of ``total`` plans into ``folder``; the bytes of all plans."""
    accounts = folder / "content/accounts"
    accounts.mkdir(parents=True, exist_ok=True)
    (folder / "site.toml").write_text(SITE, encoding="utf-8")
    size = 0
    for number in range(total):
        writer = Writer(number, total, seed)
        data = "\n".join([*writer.front(), *writer.body()]).encode()
        (accounts / f"account-{number:05}.md").write_bytes(data)
        size += len(data)
    return size


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("total", type=int)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    print(f"{write_corpus(given.folder, given.total) // max(given.total, 1)} bytes a plan")
