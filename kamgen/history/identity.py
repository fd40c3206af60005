"""Which plan of the log is which, when git alone cannot tell: moves with a rewrite, returns, and twins of one template.

A file that appears continues an account whose plan went, in the same commit or in one before, when it has

    the same path · the same slug · the same record of the CRM · the same name, where no two records speak against it

A file that git takes for another that was moved is that one by the same signs; else the two merely look alike, as plans
from one template do: one account was removed, and another begun.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from kamgen.model.fields import folded
from kamgen.model.plan import Plan
from kamgen.model.source import CommitStep, Draft, Log, Touch, is_plan


class Known(NamedTuple):
    """What one content of a plan says of which account it is."""

    name: str
    """Empty when it cannot be read."""
    crm: tuple[str, str]
    """System and id; both empty when it gives no id."""


Look = Callable[[Sequence[tuple[str, str]]], Iterable[Known]]
"""Reads contents by their paths and ids, in order."""


def told_apart(log: Log, look: Look) -> Log:
    """The log in which `Touch.former` says where each account's plan was, however git sees it."""
    state = _State(look)
    return replace(log, steps=tuple([state.followed(step) for step in log.steps]))


class _State:
    """The plans that are there, and those that went, before a step."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._there: dict[str, str] = {}
        """By path, the id of the content."""
        self._gone: dict[str, str] = {}
        """Plans that went and did not come back, with what they held last; the latest last."""
        self._known: dict[tuple[str, str], Known] = {}

    def followed(self, step: CommitStep) -> CommitStep:
        """The step as accounts see it."""
        touches = [each for touch in step.touches for each in self._split(touch)]
        leaving = {each.former or each.path for each in touches if each.former or not each.blob}
        left = [each.path for each in touches if not each.blob and is_plan(each.path) and each.path in self._there]
        self._gone |= {path: self._there[path] for path in left}
        new = [each for each in touches if each.blob and not each.former and is_plan(each.path)]
        new = [each for each in new if each.path not in self._there or each.path in leaving]
        came_from = self._origins([each for each in new if each.path not in self._gone]) if self._gone else {}
        moved = set(came_from.values())
        drafts = {each.path: each.drafts for each in touches if not each.blob}
        touches = [
            each._replace(
                former=came_from.get(each.path, each.former),
                drafts=_joined(each.drafts, drafts.get(came_from.get(each.path, ""), ())),
            )
            for each in touches
            if each.blob or each.path not in moved or each.path not in leaving
        ]
        for each in touches:
            self._there.pop(each.former or each.path, None)
            self._gone.pop(each.former or each.path, None) if each.blob else None
        self._there |= {each.path: each.blob for each in touches if each.blob}
        return step._replace(touches=tuple(sorted(touches)))

    def _split(self, touch: Touch) -> list[Touch]:
        """A move; or a removal and a beginning, when the two are different accounts."""
        former = touch.former
        if not former or not is_plan(touch.path) or file_slug(former) == file_slug(touch.path):
            return [touch]
        one, other = self._of([(former, self._there.get(former, touch.blob)), (touch.path, touch.blob)])
        if is_same(one, other) or not (one.name and other.name):
            return [touch]
        return [Touch(former, "", "", touch.written), touch._replace(former="")]

    def _origins(self, new: Sequence[Touch]) -> dict[str, str]:
        """Where plans that appear were before they went: by slug, by record of the CRM, by name."""
        found: dict[str, str] = {}
        left = dict(reversed(self._gone.items()))
        for each in new:
            if (origin := next((path for path in left if file_slug(path) == file_slug(each.path)), None)) is not None:
                found[each.path] = origin
                del left[origin]
        waiting = [each for each in new if each.path not in found] if left else []
        if waiting:
            gone = list(left.items())
            known = dict(zip(left, self._of(gone), strict=True))
            for each, now in zip(waiting, self._of([(each.path, each.blob) for each in waiting]), strict=True):
                if (origin := next((path for path, was in known.items() if is_same(was, now)), None)) is not None:
                    found[each.path] = origin
                    del known[origin]
        return found

    def _of(self, contents: Sequence[tuple[str, str]]) -> list[Known]:
        """What those contents say of which account they are; each is read once."""
        asked = [each for each in dict.fromkeys(contents) if each not in self._known]
        self._known |= zip(asked, self._look(asked), strict=True) if asked else ()
        return [self._known[each] for each in contents]


def _joined(new: Sequence[Draft], old: Sequence[Draft]) -> tuple[Draft, ...]:
    """What a branch made of a plan at its new path and, before, at its old one; who moved it did both at once."""
    left = {draft.commit.id: draft.before for draft in old if not draft.after}
    made = [
        draft._replace(before=left[draft.commit.id], moved=True) if draft.commit.id in left else draft for draft in new
    ]
    return (*made, *(draft for draft in old if draft.after))


def file_slug(path: str) -> str:
    """What the address of an account is made of: the name of its file, or of its folder."""
    folder, name = posixpath.split(path)
    stem = name.rpartition(".")[0]
    return folded(posixpath.basename(folder) if stem == "index" else stem)


def known_of(plan: Plan) -> Known:
    """What a plan says of which account it is."""
    crm = plan.front.crm
    return Known(plan.front.name if plan.readable else "", (crm.system or "", crm.id or "") if crm else ("", ""))


def is_same(one: Known, other: Known) -> bool:
    """Whether two contents are of one account: records of the CRM tell, and where one has none, names."""
    if one.crm[1] and other.crm[1]:
        return (folded(one.crm[0]), one.crm[1]) == (folded(other.crm[0]), other.crm[1])
    return bool(one.name) and folded(one.name) == folded(other.name)
