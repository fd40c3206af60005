"""What differs in the results of one account: criteria by their states, findings as new, fixed and remaining.

Findings are counted, one against one, by what they share, the most first: rule, place and words; rule and words; rule
and key; rule and key whatever the number of the entry. So a row that was moved, or a figure that is another in the same
sentence, is no new finding. Of places in the prose only the words say which finding it is.

A finding that is gone is only fixed when its rule still asks for something: not when it was waived, does not apply any
more (the promise it spoke of was deleted, the account is lost), or nobody can tell, since the plan cannot be read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence

from kamgen.model.comparison import CriterionChange, Results
from kamgen.model.finding import Finding
from kamgen.model.rule import State
from kamgen.model.summary import Summary

_ASKED = frozenset({State.PASS.value, State.GAP.value})
_NUMBER = re.compile(r"\[\d+\]")


def compare_results(before: Summary | None, after: Summary | None, names: Mapping[str, str]) -> Results:
    """What differs from ``before`` to ``after``; ``names`` has the name of each rule by its code.

    None stands for an account that is not there: all its findings are new, and none is fixed by its removal; its
    criteria are no change.
    """
    was, now = (summary.findings if summary else () for summary in (before, after))
    gone, new = list(was), list(now)
    for shared in _SHARED:
        gone, new = _without(gone, new, shared), _without(new, gone, shared)
    states = dict(after.outcomes) if after is not None and after.readable else {}
    gone = [finding for finding in gone if states.get(finding.code) in _ASKED]
    return Results(_criteria(before, after, names), tuple(new), tuple(gone), len(now) - len(new))


def _criteria(before: Summary | None, after: Summary | None, names: Mapping[str, str]) -> tuple[CriterionChange, ...]:
    """In the catalogue's order; those that are not checked any more last."""
    if before is None or after is None or before.outcomes == after.outcomes:
        return ()
    was, now = dict(before.outcomes), dict(after.outcomes)
    return tuple(
        CriterionChange(code, names.get(code, code), was.get(code, ""), now.get(code, ""))
        for code in {**now, **was}
        if was.get(code) != now.get(code)
    )


_SHARED: tuple[Callable[[Finding], Hashable], ...] = (
    lambda finding: (finding.code, finding.key, finding.message),
    lambda finding: (finding.code, finding.message),
    lambda finding: None if finding.key.startswith("@") else (finding.code, finding.key),
    lambda finding: None if finding.key.startswith("@") else (finding.code, _NUMBER.sub("[]", finding.key)),
)


def _without(
    findings: Sequence[Finding], others: Sequence[Finding], shared: Callable[[Finding], Hashable]
) -> list[Finding]:
    """Findings that stay when one is taken away for each of the others that shares as much with it."""
    counts = Counter(key for finding in others if (key := shared(finding)) is not None)
    left = []
    for finding in findings:
        key = shared(finding)
        if key is not None and counts[key]:
            counts[key] -= 1
        else:
            left.append(finding)
    return left
