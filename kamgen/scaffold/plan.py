"""A new plan: three lines that make it valid, and every other field as a comment that says what belongs there.

The fields, their explanations and examples come from the types in `model.front`, so a plan made by
`kamgen new` teaches exactly the format that `kamgen check` reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from kamgen.model.body import SECTIONS
from kamgen.model.choices import OfferingState
from kamgen.model.config import SiteConfig
from kamgen.model.fields import Word
from kamgen.model.front import FrontMatter
from kamgen.model.rule import EXAMPLE_DATE
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

IN_WORDS = ("parent", "lost", "waive", "cancelled", "document", "kept", "broken", "done")
"""Fields that say of most accounts what is not so, or name what is not there: told of, without a sample value."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")

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


def new_plan(name: str, owner: str, category: str, site: SiteConfig, as_of: date, full: bool = False) -> str:
    """The text of a plan for an account of ``category`` (a key of the site's categories).

    Sample dates lie about ``as_of``; offerings and measures are the site's. ``full`` gives every field of the format,
    otherwise those that the category's checklist asks for.
    """
    head = [f"{key}: {scalar(value)}" for key, value in zip(REQUIRED, (name, owner, category), strict=True)]
    fields = [f"# {row}" for row in _fields(category, site, as_of, full)]
    return "\n".join(["---", _INTRO, *head, "", *fields, "---", "", *_body(site)])


def _fields(category: str, site: SiteConfig, as_of: date, full: bool) -> Iterator[str]:
    top = site.ranked_categories()[:1] == (category,)
    samples = _Samples(site, as_of)
    wanted = (*NINE_ELEMENTS, *(TOP_CATEGORY if top else ()))
    for name, field in FrontMatter.model_fields.items():
        if name in REQUIRED or not (full or name in wanted):
            continue
        note = _due(name, category, site)
        if name in IN_WORDS:
            yield _remark(name, field, "")
        elif name == "service":
            yield from _service(field, category, site, samples)
        elif name == "offerings":
            yield from _offerings(field, site)
        elif record := _record(field.annotation):
            yield f"{name}:  # {field.description}{note}"
            yield from _rows(record, name, "  - " if "tuple" in str(field.annotation) else "  ", samples)
        else:
            yield _line(name, field, "", samples.of(name, field))


class _Samples:
    """Values that break no plan: of the site where it lists them, and not in the future where they tell what was."""

    def __init__(self, site: SiteConfig, as_of: date) -> None:
        calendar = site.calendar()
        month = as_of.replace(day=1) - timedelta(days=1)
        quarter = calendar.quarter_of(as_of)
        self.past_quarter = str(calendar.quarter_of(calendar.start(quarter) - timedelta(days=1)))
        self._shift = as_of - EXAMPLE_DATE
        self._own: Mapping[str, object] = {
            "currency": site.site.currency,
            "horizon": as_of.year + 3,
            "financials.year": calendar.year_of(month),
            "financials.through": f"{month:%Y-%m}",
            "service.measure": next(iter(site.measures), "on_time_delivery"),
            "service.period": self.past_quarter,
            "opportunities.offering": next(iter(site.portfolio.offerings), "Platform"),
            "opportunities.close": str(calendar.quarter_of(calendar.end(quarter) + timedelta(days=1))),
        }

    def of(self, path: str, field: FieldInfo) -> object:
        """The sample of the field at ``path``; the days of examples keep their distance to the day of examples."""
        example = self._own.get(path, (field.examples or [""])[0])
        if isinstance(example, str) and _DAY.fullmatch(example):
            return str(date.fromisoformat(example) + self._shift)
        return example


def _rows(record: type[BaseModel], path: str, first: str, samples: _Samples) -> Iterator[str]:
    """The fields of the group at ``path``, one a line; ``first`` begins the first line."""
    indent = first
    for name, field in record.model_fields.items():
        if inner := _record(field.annotation):
            yield f"{indent}{name}:  # {field.description}"
            yield from _rows(inner, f"{path}.{name}", " " * len(indent) + "  - ", samples)
        elif name in IN_WORDS:
            yield _remark(name, field, indent)
        else:
            yield _line(field.alias or name, field, indent, samples.of(f"{path}.{name}", field))
        indent = " " * len(first)


def _remark(name: str, field: FieldInfo, indent: str) -> str:
    """A field in words: a comment even without the comment sign before it."""
    record = _record(field.annotation)
    keys = [inner.alias or key for key, inner in record.model_fields.items()] if record else []
    listed = f": {', '.join(keys)}" if keys else ""
    return f"{indent}# {name}: {field.description}{listed}"


def _line(name: str, field: FieldInfo, indent: str, sample: object) -> str:
    words = _words(field.annotation)
    needed = " (needed)" if field.is_required() else ""
    listed = f": {' | '.join(words)}" if words else ""
    return f"{indent}{name}: {written(sample)}  # {field.description}{needed}{listed}"


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


def _service(field: FieldInfo, category: str, site: SiteConfig, samples: _Samples) -> Iterator[str]:
    """One row for each measure that the category has a target for."""
    yield f"service:  # {field.description}"
    targets = site.categories[category].targets
    for measure, target in targets.items():
        title = f"{site.measure_title(measure)}; the target is {target}"
        yield f"  - {{measure: {scalar(measure)}, actual: {target}, period: {samples.past_quarter}}}  # {title}"
    record = _record(field.annotation)
    if not targets and record:
        yield from _rows(record, "service", "  - ", samples)


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
