"""Episodes beside the line: branches of every shape, and what brings them in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from tests.truth.edits import edited
from tests.truth.episodes import _SAFE, FOLDERS, _changed, begun, pen
from tests.truth.model import Account, merged
from tests.truth.story import Branch, Story
from tests.truth.text import BREAKS

_LINE = ("contact added", "revenue", "prose", "likelihood", "opportunity value")
"""What is written on the line while a branch is open."""
_BESIDE = tuple(kind for kind in _SAFE if kind not in _LINE)


def _written(story: Story, branch: Branch, accounts: Iterable[int], commits: int) -> Iterator[None]:
    """Commits of a branch by any authors."""
    accounts = list(accounts)
    for _ in range(commits):
        number = story.random.choice(accounts)
        author = story.someone()
        beside = (story.someone(author),) if story.random.random() < 0.15 else ()
        after = _changed(story, number, story.random.randrange(1, 4), *_BESIDE, on=branch)
        story.commit(after, on=branch, author=author, beside=beside)
        yield


def _both(story: Story, accounts: Iterable[int], *branches: Branch) -> dict[int, Account]:
    """The accounts as the line has them, with what the branches wrote."""
    found = {number: story.line.state[number] for number in accounts}
    for branch in branches:
        for number, ours in found.items():
            found[number] = merged(branch.base[number], ours, branch.state[number])
    return found


def plain(story: Story) -> Iterator[None]:
    """``--no-ff``: some commits, while the line goes on, in the same plans too."""
    taken, branch = story.take(2), story.branch()
    yield from _written(story, branch, taken, story.random.randrange(1, 4))
    if story.random.random() < 0.6:
        story.commit(_changed(story, taken[0], 2, *_LINE))
        yield
    story.commit(_both(story, taken, branch), "merge: plain", merging=(branch,))
    story.leave(taken)
    yield


def squash(story: Story) -> Iterator[None]:
    """Pressed into one commit, whose message names all who wrote it; its author is the first of them."""
    taken, branch = story.take(), story.branch()
    first = len(story.commits)
    yield from _written(story, branch, taken, story.random.randrange(2, 4))
    own = [each for each in story.commits[first:] if each.after.get(taken[0]) != each.before.get(taken[0])]
    wrote = [name for each in own for name in (each.author, *each.beside)]
    author, *others = dict.fromkeys(wrote or [story.someone()])
    mark = story.next_mark
    account = _both(story, taken, branch)[taken[0]]
    by = {key: mark if value > first else value for key, value in account.by.items()}
    story.commit({taken[0]: replace(account, by=by)}, "merge: squash", author=author, beside=tuple(others))
    story.leave(taken)
    yield


def octopus(story: Story) -> Iterator[None]:
    """Three branches at once, each with plans of its own."""
    taken = story.take(3)
    branches = [story.branch() for _ in taken]
    for branch, number in zip(branches, taken, strict=True):
        yield from _written(story, branch, [number], story.random.randrange(1, 3))
    story.commit(_both(story, taken, *branches), "merge: octopus", merging=tuple(branches))
    story.leave(taken)
    yield


def of_a_merge(story: Story) -> Iterator[None]:
    """A branch of a branch is merged into that, and that into the line."""
    taken, branch = story.take(2), story.branch()
    yield from _written(story, branch, taken[:1], 1)
    inner = Branch(branch.head, branch.state, branch.state)
    yield from _written(story, inner, taken[-1:], story.random.randrange(1, 3))
    yield from _written(story, branch, taken[:1], 1)
    within = {number: merged(inner.base[number], branch.state[number], inner.state[number]) for number in taken}
    story.commit(within, on=branch, merging=(inner,))
    yield
    story.commit(_both(story, taken, branch), "merge: of a merge", merging=(branch,))
    story.leave(taken)
    yield


def with_the_line(story: Story) -> Iterator[None]:
    """The line is merged into a branch first, as one does before a pull request."""
    taken, branch = story.take(2), story.branch()
    yield from _written(story, branch, taken[:1], 1)
    story.commit(_changed(story, taken[-1], 2, *_LINE))
    yield
    line = Branch(story.line.head, story.line.state, story.line.state)
    state = {**line.state, **_both(story, taken, branch)}
    gone = {number: None for number in branch.state if number not in state}
    story.commit({**state, **gone}, on=branch, merging=(line,))
    branch.base = line.state
    yield from _written(story, branch, taken[:1], 1)
    story.commit(_both(story, taken, branch), "merge: with the line", merging=(branch,))
    story.leave(taken)
    yield


def by_hand(story: Story) -> Iterator[None]:
    """Line and branch set one target to two amounts; who merges takes one of them, or a third."""
    taken, branch = story.take(), story.branch()
    year = story.line.state[taken[0]].of("financials")[0]
    was = story.line.state[taken[0]].entries[year].values["target_revenue"]
    assert isinstance(was, Decimal)
    for on, percent in ((branch, 80), (story.line, 110)):
        account = on.state[taken[0]]
        amount = _part(was, percent + story.random.randrange(10))
        after = edited(pen(story), account, 1, "due later", "promise added") if on is branch else account
        after = after.with_value(year, "target_revenue", amount, story.next_mark)
        story.commit({taken[0]: after}, on=on)
        yield
    both = _both(story, taken, branch)[taken[0]]
    theirs = branch.state[taken[0]]
    match story.random.randrange(3):
        case 0:
            both = both.with_value(year, "target_revenue", _part(was, 95), story.next_mark)
        case 1:
            taken_over = theirs.entries[year].values["target_revenue"]
            both = both.with_value(year, "target_revenue", taken_over, theirs.by[year, "target_revenue"])
    story.commit({taken[0]: both}, "merge: by hand", merging=(branch,))
    story.leave(taken)
    yield


def moved_beside(story: Story) -> Iterator[None]:
    """A plan is moved and rewritten on a branch, while the line goes on with it; sometimes its text is broken too."""
    taken, branch, random = story.take(), story.branch(), story.random
    account = branch.state[taken[0]]
    folder = random.choice([folder for folder in FOLDERS if folder != account.folder])
    moved = replace(edited(pen(story), account, 2, *_BESIDE), folder=folder, style=random.randrange(1_000_000))
    story.commit({taken[0]: moved}, on=branch)
    yield
    story.commit(_changed(story, taken[0], 1, *_LINE))
    yield
    if random.random() < 0.3:
        story.commit({taken[0]: replace(branch.state[taken[0]], broken=random.choice(BREAKS))}, on=branch)
        yield
    story.commit(_both(story, taken, branch), "merge: moved beside", merging=(branch,))
    yield
    if story.line.state[taken[0]].broken:
        story.commit({taken[0]: replace(story.line.state[taken[0]], broken="")}, "ends a gap")
    story.leave(taken)
    yield


def gone_beside(story: Story) -> Iterator[None]:
    """One branch deletes an account, another brings it back."""
    taken = story.take()
    account = story.line.state[taken[0]]
    for tag in ("goes", "returns"):
        branch = story.branch()
        after = None if tag == "goes" else edited(pen(story), account, 2, *_SAFE)
        story.commit({taken[0]: after}, on=branch)
        yield
        story.commit({taken[0]: branch.state.get(taken[0])}, f"merge: {tag} beside", merging=(branch,))
        yield
    story.leave(taken)
    yield


def begun_beside(story: Story) -> Iterator[None]:
    """An account begins on a branch and is edited there by others."""
    branch = story.branch()
    account = begun(story, f"beside-{story.numbers}")
    story.commit({account.number: account}, on=branch)
    yield
    story.commit(_changed(story, account.number, 1, *_BESIDE, on=branch), on=branch)
    yield
    story.commit({account.number: branch.state[account.number]}, "merge: begun beside", merging=(branch,))
    yield


def _part(amount: Decimal, percent: int) -> Decimal:
    return Decimal(int(amount) * percent // 100_000 * 1000)
