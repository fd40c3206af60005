"""Which rules a run is about, and which plans."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kamgen.model.choices import Severity
from kamgen.model.config import SiteConfig
from kamgen.model.errors import ConfigError
from kamgen.model.finding import SEVERITIES
from kamgen.model.nearest import nearest
from kamgen.model.report import Report


@dataclass(frozen=True, slots=True)
class Selection:
    """Codes or prefixes given for one run."""

    select: tuple[str, ...] = ()
    """These instead of what site.toml selects and ignores."""
    ignore: tuple[str, ...] = ()
    """Not these."""
    extend_select: tuple[str, ...] = ()
    """These too, even if site.toml leaves them out."""

    def __bool__(self) -> bool:
        return bool(self.select or self.ignore or self.extend_select)


def at_least(report: Report, severity: str) -> Report:
    """The report without findings milder than ``severity``."""
    kept = SEVERITIES[: SEVERITIES.index(Severity(severity)) + 1]
    return replace(report, findings=tuple(found for found in report.findings if found.severity in kept))


def narrowed(site: SiteConfig, selection: Selection, codes: Iterable[str]) -> SiteConfig:
    """The site with the rules of a run in place of its own; ``codes`` are those of all rules.

    Raises `ConfigError` for a code that no rule has, and when no rule is left.
    """
    known = tuple(codes)
    for code in (*selection.select, *selection.ignore, *selection.extend_select):
        _require(code, known)
    chosen = tuple(code for code in known if _is_chosen(code, site, selection))
    if not chosen:
        raise ConfigError("no rule is left to check", "select more rules, or ignore fewer")
    checklist = site.checklist.model_copy(update={"select": chosen, "ignore": ()})
    return site.model_copy(update={"checklist": checklist})


def _is_chosen(code: str, site: SiteConfig, selection: Selection) -> bool:
    if _fits(code, selection.ignore):
        return False
    if selection.select:
        return _fits(code, selection.select + selection.extend_select)
    own = (not site.checklist.select or _fits(code, site.checklist.select)) and not _fits(code, site.checklist.ignore)
    return own or _fits(code, selection.extend_select)


def _fits(code: str, prefixes: tuple[str, ...]) -> bool:
    return code.startswith(tuple(prefix.upper() for prefix in prefixes))


def _require(code: str, known: tuple[str, ...]) -> None:
    if not any(name.startswith(code.upper()) for name in known):
        raise ConfigError(f"there is no rule `{code}`", did_you_mean(code.upper(), _names(known)))


def _names(known: tuple[str, ...]) -> tuple[str, ...]:
    return (*known, *dict.fromkeys(code[:3] for code in known))


def did_you_mean(written: str, known: Iterable[str], otherwise: str = "`kamgen explain` lists all rules") -> str:
    """``did you mean `FBK003`?``, or else where to look."""
    near = nearest(written, known)
    return f"did you mean `{near}`?" if near else otherwise


def plans_below(plans: Iterable[str], places: Iterable[str]) -> frozenset[str]:
    """Those of ``plans`` that are one of ``places`` or lie in one: paths below the site's root, which is ``""``."""
    wanted = tuple(places)
    return frozenset(
        plan for plan in plans if any(place in ("", plan) or plan.startswith(f"{place}/") for place in wanted)
    )
