"""Plans to log in, and the shortest way to do it."""

from __future__ import annotations

from kamgen.edit.find import by_name, by_part
from kamgen.edit.kinds import KINDS, EntryKind, FieldValue, row_fields
from kamgen.edit.log import Edited, add, change, tick
from kamgen.edit.proof import ParsedFile, state_of
from kamgen.model.plan import Plan
from kamgen.model.source import Source
from kamgen.parse.plan import parse_plan

FOLDER = "content/accounts"
PATH = f"{FOLDER}/halden.md"
HEAD = "name: Halden\nowner: Ingrid Solberg\ncategory: core\n"
KIND = {kind.name: kind for kind in KINDS}


def yaml_plan(front: str, body: str = "") -> str:
    return f"---\n{HEAD}{front}---\n{body}"


def state(text: str) -> ParsedFile:
    return state_of(Source(PATH, text.encode()), FOLDER)


def parsed(data: bytes) -> Plan:
    return parse_plan(Source(PATH, data), FOLDER)


def row_of(kind: EntryKind, **values: str) -> dict[str, FieldValue]:
    fields = row_fields(kind.group)
    return {key: FieldValue((word,), fields[key].is_text, fields[key].is_list) for key, word in values.items()}


def added(text: str, name: str, **values: str) -> str:
    """The text with an entry more."""
    kind = KIND[name]
    return add(state(text), FOLDER, kind, row_of(kind, **values)).data.decode()


def changed(text: str, kind_name: str, entry_name: str, **values: str) -> str:
    """The text with fields of an entry changed."""
    kind, old = KIND[kind_name], state(text)
    entry = by_name(old.plan, kind, entry_name)
    assert entry is not None
    return change(old, FOLDER, kind, entry, row_of(kind, **values)).data.decode()


def tick_of(text: str, part: str) -> Edited:
    old = state(text)
    entry = by_part(old.plan, KIND["action"], part, needed=True)
    assert entry is not None
    return tick(old, FOLDER, entry)
