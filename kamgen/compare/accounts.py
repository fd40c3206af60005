"""Which account of one state is which of the other, wherever its file lies now.

An account is the one with the same path; else the same slug; else the same record of the same CRM; else the same name;
else, where one of the two has no name that can be read, the one that shares most lines with it, when that are over
`ALIKE` of all lines of the two: two with names of their own have them from one template. Slug, CRM and name only count
where no other account of either state has the same. Records of the CRM that differ are different accounts: else
the same slug is the same account, whatever it is called and says by now.

One at the same path is another when there is a better claim elsewhere (the same CRM record or name, and more lines in
common): then two plans have exchanged their places. Lines that many plans have, as templates give them, say nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

from kamgen.compare.matching import Pair, Scores, likeliest, matched_pairs
from kamgen.model.fields import folded

ALIKE = 0.6
"""How many lines of two plans must be the same, of all lines that either has."""
_COMMON = 5
"""Plans of one state that have the same line, from which on it tells no plan from another."""
_LEAST = 5
"""Lines that two plans must share at least: fewer are no evidence."""


class AccountIdentity(NamedTuple):
    """What an account is known by."""

    path: str
    slug: str
    name: str
    """Empty when it cannot be read."""
    crm: tuple[str, str]
    """System and id; both empty when the plan gives no id."""
    lines: frozenset[str]
    """Lines of its plan (see `lines_of`)."""


def distinct_lines(text: str) -> frozenset[str]:
    """The lines of a plan by which it is known again: what they say, wherever they stand.

    Comments, headings and keys with nothing after them are left out: plans have them from the template.
    """
    lines = (line.partition(" # ")[0].strip(" -\t") for line in text.splitlines())
    return frozenset(line for line in lines if _SAYS_SOMETHING.match(line) and not _KEY.fullmatch(line))


_SAYS_SOMETHING = re.compile(r"(?!#)[\W_]*[^\W_]")
_KEY = re.compile(r"\w+:")


def match_accounts(before: Sequence[AccountIdentity], after: Sequence[AccountIdentity]) -> list[Pair]:
    """Numbers of the accounts that are one, in the order of ``after``; then those of ``before`` that are gone."""
    found = _by_path(before, after)
    for key, holds in _WAYS:
        ones, others, taken = _alone(before, key), _alone(after, key), set(found.values())
        found |= {
            other: ones[each]
            for each, other in others.items()
            if other not in found
            and each in ones
            and ones[each] not in taken
            and holds(before[ones[each]], after[other])
        }
    left = [number for number in range(len(before)) if number not in found.values()]
    found |= likeliest(_scores(before, after, left, [number for number in range(len(after)) if number not in found]))
    return matched_pairs(found, len(before), len(after))


def _crm(account: AccountIdentity) -> Hashable:
    return (folded(account.crm[0]), account.crm[1]) if account.crm[1] else None


def _name(account: AccountIdentity) -> Hashable:
    return folded(account.name) or None


def _slug(account: AccountIdentity) -> Hashable:
    return account.slug


def _is_known(one: AccountIdentity, other: AccountIdentity) -> bool:
    return _name(one) == _name(other) or bool(one.crm[1] and _crm(one) == _crm(other))


def _no_other_record(one: AccountIdentity, other: AccountIdentity) -> bool:
    return not one.crm[1] or not other.crm[1] or _crm(one) == _crm(other)


def _moved(one: AccountIdentity, other: AccountIdentity) -> bool:
    """Whether the slug says so; at the same path it was passed over, since one of the two is rather one elsewhere."""
    return one.path != other.path and _no_other_record(one, other)


_WAYS: tuple[tuple[Callable[[AccountIdentity], Hashable], Callable[[AccountIdentity, AccountIdentity], bool]], ...] = (
    (_slug, _moved),
    (_crm, _no_other_record),
    (_name, _no_other_record),
    (_slug, _no_other_record),
)
"""What two accounts that are one have in common, and what must not speak against it."""


def _similarity(one: AccountIdentity, other: AccountIdentity) -> float:
    """The lines that both have, of all that either has: 0 to 1."""
    whole = len(one.lines | other.lines)
    return len(one.lines & other.lines) / whole if whole else 0.0


def _alone(accounts: Sequence[AccountIdentity], key: Callable[[AccountIdentity], Hashable]) -> dict[Hashable, int]:
    """The number of the only account with each key."""
    known = [key(account) for account in accounts]
    counts = Counter(known)
    return {each: number for number, each in enumerate(known) if each is not None and counts[each] == 1}


def _by_path(before: Sequence[AccountIdentity], after: Sequence[AccountIdentity]) -> dict[int, int]:
    """Accounts at the same path, unless one of the two is rather an account elsewhere."""
    there = {account.path: number for number, account in enumerate(before)}
    claims = [(key, _alone(before, key), _alone(after, key)) for key in (_crm, _name)]
    found: dict[int, int] = {}
    for number, now in enumerate(after):
        if now.path not in there:
            continue
        was = before[there[now.path]]
        others = [(was, after[new[key(was)]]) for key, _, new in claims if key(was) in new]
        others += [(before[old[key(now)]], now) for key, old, _ in claims if key(now) in old]
        if _is_known(was, now) or all(_similarity(*pair) <= _similarity(was, now) for pair in others):
            found[number] = there[now.path]
    return found


def _scores(
    before: Sequence[AccountIdentity], after: Sequence[AccountIdentity], left: list[int], right: list[int]
) -> Scores:
    """How alike two accounts are that may be one; only those are looked at that share lines few others have."""
    if not left or not right:
        return
    counts = [Counter(line for account in state for line in account.lines) for state in (before, after)]
    telling = {line for count in counts for line in count if all(each[line] < _COMMON for each in counts)}
    ones: defaultdict[str, list[int]] = defaultdict(list)
    for one in left:
        for line in before[one].lines & telling:
            ones[line].append(one)
    for other in right:
        now = after[other]
        shared = Counter(one for line in now.lines & telling for one in ones.get(line, ()))
        for one, count in shared.items():
            whole = len((before[one].lines | now.lines) & telling)
            nameless = not (before[one].name and now.name)
            if nameless and count >= _LEAST and count > ALIKE * whole and _no_other_record(before[one], now):
                yield count / whole, one, other
