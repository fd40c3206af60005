"""What kamgen tells of a story's repository."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from click.testing import CliRunner

from kamgen.cli.main import cli
from tests.truth import heard
from tests.truth.repository import made
from tests.truth.story import AS_OF, Story
from tests.truth.truth import Event, Move


class Told(NamedTuple):
    """All of it."""

    events: list[Event]
    moves: list[Move]


def told_of(story: Story, root: Path, _ranges: int = 0) -> Told:
    """Makes the repository and asks for its history."""
    marks = made(story, root)
    history = asked(root, "history")
    return Told(list(heard.events(history, marks)), list(heard.moves(history, marks)))


def asked(root: Path, *command: str) -> Any:
    """What a command tells, as JSON."""
    options = ["--site", str(root), "--as-of", AS_OF.isoformat(), "-q", "--output-format", "json"]
    done = CliRunner().invoke(cli, [command[0], *options, *command[1:]])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)
