"""Jinja as themes use it: layers, ``base:``, templates kept compiled between runs, a sandbox for those of a site.

What a site's own theme overrides is held against what it covers: an override without effect is an error.

    block   must be one of a template that it extends
    macro   must be called in its file, or imported by a template
    file    must be the template of a page, or be named by another template

Who misspells a name, or follows an older kamgen's, hears of it, instead of wondering why nothing changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import lru_cache

from jinja2 import (
    BaseLoader,
    Environment,
    FileSystemBytecodeCache,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
)

from kamgen.facts.client import is_grave, is_serious
from kamgen.facts.promises import is_confirmed, is_confirmed_lately
from kamgen.model.errors import ThemeError
from kamgen.model.rule import Rule
from kamgen.render.sandbox import SandboxedEnvironment
from kamgen.render.text import as_sentence, with_code
from kamgen.render.theme import Theme
from kamgen.render.views.rows import score_words
from kamgen.render.views.rules import example_text
from kamgen.render.views.scorecard import STATES, StateWord
from kamgen.rules.catalogue import RULES
from kamgen.text.suggestions import nearest
from kamgen.text.words import counted, rule_title, signed


def rule(code: str) -> Rule:
    """The rule of that code."""
    return next(rule for rule in RULES if rule.code == code)


def state(state: str) -> StateWord:
    """An outcome's class and word."""
    return STATES[state]


FILTERS: dict[str, Callable[..., object]] = {
    "as_sentence": as_sentence,
    "counted": counted,
    "example": example_text,
    "marked": with_code,
    "rule": rule,
    "rule_title": rule_title,
    "score": score_words,
    "signed": signed,
    "state": state,
}
"""What templates may ask beside Jinja's own, as in ``{{ step.late | counted("day") }}``."""

TESTS: dict[str, Callable[..., bool]] = {
    "confirmed": is_confirmed,
    "confirmed_lately": is_confirmed_lately,
    "grave": is_grave,
    "serious": is_serious,
}
"""Facts that templates may ask, as in ``{% if risk is grave %}``."""

_BELOW = re.compile(r"(\d+):(.+)", re.DOTALL)


@lru_cache(maxsize=4)
def environment(theme: Theme) -> Environment:
    """Jinja with the templates of that theme."""
    kind = SandboxedThemeEnvironment if theme.sandboxed else ThemeEnvironment
    made = kind(
        loader=Layers(theme),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=_bytecode("metered" if theme.sandboxed else "trusted"),
    )
    made.filters |= FILTERS
    made.tests |= TESTS
    if isinstance(made, SandboxedThemeEnvironment):
        made.guard()
    return made


class Layers(BaseLoader):
    """Finds templates in the first layer that has them; ``2:page.html`` looks from the third layer on."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.templates = tuple(map(dict, theme.templates))

    def place(self, name: str) -> tuple[int, str]:
        """The layer of a template, and its name without number."""
        found = _BELOW.fullmatch(name)
        first, bare = (int(found[1]), found[2]) if found else (0, name)
        for layer in range(first, len(self.templates)):
            if bare in self.templates[layer]:
                return layer, bare
        raise TemplateNotFound(bare)

    def get_source(
        self,
        environment: Environment,  # noqa: ARG002 (Jinja's signature)
        template: str,
    ) -> tuple[str, str, Callable[[], bool]]:
        """The template's text and file, as Jinja asks for them."""
        layer, bare = self.place(template)
        return self.templates[layer][bare], str(self.theme.layers[layer] / "templates" / bare), lambda: True


class ThemeEnvironment(Environment):
    """Jinja with ``base:``, which names the file that a template covers."""

    def join_path(self, template: str, parent: str) -> str:
        """The full name of a template that another one names."""
        if not template.startswith("base:") or not isinstance(self.loader, Layers):
            return template
        return f"{self.loader.place(parent)[0] + 1}:{template.removeprefix('base:')}"


class SandboxedThemeEnvironment(ThemeEnvironment, SandboxedEnvironment):
    """The same for templates that came with a site: they see the values of the page, and can run and change nothing."""


def _bytecode(kind: str) -> FileSystemBytecodeCache | None:
    """Compiled templates in the user's own temporary folder, those of a sandbox apart; None where there is none."""
    try:
        return FileSystemBytecodeCache(pattern=f"kamgen-{kind}-%s.cache")
    except (OSError, RuntimeError):
        return None


Place = tuple[int, str]
"""Layer and name of a template."""

_NAMING = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)


@lru_cache(maxsize=4)
def check_overrides(theme: Theme, pages: frozenset[str]) -> None:
    """ThemeError for the first override of the site's own that has no effect; ``pages`` are the templates of pages."""
    if theme.own:
        with suppress(RecursionError):  # of what is nested too deep: rendering says so
            _Overrides(theme, pages).check()


class _Overrides:
    """All templates of a theme, parsed. Those that cannot be are left out: rendering them says why."""

    def __init__(self, theme: Theme, pages: frozenset[str]) -> None:
        self.theme = theme
        self.pages = pages
        self.layers = Layers(theme)
        self.trees = {
            (layer, name): tree
            for layer, templates in enumerate(theme.templates)
            for name, text in templates
            for tree in self._parsed(text)
        }

    def _parsed(self, text: str) -> Iterator[nodes.Template]:
        try:
            yield environment(self.theme).parse(text)
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
        seen: set[Place] = set()
        extends = next(self.trees[place].find_all(nodes.Extends), None)
        while extends is not None and place not in seen:  # in a circle, rendering says so
            seen.add(place)
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
