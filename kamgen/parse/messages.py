"""Validation messages: what is wrong with the keys of a record, in a seller's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from kamgen.model.fields import Field, Record, Shape, fields_of, folded, slip_of
from kamgen.model.front_matter import FrontMatter
from kamgen.model.places import KeyPath, Right, short_text
from kamgen.parse.synonyms import SAME_MEANING
from kamgen.source.nodes import Node, Scalar, Sequence
from kamgen.source.write import written
from kamgen.text.suggestions import nearest, one_of, question

_FEW = 12
"""Keys of a group that a message can list."""
_WHERE_AT_MOST = 3
"""Groups that a message names as the home of a key."""
_ALIKE = 0.7
"""How alike a key must be to one that is known, from 0 to 1: keys are short, and `phone` does not mean `owner`."""
_CUT_OFF = 'quotes around the text that holds the comma: `"one, two"`'

Message = tuple[str, str]
"""What is wrong, and what to write."""


def last_name(path: KeyPath) -> str:
    """The innermost key of a path, without the numbers of list entries."""
    return short_text(next((part for part in reversed(path) if isinstance(part, str)), ""))


def misplaced(field: Field, node: Node, language: str) -> Message:
    """That something else than a list, keys or one value, as ``field`` wants, stands where ``node`` does."""
    what = f"`{short_text(node.text)}`" if isinstance(node, Scalar) else "a group of keys"
    if field.shape is Shape.ROWS:
        if isinstance(node, Scalar) and field.words:
            parts = _BETWEEN.split(node.text.strip())
            return f"a list is wanted here, not {what}", Right(tuple(parts)).in_words(_list_of(parts, language))
        what = what if isinstance(node, Scalar) else "keys"
        texts = field.is_text and language != "yaml"
        return f"a list is wanted here, not {what}", _TEXTS if texts else _ENTRIES[language].format(field.key)
    what = "a list" if isinstance(node, Sequence) else what
    if field.shape is not Shape.VALUE:
        if what == "a list" and language == "toml":
            return f"{what} stands where keys belong", f"`[{field.key}]`, once and with single brackets"
        fields = fields_of(field.record).items() if field.record else []
        keys = sorted(fields, key=lambda item: item[1].example is None)[:2]
        pairs = ", ".join(pair(key, _example(inner), language) for key, inner in keys)
        write = f"its keys, such as `{{{pairs}}}`" if pairs else _KEYS[language].format(field.key)
        return f"{what} stands where keys belong", write
    if field.is_text:
        write = "one text, in quotes when it begins with `[` or `{`" if language == "yaml" else "one text, in quotes"
        return f"{what} stands where a text belongs", write
    return f"{what} stands where one value belongs", f"a value such as `{_example(field)}`"


_PEOPLE = frozenset(["attendees", "from"])
"""Lists of names."""
_PHRASES = frozenset(["exit_barriers"])
"""Lists whose entries may well have commas of their own."""
_BETWEEN = re.compile(r"\s*[,;|\n]\s*")
_AND = re.compile(r"\s*[,;|\n]\s*|\s+(?:[/&+]|and|und|og|och|et|y|e|en)\s+")
_FULL_NAME = re.compile(r"[^\W\d_a-z]\S*(?: \S+)+")


def several(key: str, text: str, language: str) -> Message | None:
    """That a list is written as one text; None for what may well be a list of one."""
    bare = text.strip()
    names = _names(key, bare)
    parts = names or [part for part in _BETWEEN.split(bare) if part]
    if len(parts) < 2 or key == "sections":
        return None
    says = f"`{short_text(bare)}` is one text, and a list is wanted here"
    right = _list_of(parts, language)
    if key in _PHRASES or (key in _PEOPLE and not names):  # `Moe, Per` is one person
        return says, f"{right}, or {_list_of([bare], language)} if it is one"
    return says, Right(tuple(parts)).in_words(right)


def names_in(key: str, text: str, language: str) -> Message | None:
    """That one entry of a list of names holds several; None when it does not."""
    if not (names := _names(key, text.strip())):
        return None
    shown = _list_of(names, language)[2:-2]
    return f"`{short_text(text.strip())}` holds several names in one entry", f"an entry each: `{shown}`"


def _names(key: str, text: str) -> list[str]:
    """The full names in one text of a list of names; empty when there are not several, and nothing else."""
    names = [part for part in _AND.split(text) if part] if key in _PEOPLE else []
    return names if len(names) > 1 and all(map(_FULL_NAME.fullmatch, names)) else []


def _list_of(texts: list[str], language: str) -> str:
    shown = ", ".join(written(each, language, text=True) for each in texts)
    return f"`[{short_text(shown)}]`"


def missing(field: Field, path: KeyPath, language: str) -> Message:
    """That the record at ``path`` lacks a key."""
    example = f"`{pair(field.key, _example(field), language)}`"
    if not path:
        wanted = f"{field.description[:1].lower()}{field.description[1:]}"
        return f"`{field.key}` is missing: {wanted}", f"a line such as {example}"
    group = last_name(path)
    what = f"this entry of `{group}`" if isinstance(path[-1], int) else f"`{group}`"
    return f"{what} has no `{field.key}`", f"its `{field.key}`, such as {example}"


def _example(field: Field) -> str:
    return "…" if field.example is None else str(field.example)


def pair(key: str, value: str, language: str) -> str:
    """A key with its value as a language writes them: ``due: 2026-11-20``, ``due = 2026-11-20``."""
    if language == "yaml":
        return f"{key}: {value}"
    return f"{key} = {written(value, language)}" if language == "toml" else f'"{key}": {written(value, language)}'


_ENTRIES = {
    "yaml": "one entry a line, each beginning with `- `",
    "toml": "`[[{}]]` above the keys of each entry",
    "json": "`[` before the first entry and `]` behind the last",
}
_TEXTS = '`["one", "two"]`'
_KEYS = {
    "yaml": "`key: value` on lines of their own below it",
    "toml": '`{} = {{ key = "value" }}`, with the keys that belong there',
    "json": '`{{"key": "value"}}`, with the keys that belong there',
}
"""How a list and a group of keys look in a language; ``{}`` stands for their own key."""


def unknown_key(
    name: str, path: KeyPath, home: type[Record], root: type[Record], document: str, cut: bool, language: str
) -> Message:
    """That the record ``home`` at ``path`` has no such key: what was meant, or where it belongs.

    ``root`` is the record of the whole, which is called ``document``; ``cut``: whether only a comma stands before it.
    """
    known = fields_of(home)
    says = f"`{short_text(name)}` is not a key of {f'`{last_name(path)}`' if path else document}"
    if name == "<<":
        return "YAML's `<<`, which merges groups, is not read", "the keys themselves"
    found = [(group, rows) for group, record, rows in _groups(root) if name in fields_of(record)]
    same, near = same_key(name, home), suggested_key(name, home)
    told = same or found or folded(name) in map(folded, known)
    if not path and not told and root is FrontMatter and folded(name) in SAME_MEANING:
        group, _, key = SAME_MEANING[folded(name)][0].rpartition(".")
        return f"{says}: it belongs in `{group}` as `{key}`", f"`{key}` in `{group}`"
    if near:
        return says, question(near, is_slip=slip_of(name, known) == near)
    if cut:
        return f"{says}: a comma cuts the text off before it", _CUT_OFF
    homes = [(group, rows) for group, rows in found if "." not in group] or found
    if homes and len(homes) <= _WHERE_AT_MOST:
        listed = " or ".join(f"`{group}`" for group, _ in homes)
        heads = " or ".join(f"`[[{group}]]`" if rows else f"`[{group}]`" for group, rows in homes)
        return f"{says}: it belongs in {listed}", f"it below {heads}" if language == "toml" else f"it in {listed}"
    if len(known) <= _FEW:
        return says, one_of(known)
    if document == "site.toml":
        return says, "one of the keys that `kamgen schema site` lists"
    return says, "one of the keys that `kamgen schema plan` lists, or a note in the prose below"


def outermost(field: Field, document: str, language: str, flow: bool) -> Message:
    """That a key stands in a group, within braces if ``flow``, and belongs to the whole."""
    message = f"`{field.key}` belongs to {document.replace('an account plan', 'the plan')} itself"
    if flow:
        return message, "it outside of these braces"
    if language == "yaml":
        return message, "it in the first column"
    if field.record or field.shape is Shape.TABLE:
        table = f"[[{field.key}]]" if field.shape is Shape.ROWS else f"[{field.key}]"
        return message, f"`{table}` on a line of its own, and what belongs to it below"
    return message, "it above the first `[table]`"


def _groups(record: type[Record], around: str = "") -> Iterator[tuple[str, type[Record], bool]]:
    """All groups of a record with their dotted names, and whether they are lists; outermost first."""
    for key, field in fields_of(record).items():
        if field.record and field.shape is not Shape.TABLE:
            yield f"{around}{key}", field.record, field.shape is Shape.ROWS
            yield from _groups(field.record, f"{around}{key}.")


def suggested_key(name: str, home: type[Record]) -> str | None:
    """The key of a record that looks or means much like ``name``."""
    if same := same_key(name, home):
        return same
    near = nearest(name, fields_of(home))
    alike = near and SequenceMatcher(None, folded(name), folded(near)).ratio() >= _ALIKE
    return near if alike else None


def same_key(name: str, home: type[Record]) -> str | None:
    """The key of a record of which ``name`` is a usual word."""
    keys = (key.rpartition(".")[2] for key in SAME_MEANING.get(folded(name), ()))
    return next((key for key in keys if key in fields_of(home)), None)
