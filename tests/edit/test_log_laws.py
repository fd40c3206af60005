"""Whatever the plan and whatever the texts: the old lines are all there in order, and one entry is more."""

from __future__ import annotations

import json
from unicodedata import is_normalized

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kamgen.edit.find import plan_entries
from kamgen.edit.kinds import KINDS, EntryKind, FieldValue, example_of, row_fields
from kamgen.edit.log import add, change
from kamgen.edit.proof import ValueRefused, read_row
from kamgen.model.errors import EditError
from kamgen.parse.decode import LONGEST_NAME
from kamgen.report.findings import visible
from kamgen.source.write import scalar
from kamgen.text.substance import is_placeholder
from tests.edit.log_plans import FOLDER, KIND, parsed, state

HOSTILE = (
    "a: b",
    "#1",
    "a #1",
    "- x",
    "NO",
    "00123",
    "'",
    '"',
    "{a}",
    "[x], y",
    "&a",
    "*a",
    "|",
    "🙂 ok",
    "a\\b",
    "12:30",
    "---",
    "+++",
)
TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=40)).map(str.strip)


def _is_plain(text: str) -> bool:
    as_read = visible(text) == text and is_normalized("NFC", text)
    return bool(text.strip()) and as_read and not is_placeholder(text) and len(text) <= LONGEST_NAME


PLAIN = TEXTS.filter(_is_plain)
ROWS = st.lists(st.tuples(PLAIN, PLAIN), max_size=3)
COMMENT = st.sampled_from(["", "  # note", " # a: b"])


def _block(rows: list[tuple[str, str]], indent: str, comment: str) -> str:
    pairs = (f"{indent}- promise: {scalar(a)}{comment}\n{indent}  to: {scalar(b)}\n" for a, b in rows)
    return f"promises:{comment}\n{''.join(pairs)}"


def _braces(rows: list[tuple[str, str]], indent: str, comment: str) -> str:
    pairs = (f"{indent}- {{promise: {scalar(a)}, to: {scalar(b)}}}{comment}\n" for a, b in rows)
    return f"promises:{comment}\n{''.join(pairs)}"


def _brackets(rows: list[tuple[str, str]], indent: str, comment: str) -> str:
    pairs = [f"\n{indent} {{promise: {scalar(a)}, to: {scalar(b)}}}" for a, b in rows]
    return f"promises: [{','.join(pairs)}]{comment}\n"


def _line(rows: list[tuple[str, str]], _indent: str, comment: str) -> str:
    return f"promises: [{', '.join(f'{{promise: {scalar(a)}, to: {scalar(b)}}}' for a, b in rows)}]{comment}\n"


@st.composite
def yaml_plans(draw: st.DrawFn) -> str:
    style = draw(st.sampled_from([_block, _braces, _brackets, _line, None]))
    rows = style(draw(ROWS), draw(st.sampled_from(["", "  ", "    "])), draw(COMMENT)) if style else ""
    before = draw(st.sampled_from(["", "# top\n", "tags: [a, b]\n", "feedback:\n- {date: 2026-01-01}\n"]))
    behind = draw(st.sampled_from(["", "\n", "# end\n", "risks:\n  - risk: a\n", "  # deep\n\nactions: []\n"]))
    body = draw(st.sampled_from(["", "\n", "# H\n\n\ttab\n- [ ] x", "text\n\n"]))
    text = f"---\nname: {scalar(draw(PLAIN))}\nowner: I\ncategory: core\n{before}{rows}{behind}---\n{body}"
    ends = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    return draw(st.sampled_from(["", "\ufeff"])) + text.replace("\n", ends)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


@st.composite
def toml_plans(draw: st.DrawFn) -> str:
    tables = "".join(f"[[promises]]\npromise = {_quoted(a)}\nto = {_quoted(b)} # x\n\n" for a, b in draw(ROWS))
    behind = draw(st.sampled_from(["", '# c\n[crm]\nsystem = "x"\n']))
    return f'+++\nname = {_quoted(draw(PLAIN))}\nowner = "I"\ncategory = "core"\n{tables}{behind}+++\nx'


PLANS = st.one_of(yaml_plans(), yaml_plans(), toml_plans())


@settings(deadline=None, max_examples=150)
@given(PLANS, PLAIN, PLAIN)
def test_one_entry_is_more_and_nothing_else_differs(text: str, promise: str, to: str) -> None:
    row = {"promise": FieldValue((promise,)), "to": FieldValue((to,)), "due": FieldValue(("2026-12-01",), text=False)}
    old = state(text)
    new = add(old, FOLDER, KIND["promise"], row).data
    rows = parsed(new).front.promises
    assert rows[:-1] == old.plan.front.promises
    assert (rows[-1].promise, rows[-1].to, str(rows[-1].due)) == (promise, to, "2026-12-01")
    assert parsed(new).body.html == old.plan.body.html
    _old_lines_stay(text.encode().splitlines(keepends=True), new.splitlines(keepends=True), text)


@settings(deadline=None, max_examples=100)
@given(PLANS, PLAIN, st.data())
def test_one_field_is_changed_and_nothing_else_differs(text: str, to: str, data: st.DataObject) -> None:
    old = state(text)
    found = plan_entries(old.plan, KIND["promise"])
    assume(found)
    entry = data.draw(st.sampled_from(found))
    before = old.plan.front.promises[entry.number or 0].to
    assume(before != to)
    new = parsed(change(old, FOLDER, KIND["promise"], entry, {"to": FieldValue((to,))}).data)
    rows = list(old.plan.front.promises)
    rows[entry.number or 0] = replace(rows[entry.number or 0], to=to)
    assert new.front == replace(old.plan.front, promises=tuple(rows))
    assert new.body == old.plan.body


def _old_lines_stay(old: list[bytes], new: list[bytes], text: str) -> None:
    """Old lines are all there in order; the one that the brackets of a list close on, or `[]`, may have grown."""
    kept, grown = iter(new), 0
    for line in old:
        rest = list(kept)
        if line in rest:
            kept = iter(rest[rest.index(line) + 1 :])
        else:
            grown, kept = grown + 1, iter(rest[1:])
    assert grown <= ("[" in text or "{" in text)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=30))
def test_a_text_is_read_as_it_was_written_or_refused(text: str) -> None:
    kind = KIND["risk"]
    try:
        row = read_row(kind, {"risk": FieldValue((text,)), "owner": FieldValue((text,))})
    except ValueRefused:
        assert not _is_plain(text)
        return
    assert (getattr(row, "risk", None), getattr(row, "owner", None)) == (text.strip(), text.strip())


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=80), st.sampled_from(["---\n", "+++\n", "{", ""]))
def test_any_file_is_changed_or_refused(text: str, fence: str) -> None:
    row = {"promise": FieldValue(("a",))}
    try:
        old = state(f"{fence}{text}\n{fence}")
        new = add(old, FOLDER, KIND["promise"], row).data
    except EditError:
        return
    assert len(parsed(new).front.promises) == len(old.plan.front.promises) + 1


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_example_of_each_field_can_be_logged(kind: EntryKind) -> None:
    fields = row_fields(kind.group)
    row = {
        key: FieldValue(("true" if field.is_flag else example_of(field),), field.is_text, field.is_list)
        for key, field in fields.items()
    }
    read = read_row(kind, row)
    assert all(getattr(read, field.name) is not None for field in fields.values())
