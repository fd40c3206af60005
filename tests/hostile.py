"""A site whose every name tries to be something else: markup, script, a path, a format string, a reversed text."""

from __future__ import annotations

import json
from pathlib import Path

NASTY = (
    "<script>window.pwned=1</script>",
    '"><img src=x onerror=window.pwned=1>',
    "' onmouseover='window.pwned=1",
    "javascript:window.pwned=1",
    "</title><script>window.pwned=1</script>",
    "</script><script>window.pwned=1</script>",
    "{{ 7 * 7 }}{% raw %}",
    "${window.pwned=1}",
    "../../../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "CON",
    "__proto__",
    "constructor",
    "\u202eevil\u202c",
    "\u2028line\u2029separators",
    "\ufeffzero\u200bwidth",
    "Z̴̡̪a̷l̸g̶o̵",
    "👩‍👩‍👧‍👦🏳️‍🌈",
    "مرحبا <b>",
    "a" * 300,
    "]]>",
    "<!--",
    "&lt;script&gt;&#0;",
    "%s%n%x{0}",
    "=cmd|' /C calc'!A0",
    "\\u0000",
    "[[halden]] [x](javascript:window.pwned=1)",
    "` ``` `",
    "| a | b |",
    "style=background:url(//evil.test)",
)
"""Names that a page must show as what they are."""


def hostile_site(root: Path) -> Path:
    """A site with a plan for each nasty name, which stands in every field and in the prose; the site's folder."""
    accounts = root / "content/accounts"
    accounts.mkdir(parents=True)
    (root / "site.toml").write_text("", encoding="utf-8")
    for number, name in enumerate(NASTY):
        (accounts / f"account-{number:02}.md").write_text(_plan(name), encoding="utf-8")
    return root


def _plan(name: str) -> str:
    text = json.dumps(name)
    return f"""---
name: {text}
owner: {text}
category: strategic
industry: {text}
tags: [{text}]
crm: {{system: {text}, id: {text}, url: "https://crm.example/?q={"x"}"}}
financials:
  - {{year: 2025, revenue: 1M, gross_profit: 400k, cost_to_serve: 100k}}
  - {{year: 2026, through: 2026-10, revenue: 900k, target_revenue: 1.2M}}
feedback: [{{date: 2026-06-03, method: interview, from: [{text}], score: 8, summary: {text}}}]
reviews: [{{date: 2026-09-10, with: client, attendees: [{text}], outcome: {text}}}]
team: [{{name: {text}, role: {text}, function: {text}}}]
contacts: [{{name: {text}, title: {text}, function: {text}, interests: {text}, met_by: {text}, reports_to: {text}}}]
needs: [{{need: {text}, met_by: {text}}}]
opportunities: [{{name: {text}, offering: {text}, value: 10k, probability: 50%, close: 2027-Q1}}]
offerings: {{{text}: active}}
risks: [{{risk: {text}, mitigation: {text}, owner: {text}}}]
promises: [{{promise: {text}, to: {text}, due: 2026-12-01}}]
outcomes: [{{metric: {text}, unit: {text}, baseline: 1, target: 2, actual: 3}}]
references: [{{kind: testimonial, with: {text}}}]
actions: [{{action: {text}, owner: {text}, due: 2026-12-01}}]
continuity: {{backup: {text}, executive_sponsor: {text}, exit_barriers: [{text}], if_lost: {text}}}
waive: [{{rule: FBK004, reason: {text}, by: {text}}}]
---
# {name}

{name} and [{name}](https://example.test/) and ![{name}](missing.png)

- [ ] {name} @{name} due:2026-12-01

| {name} |
| --- |
| {name} |

## Growth

{name}
"""
