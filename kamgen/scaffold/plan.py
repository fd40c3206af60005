"""A new plan: three lines that make it valid, and every other field as a comment that says what belongs there.

The fields, their explanations and examples come from the types in `model.front_matter`, so a plan made by
`kamgen new` teaches exactly the format that `kamgen check` reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from kamgen.model.config import SiteConfig
from kamgen.model.enums import OfferingState
from kamgen.model.fields import Field, Record, fields_of
from kamgen.model.front_matter import FrontMatter
from kamgen.model.plan import SECTIONS
from kamgen.model.rule import EXAMPLE_DATE
from kamgen.source.write import scalar

_HOLDER = re.compile(r"<[\w .&()'’+/%…-]*>")
_VALUE = re.compile(r"\d{4}(?:-(?:\d\d|Q\d)(?:-\d\d)?)?|\d+(?:\.\d+)?(?:k|M|bn|%)|https?://[\w./-]+")


def written_value(value: object) -> str:
    """A value: text, number, true or false, a list or a mapping, on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(written_value, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(key)}: {written_value(item)}" for key, item in value.items()) + "}"
    return str(value) if isinstance(value, int | float) else _example(str(value))


def placeholder(value: object) -> str:
    """An example in the brackets that say that it only holds a place, each of a list in its own."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(placeholder, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(key)}: {placeholder(item)}" for key, item in value.items()) + "}"
    text = f"<{str(value).lower() if isinstance(value, bool) else value}>"
    return text if _HOLDER.fullmatch(text) else scalar(text)


def _example(text: str) -> str:
    """Dates, amounts and addresses need no quotes."""
    return text if _VALUE.fullmatch(text) else scalar(text)


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
IN_WORDS = ("parent", "lost", "left", "waive", "cancelled", "document", "kept", "broken", "done")
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
# take the "# " away and write your own value in place of what stands in <>. `kamgen check` says what is missing."""


def new_plan(name: str, owner: str, category: str, site: SiteConfig, as_of: date, full: bool = False) -> str:
    """The text of a plan for an account of ``category`` (a key of the site's categories).

    Sample dates lie about ``as_of``; offerings and measures are the site's. ``full`` gives every field of the format,
    otherwise those that the category's checklist asks for.
    """
    head = [f"{key}: {scalar(value)}" for key, value in zip(REQUIRED, (name, owner, category), strict=True)]
    fields = [f"# {row}" for row in _fields(category, site, as_of, full)]
    return "\n".join(["---", _INTRO, *head, "", *fields, "---", "", *_body(site)])


def _fields(category: str, site: SiteConfig, as_of: date, full: bool) -> Iterator[str]:
    top = site.top_category() == category
    samples = _Samples(site, as_of)
    wanted = (*NINE_ELEMENTS, *(TOP_CATEGORY if top else ()))
    for name, field in fields_of(FrontMatter).items():
        if name in REQUIRED or not (full or name in wanted):
            continue
        if name == "service":
            yield from _service(field, category, site, samples)
        elif name == "offerings":
            yield f"offerings:  # {field.description}: {' | '.join(state.value for state in OfferingState)}"
            yield from (f"  {scalar(offering)}: <none>" for offering in site.portfolio.offerings or ("Platform",))
        elif field.record and name not in IN_WORDS:
            cadences = site.cadences(category)
            due = dict.fromkeys(str(getattr(cadences, key)) for key in _DUE.get(name, ()))
            note = f"; due every {' and '.join(due)}" if due else ""
            yield f"{name}:  # {field.description}{note}"
            yield from _rows(field.record, name, "  - " if field.is_list else "  ", samples)
        else:
            yield _line(name, field, "", samples)


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
            "crm.url": "https address of the record",
            "horizon": calendar.year_of(as_of) + site.thresholds.years_ahead,
            "financials.year": calendar.year_of(month),
            "financials.through": f"{month:%Y-%m}",
            "financials.actuals.period": self.past_quarter,
            "service.measure": next(iter(site.measures), "on_time_delivery"),
            "service.period": self.past_quarter,
            "opportunities.offering": next(iter(site.portfolio.offerings), "Platform"),
            "opportunities.close": str(calendar.quarter_of(calendar.end(quarter) + timedelta(days=1))),
        }

    def of(self, path: str, field: Field) -> object:
        """The sample of the field at ``path``; the days of examples keep their distance to the day of examples."""
        example = self._own.get(path, "" if field.example is None else field.example)
        if isinstance(example, str) and _DAY.fullmatch(example):
            return str(date.fromisoformat(example) + self._shift)
        return example


def _rows(record: type[Record], path: str, first: str, samples: _Samples) -> Iterator[str]:
    """The fields of the group at ``path``, one a line; ``first`` begins the first line."""
    indent = first
    for name, field in fields_of(record).items():
        if field.record:
            yield f"{indent}{name}:  # {field.description}"
            yield from _rows(field.record, f"{path}.{name}", " " * len(indent) + "  - ", samples)
        else:
            yield _line(f"{path}.{name}", field, indent, samples)
        indent = " " * len(first)


def _line(path: str, field: Field, indent: str, samples: _Samples) -> str:
    """The field at ``path``; one in words is a comment even without the comment sign before it."""
    if field.key in IN_WORDS:
        listed = f": {', '.join(fields_of(field.record))}" if field.record else ""
        return f"{indent}# {field.key}: {field.description}{listed}"
    needed = " (needed)" if field.required else ""
    listed = f": {' | '.join(field.words)}" if field.words else ""
    return f"{indent}{field.key}: {placeholder(samples.of(path, field))}  # {field.description}{needed}{listed}"


def _service(field: Field, category: str, site: SiteConfig, samples: _Samples) -> Iterator[str]:
    """One row for each measure that the category has a target for."""
    yield f"service:  # {field.description}"
    targets = site.categories[category].targets
    for measure, target in targets.items():
        title = f"{site.measure_title(measure)}; the target is {target}"
        actual, period = placeholder(str(target)), placeholder(samples.past_quarter)
        yield f"  - {{measure: {scalar(measure)}, actual: {actual}, period: {period}}}  # {title}"
    if not targets and field.record:
        yield from _rows(field.record, "service", "  - ", samples)


def _body(site: SiteConfig) -> Iterator[str]:
    """The headings kamgen reads, each to be followed by what there is to say."""
    for key in _HEADINGS:
        yield from (f"## {_heading(key, site)}", "")
        for topic in _TOPICS if key == "client view" else ():
            yield from (f"### {_heading(topic, site)}", "")


def _heading(key: str, site: SiteConfig) -> str:
    return (*site.sections.get(key, ()), *SECTIONS[key])[0]
