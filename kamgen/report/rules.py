"""Rules in words: for `kamgen explain`, and as Markdown for reports of CI and the documentation."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from kamgen.model.rule import Element, Example, Family, Rule
from kamgen.report.console import STYLES
from kamgen.report.findings import BOLD, CYAN, as_text, paint, visible
from kamgen.report.json import FORMAT_VERSION, dumped

COLUMNS = 88


def rule_list(rules: Iterable[Rule], color: bool = False) -> str:
    """All rules, element by element: code, severity, name, when it is met."""
    blocks = []
    for element, group in groupby(rules, key=lambda rule: rule.element):
        rows = [paint(heading(element), BOLD, color)]
        for rule in group:
            said = f"{rule.severity.value:<7}  {rule.name}: {rule.summary}"
            rows.append(f"  {paint(rule.code, STYLES[rule.severity], color)}  {said}")
        blocks.append("\n".join(rows))
    return "\n\n".join(blocks) + "\n"


def rules_json(rules: Iterable[Rule]) -> str:
    """Rules as one JSON object: format_version and rules."""
    found = [
        {
            "code": rule.code,
            "name": rule.name,
            "element": rule.element.key,
            "severity": rule.severity.value,
            "weight": rule.weight,
            "summary": rule.summary,
            "rationale": rule.rationale,
            "good": _example_value(rule.good),
            "bad": _example_value(rule.bad),
        }
        for rule in rules
    ]
    return dumped({"format_version": FORMAT_VERSION, "rules": found})


def heading(element: Element | Family) -> str:
    return f"{element.numeral}. {element.title}" if isinstance(element, Element) else element.title


@as_text
def rule_text(rule: Rule, color: bool = False) -> Iterator[str]:
    """One rule: what it asks, why, and a plan that meets it and one that does not."""
    yield paint(f"{rule.code} {rule.name}", BOLD, color)
    weight = f"weight {rule.weight} of 3" if rule.weight else "not in the score"
    yield f"{heading(rule.element)} · {paint(rule.severity.value, STYLES[rule.severity], color)} · {weight}"
    yield from ("", *textwrap.wrap(f"{rule.summary[:1].upper()}{rule.summary[1:]}", COLUMNS))
    yield from ("", paint("Why", BOLD, color), *textwrap.wrap(rule.rationale, COLUMNS))
    for title, example in (("Good", rule.good), ("Not so good", rule.bad)):
        yield from ("", paint(title, BOLD, color), *_example(example, color))


def _example(example: Example, color: bool) -> Iterator[str]:
    yield from (*_quoted(example.plan), *_quoted(example.body))
    if example.site:
        yield from (paint("with in site.toml:", CYAN, color), *_quoted(example.site))
    for path, text in example.others:
        yield from (paint(f"beside {visible(path)}:", CYAN, color), *_quoted(text))
    if example.touched:
        yield paint(f"last changed in version control: {example.touched}", CYAN, color)


def _quoted(text: str) -> list[str]:
    return [f"    {visible(line)}".rstrip() for line in text.strip("\n").split("\n")] if text.strip() else []


def _example_value(example: Example) -> dict[str, Any]:
    return {
        "plan": example.plan,
        "body": example.body,
        "site": example.site,
        "others": dict(example.others),
        "touched": example.touched.isoformat() if example.touched else None,
    }


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
