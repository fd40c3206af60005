"""Our people in all plans: how most plans write each, who is introduced somewhere, and whom the others may be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from kamgen.facts.people import LIKE, usual
from kamgen.model.context import AccountRef
from kamgen.text.suggestions import nearest


class SitePeople:
    """All that plans call us by."""

    def __init__(self, plans: Iterable[AccountRef]) -> None:
        counts: dict[str, Counter[str]] = {}
        self._introduced: set[str] = set()
        for plan in plans:
            for each in plan.people:
                counts.setdefault(each.key, Counter())[each.name] += each.times
                if each.introduced:
                    self._introduced.add(each.key)
        self._usual = {key: usual(names) for key, names in counts.items()}

    def usual_names(self, plan: AccountRef) -> tuple[tuple[str, str], ...]:
        """Key and usual name of those whom the plan writes otherwise."""
        usual_names = {each.key: self._usual[each.key] for each in plan.people if self._usual[each.key] != each.name}
        return tuple(usual_names.items())

    def strangers(self, plan: AccountRef) -> tuple[tuple[str, str], ...]:
        """Key of those in the plan whom no plan introduces, and who is most like them; empty when nobody is."""
        unknown = dict.fromkeys(each.key for each in plan.people if each.key not in self._introduced)
        return tuple((key, self._like(key)) for key in unknown)

    def _like(self, key: str) -> str:
        """The introduced one with a word of that name who is called most like it."""
        some = dict.fromkeys(one for word in key.split() for one in self._by_word.get(word, ()))
        near = nearest(key, some, LIKE)
        return self._usual[near] if near else ""

    @cached_property
    def _by_word(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for key in self._usual:
            for word in key.split() if key in self._introduced else ():
                found.setdefault(word, []).append(key)
        return found
