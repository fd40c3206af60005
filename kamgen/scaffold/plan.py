"""A new plan: three lines that make it valid, and every other field as a comment that says what belongs there.

The fields, their explanations and examples come from the types in `model.front`, so a plan made by
`kamgen new` teaches exactly the format that `kamgen check` reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from kamgen.model.body import SECTIONS
from kamgen.model.choices import OfferingState
from kamgen.model.config import SiteConfig
from kamgen.model.fields import Word
from kamgen.model.front import FrontMatter
from kamgen.scaffold.yaml import scalar, written

REQUIRED = ("name", "owner", "category")

NINE_ELEMENTS = (
    "objective",
    "crm",
    "financials",
    "targets_revised",
    "assessment",
    "feedback",
    "vendor_evaluation",
    "reviews",
    "service",
    "team",
    "contacts",
    "opportunities",
    "risks",
    "actions",
)
"""Fields that the nine elements ask of every account."""

TOP_CATEGORY = ("relationship", "horizon", "continuity")
"""Fields that matter most for accounts of the top category."""

_DUE = {
    "feedback": ("feedback_every",),
    "reviews": ("team_review_every", "client_review_every"),
    "assessment": ("assessment_every",),
    "crm": ("crm_sync_every",),
}
"""Groups with a cadence, and its keys in site.toml."""

_TOPICS = tuple(SECTIONS)[8:]
_HEADINGS = ("strategy", "strengths", "weaknesses", "client view", "growth", "relationship", "value", "innovation")

_INTRO = """# Only these three lines must be there. Below, every line that begins with "# " is a field you may use:
# take the "# " away and write your own value in place of the example. `kamgen check` says what is missing."""


def new_plan(name: str, owner: str, category: str, site: SiteConfig, full: bool = False) -> str:
    """The text of a plan for an account of ``category`` (a key of the site's categories).

    ``full`` gives every field of the format, otherwise those that the category's checklist asks for.
    """
    head = [f"{key}: {scalar(value)}" for key, value in zip(REQUIRED, (name, owner, category), strict=True)]
    fields = [f"# {row}" for row in _fields(category, site, full)]
    return "\n".join(["---", _INTRO, *head, "", *fields, "---", "", *_body(site)])


def _fields(category: str, site: SiteConfig, full: bool) -> Iterator[str]:
    top = site.ranked_categories()[:1] == (category,)
    wanted = (*NINE_ELEMENTS, *(TOP_CATEGORY if top else ()))
    for name, field in FrontMatter.model_fields.items():
        if name in REQUIRED or not (full or name in wanted):
            continue
        note = _due(name, category, site)
        if name == "service":
            yield from _service(field, category, site)
        elif name == "offerings":
            yield from _offerings(field, site)
        elif record := _record(field.annotation):
            yield f"{name}:  # {field.description}{note}"
            yield from _rows(record, "  - " if "tuple" in str(field.annotation) else "  ")
        else:
            yield _line(name, field, "")


def _rows(record: type[BaseModel], first: str) -> Iterator[str]:
    """The fields of a group, one a line; ``first`` begins the first line."""
    indent = first
    for name, field in record.model_fields.items():
        if inner := _record(field.annotation):
            yield f"{indent}{name}:  # {field.description}"
            yield from _rows(inner, " " * len(indent) + "  - ")
        else:
            yield _line(field.alias or name, field, indent)
        indent = " " * len(first)


def _line(name: str, field: FieldInfo, indent: str) -> str:
    words = _words(field.annotation)
    needed = " (needed)" if field.is_required() else ""
    listed = f": {' | '.join(words)}" if words else ""
    return f"{indent}{name}: {written((field.examples or [''])[0])}  # {field.description}{needed}{listed}"


def _record(annotation: Any) -> type[BaseModel] | None:
    """The group that a field holds, one or many."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _record(part))), None)


def _words(annotation: Any) -> tuple[str, ...]:
    """The words that a field knows."""
    if isinstance(annotation, type) and issubclass(annotation, Word):
        return tuple(member.value for member in annotation)
    return next((found for part in get_args(annotation) if (found := _words(part))), ())


def _due(name: str, category: str, site: SiteConfig) -> str:
    cadences = site.cadences(category)
    due = dict.fromkeys(str(getattr(cadences, key)) for key in _DUE.get(name, ()))
    return f"; due every {' and '.join(due)}" if due else ""


def _service(field: FieldInfo, category: str, site: SiteConfig) -> Iterator[str]:
    """One row for each measure that the category has a target for."""
    yield f"service:  # {field.description}"
    targets = site.categories[category].targets
    for measure, target in targets.items():
        title = f"{site.measure_title(measure)}; the target is {target}"
        yield f"  - {{measure: {scalar(measure)}, actual: {target}, period: 2026-Q3}}  # {title}"
    record = _record(field.annotation)
    if not targets and record:
        yield from _rows(record, "  - ")


def _offerings(field: FieldInfo, site: SiteConfig) -> Iterator[str]:
    yield f"offerings:  # {field.description}: {' | '.join(state.value for state in OfferingState)}"
    for offering in site.portfolio.offerings or ("Platform",):
        yield f"  {scalar(offering)}: none"


def _body(site: SiteConfig) -> Iterator[str]:
    """The headings kamgen reads, each to be followed by what there is to say."""
    for key in _HEADINGS:
        yield from (f"## {_heading(key, site)}", "")
        for topic in _TOPICS if key == "client view" else ():
            yield from (f"### {_heading(topic, site)}", "")


def _heading(key: str, site: SiteConfig) -> str:
    return (*site.sections.get(key, ()), *SECTIONS[key])[0]
