"""The command reference of the documentation, made from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator

import click

from kamgen.cli.main import COMMANDS, cli

_INTRO = """# Commands

kamgen works on the nearest `site.toml` upwards from where you are, as git finds its repository; `--site DIR` names
another. Results go to stdout, everything else to stderr.

| exit code | meaning |
| --- | --- |
| 0 | done, and nothing at or over the threshold |
| 1 | findings at or over the threshold (`--fail-on`, `--max-warnings`, `--fail-under`), or fewer than the baseline's |
| | `diff`: a change with `--exit-code`, a change for the worse with `--fail-on regression`; else 0 |
| 2 | wrong usage or site.toml, a missing path, no account found, a folder that cannot be written, or a bug of kamgen |
| | `diff`, `history`, `check --changed-since`: git cannot tell what is asked |
| | `log`: the plan cannot be changed safely |
| 130 | stopped with Ctrl-C |"""


def commands_page() -> str:
    """Every command with its arguments and options, in the order of `kamgen --help`."""
    parts = [_INTRO]
    with click.Context(cli, info_name="kamgen") as group:
        for name in COMMANDS:
            command = cli.get_command(group, name)
            if command is not None:
                parts.extend(_section(command, click.Context(command, info_name=name, parent=group), name))
    return "\n\n".join(parts) + "\n"


def _section(command: click.Command, context: click.Context, title: str) -> Iterator[str]:
    yield f"#{'#' * len(title.split())} {title}"
    yield f"```\n{' '.join([context.command_path, *command.collect_usage_pieces(context)])}\n```"
    for paragraph in (command.help or "").split("\n\n"):
        yield " ".join(paragraph.split())
    rows = [_row(parameter, context) for parameter in command.params if isinstance(parameter, click.Option)]
    if rows:
        yield "\n".join(["| option | meaning |", "| --- | --- |", *rows])
    if not isinstance(command, click.Group):
        return
    for name in command.list_commands(context):
        inner = command.get_command(context, name)
        if inner is not None:
            yield from _section(inner, click.Context(inner, info_name=name, parent=context), f"{title} {name}")


def _row(option: click.Option, context: click.Context) -> str:
    names, text = option.get_help_record(context) or ("", "")
    cell = " ".join(text.split()).replace("|", "\\|")
    return f"| `{names.replace('|', chr(92) + '|')}` | {cell} |"
