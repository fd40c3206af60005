"""What happens to accounts, commit by commit; the truth of it is written here, before anything reads the repository.

line     commits of the main line; a merge is one of them, and is what it changed against its first parent
branch   commits beside it, from a commit of the line to the merge that brings them in
step     one commit of the line with all accounts before and after it
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from random import Random
from typing import NamedTuple

from tests.truth.model import Account, Mark

State = Mapping[int, Account]
"""All accounts there are, by number."""

AS_OF = date(2026, 11, 20)
FIRST = date(2023, 3, 1)
SITE = '[site]\ntitle = "Told"\ncurrency = "EUR"\n\n[fx]\nNOK = 0.085\nUSD = 0.92\nSEK = 0.088\n'

AUTHORS = (
    "Ana Adler", "Ben Boyd", "Cleo Crane", "Dag Dahl", "Eva Eklund", "Finn Foss", "Gro Grieg", "Hugo Holm",
    "Ida Iversen", "Jon Juhl", "Kim Krogh", "Lea Lund",
)  # fmt: skip


class Written(NamedTuple):
    """One commit."""

    mark: Mark
    parents: tuple[Mark, ...]
    when: datetime
    author: str
    beside: tuple[str, ...]
    """Whom trailers name."""
    subject: str
    before: State
    """Of the first parent."""
    after: State

    @property
    def day(self) -> date:
        return self.when.date()


class Step(NamedTuple):
    """One commit of the line, and what is special about it."""

    commit: Written
    tags: frozenset[str]


@dataclass
class Branch:
    """A line of commits."""

    head: Mark
    state: State
    base: State


@dataclass
class Story:
    """A repository as it comes to be."""

    random: Random
    pace: timedelta
    """From one commit to the next."""
    commits: list[Written] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    line: Branch = field(default_factory=lambda: Branch(0, {}, {}))
    now: datetime = datetime(FIRST.year, FIRST.month, FIRST.day, 8, tzinfo=timezone(timedelta(hours=1)))
    numbers: int = 0
    busy: set[int] = field(default_factory=set)
    """Accounts that are in the middle of something."""
    deleted: dict[int, list[Mark]] = field(default_factory=dict)
    """The commits that deleted each account."""
    lasting: frozenset[int] = frozenset()
    """Accounts that are written in all the time, and never deleted."""

    def number(self) -> int:
        """Of something new."""
        self.numbers += 1
        return self.numbers

    @property
    def next_mark(self) -> Mark:
        """Of the commit that is written next."""
        return len(self.commits) + 1

    def take(self, count: int = 1, *, young: bool = False) -> list[int]:
        """Accounts that nobody else works on, until `leave` is told so; fewer where there are not so many.

        ``young`` ones have not much past, and are not those that last.
        """
        free = sorted(self.line.state.keys() - self.busy)
        if young:
            free = [number for number in free if number not in self.lasting][-max(count, len(free) // 4) :]
        taken = self.random.sample(free, min(count, len(free)))
        self.busy |= set(taken)
        return taken

    def leave(self, accounts: Iterable[int]) -> None:
        """These are free again."""
        self.busy -= set(accounts)

    def someone(self, *others: str) -> str:
        """An author who is none of the others."""
        return self.random.choice([author for author in AUTHORS if author not in others])

    def branch(self) -> Branch:
        """Beginning where the line is."""
        return Branch(self.line.head, self.line.state, self.line.state)

    def commit(
        self,
        changed: Mapping[int, Account | None],
        *tags: str,
        on: Branch | None = None,
        author: str = "",
        beside: tuple[str, ...] = (),
        merging: tuple[Branch, ...] = (),
        late: timedelta = timedelta(),
    ) -> Mark:
        """These accounts are so from now on, or deleted; ``late`` says by how much the clock is wrong."""
        on = on or self.line
        mark = self.next_mark
        self.now += self.pace * self.random.uniform(0.5, 1.5)
        state = dict(on.state)
        for number, account in changed.items():
            if account is not None:
                state[number] = account if merging else account.credited(state.get(number), mark)
            else:
                del state[number]
                self.deleted.setdefault(number, []).extend([] if merging else [mark])
        parents = (*([on.head] if on.head else []), *(each.head for each in merging))
        subject = f"{'Merge' if merging else 'Change'} {mark}"
        made = Written(mark, parents, self.now + late, author or self.someone(), beside, subject, dict(on.state), state)
        self.commits.append(made)
        on.head, on.state = mark, state
        if on is self.line:
            self.steps.append(Step(made, frozenset(tags)))
        return mark
