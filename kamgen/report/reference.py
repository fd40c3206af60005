"""The rule reference of the documentation, made from the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from kamgen.model.rule import Element, Example, Family, Rule
from kamgen.rules.catalogue import RULES

_INTRO = """# Rules

Every rule has a code that is never used for anything else, a severity and, in the nine elements, a weight:
3 vital, 2 normal, 1 fine. Examples are judged as of 2026-11-20 and run as tests. `kamgen explain CODE` prints one."""


def rules_page() -> str:
    """All rules, one section an element or family, in the order of the catalogue."""
    parts = [_INTRO]
    for group, rules in groupby(RULES, key=lambda rule: rule.element):
        parts.append(f"## {_heading(group)}")
        parts.extend(line for rule in rules for line in _section(rule))
    return "\n\n".join(parts)


def _heading(group: Element | Family) -> str:
    return f"{group.numeral}. {group.title}" if isinstance(group, Element) else group.title


def _section(rule: Rule) -> Iterator[str]:
    yield f"### {rule.code} {rule.name}"
    yield from lesson(rule)


def lesson(rule: Rule) -> Iterator[str]:
    """One rule in paragraphs of Markdown: what it asks, why, and a plan that meets it and one that does not."""
    weight = f", weight {rule.weight}" if rule.weight else ""
    yield f"*{rule.severity}{weight}*: {rule.summary}"
    yield rule.rationale
    yield f"Met by:\n\n{_fenced(rule.good)}"
    yield f"Not met by:\n\n{_fenced(rule.bad)}"


def _fenced(example: Example) -> str:
    """An example as a code block whose fence is longer than any in it."""
    text = "\n".join(line for line in (example.plan.strip("\n"), example.body.strip("\n")) if line) or "(nothing)"
    fence = "```" if "```" not in text else "````"
    shown = text.replace("\0", "␀")
    return f"{fence}\n{shown}\n{fence}" + "".join(f"\n\n{part}" for part in _around(example))


def _around(example: Example) -> Iterator[str]:
    """What beside the plan makes the difference."""
    if example.site:
        yield f"with site.toml:\n\n```toml\n{example.site.strip()}\n```"
    for path, text in example.others:
        yield f"beside `{path}`:\n\n```\n{text.strip()}\n```"
    if example.touched:
        yield f"last changed in version control: {example.touched}"
