"""Jinja as themes use it: layers, ``base:``, templates kept compiled between runs, a sandbox for those of a site."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from jinja2 import BaseLoader, Environment, FileSystemBytecodeCache, StrictUndefined, TemplateNotFound
from jinja2.sandbox import ImmutableSandboxedEnvironment

from kamgen.facts.client import is_grave, is_serious
from kamgen.facts.promises import is_confirmed, is_confirmed_lately
from kamgen.model.rule import Rule, State
from kamgen.render.text import as_sentence, marked
from kamgen.render.views.rows import score_words
from kamgen.render.views.rules import example_text
from kamgen.render.views.scorecard import STATES, StateWord
from kamgen.rules.catalogue import RULES
from kamgen.text.words import counted, rule_title


def rule(code: str) -> Rule:
    """The rule of that code."""
    return next(rule for rule in RULES if rule.code == code)


def state(state: str) -> StateWord:
    """An outcome's class and word."""
    return STATES[State(state)]


FILTERS: dict[str, Callable[..., object]] = {
    "as_sentence": as_sentence,
    "counted": counted,
    "example": example_text,
    "marked": marked,
    "rule": rule,
    "rule_title": rule_title,
    "score": score_words,
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
def environment(
    layers: tuple[Path, ...], templates: tuple[tuple[tuple[str, str], ...], ...], sandboxed: bool
) -> Environment:
    """Jinja for those templates, ``layers`` being the folders that errors name."""
    kind = SandboxedThemeEnvironment if sandboxed else ThemeEnvironment
    made = kind(
        loader=Layers(layers, templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=_bytecode("sandboxed" if sandboxed else "trusted"),
    )
    made.filters |= FILTERS
    made.tests |= TESTS
    return made


class Layers(BaseLoader):
    """Finds templates in the first layer that has them; ``2:page.html`` looks from the third layer on."""

    def __init__(self, folders: tuple[Path, ...], templates: tuple[tuple[tuple[str, str], ...], ...]) -> None:
        self.folders = folders
        self.templates = tuple(map(dict, templates))

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
        return self.templates[layer][bare], str(self.folders[layer] / "templates" / bare), lambda: True


class ThemeEnvironment(Environment):
    """Jinja with ``base:``, which names the file that a template covers."""

    def join_path(self, template: str, parent: str) -> str:
        """The full name of a template that another one names."""
        if not template.startswith("base:") or not isinstance(self.loader, Layers):
            return template
        return f"{self.loader.place(parent)[0] + 1}:{template.removeprefix('base:')}"


class SandboxedThemeEnvironment(ThemeEnvironment, ImmutableSandboxedEnvironment):
    """The same for templates that came with a site: they see the values of the page, and can run and change nothing."""


def _bytecode(kind: str) -> FileSystemBytecodeCache | None:
    """Compiled templates in the user's own temporary folder, those of a sandbox apart; None where there is none."""
    try:
        return FileSystemBytecodeCache(pattern=f"kamgen-{kind}-%s.cache")
    except (OSError, RuntimeError):
        return None
