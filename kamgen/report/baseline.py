"""The baseline: what was wrong when a portfolio took the checklist up, so that runs fail only on what is new.

It counts findings by account and rule, since lines move and counts do not:

at most the kept count   the findings are known: they are not listed and fail nothing
more than that           all findings of that account and rule are listed
less than that           the run fails until the baseline is lowered, so that what was mended stays mended
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from kamgen.model.errors import ConfigError
from kamgen.model.finding import Report
from kamgen.text.words import counted

FORMAT_VERSION = "1.0"

Counts = Mapping[tuple[str, str], int]
"""Findings by account and rule code, each at least 1. The portfolio's own are those of the account ``site.toml``."""

MOST = 1_000_000_000
"""A count that no account reaches; sums of larger ones could be too long to be written."""

NAMED = 10
"""Accounts and rules that a reason names; the rest is counted."""


class Scope(Struct, frozen=True):
    """What of a baseline a run can speak of."""

    whole: bool = True
    """Whether all plans are told of; else entries of other accounts are left alone."""
    rules: frozenset[str] | None = None
    """Codes of the rules chosen for the run; None when it is about those of site.toml."""


class BaselineReport(NamedTuple):
    """A report held against a baseline."""

    report: Report
    """Without what is known."""
    fallen: dict[tuple[str, str], tuple[int, int]]
    """By account and rule: the kept count, and the lower one that was found."""


def counts_of(report: Report) -> dict[tuple[str, str], int]:
    """The findings of a report by account and rule."""
    return dict(Counter(_keys(report)))


def apply_baseline(report: Report, kept: Counts, scope: Scope) -> BaselineReport:
    """The report without the findings that are known, and the counts that fell."""
    keys = _keys(report)
    now, covers = Counter(keys), _is_covered(report, scope)
    new = tuple(found for found, key in zip(report.findings, keys, strict=True) if now[key] > kept.get(key, 0))
    fallen = {key: (count, now[key]) for key, count in sorted(kept.items()) if now[key] < count and covers(*key)}
    return BaselineReport(replace(report, findings=new, known=len(report.findings) - len(new)), fallen)


def lowered(report: Report, kept: Counts, scope: Scope) -> Counts:
    """The baseline with the counts that fell as they are now; none is raised."""
    fallen = apply_baseline(report, kept, scope).fallen
    counts = {key: fallen[key][1] if key in fallen else count for key, count in kept.items()}
    return {key: count for key, count in counts.items() if count}


def taken(report: Report, kept: Counts, scope: Scope) -> Counts:
    """The baseline with all that the report finds, and nothing else of what the run speaks of."""
    covers = _is_covered(report, scope)
    others = {key: count for key, count in kept.items() if not covers(*key)}
    return others | counts_of(report)


def reasons(fallen: Mapping[tuple[str, str], tuple[int, int]], name: str) -> tuple[str, ...]:
    """Why a run fails whose counts fell, in a sentence; nothing when none did. ``name`` is that of the file."""
    if not fallen:
        return ()
    named = [f"{account} {code} ({was} → {now})" for (account, code), (was, now) in fallen.items()]
    more = [f"{len(fallen) - NAMED:,} more"] if len(fallen) > NAMED else []
    listed = ", ".join([*named[:NAMED], *more])
    return (f"{name} keeps more than there is now: {listed}; run `kamgen check --prune-baseline` to lower it",)


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
