"""Options that several commands share, each defined once."""

from __future__ import annotations

import gc
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import wraps
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

import click

from kamgen.cli.terminal import Terminal
from kamgen.report.findings import visible
from kamgen.report.verdict import Threshold

Command = TypeVar("Command", bound=Callable[..., Any])

Result = TypeVar("Result")
FIELD, STATE = "field_", "state_"
"""Beginnings of the names of parameters of `log`: of a field, and of an option that stands for a word of a field."""
TODAY = "\0today"
"""The value of an option such as ``--kept`` that has none: the day of logging."""
_RARELY = (100_000, 50, 100)
"""New values before a search among the newest, and searches before one among those that stayed (see `gc`).

A run makes millions of values that stay, and next to none that refer to each other in circles: looking them all over
again and again takes a sixth of the time."""
_DAY = re.compile(r"(?:19\d\d|20\d\d|21\d\d|2200)-\d\d-\d\d")


class LazyGroup(click.Group):
    """A group whose commands are made when they are asked for, and whose mistakes name the nearest of them."""

    unknown = "there is no command `{}`"
    not_yet: Mapping[str, str] = MappingProxyType({})
    """Commands that do not exist yet, and what does the work meanwhile."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command of the first argument, or a usage error with the nearest one."""
        known = self.list_commands(ctx)
        if args[0] in self.not_yet:
            ctx.fail(f"there is no command `{args[0]}` yet: {self.not_yet[args[0]]}")
        if args[0] not in known and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], known, 1, 0.5)
            hint = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(known)}"
            ctx.fail(f"{self.unknown.format(visible(args[0]))}: {hint}")
        return super().resolve_command(ctx, args)


class Work(NamedTuple):
    """How the work is done."""

    workers: int | None = None
    """Worker processes; 0: as many as processors, None: those of site.toml."""
    no_cache: bool = False
    """Whether everything is made anew."""
    executor: str | None = None
    """Who does the work instead, as ``module:function``: the user's word, never a repository's."""


def read_day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """A day written as year-month-day; a usage error for anything else. An option may be left out."""
    if value is None:
        return None
    if not _DAY.fullmatch(value):
        raise click.BadParameter(f"`{value}` is not a day from 1900 to 2200: write it as `2026-11-20`", ctx, param)
    try:
        return date.fromisoformat(value)
    except ValueError:
        message = f"`{value}` is not in the calendar: write a day such as `2026-11-20`"
        raise click.BadParameter(message, ctx, param) from None


def read_codes(ctx: click.Context, param: click.Parameter, value: Sequence[str]) -> tuple[str, ...]:
    """Rule codes or prefixes, separated by commas, of an option that may be given several times."""
    codes = tuple(code.strip() for given in value for code in given.split(",") if code.strip())
    if value and not codes:
        raise click.BadParameter("write one or more codes, such as `FBK003,CRM`", ctx, param)
    return codes


