"""When a rebuild begins: soon after a save, once for a burst, never before the last change is in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kamgen.serve.change_queue import Batch, ChangeQueue, DebounceTimes

PACE = DebounceTimes(quiet=0.025, burst_quiet=0.1, few=3, longest=1.0, burst_longest=5.0)
PAUSES = st.lists(st.tuples(st.floats(0, 0.3), st.integers(0, 9)), min_size=1, max_size=60)


class Clock:
    """A time that only tests move."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def noticed(*changes: tuple[float, str]) -> tuple[ChangeQueue, Clock]:
    """A queue in which these paths changed at these times."""
    clock = Clock()
    queue = ChangeQueue(PACE, clock)
    for clock.now, path in changes:
        queue.notice(path)
    return queue, clock


def rebuilds(pauses: list[tuple[float, int]]) -> list[tuple[float, list[tuple[float, str]]]]:
    """When each rebuild was due, and the changes in it, for changes that come after these pauses."""
    queue, clock = noticed()
    now, done = 0.0, []
    waiting: list[tuple[float, str]] = []

    def begin(due: float) -> None:
        clock.now = due
        assert set(queue.wait().paths) == {path for _, path in waiting}
        done.append((due, list(waiting)))
        waiting.clear()

    for pause, number in pauses:
        now += pause
        due = queue.begins()
        if due is not None and due <= now:
            begin(due)
        clock.now = now
        queue.notice(f"{number}.md")
        waiting.append((now, f"{number}.md"))
    last = queue.begins()
    assert last is not None
    begin(last)
    return done


@given(PAUSES)
def test_every_change_is_in_exactly_one_rebuild_that_begins_after_it(pauses: list[tuple[float, int]]) -> None:
    done = rebuilds(pauses)
    assert sum(len(changes) for _, changes in done) == len(pauses)
    for began, changes in done:
        assert all(seen <= began for seen, _ in changes)


@given(PAUSES)
def test_no_change_waits_longer_than_the_longest(pauses: list[tuple[float, int]]) -> None:
    for due, changes in rebuilds(pauses):
        is_burst = len({path for _, path in changes}) > PACE.few
        assert due - changes[0][0] <= (PACE.burst_longest if is_burst else PACE.longest) + 1e-9


@given(PAUSES)
def test_a_rebuild_begins_in_a_quiet_moment_unless_there_is_none(pauses: list[tuple[float, int]]) -> None:
    for due, changes in rebuilds(pauses):
        first, last = changes[0][0], changes[-1][0]
        assert due - last >= PACE.quiet - 1e-9 or due - first >= PACE.longest - 1e-9
        assert due >= last


def test_a_single_save_is_acted_on_at_once() -> None:
    queue, clock = noticed(*((now, "halden.md") for now in (10.0, 10.01, 10.011)))
    clock.now = 10.011 + 0.025
    assert queue.begins() == clock.now
    assert queue.wait().paths == ("halden.md",)


def test_a_burst_is_waited_out_longer() -> None:
    queue, clock = noticed(*((10 + number / 10_000, f"{number}.md") for number in range(1000)))
    clock.now = 10 + 999 / 10_000 + 0.1
    assert queue.begins() == clock.now
    assert len(queue.wait().paths) == 1000
    assert queue.begins() is None


def test_a_stream_that_never_ends_is_acted_on_all_the_same() -> None:
    stream = [(10 + number / 50, "log.md") for number in range(100)]
    assert noticed(*stream)[0].begins() == 11.0
    burst = [(10 + number / 50, f"{number}.md") for number in range(1000)]
    assert noticed(*stream, *burst)[0].begins() == 15.0


def test_a_batch_says_how_many_changes_it_has_seen() -> None:
    changes = ChangeQueue(DebounceTimes(0, 0, 3, 0, 0))
    for path in ("a.md", "b.md", "a.md"):
        changes.notice(path)
    assert changes.wait() == Batch(("a.md", "b.md"), 3)
    changes.notice("c.md")
    assert (changes.wait(), changes.noticed) == (Batch(("c.md",), 4), 4)
