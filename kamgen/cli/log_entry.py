"""What `kamgen log` does with one entry: which plan, which row, what is missing, and the file written."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from datetime import date
from difflib import unified_diff
from functools import partial
from pathlib import Path
from typing import Any

import click
from msgspec.structs import replace

from kamgen.cli.open_site import Session, resolve_account
from kamgen.cli.options import FIELD, STATE, TODAY
from kamgen.cli.terminal import Terminal
from kamgen.edit.find import Entry, by_name, by_part, plan_entries
from kamgen.edit.kinds import EntryKind, FieldValue, Row, example_of, option_of, row_fields
from kamgen.edit.log import Edited, add, change, tick
from kamgen.edit.proof import ParsedFile, ValueRefused, read_row, sheet_of, state_of
from kamgen.model.config import SiteConfig
from kamgen.model.context import Links
from kamgen.model.enums import Severity
from kamgen.model.errors import EditError
from kamgen.model.fields import folded
from kamgen.model.places import short_text
from kamgen.pipeline import Judge
from kamgen.report.findings import visible
from kamgen.write.files import replace_file


def log_entry(
    kind: EntryKind,
    session: Session,
    account: str,
    as_of: date,
    dry_run: bool,
    name: str | None,
    given: Mapping[str, Any],
) -> None:
    """Add, change or close one entry of the plan of ``account``, and say so."""
    source = resolve_account(session, account)
    folder = session.content.folder
    state = state_of(source, folder)
    row = _row(kind, given, as_of)
    try:
        edited, said = _edited(state, folder, kind, as_of, row, name)
    except ValueRefused as refused:
        raise _usage(kind, refused) from None
    _refuse_mistakes(session.site, as_of, state, state_of(replace(source, data=edited.data), folder))
    if dry_run:
        old, new = state.sheet.text.split("\n"), sheet_of(edited.data).text.split("\n")
        lines = unified_diff(old, new, f"a/{source.path}", f"b/{source.path}", lineterm="")
        Terminal().result("".join(f"{visible(line)}\n" for line in lines))
        return
    replace_file(Path(os.path.realpath(session.root / source.path)), source.data, edited.data)
    Terminal().result(f"{visible(f'{said} at {source.path}:{edited.line}.')}\n")


def _refuse_mistakes(site: SiteConfig, as_of: date, old: ParsedFile, new: ParsedFile) -> None:
    """Refuses what `kamgen check` would call an error, such as a promise that was kept tomorrow."""
    judge = Judge(site, as_of)
    known = {(found.code, found.message) for found in judge(old.plan, Links(old.plan.slug)).findings}
    for found in judge(new.plan, Links(new.plan.slug)).findings:
        if found.severity is Severity.ERROR and (found.code, found.message) not in known:
            raise EditError(f"nothing is written: {found.message} ({found.code})", found.write)


def _edited(
    state: ParsedFile, folder: str, kind: EntryKind, as_of: date, row: dict[str, FieldValue], name: str | None
) -> tuple[Edited, str]:
    if kind.naming:
        field = row_fields(kind.group)[kind.naming]
        name = name.strip() if name is not None else _ask(kind, kind.naming)
        row = {kind.naming: FieldValue((name,), field.is_text), **row}
        read_row(kind, _with_examples(kind, {kind.naming: row[kind.naming]}))
    entry = _entry(state, kind, name or "", row)
    changes = {key: value for key, value in row.items() if key != kind.naming}
    if entry is None:
        return _added(state, folder, kind, as_of, row)
    if entry.number is None:
        return tick(state, folder, entry), f"Ticked the task `{short_text(entry.name)}`"
    if not changes:
        raise click.UsageError(
            f"`{short_text(entry.name)}` is there already, in line {entry.line}: say what is to change"
        )
    for key, day in kind.dated_by.items():
        if key in changes:
            changes.setdefault(day, FieldValue((as_of.isoformat(),), text=False))
    edited = change(state, folder, kind, entry, changes)
    told = ", ".join(f"{key} {', '.join(value.words)}" for key, value in changes.items())
    return edited, f"Changed {kind.name} `{short_text(entry.name)}` ({told})"


def _entry(state: ParsedFile, kind: EntryKind, name: str, row: Row) -> Entry | None:
    """The entry to change; None: a row is to be added."""
    if not kind.naming or kind.repeats:
        return None
    changes = set(row) - {kind.naming}
    stated = any(row[key].words == (word,) for key, word in kind.states.values() if key in row)
    if changes & set(kind.closing) or stated:
        return by_part(state.plan, kind, name, needed=True)
    if kind.by_part or (changes and changes <= set(kind.marks)):
        return by_part(state.plan, kind, name, needed=False)
    return by_name(state.plan, kind, name)


def _added(state: ParsedFile, folder: str, kind: EntryKind, as_of: date, row: Row) -> tuple[Edited, str]:
    whole = {**dict.fromkeys(kind.today, FieldValue((as_of.isoformat(),), text=False)), **row}
    for key, field in row_fields(kind.group).items():
        if key not in whole and (field.required or key in kind.recommended):
            whole[key] = FieldValue((_ask(kind, key),), field.is_text)
    ordered = {key: whole[key] for key in row_fields(kind.group) if key in whole}
    edited = add(state, folder, kind, ordered)
    title = whole[kind.naming].words[0] if kind.naming else f"of {whole[kind.today[0]].words[0]}"
    # an entry whose name begins the same may be the one that was meant
    for entry in plan_entries(state.plan, kind) if kind.naming and not kind.repeats else ():
        one, other = folded(entry.name), folded(title)
        if not entry.closed and (one.startswith(other) or other.startswith(one)):
            Terminal().note(visible(f"note: `{short_text(entry.name)}` in line {entry.line} is another {kind.name}"))
    return edited, f"Added {kind.name} `{short_text(title)}`" if kind.naming else f"Added {kind.name} {title}"


def _row(kind: EntryKind, given: Mapping[str, Any], as_of: date) -> dict[str, FieldValue]:
    """The fields that were given, in the order of the format. Raises a usage error for two that close an entry."""
    row: dict[str, FieldValue] = {}
    for key, field in row_fields(kind.group).items():
        value = given.get(f"{FIELD}{key}")
        if value is True or (value and field.is_list):
            row[key] = (
                FieldValue(("true",), text=False) if value is True else FieldValue(value, field.is_text, listed=True)
            )
        elif isinstance(value, str):
            row[key] = FieldValue((as_of.isoformat() if value == TODAY else value.strip(),), field.is_text)
    states = [state for state in kind.states if given.get(f"{STATE}{state}")]
    closing = [option_of(key) for key in (*(key for key in kind.closing if key in row), *states)]
    if len(closing) > 1:
        raise click.UsageError(f"an entry is closed in one way: give one of {', '.join(closing)}")
    for state in states:
        key, word = kind.states[state]
        if key in row:
            raise click.UsageError(f"`{option_of(state)}` says the {key} already: leave out `{option_of(key)}`")
        row[key] = FieldValue((word,), text=False)
    return row


def _ask(kind: EntryKind, key: str) -> str:
    """What is missing, asked for until it can stand in a plan; a usage error where nobody can be asked."""
    field = row_fields(kind.group)[key]
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        named = f'kamgen log ACCOUNT {kind.name} "{example_of(field)}"'
        where = f"`{named if key == kind.naming else f'{option_of(key)} {example_of(field)}'}`"
        what = f"{field.description[:1].lower()}{field.description[1:]}"
        raise click.UsageError(f"{kind.name}: {key.replace('_', ' ')} is missing ({what}): give {where}")
    text = f"{field.description} ({', '.join(field.words) or f'such as {example_of(field)}'})"
    answer: str = click.prompt(text, value_proc=partial(_answer, kind, key), err=True)
    return answer


def _answer(kind: EntryKind, key: str, typed: str) -> str:
    try:
        read_row(kind, _with_examples(kind, {key: FieldValue((typed.strip(),), row_fields(kind.group)[key].is_text)}))
    except ValueRefused as refused:
        raise _usage(kind, refused) from None
    return typed.strip()


def _with_examples(kind: EntryKind, row: Row) -> Row:
    """The row with examples for what no row can do without, so that it can be read."""
    fields = row_fields(kind.group).items()
    return {**{key: FieldValue((example_of(field),), field.is_text) for key, field in fields if field.required}, **row}


def _usage(kind: EntryKind, refused: ValueRefused) -> click.UsageError:
    option = kind.naming.upper() if refused.key == kind.naming else option_of(refused.key)
    write = f": write {refused.help_text}" if refused.help_text else ""
    return click.UsageError(visible(f"{option}: {refused.message}{write}"))
