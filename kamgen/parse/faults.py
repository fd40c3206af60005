"""What pydantic has against a record, in a seller's words, and what is to be done about each value.

extra_forbidden   an unknown key: FMT002, with the key that was meant or the group it belongs in
missing           FMT004; an entry without what names it is left out as a whole
refused           one of kamgen's own parsers said why
string_type       not an error for a number or yes/no: the text that was written stands (ids keep zeros)
nothing written   a key with nothing after it is as if it were not there
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from difflib import SequenceMatcher
from typing import NamedTuple

from pydantic_core import ErrorDetails

from kamgen.model.fields import NOT_TEXT, REFUSED, folded
from kamgen.model.places import FrontText, KeyPath, join_key
from kamgen.model.plan import Fault
from kamgen.model.values import shown
from kamgen.parse.shape import Shape
from kamgen.parse.texts import GONE, UNWRITTEN, Verdict
from kamgen.text.suggestions import nearest, one_of

_FEW = 12
"""Keys of a group that a message can list."""
_WHERE_AT_MOST = 3
"""Groups that a message names as the home of a key."""
_ALIKE = 0.7
"""How alike a key must be to one that is known, from 0 to 1: keys are short, and `phone` does not mean `owner`."""
_SAME_MEANING = {"revenue": ("value",), "amount": ("value",), "date": ("due", "close")}
"""Keys of a group that say what a key of another group says."""
_LEANS_ON = {"scale": "score"}
"""What means nothing once the key beside it could not be read."""
_CUT_OFF = 'quotes around the text that holds the comma: `"one, two"`'


class Document(NamedTuple):
    """What is being read."""

    shape: Shape
    front: FrontText
    name: str
    """What the whole is called: ``an account plan``, ``site.toml``."""
    stand_ins: Mapping[str, object] = {}
    """What is read for required keys that are not there."""


def verdicts_on(error: ErrorDetails, path: KeyPath, document: Document, said: Container[KeyPath]) -> list[Verdict]:
    """What is to be done about one error at ``path`` (as it stands in the file), and what to say of it.

    Nothing more is said of the keys in ``said``.
    """
    kind, value = error["type"], error["input"]
    if kind == "extra_forbidden":
        return [Verdict(path, GONE, ("FMT002", unknown_key(path, value is None, document)))]
    if kind == "missing":
        return [_missing(path, document, path in said)]
    if value is None and isinstance(path[-1], str):
        return [Verdict(path, UNWRITTEN)]
    if kind == NOT_TEXT and not isinstance(value, dict | list | None):
        return [Verdict(path, _as_text(value, document.front.written(path)))]
    verdict = Verdict(path, GONE, _wrong(error, path, document))
    leaning = _LEANS_ON.get(str(path[-1]))
    return [verdict, Verdict((*path[:-1], leaning))] if leaning else [verdict]


def _as_text(value: object, written: str | None) -> str:
    if written is not None:
        return written
    return str(value).lower() if isinstance(value, bool) else str(value)


def _wrong(error: ErrorDetails, path: KeyPath, document: Document) -> tuple[str, Fault]:
    key, name, value = join_key(path), last_name(path), error["input"]
    if value is None:
        return "FMT003", Fault(key, f"{name}: this entry is empty", "what belongs there, or no entry")
    if error["type"] == REFUSED:
        context = error["ctx"]
        return context["code"], Fault(key, f"{name}: {context['message']}", context["write"])
    if error["type"] == NOT_TEXT:
        write = "one text, in quotes when it begins with `[` or `{`"
        return "FMT003", Fault(key, f"{name}: {_kind(value)} stands where a text belongs", write)
    known = document.shape.below(path)
    return "FMT003", Fault(key, f"{name}: {_kind(value)} stands where keys belong", _keys_write(known))


def _keys_write(known: Shape | None) -> str:
    """A group's first keys with their examples."""
    if known is None or not known.keys:
        return "`key: value` on lines of their own below it"
    pairs = [f"{key}: {_example(shape)}" for key, shape in list(known.keys.items())[:2]]
    return f"its keys, such as `{{{', '.join(pairs)}}}`"


def _example(shape: Shape) -> object:
    return shape.examples[0] if shape.examples else "…"


def _kind(value: object) -> str:
    if isinstance(value, dict):
        return "a group of keys"
    return "a list" if isinstance(value, list | tuple) else f"`{shown(value)}`"


def last_name(path: KeyPath) -> str:
    """The innermost key of a path, without the numbers of list entries."""
    return shown(next((part for part in reversed(path) if isinstance(part, str)), ""))


def _missing(path: KeyPath, document: Document, said: bool) -> Verdict:
    """A key that must be there; what it names is left out with it, unless it is the whole."""
    around, name = path[:-1], str(path[-1])
    known = document.shape.below(path) or Shape()
    example = f"`{name}: {_example(known)}`"
    if not around:
        message = f"`{name}` is missing: {known.description[:1].lower()}{known.description[1:]}"
        fault = Fault(name, message, f"a line such as {example}")
        return Verdict(path, document.stand_ins[name], None if said else ("FMT004", fault))
    group = last_name(around)
    what = f"this entry of `{group}`" if isinstance(around[-1], int) else f"`{group}`"
    fault = Fault(join_key(around), f"{what} has no `{name}`", f"its `{name}`, such as {example}")
    return Verdict(around, GONE, None if said else ("FMT004", fault))


def unknown_key(path: KeyPath, empty: bool, document: Document) -> Fault:
    """A key that the format does not know (``empty``: with nothing after it): what was meant, or where it belongs."""
    around, name, key = path[:-1], str(path[-1]), join_key(path)
    home = document.shape.below(around) or Shape()
    where = f"`{last_name(around)}`" if around else document.name
    says = f"`{shown(name)}` is not a key of {where}"
    near = key_meant(name, home)
    if near:
        return Fault(key, says, f"did you mean `{near}`?", on_key=True)
    if empty and _in_flow(key, document.front):
        return Fault(key, f"{says}: a comma cuts the text off before it", _CUT_OFF, on_key=True)
    homes = [group for group, shape in document.shape.groups() if name in shape.keys]
    if homes and len(homes) <= _WHERE_AT_MOST:
        listed = " or ".join(f"`{group}`" for group in homes)
        return Fault(key, f"{says}: it belongs in {listed}", f"it in {listed}", on_key=True)
    if len(home.keys) <= _FEW:
        return Fault(key, says, one_of(home.keys), on_key=True)
    return Fault(key, says, "one of the keys that `kamgen schema` lists, or a note in the prose below", on_key=True)


def key_meant(name: str, home: Shape) -> str | None:
    """The key of a group that looks or means much like ``name``."""
    near = nearest(name, home.keys)
    if near and SequenceMatcher(None, folded(name), folded(near)).ratio() >= _ALIKE:
        return near
    return next((key for key in _SAME_MEANING.get(folded(name), ()) if key in home.keys), None)


def _in_flow(key: str, front: FrontText) -> bool:
    """Whether a key stands behind an opening brace on its line."""
    place = front.key_place(key)
    rows = front.text.split("\n")
    number = place.line - front.first_line
    return 0 <= number < len(rows) and "{" in rows[number][: place.column - 1]
