"""Jinja for templates that came with a site: they see the values of the page, can run and change nothing, and end.

    what would run or change something        Jinja's own immutable sandbox
    loops, calls, filters, templates named    counted: `STEPS` a page, and what they are given and make by its weight
    lists that hold themselves many times     weighed as they would be written out
    texts and lists that are multiplied       refused before they are made, from `LONGEST` on
    the page itself                           `PAGE` letters

All is counted, nothing is timed: the same template fails at the same place everywhere, as a `ThemeError` with its line.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from functools import wraps
from types import BuiltinMethodType, MethodType
from typing import Any

from jinja2 import nodes
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from kamgen.render.growth import HOLDING, LETTERS, NUMBER, check_format, check_growth, check_size, steps_of, weight_of

STEPS = 5_000_000
"""Rounds, calls and weight of one page: fourteen times what kamgen's largest takes for a thousand accounts."""
PAGE = 64_000_000
"""Letters of a page."""
_NESTED = re.compile(r"\{[^{}]*\{")
_CALL = 10
"""Steps that a call counts for."""
_LOOP, _WHOLE = "kamgen_counted", "kamgen_bounded"
_COMPARING = frozenset(
    ["in", "lower", "upper", "eq", "==", "equalto", "ne", "!=", "lt", "<", "lessthan", "le", "<=", "gt", ">", ">="]
) | {"greaterthan", "ge"}


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
        self.filters |= {_LOOP: self._counted, _WHOLE: self._weighed}
        tests: dict[str, Any] = self.tests
        tests |= {name: self._guarded(name, tests[name]) for name in _COMPARING}
        self.finalize = self._weighed

    def begin(self) -> None:
        """A new page."""
        self._spent.steps = 0

    def concat(self, pieces: Iterable[str]) -> str:
        """The page; a template that does not end is stopped where it is."""
        found, size = [], 0
        for piece in pieces:
            found.append(piece)
            size += len(piece)
            if not isinstance(pieces, Generator):
                check_size("a part of the page", size)
            elif size > PAGE:
                pieces.throw(SecurityError(f"the page is longer than {PAGE:,} letters"))
        return "".join(found)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """The result of an operation, unless it is too large to be made."""
        if operator == "*":
            for one, times in ((left, right), (right, left)):
                if isinstance(times, int) and hasattr(one, "__len__"):
                    check_size("`*`", len(one) * times)
        if operator == "**" and isinstance(right, int) and right > 64:
            raise SecurityError(f"a power of {right:,} is too high")
        if operator == "%" and isinstance(left, str):
            check_format(left, right)
        return self._weighed(super().call_binop(context, operator, left, right))

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 (Jinja's names)
        """What a call returns; a step, and of a method of texts nothing that grows without bound."""
        __self.step(_CALL)
        if isinstance(__obj, BuiltinMethodType | MethodType) and isinstance(__obj.__self__, str | int):
            check_growth(__obj.__name__, __obj.__self__, args, kwargs)
            __self._weighed(__obj.__self__)
        __self._weighed((args, kwargs))
        return __self._weighed(super().call(__context, __obj, *args, **kwargs))

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """Jinja's safe `format`, of texts whose widths are written and small."""
        wrapped = super().wrap_str_format(value)
        if wrapped is None:
            return None
        if _NESTED.search(value.__self__):
            raise SecurityError("a format has a width that is given beside it")

        def bounded(*args: Any, **kwargs: Any) -> str:
            check_format(value.__self__, (args, kwargs))
            return wrapped(*args, **kwargs)

        return bounded

    def step(self, count: int = 1) -> None:
        """So many steps more."""
        self._spent.steps = spent = getattr(self._spent, "steps", 0) + count
        if spent > STEPS:
            raise SecurityError(f"it takes more than {STEPS:,} steps")

    def _counted(self, items: Iterable[Any]) -> Iterator[Any]:
        for item in items:
            self.step()
            yield item

    def _weighed(self, value: Any) -> Any:
        """The value, once its weight is counted and found to be small enough."""
        if isinstance(value, int):
            if value.bit_length() > NUMBER:
                raise SecurityError("a number has too many digits")
        elif isinstance(value, str):
            check_size("a text", len(value))
            self.step(1 + len(value) // LETTERS)
        elif isinstance(value, HOLDING):
            self.step(weight_of(value))
        return value

    def _guarded(self, name: str, made: Callable[..., Any]) -> Callable[..., Any]:
        """A filter or test whose work is counted, and whose result is bounded."""
        passed = 1 if hasattr(made, "jinja_pass_arg") else 0

        @wraps(made)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            given = args[passed:]
            self.step(steps_of(name, weight_of((given, kwargs))))
            check_growth(name, given[0], given[1:], kwargs)
            result = made(*args, **kwargs)
            return self._counted(result) if isinstance(result, Iterator) else self._weighed(result)

        return guarded

    def _load_template(self, name: Any, globals: Any) -> Any:  # noqa: A002 (Jinja's names)
        self.step(_CALL)
        return super()._load_template(name, globals)

    def compile(self, source: Any, name: Any = None, filename: Any = None, *args: Any, **kwargs: Any) -> Any:
        """The template as Python has it; what is nested too deep for that, as a mistake of the template."""
        try:
            return super().compile(source, name, filename, *args, **kwargs)
        except (RecursionError, SyntaxError, MemoryError):
            raise TemplateSyntaxError("it is nested too deep", 1, name, filename) from None

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        return super()._generate(_Metered(self).visit(source), *args, **kwargs)


class _Metered(NodeTransformer):
    """Puts the counting into a template: around what loops go through, and what texts are put together."""

    def __init__(self, environment: SandboxedEnvironment) -> None:
        self._environment = environment

    def _filtered(self, node: nodes.Node | None, name: str, lineno: int) -> nodes.Filter:
        made = nodes.Filter(node, name, [], [], None, None, lineno=lineno)
        made.environment = self._environment
        return made

    def _whole(self, node: nodes.Node) -> nodes.Filter:
        return self._filtered(node, _WHOLE, node.lineno)

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802 (Jinja's names)
        """A loop."""
        self.generic_visit(node)
        node.iter = self._filtered(node.iter, _LOOP, node.lineno)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:  # noqa: N802
        """Texts put together by ``~``, from what is weighed too."""
        self.generic_visit(node)
        node.nodes = [each if isinstance(each, nodes.Const) else self._whole(each) for each in node.nodes]
        return self._whole(node)

    def visit_List(self, node: nodes.List | nodes.Tuple | nodes.Dict) -> nodes.Node:  # noqa: N802
        """A list, a tuple or a dict that is written."""
        self.generic_visit(node)
        return node if isinstance(node, nodes.Tuple) and node.ctx == "store" else self._whole(node)

    visit_Tuple = visit_Dict = visit_List  # noqa: N815

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:  # noqa: N802
        """A part of a list or text."""
        self.generic_visit(node)
        return self._whole(node) if isinstance(node.arg, nodes.Slice) else node

    def visit_Compare(self, node: nodes.Compare) -> nodes.Compare:  # noqa: N802
        """What is compared, unless one of two is written in the template."""
        written = isinstance(node.expr, nodes.Const) or isinstance(node.ops[0].expr, nodes.Const)
        searched = any(each.op in ("in", "notin") for each in node.ops)
        simple = all(isinstance(each.expr, nodes.List | nodes.Tuple) for each in node.ops)
        self.generic_visit(node)
        if not (simple if searched else written and len(node.ops) == 1):
            node.expr = self._whole(node.expr)
            for each in node.ops:
                each.expr = self._whole(each.expr)
        return node

    def visit_AssignBlock(self, node: nodes.AssignBlock) -> nodes.AssignBlock:  # noqa: N802
        """``{% set x %}…{% endset %}``."""
        self.generic_visit(node)
        if node.filter is None:
            node.filter = self._filtered(None, _WHOLE, node.lineno)
        return node
