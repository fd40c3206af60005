"""What kamgen tells of a story's repository."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from click.testing import CliRunner

from kamgen.cli.main import cli
from tests.truth import heard
from tests.truth.heard import differences
from tests.truth.model import Mark
from tests.truth.repository import made
from tests.truth.story import AS_OF, Story
from tests.truth.truth import Event, Move, between


class Told(NamedTuple):
    """All of it."""

    events: list[Event]
    moves: list[Move]
    owners: dict[str, int]
    """How many moves the ledger books to each owner in all."""
    disorder: list[str]
    """Versions that are not told newest first, as the log has them, whatever their dates say."""
    ranges: list[tuple[str, Mapping[Event, frozenset[str]], list[Event]]]
    """Of ranges of commits: which, what there is to tell of each, and what was told."""


def told_of(story: Story, root: Path, ranges: int = 0) -> Told:
    """Makes the repository and asks for its history, and for what is different between so many pairs of commits."""
    marks = made(story, root)
    history = json.loads(asked(root, "history"))
    ids = {mark: commit for commit, mark in marks.items()}
    random = Random(len(ids))
    compared = []
    for number in range(ranges):
        most = (1, 5, 40, len(story.steps))[number % 4]
        first = random.randrange(len(story.steps) - 1)
        last = min(first + most, len(story.steps) - 1)
        one, other = (story.steps[at].commit.mark for at in (first, last))
        diff = json.loads(asked(root, "diff", ids[one], ids[other]))
        compared.append((f"{one}..{other}", between(story, first, last), list(differences(diff))))
    told = list(heard.events(history, marks)), list(heard.moves(history, marks))
    owners = dict(re.findall(r"(?m)^  (.+?): (\d+) moves?\b", asked(root, "history", "--output-format", "slippage")))
    booked = {owner: int(count) for owner, count in owners.items()}
    return Told(*told, booked, list(_disorder(story, history, marks)), compared)


def _disorder(story: Story, history: dict[str, Any], marks: Mapping[str, Mark]) -> Iterator[str]:
    line = {step.commit.mark: number for number, step in enumerate(story.steps)}
    came: dict[Mark, int] = {}
    for each in reversed(story.commits):  # what a commit brought along came with it
        came[each.mark] = line.get(each.mark, came.get(each.mark, 0))
        for parent in each.parents:
            came.setdefault(parent, came[each.mark])
    for account in history["accounts"]:
        for newer, older in (*pairwise(account["versions"]), *pairwise(account["moves"])):
            one, other = (came[marks[each["readable_with"] or each["commit"]]] for each in (newer, older))
            if one < other:
                yield f"{account['slug']}: {newer['subject']} before {older['subject']}"


def asked(root: Path, *command: str) -> str:
    """What a command tells, as JSON unless it is asked for something else."""
    options = ["--site", str(root), "--as-of", AS_OF.isoformat(), "-q", "--output-format", "json"]
    done = CliRunner().invoke(cli, [command[0], *options, *command[1:]])
    assert done.exit_code == 0, done.output
    return done.stdout
