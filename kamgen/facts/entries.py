"""Which entries count: those that hold what makes them true, and do not only stand there.

    feedback       somebody of the client who answered, and what was said (`summary` or `document`)
    review         who attended, of a review with the client somebody who is not ours; and what came of it
    risk, promise  in words; a risk with its likelihood, a promise with its day
    reference      who gave it, and when
    outcome        a figure to reach; what was reached is at most `MEASURED_FOR` old

What an entry lacks is told as `Lack`: in words that follow its name, and as the field to write. An entry that lacks
something is shown, and meets no criterion that asks for one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from kamgen.facts.prose import says_enough
from kamgen.model.config import SiteConfig
from kamgen.model.enums import ReviewWith
from kamgen.model.fields import folded
from kamgen.model.front_matter import ClientOutcome, Continuity, Feedback, Promise, Reference, Review, Risk, Waiver
from kamgen.model.plan import Plan
from kamgen.model.values import Duration
from kamgen.text.substance import is_name
from kamgen.text.words import listed


class Lack(NamedTuple):
    """What an entry does not hold."""

    said: str
    field: str


MEASURED_FOR = Duration(24, "month")
"""How long a result, and the client's view of its vendors, say something."""

WAIVED_FOR = Duration(12, "month")
"""How far away the end of a waiver may be."""

_NOBODY = Continuity()


def ours(plan: Plan) -> frozenset[str]:
    """The people of our side whom the plan names, `folded`."""
    front, continuity = plan.front, plan.front.continuity or _NOBODY
    names = (front.owner, continuity.backup, continuity.executive_sponsor, *(row.name for row in front.team))
    return frozenset(folded(name) for name in names if name)


def lacks_feedback(row: Feedback, plan: Plan, site: SiteConfig) -> list[Lack]:
    """What feedback lacks."""
    return [
        *_of_the_client(row.respondents, plan, "from", "no one who answered"),
        *_text("summary", row.summary, row.document, site),
    ]


def lacks_respondent(lacking: Sequence[Lack]) -> bool:
    """Whether feedback that lacks this lacks one of the client who answered."""
    return any(lack.field == "from" for lack in lacking)


def lacks_review(row: Review, plan: Plan, site: SiteConfig) -> list[Lack]:
    """What a review lacks that was not cancelled."""
    if row.party is ReviewWith.CLIENT:
        lacking = list(_of_the_client(row.attendees, plan, "attendees", "no attendees"))
    else:
        lacking = [] if any(map(is_name, row.attendees)) else [Lack("no attendees", "attendees")]
    return [*lacking, *_text("outcome", row.outcome, row.document, site)]


def lacks_risk(row: Risk, site: SiteConfig) -> list[Lack]:
    """What a risk lacks."""
    grade = [] if row.likelihood else [Lack("no likelihood", "likelihood")]
    return [*_text("risk", row.risk, None, site), *grade]


def lacks_promise(row: Promise, site: SiteConfig) -> list[Lack]:
    """What a promise lacks; one that was kept or broken needs no day by which it is to be kept."""
    dated = row.due or row.kept or row.broken
    return [*_text("promise", row.promise, None, site), *([] if dated else [Lack("no due date", "due")])]


def lacks_reference(row: Reference) -> list[Lack]:
    """What a reference lacks."""
    name = [] if is_name(row.party) else [Lack("no name", "with")]
    return [*name, *([] if row.date else [Lack("no date", "date")])]


def is_given(row: Reference, as_of: date) -> bool:
    """Whether a reference was given, and lacks nothing."""
    return not lacks_reference(row) and row.date is not None and row.date <= as_of


def is_quotable(row: Reference, as_of: date) -> bool:
    """Whether a reference was given in full, and the client may be named and quoted."""
    return is_given(row, as_of) and row.quotable is True


def lacks_outcome(row: ClientOutcome, as_of: date) -> list[Lack]:
    """What an outcome lacks: a figure to reach, or a day on which what was reached was measured lately."""
    if not is_name(row.metric):
        return [Lack("no metric that has a name", "metric")]
    if row.actual is None:
        return [Lack("no target", "target")] if row.target is None else []
    if row.as_of is None:
        return [Lack("no day on which it was measured", "as_of")]
    old = row.as_of > as_of or MEASURED_FOR.after(row.as_of) < as_of
    return [Lack(f"no result of the last {MEASURED_FOR}: it was measured {row.as_of}", "as_of")] if old else []


def lacks_waiver(row: Waiver, owner: str, as_of: date) -> list[Lack]:
    """What a waiver lacks: somebody who approved it, not the owner; and an end within `WAIVED_FOR`."""
    by, until = [], []
    if not is_name(row.by):
        by = [Lack("nobody who approved it", "by")]
    elif folded(row.by or "") == folded(owner):
        by = [Lack("nobody but the owner who approved it", "by")]
    if row.until is None:
        until = [Lack("no end", "until")]
    elif row.until > WAIVED_FOR.after(as_of):
        until = [Lack(f"no end within {WAIVED_FOR}", "until")]
    return [*by, *until]


def has(lacking: Sequence[Lack]) -> str:
    """What an entry lacks, in words: ``has no attendees and no outcome``."""
    return f"has {listed([lack.said for lack in lacking])}"


def fields(lacking: Sequence[Lack]) -> str:
    """The fields to write: ```from` and `summary```."""
    return listed([f"`{lack.field}`" for lack in lacking])


def _of_the_client(names: Sequence[str], plan: Plan, field: str, none: str) -> Iterator[Lack]:
    named = [name for name in names if is_name(name)]
    if not named:
        yield Lack(none, field)
    elif all(folded(name) in ours(plan) for name in named):
        yield Lack(f"only people of ours under `{field}`", field)


def _text(field: str, text: str | None, document: str | None, site: SiteConfig) -> list[Lack]:
    if is_name(document) or says_enough(text, site):
        return []
    least = site.checklist.words.entries
    return [Lack(f"{'fewer than' if text else 'no'} {f'{least} real words in `{field}`' if text else field}", field)]
