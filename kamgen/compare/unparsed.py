"""What of a plan could not be read. It is not known, which is something else than not given: its finding says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kamgen.model.plan import Plan
from kamgen.rules.codes import FaultCode

_LEANS_ON = {"scale": "score"}
"""What is left out together with the key beside it."""
_STAND_IN = frozenset(["name", "owner", "category"])
"""Read as something else when they cannot be read."""


@dataclass(frozen=True, slots=True)
class Unparsed:
    """Asks one plan what it says nothing of because that could not be read."""

    plan: Plan
    keys: frozenset[str]
    """What faults name."""
    left_out: Mapping[str, int]
    """How many entries of each list are left out."""

    def field(self, key: str, is_absent: bool) -> bool:
        """Whether the value at ``key``, which is absent or not, is not known."""
        if not self.keys or not (is_absent or key in _STAND_IN):
            return False
        if key.startswith("@"):
            return any(each.startswith(f"{key.partition(':')[0]}:") for each in self.keys)
        around, _, name = key.rpartition(".")
        leaning = name in _LEANS_ON and self.field(f"{around}.{_LEANS_ON[name]}", True)
        return leaning or "" in self.keys or key in self.keys or _mark(self.plan, key) in self.keys

    def group(self, key: str) -> bool:
        """Whether nothing is known of the group at ``key``."""
        outer = key.partition(".")[0]
        missing = getattr(self.plan.front, outer, None) is None
        return any(each in ("", key, outer) or (missing and each.startswith(f"{outer}.")) for each in self.keys)

    def entries(self, key: str) -> int:
        """How many entries of the list at ``key`` are left out."""
        return self.left_out.get(key, 0)


def unparsed_of(plan: Plan) -> Unparsed:
    """What could not be read of ``plan``. A fault without a key may stand for those that are too many to be listed."""
    named = (
        fault.key for code, fault in plan.faults if not fault.on_key and (fault.key or code == FaultCode.INVALID_VALUE)
    )
    return Unparsed(plan, frozenset(named), plan.left_out)


def _mark(plan: Plan, key: str) -> str:
    """The place of ``key`` as faults name it when entries beside it are left out."""
    place = plan.at(key)
    return f"@{place.line}:{place.column}-{place.end_column}"
