"""What a site's own theme overrides, held against what it covers: an override without effect is an error.

    block   must be one of a template that it extends
    macro   must be called in its file, or imported by a template
    file    must be the template of a page, or be named by another template

Who misspells a name, or follows an older kamgen's, hears of it, instead of wondering why nothing changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from jinja2 import TemplateNotFound, TemplateSyntaxError, nodes

from kamgen.model.errors import ThemeError
from kamgen.render.environment import Layers
from kamgen.render.theme import Theme
from kamgen.text.suggestions import nearest

Place = tuple[int, str]
"""Layer and name of a template."""

_NAMING = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)


@lru_cache(maxsize=4)
def check_overrides(theme: Theme, pages: frozenset[str]) -> None:
    """ThemeError for the first override of the site's own that has no effect; ``pages`` are the templates of pages."""
    if theme.own:
        _Overrides(theme, pages).check()


class _Overrides:
    """All templates of a theme, parsed. Those that cannot be are left out: rendering them says why."""

    def __init__(self, theme: Theme, pages: frozenset[str]) -> None:
        self.theme = theme
        self.pages = pages
        self.layers = Layers(theme.layers, theme.templates)
        self.trees = {
            (layer, name): tree
            for layer, templates in enumerate(theme.templates)
            for name, text in templates
            for tree in self._parsed(text)
        }

    def _parsed(self, text: str) -> Iterator[nodes.Template]:
        try:
            yield self.theme.environment.parse(text)
        except TemplateSyntaxError:
            return

    def check(self) -> None:
        """Raise for the first override without effect."""
        for place, tree in self.trees.items():
            if place[0] in self.theme.own:
                self._check_file(place)
                self._check_blocks(place, tree)
                self._check_macros(place, tree)

    def _check_file(self, place: Place) -> None:
        named = {name for other in self.trees if other[1] != place[1] for name in self._named(other)}
        if place[1] not in self.pages | named:
            known = {name for layer, name in self.trees if layer not in self.theme.own}
            raise self._error(place, 1, "no page and no template uses this file", place[1], known)

    def _check_blocks(self, place: Place, tree: nodes.Template) -> None:
        known, whole = self._blocks_below(place)
        for block in tree.body:
            if isinstance(block, nodes.Block) and whole and block.name not in known:
                raise self._error(
                    place, block.lineno, f"nothing it extends has a block `{block.name}`", block.name, known
                )

    def _check_macros(self, place: Place, tree: nodes.Template) -> None:
        for macro in tree.find_all(nodes.Macro):
            called = any(name.name == macro.name for name in tree.find_all(nodes.Name) if name.ctx == "load")
            if not called and macro.name not in self._imported(place[1]):
                words = f"nothing calls the macro `{macro.name}`"
                raise self._error(place, macro.lineno, words, macro.name, self._imported(place[1]))

    def _blocks_below(self, place: Place) -> tuple[set[str], bool]:
        """Blocks of all templates that one extends, and whether those are all; False when it extends none."""
        found: set[str] = set()
        extends = next(self.trees[place].find_all(nodes.Extends), None)
        while extends is not None:
            name = _template_of(extends)
            below = self._place(name, place) if name else None
            if below not in self.trees:
                return found, False
            place = below
            found |= {block.name for block in self.trees[place].find_all(nodes.Block)}
            extends = next(self.trees[place].find_all(nodes.Extends), None)
        return found, bool(found)

    def _imported(self, name: str) -> set[str]:
        """What other templates import of one, by its name or as a part of the whole."""
        found: set[str] = set()
        for place, tree in self.trees.items():
            for node in tree.find_all((nodes.FromImport, nodes.Import)):
                if (_template_of(node) or "").removeprefix("base:") != name:
                    continue
                if isinstance(node, nodes.FromImport):
                    found |= {each if isinstance(each, str) else each[0] for each in node.names}
                else:
                    found |= {each.attr for each in self.trees[place].find_all(nodes.Getattr)}
        return found

    def _named(self, place: Place) -> Iterator[str]:
        """The templates that one names, without ``base:``."""
        for node in self.trees[place].find_all(_NAMING):
            if name := _template_of(node):
                yield name.removeprefix("base:")

    def _place(self, name: str, place: Place) -> Place | None:
        """Where the template is that another one names."""
        first = place[0] + 1 if name.startswith("base:") else 0
        try:
            return self.layers.place(f"{first}:{name.removeprefix('base:')}")
        except TemplateNotFound:
            return None

    def _error(self, place: Place, line: int, words: str, written: str, known: set[str]) -> ThemeError:
        folder = self.theme.layers[place[0]]
        file = (folder / "templates" / place[1]).relative_to(folder.parent.parent).as_posix()
        near = nearest(written, known)
        help_text = f"`{near}`, or take it out" if near else "take it out; docs/theme-reference.md lists what there is"
        return ThemeError(f"{file}:{line}: {words}, so it changes nothing", help_text)


def _template_of(node: nodes.Node) -> str | None:
    """The template that a statement names; None for one that is reckoned when it runs."""
    named = dict(node.iter_fields(only=("template",)))["template"]
    return named.value if isinstance(named, nodes.Const) and isinstance(named.value, str) else None
