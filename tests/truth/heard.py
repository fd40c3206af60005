"""What kamgen tells of a repository, as the events and moves of the truth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from tests.truth.model import Mark
from tests.truth.truth import Event, Move

Told = Mapping[str, Any]


def events(history: Told, marks: Mapping[str, Mark]) -> Iterator[Event]:
    """All that `kamgen history --output-format json` tells."""
    for gone in history["removed"]:
        slug = gone["path"].rpartition("/")[2].removesuffix(".md")
        yield _event(slug, gone, marks, "account", "removed")
    for account in history["accounts"]:
        path = account["path"]
        for version in account["versions"]:  # newest first
            yield from _of_version(account["slug"], path, version, marks)
            path = version["former"] or path


def _of_version(slug: str, path: str, version: Told, marks: Mapping[str, Mark]) -> Iterator[Event]:
    moved = version["former"] and version["kind"] != "removed"  # of a deletion it says where the plan was
    paths = {"was": version["former"] if moved else None, "now": path if moved else None}
    if version["kind"] != "changed" or version["back"]:
        yield _event(slug, version, marks, "account", "returned" if version["back"] else version["kind"], **paths)
    elif version["former"]:
        yield _event(slug, version, marks, "account", "moved", **paths)
    for entry in version["entries"]:
        for told in entry_events(entry):
            yield _event(slug, version, marks, **told)
    for section in version["sections"]:
        yield _event(slug, version, marks, "prose", section["kind"], section["title"])


def entry_events(entry: Told) -> Iterator[dict[str, Any]]:
    """What an entry of history or diff tells."""
    words = {"group": entry["group"], "kind": entry["kind"], "title": entry["title"], "former": entry["former"] or ""}
    if entry["kind"] != "changed":
        side = "now" if entry["kind"] == "added" else "was"
        given = {field["field"]: _exact(field[side]) for field in entry["fields"]}
        yield {**words, side: ", ".join(f"{key} {given[key]}" for key in sorted(given))}
        return
    for field in entry["fields"]:
        if not field["field"]:
            yield {"group": "account", "kind": "readable" if field["now"] == "can be read" else "unreadable"}
        else:
            yield {**words, "field": field["field"], "was": _exact(field["was"]), "now": _exact(field["now"])}


def differences(diff: Told) -> Iterator[Event]:
    """All that `kamgen diff --output-format json` tells of the plans; of added and removed ones only that they are."""
    for account in diff["accounts"]:
        told = partial(Event, account["slug"], date.min, 0, frozenset())
        if account["kind"] != "changed":
            back = account["former"] and account["former"]["deleted"]
            yield told("account", "returned" if back else account["kind"], "", "", "", None, None)
            if not back:
                continue
        if account["moved"]:
            yield told("account", "moved", "", "", "", account["before"]["path"], account["after"]["path"])
        for entry in account["entries"]:
            for words in entry_events(entry):
                yield told(**{**_NOTHING, **words})
        for section in account["sections"]:
            yield told(**{**_NOTHING, "group": "prose", "kind": section["kind"], "title": section["title"]})


_NOTHING = {"title": "", "former": "", "field": "", "was": None, "now": None}


def _event(slug: str, commit: Told, marks: Mapping[str, Mark], group: str, kind: str, title: str = "", former: str = "",
           field: str = "", was: str | None = None, now: str | None = None) -> Event:  # fmt: skip
    day, authors = date.fromisoformat(commit["day"]), frozenset([commit["author"], *commit["co_authors"]])
    return Event(slug, day, marks[commit["commit"]], authors, group, kind, title, former, field, was, now)


def moves(history: Told, marks: Mapping[str, Mark]) -> Iterator[Move]:
    """The ledger."""
    for account in history["accounts"]:
        for move in account["moves"]:
            day, authors = date.fromisoformat(move["day"]), frozenset([move["author"], *move["co_authors"]])
            what = move["group"], move["title"], move["field"], _exact(move["was"]), _exact(move["now"]), move["times"]
            yield Move(account["slug"], day, marks[move["commit"]], authors, move["owner"], *what)


def _exact(value: str | None) -> str | None:
    """Without what says nothing of a number."""
    if value is None or not value.replace(".", "", 1).isdigit():
        return value
    number = Decimal(value)
    return str(int(number)) if number == number.to_integral() else str(number.normalize())
