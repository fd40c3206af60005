"""Jinja for templates that came with a site: they see the values of the page, can run and change nothing, and end.

    what would run or change something        Jinja's own immutable sandbox
    loops, calls, filters over long values    counted: `STEPS` a page
    texts and lists that are multiplied       refused before they are made, from `LONGEST` on
    the page itself                           `PAGE` letters

All is counted, nothing is timed: the same template fails at the same place everywhere, as a `ThemeError` with its line.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from functools import wraps
from types import BuiltinMethodType
from typing import Any

from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

STEPS = 5_000_000
"""Rounds of loops, calls and items that filters go through, on one page: a hundred times what pages of kamgen take."""
LONGEST = 2_000_000
"""Letters of a text, or items of a list, that a template makes."""
PAGE = 64_000_000
"""Letters of a page."""
_NUMBER = 10_000
"""What a width, a count or the like may be, and how many bits a number may have."""
_WIDTH = re.compile(r"\d{5,}|\*")
"""Of a format, a width that fills memory."""
_NESTED = re.compile(r"\{[^{}]*\{")
_CALL = 10
"""Steps that a call counts for."""
_LOOP, _WHOLE = "kamgen_counted", "kamgen_bounded"
_GROWING = frozenset(["expandtabs", "translate"])


class SandboxedEnvironment(ImmutableSandboxedEnvironment):
    """The sandbox."""

    intercepted_binops = frozenset(["+", "*", "**", "%"])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._spent = threading.local()
        self.globals.pop("lipsum")

    def guard(self) -> None:
        """Count what filters do; to be called once all of them are there."""
        self.filters = {name: self._guarded(name, each) for name, each in self.filters.items()}
        self.filters |= {_LOOP: self._counted, _WHOLE: self._bounded}

    def begin(self) -> None:
        """A new page."""
        self._spent.steps = 0

    def concat(self, pieces: Iterable[str]) -> str:
        """The page; a template that does not end is stopped where it is."""
        found, size = [], 0
        for piece in pieces:
            found.append(piece)
            size += len(piece)
            if size > PAGE and isinstance(pieces, Generator):
                pieces.throw(SecurityError(f"the page is longer than {PAGE:,} letters"))
        return "".join(found)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """The result of an operation, unless it is too large to be made."""
        if operator == "*":
            for one, times in ((left, right), (right, left)):
                if isinstance(times, int) and hasattr(one, "__len__") and len(one) * times > LONGEST:
                    raise SecurityError(f"a text or list of {len(one) * times:,} is too long")
        if operator == "**" and isinstance(right, int) and right > 64:
            raise SecurityError(f"a power of {right:,} is too high")
        if operator == "%" and isinstance(left, str):
            _check_format(left)
        return self._bounded(super().call_binop(context, operator, left, right))

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 (Jinja's names)
        """What a call returns; a step, and of a method of texts nothing that grows without bound."""
        __self.step(_CALL)
        if isinstance(__obj, BuiltinMethodType) and isinstance(__obj.__self__, str):
            if __obj.__name__ in _GROWING:
                raise SecurityError(f"`{__obj.__name__}` may make a text of any length")
            _check_growth(__obj.__name__, __obj.__self__, args, kwargs)
        return __self._bounded(super().call(__context, __obj, *args, **kwargs))

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """Jinja's safe `format`, of texts whose widths are written and small."""
        wrapped = super().wrap_str_format(value)
        if wrapped is not None and (_WIDTH.search(value.__self__) or _NESTED.search(value.__self__)):
            raise SecurityError("a format has a width that is too large, or is given beside it")
        return wrapped

    def step(self, count: int = 1) -> None:
        """So many steps more."""
        self._spent.steps = spent = getattr(self._spent, "steps", 0) + count
        if spent > STEPS:
            raise SecurityError(f"it takes more than {STEPS:,} steps")

    def _counted(self, items: Iterable[Any]) -> Iterator[Any]:
        for item in items:
            self.step()
            yield item

    def _bounded(self, value: Any) -> Any:
        if isinstance(value, int):
            if value.bit_length() > _NUMBER:
                raise SecurityError("a number has too many digits")
        elif isinstance(value, str | list | tuple | dict) and len(value) > LONGEST:
            raise SecurityError(f"a text or list of {len(value):,} is too long")
        return value

    def _guarded(self, name: str, made: Callable[..., Any]) -> Callable[..., Any]:
        """A filter whose work is counted, and whose result is bounded."""

        @wraps(made)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            passed = 1 if hasattr(made, "jinja_pass_arg") else 0
            value, *given = args[passed:]
            self.step(1 + (len(value) // 16 if isinstance(value, str) else len(value) if _is_sized(value) else 0))
            _check_growth(name, value, given, kwargs)
            result = made(*args, **kwargs)
            if isinstance(result, Iterator):
                return self._counted(result)
            return self._bounded(result)

        return guarded

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        return super()._generate(_Metered(self).visit(source), *args, **kwargs)


def _is_sized(value: Any) -> bool:
    return isinstance(value, list | tuple | dict | set | frozenset | range)


def _check_format(text: str) -> None:
    if _WIDTH.search(text):
        raise SecurityError("a format has a width that is too large, or is given beside it")


def _check_growth(name: str, value: Any, args: Iterable[Any], kwargs: dict[str, Any]) -> None:
    """Refuse what would make much of little."""
    given = [*args, *kwargs.values()]
    numbers = [each for each in given if isinstance(each, int)]
    if isinstance(value, str):
        if name == "format":
            _check_format(value)
        if name in ("indent", "center", "ljust", "rjust", "zfill") and any(number > _NUMBER for number in numbers):
            raise SecurityError(f"`{name}` of {max(numbers):,} is too wide")
        texts = [each for each in given if isinstance(each, str)]
        longest = max([*numbers, *map(len, texts), 1])
        if name in ("replace", "indent") and len(value) * longest > LONGEST:
            raise SecurityError(f"`{name}` may make a text of {len(value) * longest:,} letters")
    if name == "join":
        items = value if _is_sized(value) else given[0] if given and _is_sized(given[0]) else ()
        between = max((len(each) for each in (value, *given) if isinstance(each, str)), default=0)
        if sum(len(str(item)) + between for item in items) > LONGEST:
            raise SecurityError("`join` makes a text that is too long")
    if name in ("batch", "slice") and any(number > _NUMBER for number in numbers):
        raise SecurityError(f"`{name}` of {max(numbers):,} is too large")


class _Metered(NodeTransformer):
    """Puts the counting into a template: around what loops go through, and what texts are put together."""

    def __init__(self, environment: SandboxedEnvironment) -> None:
        self._environment = environment

    def _filtered(self, node: nodes.Node | None, name: str, lineno: int) -> nodes.Filter:
        made = nodes.Filter(node, name, [], [], None, None, lineno=lineno)
        made.environment = self._environment
        return made

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802 (Jinja's names)
        """A loop."""
        self.generic_visit(node)
        node.iter = self._filtered(node.iter, _LOOP, node.lineno)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:  # noqa: N802
        """Texts put together by ``~``."""
        self.generic_visit(node)
        return self._filtered(node, _WHOLE, node.lineno)

    def visit_AssignBlock(self, node: nodes.AssignBlock) -> nodes.AssignBlock:  # noqa: N802
        """``{% set x %}…{% endset %}``."""
        self.generic_visit(node)
        if node.filter is None:
            node.filter = self._filtered(None, _WHOLE, node.lineno)
        return node
