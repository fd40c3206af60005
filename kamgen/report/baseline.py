"""The baseline: what was wrong when a portfolio took the checklist up, so that runs fail only on what is new.

It counts findings by account and rule, since lines move and counts do not:

at most the kept count   the findings are known: they are not listed and fail nothing
more than that           all findings of that account and rule are listed
less than that           said with the command that keeps the gain; where that is wanted the run fails until then
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kamgen.model.errors import ConfigError
from kamgen.model.finding import CountChange, Report
from kamgen.report.findings import SITE_FILE
from kamgen.text.words import counted

FORMAT_VERSION = "1.0"

Counts = Mapping[tuple[str, str], int]
"""Findings by account and rule code, each at least 1. The portfolio's own are those of the account ``site.toml``."""

MOST = 1_000_000_000
"""A count that no account reaches; sums of larger ones could be too long to be written."""


class Scope(Struct, frozen=True):
    """What of a baseline a run can speak of."""

    whole: bool = True
    """Whether all plans are told of; else entries of other accounts are left alone."""
    rules: frozenset[str] | None = None
    """Codes of the rules chosen for the run; None when it is about those of site.toml."""


def counts_of(report: Report) -> dict[tuple[str, str], int]:
    """The findings of a report by account and rule."""
    return dict(Counter(_keys(report)))


def apply_baseline(report: Report, kept: Counts, scope: Scope, name: str = "") -> Report:
    """The report held against the baseline in the file ``name``: without what is known, with the counts that differ."""
    keys = _keys(report)
    now, covers = Counter(keys), _is_covered(report, scope)
    risen = {key: CountChange(*key, kept.get(key, 0), count) for key, count in now.items() if count > kept.get(key, 0)}
    new = (found._replace(worse=risen.get(key)) for found, key in zip(report.findings, keys, strict=True))
    listed = tuple(found for found in new if found.worse)
    less = [CountChange(*key, kept[key], now[key]) for key in sorted(kept) if now[key] < kept[key] and covers(*key)]
    accounts = {SITE_FILE, *(account.slug for account in report.checked)}
    return replace(
        report,
        findings=listed,
        known=len(report.findings) - len(listed),
        baseline=name,
        worse=tuple(risen[key] for key in sorted(risen)),
        fallen=tuple(each for each in less if each.account in accounts),
        gone=tuple(dict.fromkeys(each.account for each in less if each.account not in accounts)),
    )


def lowered(report: Report, kept: Counts, scope: Scope) -> Counts:
    """The baseline with the counts that fell as they are now; none is raised."""
    now, covers = Counter(_keys(report)), _is_covered(report, scope)
    counts = {key: min(count, now[key]) if covers(*key) else count for key, count in kept.items()}
    return {key: count for key, count in counts.items() if count}


def taken(report: Report, kept: Counts, scope: Scope) -> Counts:
    """The baseline with all that the report finds, and nothing else of what the run speaks of."""
    covers = _is_covered(report, scope)
    others = {key: count for key, count in kept.items() if not covers(*key)}
    return others | counts_of(report)


def summed(kept: Counts) -> str:
    """``12 findings of 3 accounts``."""
    accounts = len({account for account, _ in kept})
    return f"{counted(sum(kept.values()), 'finding')} of {counted(accounts, 'account')}"


def baseline_json(kept: Counts) -> str:
    """A baseline as JSON: one line an account and rule, in their order, so that git can merge it."""
    entries = [{"account": account, "rule": code, "count": count} for (account, code), count in sorted(kept.items())]
    rows = ",\n".join(f"    {json.dumps(entry)}" for entry in entries)
    known = f"[\n{rows}\n  ]" if rows else "[]"
    return f'{{\n  "format_version": "{FORMAT_VERSION}",\n  "known": {known}\n}}\n'


def parsed(text: str, name: str) -> Counts:
    """The baseline that `written` wrote; `ConfigError` for anything else, which names the file by ``name``."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise _damaged(name, "it is not JSON") from None
    version = value.get("format_version") if isinstance(value, dict) else None
    if not isinstance(version, str):
        raise _damaged(name, "it has no `format_version`")
    if version.split(".")[0] != FORMAT_VERSION.split(".")[0]:
        raise ConfigError(f"{name} is of format {version}, and this kamgen reads 1", "update kamgen")
    known = value.get("known")
    entries = known if isinstance(known, list) else [known]
    counts = {(entry["account"], entry["rule"]): entry["count"] for entry in entries if _is_entry(entry)}
    if not isinstance(known, list) or len(counts) != len(entries):
        raise _damaged(name, "`known` is not a list with one count for each account and rule")
    return counts


def _keys(report: Report) -> list[tuple[str, str]]:
    """Account and rule of each finding, in their order."""
    slugs = {account.path: account.slug for account in report.checked}
    return [(slugs.get(found.path, found.path), found.code) for found in report.findings]


def _is_covered(report: Report, scope: Scope) -> Callable[[str, str], bool]:
    """Whether the run can say how many findings an account has of a rule: it looked at both."""
    checked = {account.slug: account for account in report.checked}

    def covers(account: str, code: str) -> bool:
        if scope.rules is not None and code not in scope.rules:
            return False
        if account not in checked:
            return scope.whole
        return checked[account].readable or any(code == own for own, _ in checked[account].outcomes)

    return covers


def _is_entry(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and isinstance(entry.get("account"), str)
        and isinstance(entry.get("rule"), str)
        and type(entry.get("count")) is int
        and 0 < entry["count"] <= MOST
    )


def _damaged(name: str, why: str) -> ConfigError:
    return ConfigError(
        f"{name} is damaged: {why}", "mend it, or remove it and write it anew: `kamgen check --write-baseline`"
    )
