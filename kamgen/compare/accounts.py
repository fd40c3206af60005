"""Which account of one state is which of the other, wherever its file lies now.

An account is the one with the same path; else the same slug; else the same record of the same CRM; else the same name;
else the one that shares most lines with it, when that are over `ALIKE` of all lines of the two. Slug, CRM and name only
count where no other account of either state has the same. Records of the CRM that differ are different accounts.

One at the same path is another when there is a better claim elsewhere (the same CRM record or name, and more lines in
common): then two plans have exchanged their places. The same slug at another path needs the same record or name beside
it, or a fifth of the lines. Lines that many plans have, as templates give them, say nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple

from kamgen.model.fields import folded

ALIKE = 0.6
"""How many lines of two plans must be the same, of all lines that either has."""
_SOME = 0.2
_COMMON = 5
"""Plans of one state that have the same line, from which on it tells no plan from another."""
_LEAST = 5
"""Lines that two plans must share at least: fewer are no evidence."""


class AccountIdentity(NamedTuple):
    """What an account is known by."""

    path: str
    slug: str
    name: str
    crm: tuple[str, str]
    """System and id; both empty when the plan gives no id."""
    lines: frozenset[str]
    """Lines of its plan (see `lines_of`)."""


def lines_of(text: str) -> frozenset[str]:
    """The lines of a plan by which it is known again: what they say, wherever they stand.

    Comments, headings and keys with nothing after them are left out: plans have them from the template.
    """
    lines = (line.partition(" # ")[0].strip(" -\t") for line in text.splitlines())
    return frozenset(line for line in lines if _SAYS_SOMETHING.match(line) and not _KEY.fullmatch(line))


_SAYS_SOMETHING = re.compile(r"(?!#)[\W_]*[^\W_]")
_KEY = re.compile(r"\w+:")
Pair = tuple[int | None, int | None]


def match_accounts(before: Sequence[AccountIdentity], after: Sequence[AccountIdentity]) -> list[Pair]:
    """Numbers of the accounts that are one, in the order of ``after``; then those of ``before`` that are gone."""
    states = _States(before, after)
    found = _by_path(states)
    for key, holds in _WAYS:
        found |= _by_key(states, found, key, holds)
    found |= _by_lines(states, found)
    gone = set(range(len(before))).difference(found.values())
    return [
        *((found.get(number), number) for number in range(len(after))),
        *((number, None) for number in sorted(gone)),
    ]


class _States(NamedTuple):
    before: Sequence[AccountIdentity]
    after: Sequence[AccountIdentity]

    def left(self, found: dict[int, int]) -> tuple[list[int], list[int]]:
        """The accounts of either state that are in no pair yet."""
        taken = set(found.values())
        ones = [number for number in range(len(self.before)) if number not in taken]
        return ones, [number for number in range(len(self.after)) if number not in found]


def _crm(ident: AccountIdentity) -> Hashable:
    return (folded(ident.crm[0]), ident.crm[1]) if ident.crm[1] else None


def _name(ident: AccountIdentity) -> Hashable:
    return folded(ident.name) or None


def _no_other_record(one: AccountIdentity, other: AccountIdentity) -> bool:
    return not one.crm[1] or not other.crm[1] or _crm(one) == _crm(other)


def _same_slug(one: AccountIdentity, other: AccountIdentity) -> bool:
    known = _name(one) == _name(other) or (one.crm[1] and _crm(one) == _crm(other))
    return _no_other_record(one, other) and bool(known or _alike(one, other) >= _SOME)


def _moved(one: AccountIdentity, other: AccountIdentity) -> bool:
    """Whether the slug says so; at the same path it was passed over, since one of the two is rather one elsewhere."""
    return one.path != other.path and _same_slug(one, other)


_WAYS: tuple[tuple[Callable[[AccountIdentity], Hashable], Callable[[AccountIdentity, AccountIdentity], bool]], ...] = (
    (lambda ident: ident.slug, _moved),
    (_crm, lambda one, other: True),  # noqa: ARG005 (the record is all)
    (_name, _no_other_record),
    (lambda ident: ident.slug, _same_slug),
)
"""What two accounts that are one have in common, and what must not speak against it."""


def _alike(one: AccountIdentity, other: AccountIdentity) -> float:
    """The lines that both have, of all that either has: 0 to 1."""
    whole = len(one.lines | other.lines)
    return len(one.lines & other.lines) / whole if whole else 0.0


def _alone(idents: Sequence[AccountIdentity], key: Callable[[AccountIdentity], Hashable]) -> dict[Hashable, int]:
    """The number of the only account with each key."""
    keys = [key(ident) for ident in idents]
    counts = Counter(keys)
    return {each: number for number, each in enumerate(keys) if each is not None and counts[each] == 1}


_Claims = tuple[Callable[[AccountIdentity], Hashable], dict[Hashable, int], dict[Hashable, int]]
"""A key, and the only account of either state that has each."""


def _by_path(states: _States) -> dict[int, int]:
    before, after = states
    there = {ident.path: number for number, ident in enumerate(before)}
    claims: list[_Claims] = [(key, _alone(before, key), _alone(after, key)) for key in (_crm, _name)]
    return {
        number: there[ident.path]
        for number, ident in enumerate(after)
        if ident.path in there and not _claimed(states, there[ident.path], number, claims)
    }


def _claimed(
    states: _States,
    one: int,
    other: int,
    claims: Sequence[_Claims],
) -> bool:
    """Whether one of two accounts at the same path is rather an account elsewhere."""
    was, now = states.before[one], states.after[other]
    if _name(was) == _name(now) or (was.crm[1] and _crm(was) == _crm(now)):
        return False
    alike = _alike(was, now)
    for key, ones, others in claims:
        there, here = others.get(key(was)), ones.get(key(now))
        if there is not None and _alike(was, states.after[there]) > alike:
            return True
        if here is not None and _alike(states.before[here], now) > alike:
            return True
    return False


def _by_key(
    states: _States,
    found: dict[int, int],
    key: Callable[[AccountIdentity], Hashable],
    holds: Callable[[AccountIdentity, AccountIdentity], bool],
) -> dict[int, int]:
    ones, others = _alone(states.before, key), _alone(states.after, key)
    left, right = map(set, states.left(found))
    return {
        other: ones[each]
        for each, other in others.items()
        if other in right and ones.get(each) in left and holds(states.before[ones[each]], states.after[other])
    }


def _by_lines(states: _States, found: dict[int, int]) -> dict[int, int]:
    """Pairs of what is left by the lines they share, the likeliest first."""
    scores = sorted(_scores(states, *states.left(found)), key=lambda score: (-score[0], score[1] + score[2], score[1]))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, one, other in scores:
        if other not in pairs and one not in taken:
            pairs[other] = one
            taken.add(one)
    return pairs


def _scores(states: _States, left: list[int], right: list[int]) -> Iterable[tuple[float, int, int]]:
    """How alike two accounts are that may be one; only those are looked at that share lines few others have."""
    if not left or not right:
        return
    telling = _telling(states)
    ones: defaultdict[str, list[int]] = defaultdict(list)
    for one in left:
        for line in states.before[one].lines & telling:
            ones[line].append(one)
    for other in right:
        now = states.after[other]
        shared = Counter(one for line in now.lines & telling for one in ones.get(line, ()))
        for one, count in shared.items():
            was = states.before[one]
            whole = len((was.lines | now.lines) & telling)
            if count >= _LEAST and count > ALIKE * whole and _no_other_record(was, now):
                yield count / whole, one, other


def _telling(states: _States) -> frozenset[str]:
    """Lines that tell one plan from another: fewer than `_COMMON` plans of either state have them."""
    counts = [Counter(line for ident in idents for line in ident.lines) for idents in states]
    return frozenset(line for count in counts for line in count if all(each[line] < _COMMON for each in counts))
