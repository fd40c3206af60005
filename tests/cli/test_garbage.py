"""How often Python looks for garbage while a command runs."""

import gc

import pytest

from kamgen.cli.options import rarely_collected


def test_garbage_is_searched_for_rarely_while_a_command_runs_and_as_before_afterwards() -> None:
    usual = gc.get_threshold()

    @rarely_collected()
    def command(name: str) -> tuple[str, int]:
        return name, gc.get_threshold()[0]

    assert command("build") == ("build", 100_000)
    assert gc.get_threshold() == usual


def test_a_command_that_fails_leaves_it_as_before_too() -> None:
    usual = gc.get_threshold()
    with pytest.raises(ValueError, match="broken"), rarely_collected():
        raise ValueError("broken")
    assert gc.get_threshold() == usual
