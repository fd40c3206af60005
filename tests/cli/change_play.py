"""A site in a repository, whose changes `kamgen diff` tells of in short lines, exact and quick to read.

``play = Play(site)`` has three accounts on the branch ``main`` and is on the branch ``work``. ``play.edit(old, new)``
changes Halden's plan, ``play.told()`` says what `diff --output-format json` tells of it::

    changed halden !target-lowered
      ~financials 2026: target_revenue 1.3M → 1.1M (−200k, −15.4%) !target-lowered
      money target 1300000 → 1100000
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from tests.cli.small_site import Shell
from tests.repositories import Scratch

SITE = """[checklist]
select = ["FMT", "WVR", "FBK001", "FBK002", "CRV001", "PRM002", "RSK001", "TGT001"]
"""
HALDEN = """---
name: Halden Marine
owner: Ingrid Solberg
category: strategic
crm: {system: Salesforce, id: 0015g00000XyZ}
financials:
  - {year: 2025, revenue: 1M, gross_profit: 400k, cost_to_serve: 100k}
  - {year: 2026, revenue: 910k, target_revenue: 1.3M, target_profit: 260k}
feedback:
  - {date: 2026-06-03, method: interview, from: [Kari Dahl], score: 8, summary: content with the pool}
reviews:
  - {date: 2026-09-10, with: client, attendees: [Kari Dahl], outcome: prices hold until May}
contacts:
  - {name: Kari Dahl, function: operations, role: decision maker, met_by: Ingrid Solberg}
  - {name: Nils Berg, function: finance, role: champion, met_by: Per Moe}
opportunities:
  - {name: Platform phase 2, offering: Platform, value: 240k, probability: 50%, close: 2027-Q1, discussed: 2026-11-02}
  - {name: Spare parts contract, value: 100k, probability: 20%, close: 2026-12-15, discussed: 2026-11-02}
risks:
  - {risk: Late deliveries in winter, likelihood: medium, impact: high, mitigation: more stock on site, owner: Per Moe}
promises:
  - {promise: Spare parts within 24 hours, to: Kari Dahl, made: 2026-05-01, due: 2026-12-30}
  - {promise: Crew training in Oslo, to: Nils Berg, made: 2026-06-01, due: 2027-01-30}
actions:
  - {action: Draft the frame agreement, owner: Per Moe, due: 2026-12-01}
---
# Halden Marine

The yard builds ferries.

## Growth

Two more vessels a year from 2028 on.

## Relationship

We know operations well and finance hardly at all.
"""
NORD = """---
name: Nord
owner: Per Moe
category: core
financials:
  - {year: 2026, revenue: 50k, target_revenue: 60k}
feedback:
  - {date: 2026-10-01, from: [Bo Ek], summary: all is well, method: survey, score: 9}
reviews:
  - {date: 2026-10-10, with: client, attendees: [Bo Ek], outcome: we go on}
risks:
  - {risk: One buyer knows us, likelihood: medium}
---
Buys pumps.
"""
SUND = """---
name: Sund Shipping
owner: Eva Lund
category: growth
financials:
  - {year: 2026, revenue: 70k, target_revenue: 100k}
feedback:
  - {date: 2026-09-01, from: [Bo Ek], summary: parts come late, method: survey, score: 6}
reviews:
  - {date: 2026-09-12, with: client, attendees: [Bo Ek], outcome: we go on}
risks:
  - {risk: The fleet is sold, likelihood: medium}
opportunities:
  - {name: Hull sensors, value: 30k, probability: 30%, close: 2027-Q2, discussed: 2026-11-02}
