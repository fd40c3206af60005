"""`kamgen log`: a command for each kind of entry, its options made from the fields of `model.front_matter`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from kamgen.cli import options
from kamgen.cli.open_site import open_site
from kamgen.cli.options import FIELD, STATE, TODAY
from kamgen.edit.kinds import KINDS, EntryKind, example_of, option_of, row_fields
from kamgen.model.fields import Field

_Decorator = Callable[[Callable[..., None]], Callable[..., None]]


class KindGroup(options.LazyGroup):
    """A command for each kind of entry."""

    unknown = "`{}` cannot be logged"

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Options may stand behind ACCOUNT too, where click looks for KIND."""
        if len(args) > 1 and args[1].startswith("--"):
            args = [*args[1 : (ends := 2 if "=" in args[1] else 3)], args[0], *args[ends:]]
        return super().parse_args(ctx, args)

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """What can be logged."""
        return [kind.name for kind in KINDS]

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command that logs this kind of entry."""
        return next((_command(kind) for kind in KINDS if kind.name == cmd_name), None)


@click.group(
    cls=KindGroup,
    subcommand_metavar="KIND [NAME] [OPTIONS]",
    invoke_without_command=True,
)
@click.argument("account")
@options.site_option
@click.pass_context
def log(ctx: click.Context, account: str, site: Path | None) -> None:
    """Add an entry to the plan of ACCOUNT, change one or close one; every other byte of the file stays as it was.

    ACCOUNT is an account's slug, its name or a part of that, or the path of its plan. Values are written as in a
    plan: `1.24M`, `50%`, `2027-Q1`. Under a name that is there already the entry is changed, under another one it
    is added; to close or confirm an entry, a part of its name will do. What is missing is asked for on a terminal.

    A plan that cannot be changed safely is left alone, and what to write by hand is printed.
    """
    if ctx.invoked_subcommand is None:
        ctx.fail(f"say what is to be logged: {', '.join(KindGroup().list_commands(ctx))}")
    ctx.obj = (account, site)


def _command(kind: EntryKind) -> click.Command:
    fields = row_fields(kind.group)
    words = fields["site"].words if "site" in fields else ()

    def run(name: str | None = None, **given: Any) -> None:
        from kamgen.cli.log_entry import log_entry

        account, site = click.get_current_context().obj
        for value in given.pop("site"):
            if value in words:
                given[f"{FIELD}site"] = value
            else:
                site = Path(value)
        log_entry(kind, open_site(site), account, given.pop("as_of"), given.pop("dry_run"), name, given)

    command: Callable[..., None] = run
    for decorate in reversed(list(_parameters(kind))):
        command = decorate(command)
    return click.command(kind.name, help=_summary(kind))(command)


def _parameters(kind: EntryKind) -> Iterator[_Decorator]:
    fields = row_fields(kind.group)
    if kind.naming:
        metavar = "|".join(fields[kind.naming].words) or kind.naming.upper()
        yield click.argument("name", required=False, metavar=f"[{metavar}]")
    for key, field in fields.items():
        if key not in (kind.naming, "as_of", "site"):
            yield _option(kind, field)
    for state, (key, word) in kind.states.items():
        yield click.option(f"--{state}", f"{STATE}{state}", is_flag=True, help=f"Close it: `{key}: {word}`.")
    yield click.option(
        "--as-of",
        default=options.today,
        callback=options.read_day,
        metavar="DATE",
        help="The day on which it happened.  [default: SOURCE_DATE_EPOCH, else today]",
    )
    where = f"Where it took place: one of {', '.join(fields['site'].words)}; or: " if "site" in fields else ""
    yield click.option("--site", multiple=True, metavar="DIR", help=f"{where}The site's folder, as before KIND.")
    yield click.option("--dry-run", is_flag=True, help="Print the change as a diff, and write nothing.")


def _option(kind: EntryKind, field: Field) -> _Decorator:
    names = option_of(field.key), f"{FIELD}{field.key}"
    text = field.description.split(" (default")[0]
    if field.is_flag:
        return click.option(*names, is_flag=True, help=f"{text}.")
    if field.key in (*kind.closing, *kind.marks):
        text = f"{text}.  [default without DATE: the day of --as-of]"
        return click.option(*names, is_flag=False, flag_value=TODAY, metavar="[DATE]", help=text)
    like = f"one of {', '.join(field.words)}" if field.words else f"such as {example_of(field).rstrip('.')}"
    several = "; may be given several times" if field.is_list else ""
    default = "  [default: the day of --as-of]" if field.key in kind.today else ""
    metavar = "WORD" if field.words else "TEXT" if field.is_text else "VALUE"
    return click.option(*names, multiple=field.is_list, metavar=metavar, help=f"{text}; {like}{several}.{default}")


def _summary(kind: EntryKind) -> str:
    article = "" if kind.name == "feedback" else "an " if kind.name[0] in "aeiou" else "a "
    verb = "Add" if kind.repeats or not kind.naming else "Add or change"
    closing = ", ".join(map(option_of, (*kind.closing, *kind.states)))
    return f"{verb} {article}{kind.name}{f', or close one with {closing}' if closing else ''}."
