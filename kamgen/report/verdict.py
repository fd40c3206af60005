"""Which rules and plans a run is about, and whether it fails: the only place where an exit code is decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from kamgen.model.enums import Severity
from kamgen.model.errors import ConfigError
from kamgen.model.finding import SEVERITIES, Report, count_severities
from kamgen.text.words import counted

if TYPE_CHECKING:
    from kamgen.model.config import SiteConfig

CLEAN, FINDINGS = 0, 1
"""Exit codes; 2 is for commands that could not do their work (see `model.errors`)."""

NEVER = "never"

NO_RULE = "`kamgen explain` lists all rules"
"""What to do about a code that is like none."""


class Threshold(Struct, frozen=True):
    """From where on a run fails."""

    fail_on: str = Severity.ERROR.value
    """The mildest severity that fails, or ``never``: then nothing does, whatever the other two say."""
    max_warnings: int | None = None
    """The most warnings that pass; None for any number."""
    fail_under: int | None = None
    """The least checklist score (0 to 100) of every account; None for any. Accounts without a score pass."""

    def under(self, least: int | None) -> Threshold:
        """The same with the least score of site.toml, where it has none of its own."""
        return self if self.fail_under is not None else replace(self, fail_under=least)


class ExitVerdict(NamedTuple):
    """The exit code, and in words what the list of findings alone does not tell."""

    exit_code: int
    reasons: tuple[str, ...]


def exit_verdict(report: Report, threshold: Threshold, strict: bool = False) -> ExitVerdict:
    """Hold a report against a threshold, and ``strict``: against a baseline that must keep no more than there is."""
    if threshold.fail_on == NEVER:
        return ExitVerdict(CLEAN, ())
    reasons = tuple(_reasons(report, threshold))
    if strict and report.fallen:
        reasons += (f"{report.baseline} keeps more than there is now, which --strict-baseline does not let pass",)
    severe = at_least(report, threshold.fail_on).findings
    return ExitVerdict(FINDINGS if reasons or severe else CLEAN, reasons)


def _reasons(report: Report, threshold: Threshold) -> Iterator[str]:
    warnings = count_severities(report.findings)[Severity.WARNING]
    if threshold.max_warnings is not None and warnings > threshold.max_warnings:
        yield f"{counted(warnings, 'warning')}, and no more than {threshold.max_warnings:,} may pass"
    if threshold.fail_under is not None:
        for slug, score in report.scores.items():
            if score is not None and score < threshold.fail_under:
                yield f"{slug} has a checklist score of {score}, and {threshold.fail_under} is the least"


class Selection(NamedTuple):
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
    """The report without findings milder than ``severity``, and without the outcomes that they came of."""
    wanted = SEVERITIES[: SEVERITIES.index(Severity(severity)) + 1]
    listed = tuple(found for found in report.findings if found.severity in wanted)
    milder = {(found.path, found.code) for found in report.findings} - {(found.path, found.code) for found in listed}
    checked = tuple(
        account._replace(outcomes=tuple(each for each in account.outcomes if (account.path, each[0]) not in milder))
        for account in report.checked
    )
    return replace(report, findings=listed, checked=checked)


def narrowed(site: SiteConfig, selection: Selection, codes: Iterable[str]) -> SiteConfig:
    """The site with the rules of a run in place of its own; ``codes`` are those of all rules.

    Raises `ConfigError` for a code that no rule has, and when no rule is left.
    """
    from msgspec import structs

    from kamgen.text.suggestions import did_you_mean

    known = tuple(codes)
    for code in (*selection.select, *selection.ignore, *selection.extend_select):
        if not any(_fits(name, (code,)) for name in known):
            names = (*known, *dict.fromkeys(name[:3] for name in known))
            raise ConfigError(f"there is no rule `{code}`", did_you_mean(code.upper(), names) or NO_RULE)
    chosen = tuple(code for code in known if _is_chosen(code, site, selection))
    if not chosen:
        raise ConfigError("no rule is left to check", "select more rules, or ignore fewer")
    return structs.replace(site, checklist=structs.replace(site.checklist, select=chosen, ignore=()))


def _is_chosen(code: str, site: SiteConfig, selection: Selection) -> bool:
    if _fits(code, selection.ignore):
        return False
    if selection.select:
        return _fits(code, selection.select + selection.extend_select)
    own = (not site.checklist.select or _fits(code, site.checklist.select)) and not _fits(code, site.checklist.ignore)
    return own or _fits(code, selection.extend_select)


def _fits(code: str, prefixes: tuple[str, ...]) -> bool:
    return code.startswith(tuple(prefix.upper() for prefix in prefixes))


def plans_below(plans: Iterable[str], places: Iterable[str]) -> frozenset[str]:
    """Those of ``plans`` that are one of ``places`` or lie in one: paths below the site's root, which is ``""``."""
    wanted = tuple(places)
    return frozenset(
        plan for plan in plans if any(place in ("", plan) or plan.startswith(f"{place}/") for place in wanted)
    )
