"""A record from what was written: everything that can be read, without what cannot.

Whatever is wrong is left out key by key (or entry by entry, when what names an entry is wrong) and the rest is
read again, until it stands: so all faults of a file are known at once and one wrong amount costs one amount.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from kamgen.model.links import CodedFault
from kamgen.model.places import KeyPath, as_written, gaps, join_key
from kamgen.model.plan import Fault
from kamgen.parse.faults import Document, verdicts_on
from kamgen.parse.texts import GONE, Gone, Verdict

MOST_FAULTS = 300
"""Mistakes of one file that are listed; with more of them it is not a plan that was written by hand."""

R = TypeVar("R", bound=BaseModel)
Edits = dict[KeyPath, object]


@dataclass(frozen=True, slots=True)
class Reading(Generic[R]):
    """What was read."""

    value: R
    faults: tuple[CodedFault, ...] = ()
    left_out: tuple[KeyPath, ...] = ()
    """Entries of lists that are not in ``value``, in order."""


def mended(
    record: type[R],
    data: dict[str, Any],
    document: Document,
    judge: Callable[[R], Iterable[Verdict]],
    first: Iterable[Verdict] = (),
) -> Reading[R]:
    """A ``record`` from ``data``, which is wrong somewhere.

    ``first`` is what is known to be wrong before reading; ``judge`` says what is wrong with a record that could be
    read, once for each key.
    """
    edits: Edits = {}
    faults: list[CodedFault] = []
    judged: set[KeyPath] = set()
    found = list(first)
    while True:
        edits.update((verdict.path, verdict.value) for verdict in found)
        faults.extend(verdict.fault for verdict in found if verdict.fault)
        left_out = _left_out(edits)
        try:
            value = record.model_validate(_edited(data, (), edits, _around(edits)))
        except ValidationError as error:
            found = _verdicts(error, gaps(left_out), document, edits, len(faults))
        else:
            before = gaps(left_out)
            found = [verdict for v in judge(value) if (verdict := _as_written(v, before)).path not in judged]
            judged.update(verdict.path for verdict in found)
            if not found:
                return Reading(value, tuple(faults), left_out)


def _verdicts(
    error: ValidationError, before: Mapping[KeyPath, list[int]], document: Document, edits: Edits, known: int
) -> list[Verdict]:
    """What is to be done about each error. An unknown key beyond the faults that are listed is only left out."""
    said = {path for path, value in edits.items() if value is GONE}
    found: list[Verdict] = []
    for number, detail in enumerate(error.errors(include_url=False), known):
        path = as_written(detail["loc"], before)
        if number > MOST_FAULTS and detail["type"] == "extra_forbidden":
            found.append(Verdict(path, GONE, ("FMT002", Fault("", ""))))
        else:
            found.extend(verdicts_on(detail, path, document, said))
    return found


def _as_written(verdict: Verdict, before: Mapping[KeyPath, list[int]]) -> Verdict:
    """A verdict on a value that was read, with its key as it stands in the file."""
    path = as_written(verdict.path, before)
    coded = verdict.fault and (verdict.fault[0], replace(verdict.fault[1], key=join_key(path)))
    return Verdict(path, verdict.value, coded)


def _left_out(edits: Edits) -> tuple[KeyPath, ...]:
    return tuple(sorted(path for path, value in edits.items() if isinstance(value, Gone) and isinstance(path[-1], int)))


def _around(edits: Edits) -> set[KeyPath]:
    """The paths of everything that an edit lies in."""
    return {path[:length] for path in edits for length in range(len(path))}


def _edited(value: Any, path: KeyPath, edits: Edits, around: set[KeyPath]) -> Any:
    """``value`` as the edits below ``path`` leave it."""
    if path not in around:
        return value
    if isinstance(value, list):
        items = (_edit(item, (*path, number), edits, around) for number, item in enumerate(value))
        return [item for item in items if not isinstance(item, Gone)]
    if not isinstance(value, dict):
        return value
    pairs = ((key, _edit(item, (*path, key), edits, around)) for key, item in value.items())
    left = {key: item for key, item in pairs if not isinstance(item, Gone)}
    added = {p[0]: new for p, new in edits.items() if len(p) == 1 and not isinstance(new, Gone)} if not path else {}
    return left | added


def _edit(value: Any, path: KeyPath, edits: Edits, around: set[KeyPath]) -> Any:
    return edits[path] if path in edits else _edited(value, path, edits, around)


def listed(faults: tuple[CodedFault, ...]) -> tuple[CodedFault, ...]:
    """The faults, up to `MOST_FAULTS`, and how many more there are."""
    if len(faults) <= MOST_FAULTS:
        return faults
    message = f"{len(faults) - MOST_FAULTS} more mistakes are not listed"
    return (*faults[:MOST_FAULTS], ("FMT003", Fault("", message, "these right first, and check again")))
