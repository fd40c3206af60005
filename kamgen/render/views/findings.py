"""The page of findings: what to mend, the worst first, and how much of it each rule finds."""

from __future__ import annotations

from collections import Counter
from operator import itemgetter
from typing import Annotated

from msgspec import Struct

from kamgen.model.account import Criterion
from kamgen.model.fields import Doc
from kamgen.model.finding import SEVERITIES, Finding
from kamgen.model.places import Fault
from kamgen.model.summary import Summary
from kamgen.render.links import plan_lines, source_path
from kamgen.render.portfolio_data import PortfolioData
from kamgen.render.site_context import SiteContext, account_url
from kamgen.render.text import as_sentence, marked
from kamgen.render.views.rows import Note
from kamgen.rules.catalogue import RULES
from kamgen.text.words import counted


class FindingRow(Struct, frozen=True):
    """One thing to mend."""

    css: str
    severity: str
    code: str
    rule_url: str
    account: str
    url: str
    message: str
    write: str
    place: str
    source: Annotated[str, Doc("Address of the line in the repository's web view; empty when site.toml does not say.")]


class RuleCount(Struct, frozen=True):
    """A rule and how many findings it has."""

    code: str
    title: str
    url: str
    findings: int


class FindingsView(Struct, frozen=True):
    """What the page of findings shows."""

    counts: tuple[Note, ...]
    rules: Annotated[tuple[RuleCount, ...], Doc("How many findings each rule has, most first.")]
    hidden: Annotated[int, Doc("Findings that are not listed here; the pages of their accounts have them.")]
    rows: tuple[FindingRow, ...]


SHOWN = 1000
"""Findings that the page lists; a longer table helps nobody."""

_RANKS = {severity: rank for rank, severity in enumerate(SEVERITIES)}
_CSS = [f"sev-{severity.value}" for severity in SEVERITIES]
_PLURAL = {"error": "errors", "warning": "warnings", "advice": "advice"}


def findings_view(data: PortfolioData, context: SiteContext) -> FindingsView:
    """The findings: errors first, then by the rule's weight, then in the order of files and places.

    Those about all accounts together come last of their severity: one answers them in site.toml.
    """
    accounts, counts = data.accounts, data.severities
    notes = tuple(
        Note(counted(counts[severity], severity.value, _PLURAL[severity.value]), "", f"sev-{severity.value}")
        for severity in SEVERITIES
        if counts[severity]
    )
    weights = {rule.code: rule.weight for rule in RULES}
    ranked = [
        (_RANKS[finding.severity], -weights.get(finding.code, 0), number, finding)
        for number, account in enumerate(accounts)
        for finding in account.findings
    ]
    ranked.sort(key=itemgetter(0, 1, 2))
    shown = [_row(finding, accounts[number], context) for _, _, number, finding in ranked[:SHOWN]]
    together = [_row_of_all(criterion, fault, context) for criterion in data.criteria for fault in criterion.gaps]
    shown = sorted([*shown, *together], key=lambda row: _CSS.index(row.css))[:SHOWN]
    return FindingsView(notes, _by_rule(data, context), len(ranked) + len(together) - len(shown), tuple(shown))


def _by_rule(data: PortfolioData, context: SiteContext) -> tuple[RuleCount, ...]:
    counts = Counter([finding.code for account in data.accounts for finding in account.findings])
    counts.update(criterion.rule.code for criterion in data.criteria for _ in criterion.gaps)
    return tuple(
        RuleCount(code, context.rules[code].title if code in context.rules else "", _rule_url(code, context), number)
        for code, number in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )


def _rule_url(code: str, context: SiteContext) -> str:
    return context.rules[code].url if code in context.rules else ""


def _row(finding: Finding, account: Summary, context: SiteContext) -> FindingRow:
    lines = plan_lines(context.site.site.source_url, account.path, source_path(account.slug))
    return FindingRow(
        f"sev-{finding.severity.value}",
        finding.severity.value,
        finding.code,
        _rule_url(finding.code, context),
        account.name,
        account_url(account.slug),
        as_sentence(finding.message),
        marked(finding.write),
        f"{finding.path}:{finding.line}",
        lines.url(finding.line),
    )


def _row_of_all(criterion: Criterion, fault: Fault, context: SiteContext) -> FindingRow:
    code, severity = criterion.rule.code, criterion.severity.value
    url, message, write = _rule_url(code, context), as_sentence(fault.message), marked(fault.write)
    return FindingRow(
        f"sev-{severity}", severity, code, url, "all accounts", "index.html", message, write, "site.toml", ""
    )
