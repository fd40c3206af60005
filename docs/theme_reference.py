"""Writes theme-reference.md: every page with its template, blocks and fields, from the view models and the theme."""

from __future__ import annotations

import ast
import inspect
import re
import sys
import textwrap
import typing
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path

from kamgen.model import enums
from kamgen.render.environment import FILTERS, TESTS
from kamgen.render.pages import ACCOUNT_PAGES, PORTFOLIO_PAGES, Page
from kamgen.render.site_context import Frame

TEMPLATES = Path(__file__).resolve().parent.parent / "themes/default/templates"

_BLOCK = re.compile(r"\{%-? block (\w+)")
_COLUMN = re.compile(r'\{"name": "(\w+)", "label": (.+?), "cell": cells\.(\w+)')

INTRO = """# What templates see

Every template of the default theme with its blocks, and the fields of its `view`. [themes.md](themes.md) says how to
override them. Texts are plain and are escaped where they are written; `Markup` is HTML that is ready.
"""


class Field(typing.NamedTuple):
    """A field of a view."""

    name: str
    kind: str
    meaning: str


def theme_page() -> str:
    """The page, as Markdown."""
    shown = [(page.template, page.view) for page in PORTFOLIO_PAGES] + list(ACCOUNT_PAGES.items())
    views = [(template, _view_of(function)) for template, function in shown]
    parts = [INTRO, "## On every page\n", "`page`, `site` and `root`, the way to the site's root.\n"]
    parts += [*_table(Page, "page"), *_table(Frame, "site"), _blocks("layout.html"), "## Pages\n"]
    for template, view in views:
        parts.append(f"### {template}\n")
        parts.append(_blocks(template))
        parts += _table(view, "view") if view else ["Its `view` is empty.\n"]
    parts += ["## Filters and tests\n", "Beside Jinja's own; the texts call the value before the bar its first one.\n"]
    parts += [f"- filter `{name}`: {_first_line(each)}" for name, each in FILTERS.items()]
    parts += [*[f"- test `{name}`: {_first_line(each)}" for name, each in TESTS.items()], ""]
    parts += ["## Columns of tables of accounts\n", *_columns(), "## Values in those\n"]
    for kind in _below([view for _, view in views if view] + [Frame], filter(None, map(_view_of, FILTERS.values()))):
        parts += [f"### {kind.__name__}\n", *_table(kind, "")]
    return "\n".join(parts)


def _blocks(template: str) -> str:
    blocks = _BLOCK.findall((TEMPLATES / template).read_text(encoding="utf-8"))
    return f"Blocks of `{template}`: {', '.join(f'`{block}`' for block in blocks)}.\n"


def _columns() -> Iterator[str]:
    for file in ("columns.html", "owner-columns.html", "category-columns.html"):
        found = _COLUMN.findall((TEMPLATES / file).read_text(encoding="utf-8"))
        yield f"`{file}`: {', '.join(f'`{name}`' for name, _, _ in found)}.\n"


def _view_of(function: typing.Callable[..., object] | None) -> type | None:
    return typing.get_type_hints(function)["return"] if function else None


def _first_line(function: typing.Callable[..., object]) -> str:
    return _line((inspect.getdoc(function) or "").split("\n\n")[0])


def _quoted(words: Iterable[str]) -> str:
    return ", ".join([f"`{word}`" for word in words])


def _table(kind: type, name: str) -> list[str]:
    summary = inspect.getdoc(kind) or ""
    head = f"{f'`{name}`: ' if name else ''}{summary}\n"
    if issubclass(kind, Enum):
        parts = [part for part in vars(next(iter(kind))) if not part.startswith("_")]
        words = (
            f"Each has {_quoted(parts)}." if parts else f"Its `value` is one of {_quoted(each.value for each in kind)}."
        )
        return [head, f"{words}\n"]
    rows = [f"| `{each.name}` | `{each.kind}` | {each.meaning} |" for each in fields_of(kind)]
    return [head, "| field | type | meaning |", "| --- | --- | --- |", *rows, ""]


def fields_of(kind: type) -> list[Field]:
    """The fields of a value with the docstrings below them or the words of their `Doc`, and its properties."""
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(kind))).body
    assert isinstance(tree, ast.ClassDef)
    found = []
    for node, after in zip(tree.body, [*tree.body[1:], None], strict=True):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            typed, said = _annotation(node.annotation)
            if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
                said = str(after.value.value)
            found.append(Field(node.target.id, typed, _line(said)))
        elif isinstance(node, ast.FunctionDef) and any(ast.unparse(each) == "property" for each in node.decorator_list):
            kind_of = ast.unparse(node.returns) if node.returns else ""
            found.append(Field(node.name, kind_of, _line(ast.get_docstring(node) or "")))
    return [each._replace(kind=each.kind.replace("|", "\\|").replace("enums.", "")) for each in found]


def _annotation(annotation: ast.expr) -> tuple[str, str]:
    """The type, and what `Doc` says of it in ``Annotated[type, Doc("…")]``."""
    if isinstance(annotation, ast.Subscript) and ast.unparse(annotation.value) == "Annotated":
        assert isinstance(annotation.slice, ast.Tuple)
        typed, doc = annotation.slice.elts
        assert isinstance(doc, ast.Call)
        return ast.unparse(typed), ast.literal_eval(doc.args[0])
    return ast.unparse(annotation), ""


def _line(text: str) -> str:
    return " ".join(text.replace("``", "`").replace("|", "\\|").split())


def _below(views: list[type], filtered: Iterable[type]) -> list[type]:
    """All classes of kamgen that filters return or are in the fields of views, each once, in the order of names."""
    found = {kind.__name__: kind for kind in filtered if kind.__module__.startswith("kamgen.")}
    queue = [*views, *found.values()]
    while queue:
        kind = queue.pop()
        names = vars(enums) | vars(sys.modules[kind.__module__])
        for field in fields_of(kind):
            for word in re.findall(r"[A-Za-z]\w*", field.kind):
                below = names.get(word)
                known = isinstance(below, type) and below.__module__.startswith("kamgen.") and below not in views
                if known and word not in found and hasattr(below, "__annotations__"):
                    found[word] = below
                    queue.append(below)
    return [found[name] for name in sorted(found)]
