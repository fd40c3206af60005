"""The story of one number: all episodes drawn in turn, as many at once as there are accounts for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from tests.truth import episodes, merges
from tests.truth.episodes import Episode, begun
from tests.truth.story import AS_OF, FIRST, Story

_EPISODES: tuple[tuple[Episode, int], ...] = (
    (episodes.with_others, 30),
    (episodes.before_its_parent, 30),
    (episodes.currency, 40),
    (episodes.handover, 42),
    (episodes.promise_returns, 52),
    (episodes.out_and_back, 40),
    (episodes.entry_returns, 24),
    (episodes.gap, 40),
    (episodes.gone_in_a_gap, 12),
    (episodes.deleted, 36),
    (episodes.began, 26),
    (episodes.twins_begin, 8),
    (episodes.twin_follows, 30),
    (episodes.returns, 30),
    (episodes.moves_in_two, 32),
    (episodes.moves, 40),
    (merges.plain, 14),
    (merges.squash, 14),
    (merges.octopus, 12),
    (merges.of_a_merge, 12),
    (merges.with_the_line, 12),
    (merges.by_hand, 32),
    (merges.moved_beside, 12),
    (merges.gone_beside, 12),
    (merges.begun_beside, 6),
)
"""Each with how often it comes in a whole story."""
_AT_ONCE = 8
_AFTER = 35
"""Commits of a whole story that are dated after the day judged."""


def played(
    seed: int,
    accounts: int = 40,
    commits: int = 1500,
    part: float = 1.0,
    lasting: int = 2,
) -> Story:
    """A story; ``part`` says how much of each episode there is, once at least."""
    random = Random(seed)
    after = max(2, round(_AFTER * part))
    story = Story(random, (AS_OF - FIRST) / (commits * 1.3))
    first = [begun(story, f"first-{number}") for number in range(accounts)]
    story.commit({account.number: account for account in first}, "begun")
    story.lasting = frozenset(account.number for account in first[:lasting])
    waiting = [episode for episode, often in _EPISODES for _ in range(max(1, round(often * part)))]
    fill = (commits - after - 2 * len(waiting)) * 2 // 3
    waiting += [
        episodes.busy_account if number % 4 else episodes.one_commit
        for number in range(max(fill, round(180 * part), 8))
    ]
    random.shuffle(waiting)
    active: list[Iterator[None]] = []
    while waiting or active:
        while waiting and len(active) < min(_AT_ONCE, accounts // 3):
            active.append(waiting.pop()(story))
        turn = random.randrange(len(active))
        if next(active[turn], story) is story:
            del active[turn]
    story.now += AS_OF - story.now.date() + timedelta(days=1)
    for _ in range(after):
        for _ in episodes.one_commit(story):
            pass
    return story