def today() -> date:
    """The day of SOURCE_DATE_EPOCH (in UTC) when that is set, else today."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not epoch:
        return date.today()
    try:
        return date(*time.gmtime(int(epoch))[:3])
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(
            f"SOURCE_DATE_EPOCH is `{epoch}`: write the seconds since 1970, such as `1795132800`, or unset it"
        ) from None


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Within it, or within a function it decorates, garbage is searched for rarely; afterwards as often as before."""
    usual = gc.get_threshold()
    gc.set_threshold(*_RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _stacked(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def _codes_option(name: str, text: str) -> Callable[[Command], Command]:
    return click.option(name, multiple=True, callback=read_codes, metavar="CODES", help=text)


def options_as(
    name: str, keys: tuple[str, ...], make: Callable[..., object]
) -> Callable[[Callable[..., Result]], Callable[..., Result]]:
    """Hand the options ``keys`` to ``make``, in that order, and what it makes to the command as ``name``."""

    def decorate(command: Callable[..., Result]) -> Callable[..., Result]:
        @wraps(command)
        def call(**given: Any) -> Result:
            made = make(*(given.pop(key) for key in keys))
            return command(**{name: made}, **given)

        return call

    return decorate


site_option = click.option(
    "--site",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The site's folder, with its site.toml.  [default: the nearest one from here upwards]",
)
theme_options = _stacked(
    click.option("--theme", metavar="NAME", help="How it looks.  [default: theme of site.toml]"),
    click.option(
        "--trust-theme",
        is_flag=True,
        envvar="KAMGEN_TRUST_THEME",
        show_envvar=True,
        help="Run the site's own templates outside the sandbox: they are programs then.",
    ),
)
as_of_option = click.option(
    "--as-of",
    default=today,
    callback=read_day,
    metavar="DATE",
    help="The day on which plans are judged.  [default: SOURCE_DATE_EPOCH, else today]",
)


threshold_options = _stacked(
    click.option(
        "--fail-on",
        type=click.Choice(["error", "warning", "advice", "never"]),
        default="error",
        show_default=True,
        help="Mildest finding that makes the exit code 1; with `never` nothing does.",
    ),
    click.option(
        "--max-warnings", type=click.IntRange(0), metavar="N", help="Exit code 1 with more warnings than this."
    ),
    click.option(
        "--fail-under",
        type=click.IntRange(0, 100),
        metavar="N",
        help="Exit code 1 when an account's checklist score is below.  [default: fail_under of site.toml]",
    ),
    options_as("threshold", ("fail_on", "max_warnings", "fail_under"), Threshold),
)
"""Given to the command as one ``threshold``."""
severity_option = click.option(
    "--severity",
    type=click.Choice(["error", "warning", "advice"]),
    default="advice",
    show_default=True,
    help="Mildest finding that is listed; the exit code goes by all of them.",
)
selection_options = _stacked(
    _codes_option("--select", "Only these rules (codes or prefixes)."),
    _codes_option("--ignore", "Not these rules."),
    _codes_option("--extend-select", "These too, beside those of site.toml."),
)
baseline_options = _stacked(
    click.option("--write-baseline", is_flag=True, help="Keep all that is found now, so that only what is new fails."),
    click.option("--prune-baseline", is_flag=True, help="Lower what the baseline keeps to what is left of it."),
    click.option(
        "--baseline",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Where the baseline is.  [default: kamgen-baseline.json beside site.toml, if it is there]",
    ),
    click.option("--no-baseline", is_flag=True, help="Tell of what the baseline keeps too."),
    click.option("--strict-baseline", is_flag=True, help="Fail, too, while the baseline keeps more than there is."),
)


class _Format(click.Choice[str]):
    """Names of formats, alike in all commands: what people read is ``full``; ``text`` is another name of it."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The format; a usage error for a name that there is not."""
        return super().convert("full" if value == "text" else value, param, ctx)


def output_format_option(names: Iterable[str], text: str, envvar: str | None = None) -> Callable[[Command], Command]:
    """`--output-format` of a command that knows the formats ``names``, the first of which it has when none is given."""
    known = list(names)
    return click.option(
        "--output-format",
        type=_Format(known),
        default=known[0],
        show_default=True,
        envvar=envvar,
        show_envvar=bool(envvar),
        help=text,
    )


output_file_option = click.option(
    "-o", "--output-file", type=click.Path(path_type=Path), metavar="FILE", help="Write there, not to stdout."
)
work_options = _stacked(
    click.option(
        "--workers",
        type=click.IntRange(0, 1024),
        metavar="N",
        help="Worker processes; 0: as many as processors.  [default: workers of site.toml]",
    ),
    click.option("--no-cache", is_flag=True, help="Make everything anew, and remember nothing."),
    click.option(
        "--executor",
        envvar="KAMGEN_EXECUTOR",
        metavar="MODULE:NAME",
        help="Who does the work instead: a function of an installed package that you trust (docs/performance.md).",
    ),
    options_as("work", ("workers", "no_cache", "executor"), Work),
)
"""Given to the command as one ``work``."""
talk_options = _stacked(
    click.option("-q", "--quiet", is_flag=True, help="Say nothing on stderr but errors."),
    click.option("-v", "--verbose", is_flag=True, help="Say more on stderr."),
    click.option("--no-color", is_flag=True, help="No colour; NO_COLOR does the same, CLICOLOR_FORCE the opposite."),
    options_as("terminal", ("quiet", "verbose", "no_color"), Terminal),
)
"""Given to the command as one ``terminal``."""
