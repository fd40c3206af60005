"""What programs read: the report of `check`, and a whole portfolio (`export`), as JSON.

Within a major version of each format, keys keep their names and meanings. `parse.export` reads an exported portfolio
back, for a comparison that needs no history.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from msgspec.structs import asdict

from kamgen import FORMAT
from kamgen.facts.accounts import is_key_account
from kamgen.facts.verdict import money_at_stake
from kamgen.model.finding import Finding, Report, count_severities
from kamgen.model.values import plain
from kamgen.report.findings import COMMANDS, STEERING
from kamgen.report.tables import table_object
from kamgen.text.words import excused

if TYPE_CHECKING:
    from kamgen.model.account import Criterion
    from kamgen.model.config import SiteConfig
    from kamgen.model.source import Content, Source
    from kamgen.model.standing import Standing
    from kamgen.model.summary import Portfolio, Summary
    from kamgen.model.table import Table

FORMAT_VERSION = "1.0"
EXPORT_VERSION = "1.1"

_STEERING = re.compile(rf"[{STEERING}]|{COMMANDS}")


def render(report: Report, _color: bool) -> str:
    """One object: format_version, tool, as_of, summary, scores and health by account, findings."""
    return dumped(
        {
            "format_version": FORMAT_VERSION,
            "tool": {"name": "kamgen", "version": report.tool_version},
            "as_of": report.as_of.isoformat(),
            "summary": {
                "accounts": report.accounts,
                "score": report.mean,
                "findings": len(report.findings),
                **{severity.value: count for severity, count in count_severities(report.findings).items()},
                "known": report.known,
                "baseline": _baseline(report),
                "fixable": sum(finding.fix is not None for finding in report.findings),
                "rules": dict(sorted(Counter(finding.code for finding in report.findings).items())),
            },
            "scores": report.scores,
            "waived": {each.slug: number for each in report.checked if (number := excused(each.waived))},
            "health": {slug: health_object(health) for slug, health in report.health.items()},
            "findings": list(map(finding_object, report.findings)),
        }
    )


def health_object(health: Standing) -> dict[str, Any]:
    """How an account is doing: the score with how much it rests on, how it reads, and what holds that down."""
    return {
        "score": health.score,
        "known": health.known,
        "of": health.total,
        "verdict": health.word,
        "reasons": list(health.reasons),
    }


def dumped(value: object) -> str:
    """JSON that people can read and that cannot steer a terminal or a build: such characters are ``\\u`` escapes."""
    return _STEERING.sub(_escape, json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def _escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def finding_object(finding: Finding) -> dict[str, Any]:
    """A finding as every report has it."""
    fix = asdict(finding.fix) if finding.fix else None
    worse = {"kept": finding.worse.kept, "now": finding.worse.now} if finding.worse else None
    severity, account = finding.severity.value, finding.account or None
    return {**finding._asdict(), "severity": severity, "account": account, "fix": fix, "worse": worse}


def _baseline(report: Report) -> dict[str, Any] | None:
    """What got worse and better than it keeps; null without one."""
    if not report.baseline:
        return None
    worse, fallen = ([each._asdict() for each in counts] for counts in (report.worse, report.fallen))
    return {"file": report.baseline, "worse": worse, "fallen": fallen, "gone": report.gone}


def export(
    portfolio: Portfolio,
    content: Content,
    site: str,
    version: str,
    year: int,
    criteria: Iterable[Criterion] = (),
    tables: Iterable[Table] = (),
) -> str:
    """The portfolio: its plans without their comments, and what they came to on the day.

    ``site`` is the text of site.toml, ``year`` the fiscal year shown, ``criteria`` came of the rules of all accounts
    together, ``tables`` answer the questions to it. Money at stake is in the site's currency (see
    `facts.verdict.money_at_stake`); null where it is not known.
    """
    findings = sum(len(account.findings) for account in portfolio.accounts)
    return dumped(
        {
            "format_version": EXPORT_VERSION,
            "kind": "kamgen portfolio",
            "tool": {"name": "kamgen", "version": version},
            "as_of": portfolio.as_of.isoformat(),
            "format": FORMAT,
            "site": site,
            "folder": content.folder,
            "files": sorted(content.files),
            "findings": findings + sum(len(criterion.gaps) for criterion in criteria),
            "year": year,
            "currency": portfolio.site.site.currency,
            "accounts": [
                _account(
                    account, source, portfolio.site, money_at_stake(account, account.year(year), account.rate_of(year))
                )
                for account, source in zip(portfolio.accounts, content.plans, strict=True)
            ],
            "tables": list(map(table_object, tables)),
        }
    )


def _account(account: Summary, source: Source, site: SiteConfig, stake: Decimal | None) -> dict[str, Any]:
    try:
        plan = {"plan": source.data.decode("utf-8")}
    except UnicodeDecodeError:
        plan = {"plan_base64": b64encode(source.data).decode("ascii")}
    return {
        "slug": account.slug,
        "path": account.path,
        "name": account.name,
        "owner": account.owner,
        "category": account.category,
        "status": account.status.value,
        "key_account": is_key_account(account, site),
        "score": account.score,
        "waived": excused(account.waived),
        "health": health_object(account.health),
        "elements": list(account.elements),
        "money_at_stake": None if stake is None else plain(stake),
        "findings": len(account.findings),
        "touched": account.touched.isoformat() if account.touched else None,
        "refusal": source.refusal,
        **plan,
    }
