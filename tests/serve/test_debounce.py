"""When a rebuild begins: soon after a save, once for a burst, never before the last change is in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kamgen.serve.change_queue import Batch, ChangeQueue, Debouncer, DebounceTimes

PACE = DebounceTimes(quiet=0.025, burst_quiet=0.1, few=3, longest=1.0, burst_longest=5.0)
PAUSES = st.lists(st.tuples(st.floats(0, 0.3), st.integers(0, 9)), min_size=1, max_size=60)


def rebuilds(
    pauses: list[tuple[float, int]], pace: DebounceTimes
) -> list[tuple[float, float, list[tuple[float, str]]]]:
    """When each rebuild was due and began, and the changes in it, for changes that come after these pauses."""
    debouncer, now, done = Debouncer(pace), 0.0, []
    waiting: list[tuple[float, str]] = []

    def begin(due: float) -> None:
        assert set(debouncer.take()) == {path for _, path in waiting}
        done.append((due, due, list(waiting)))
        waiting.clear()

    for pause, number in pauses:
        now += pause
        due = debouncer.due()
        if due is not None and due <= now:
            begin(due)
        debouncer.seen(f"{number}.md", now)
        waiting.append((now, f"{number}.md"))
    last = debouncer.due()
    assert last is not None
    begin(last)
    return done


@given(PAUSES)
def test_every_change_is_in_exactly_one_rebuild_that_begins_after_it(pauses: list[tuple[float, int]]) -> None:
    done = rebuilds(pauses, PACE)
    assert sum(len(changes) for _, _, changes in done) == len(pauses)
    for _, began, changes in done:
        assert all(seen <= began for seen, _ in changes)


@given(PAUSES)
def test_no_change_waits_longer_than_the_longest(pauses: list[tuple[float, int]]) -> None:
    for due, _, changes in rebuilds(pauses, PACE):
        is_burst = len({path for _, path in changes}) > PACE.few
        assert due - changes[0][0] <= (PACE.burst_longest if is_burst else PACE.longest) + 1e-9


@given(PAUSES)
def test_a_rebuild_begins_in_a_quiet_moment_unless_there_is_none(pauses: list[tuple[float, int]]) -> None:
    for due, _, changes in rebuilds(pauses, PACE):
        first, last = changes[0][0], changes[-1][0]
        assert due - last >= PACE.quiet - 1e-9 or due - first >= PACE.longest - 1e-9
        assert due >= last


def test_a_single_save_is_acted_on_at_once() -> None:
    debouncer = Debouncer(PACE)
    for now in (10.0, 10.01, 10.011):
        debouncer.seen("halden.md", now)
    assert debouncer.due() == 10.011 + 0.025
    assert debouncer.take() == ("halden.md",)


def test_a_burst_is_waited_out_longer() -> None:
    debouncer = Debouncer(PACE)
    for number in range(1000):
        debouncer.seen(f"{number}.md", 10 + number / 10_000)
    assert debouncer.due() == 10 + 999 / 10_000 + 0.1
    assert len(debouncer.take()) == 1000
    assert debouncer.due() is None


def test_a_stream_that_never_ends_is_acted_on_all_the_same() -> None:
    debouncer = Debouncer(PACE)
    for number in range(100):
        debouncer.seen("log.md", 10 + number / 50)
    assert debouncer.due() == 11.0
    for number in range(1000):
        debouncer.seen(f"{number}.md", 10 + number / 50)
    assert debouncer.due() == 15.0


def test_a_batch_says_how_many_changes_it_has_seen() -> None:
    changes = ChangeQueue(DebounceTimes(0, 0, 3, 0, 0))
    for path in ("a.md", "b.md", "a.md"):
        changes.notice(path)
    assert changes.wait() == Batch(("a.md", "b.md"), 3)
    changes.notice("c.md")
    assert (changes.wait(), changes.noticed) == (Batch(("c.md",), 4), 4)
