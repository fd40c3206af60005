"""All rules, in the order in which they are checked and shown.

site.toml ─ validate_codes ─▶ a mistake named for every code and element that does not exist
RULES ─ select(rules, select, ignore) ─▶ the rules a site or a command asks for, by code or prefix
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kamgen.model.config import SiteConfig
from kamgen.model.errors import ConfigError
from kamgen.model.rule import Element, Rule
from kamgen.rules import (
    analysis,
    categorization,
    client_focus,
    continuity,
    crm,
    feedback,
    figures,
    figures_of_entries,
    figures_of_parts,
    file_rules,
    financial_targets,
    names,
    needs,
    opportunities,
    plan,
    portfolio,
    relationships,
    reviews,
    risks,
    service_targets,
    value,
)
from kamgen.text.suggestions import nearest, one_of

ELEMENT_RULES: tuple[Rule, ...] = (
    *analysis.RULES,
    *feedback.RULES,
    *reviews.TEAM_RULES,
    *reviews.CLIENT_RULES,
    *categorization.RULES,
    *service_targets.RULES,
    *plan.RULES,
    *financial_targets.RULES,
    *crm.RULES,
)
"""The rules of the nine elements, in the elements' order."""

LENS_RULES: tuple[Rule, ...] = (
    *client_focus.RULES,
    *needs.RULES,
    *opportunities.RULES,
    *risks.RISK_RULES,
    *risks.PROMISE_RULES,
    *value.RULES,
    *relationships.RULES,
    *continuity.RULES,
    *figures.RULES,
    *figures_of_entries.RULES,
    *figures_of_parts.RULES,
)
"""The rules of the lenses, in the order of `kamgen.model.rule.LENSES`."""

PLAN_RULES: tuple[Rule, ...] = (*file_rules.RULES, *names.RULES, *ELEMENT_RULES, *LENS_RULES)
"""The rules that each plan is held against by itself."""

PORTFOLIO_RULES: tuple[Rule, ...] = portfolio.RULES
"""The rules of all accounts together (see `kamgen.check`)."""

RULES: tuple[Rule, ...] = (*PLAN_RULES, *PORTFOLIO_RULES)
"""Every rule."""

by_code: dict[str, Rule] = {rule.code: rule for rule in RULES}
"""Every rule by its code."""

_CODES = (*by_code, *dict.fromkeys(rule.code[:3] for rule in RULES))
_NAMES = {rule.name: rule.code for rule in RULES}


def select(rules: Sequence[Rule], select: Sequence[str], ignore: Sequence[str]) -> tuple[Rule, ...]:
    """The rules whose code begins with one of ``select`` (all, when it is empty) and with none of ``ignore``."""
    wanted, unwanted = _prefixes(select), _prefixes(ignore)
    return tuple(
        rule
        for rule in rules
        if (not wanted or rule.code.startswith(wanted)) and not (unwanted and rule.code.startswith(unwanted))
    )


def unknown_codes(codes: Iterable[str]) -> list[tuple[str, str | None]]:
    """The codes and prefixes that no rule has, each with the nearest code; a rule's name leads to its code."""
    return [
        (code, nearest(code, _CODES) or _NAMES.get(nearest(code, _NAMES) or ""))
        for code in codes
        if not _is_prefix(code)
    ]


def _prefixes(codes: Sequence[str]) -> tuple[str, ...]:
    return tuple(code.strip().upper() for code in codes)


def _is_prefix(code: str) -> bool:
    prefix = code.strip().upper()
    return bool(prefix) and any(known.startswith(prefix) for known in by_code)


def validate_codes(site: SiteConfig) -> None:
    """Raises `ConfigError`, naming each, for rule codes and elements in ``[checklist]`` that do not exist."""
    table = site.checklist
    mistakes = [
        _unknown(key, code, meant)
        for key, codes in (("select", table.select), ("ignore", table.ignore))
        for code, meant in unknown_codes(codes)
    ]
    mistakes += [
        _unknown("severity", code, _suggested_code(code)) for code in table.severity if _code(code) not in by_code
    ]
    elements = [element.key for element in Element]
    mistakes += [
        f"`weights` in [checklist]: there is no element `{key}`: write {_suggestion(nearest(key, elements), elements)}"
        for key in table.weights
        if key not in elements
    ]
    mistakes += [
        f"`weights` in [checklist]: `{key}` weighs less than nothing: write 0 or more"
        for key, weight in table.weights.items()
        if weight < 0
    ]
    if mistakes:
        raise ConfigError("site.toml: " + "\n".join(mistakes), "`kamgen explain` lists all rules")


def _code(written: str) -> str:
    return written.strip().upper()


def _suggested_code(written: str) -> str | None:
    """The nearest whole code; the first of those that a prefix stands for."""
    return next(
        (code for code in by_code if code.startswith(_code(written))), dict(unknown_codes([written])).get(written)
    )


def _unknown(key: str, code: str, meant: str | None) -> str:
    return f"`{key}` in [checklist]: there is no rule `{code}`" + (f": did you mean `{meant}`?" if meant else "")


def _suggestion(meant: str | None, known: Sequence[str]) -> str:
    return f"`{meant}`" if meant else one_of(known)