---
Runs nine ships.
"""
ACCOUNTS = "content/accounts"
HALDEN_FILE, NORD_FILE, SUND_FILE = f"{ACCOUNTS}/halden.md", f"{ACCOUNTS}/nord.md", f"{ACCOUNTS}/group/sund.md"
START = date(2026, 11, 19)
"""The day of the first commit: by the next one, on which all is judged, nothing became overdue."""
IGNORED = ".kamgen/\npublic/\n"


class Play:
    """The site, its repository, and what kamgen tells of them."""

    def __init__(self, shell: Shell, day: date = START, **plans: str) -> None:
        self.shell = shell
        self.scratch = Scratch(shell.folder)
        self.write("site.toml", SITE).write(".gitignore", IGNORED)
        for path, text in (plans or {HALDEN_FILE: HALDEN, NORD_FILE: NORD, SUND_FILE: SUND}).items():
            self.write(path, text)
        self.start = self.scratch.commit("start", day=day)
        self.scratch.branch("work")

    def write(self, path: str, text: str) -> Play:
        """A file."""
        self.scratch.write(path, text)
        return self

    def edit(self, old: str, new: str, path: str = HALDEN_FILE) -> Play:
        """A plan in which ``new`` stands in place of ``old``."""
        place = self.shell.folder / path
        text = place.read_bytes().decode()
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        place.write_bytes(text.replace(old, new).encode())
        return self

    def beside(self, name: str) -> Path:
        """A place beside the site that no other test has."""
        return self.shell.folder.parent / f"{self.shell.folder.name}-{name}"

    def answer(self, *arguments: str) -> dict[str, Any]:
        """What `kamgen diff` with ``arguments`` answers, as JSON."""
        ran = self.shell("diff", "--output-format", "json", *arguments)
        assert (ran.code, ran.err) == (0, "")
        found = json.loads(ran.out)
        assert isinstance(found, dict)
        return found

    def told(self, *arguments: str) -> list[str]:
        """The same in short lines."""
        return list(short(self.answer(*arguments)))

    def slugs(self, *arguments: str) -> list[str]:
        """The accounts that are in changes."""
        return [account["slug"] for account in self.answer(*arguments)["accounts"]]


def short(answer: dict[str, Any]) -> Iterator[str]:
    """A comparison, a line for each thing that it tells."""
    for account in answer["accounts"]:
        flags = [flag for flag in ("moved", "renamed") if account[flag]]
        looks = [f"!{look}" for look in account["to_look_at"]]
        yield " ".join([account["kind"], account["slug"], *flags, *looks])
        if account["kind"] == "changed":
            for entry in account["entries"]:
                yield from _entry(entry)
            for section in account["sections"]:
                yield _section(section)
        yield from _results(account)
    for setting in answer["settings"]:
        yield f"setting {setting['key']}: {setting['before']} → {setting['after']}"
    for cause in ("rules", "time"):
        for shift in answer[cause]:
            yield f"{cause} {shift['slug']}"
            yield from _results(shift)


def _entry(entry: dict[str, Any]) -> Iterator[str]:
    sign = {"added": "+", "removed": "-", "changed": "~"}[entry["kind"]]
    named = f"{entry['group'] or 'plan'} {entry['title']}".rstrip()
    was = f" (was {entry['former']})" if entry["former"] else ""
    fields = [_field(field) for field in entry["fields"]] if entry["kind"] == "changed" else []
    look = f" !{entry['look']}" if entry["look"] else ""
    yield f"  {sign}{named}{was}{': ' if fields else ''}{'; '.join(fields)}{look}"


def _field(field: dict[str, Any]) -> str:
    difference = f" ({field['difference']})" if field["difference"] else ""
    times = f" x{field['times']}" if field["times"] else ""
    look = f" !{field['look']}" if field["look"] else ""
    return f"{field['field']} {field['before'] or '∅'} → {field['after'] or '∅'}{difference}{times}{look}"


def _section(section: dict[str, Any]) -> str:
    was = f" (was {section['former']})" if section["former"] else ""
    return f"  {section['kind']} section {section['title']}{was} +{section['words_added']} −{section['words_removed']}"


def _results(account: dict[str, Any]) -> Iterator[str]:
    before, after = account["before"], account["after"]
    if before and after:
        for key in ("score", "health"):
            if before[key] != after[key]:
                yield f"  {key} {before[key]} → {after[key]}"
        for key, was in before["amounts"].items():
            if was != after["amounts"][key]:
                yield f"  money {key} {was} → {after['amounts'][key]}"
        for kind in ("new", "fixed"):
            if codes := [found["code"] for found in account["findings"][kind]]:
                yield f"  {kind} {' '.join(codes)}"
