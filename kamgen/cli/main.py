"""The `kamgen` command: finds the command that was asked for, and turns errors into sentences and exit codes.

0  done, nothing at or over the threshold
1  findings at or over the threshold, or fewer than the baseline's; with `diff` what its options ask for
2  the command could not do its work: usage, site.toml, a missing path, no account, no history, an unwritable folder
130  stopped by the user
"""

from __future__ import annotations

import sys
from importlib import import_module

import click

import kamgen
from kamgen.model.errors import KamgenError
from kamgen.report.text import visible, visible_lines

COMMANDS: dict[str, str] = {
    "init": "kamgen.cli.start:init",
    "new": "kamgen.cli.start:new",
    "build": "kamgen.cli.build:build",
    "serve": "kamgen.cli.serve:serve",
    "check": "kamgen.cli.check:check",
    "diff": "kamgen.cli.diff:diff",
    "history": "kamgen.cli.history:history",
    "log": "kamgen.cli.log:log",
    "review": "kamgen.cli.review:review",
    "explain": "kamgen.cli.about:explain",
    "schema": "kamgen.cli.about:schema",
    "export": "kamgen.cli.export:export",
    "clean": "kamgen.cli.build:clean",
    "version": "kamgen.cli.about:version",
}
"""The commands in the order of `kamgen --help`, and where each of them is."""

FAILED, STOPPED = 2, 130


class LazyGroup(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """The commands, in their order."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command = getattr(import_module(module), name)
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command of the first argument, or a usage error with the nearest one."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, 1, 0.5)
            hint = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(COMMANDS)}"
            ctx.fail(f"there is no command `{visible(args[0])}`: {hint}")
        return super().resolve_command(ctx, args)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(kamgen.__version__, prog_name="kamgen", message="%(prog)s %(version)s")
def cli() -> None:
    """Key account plans in git, turned into a portfolio site.

    Plans are Markdown files below content/accounts, described by site.toml. `kamgen check` holds them
    against the checklist of key account management, and `kamgen build` makes the site.
    """


def main() -> None:
    """Run `kamgen` with the arguments of the process, and exit."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str], group: click.Command = cli) -> int:
    """Run ``group`` with ``arguments``; the exit code."""
    try:
        code = group.main(args=arguments, prog_name="kamgen", standalone_mode=False)
    except KamgenError as error:
        _say(
            f"error: {visible_lines(error.message)}",
            f"help: {visible_lines(error.help_text)}" if error.help_text else "",
        )
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return FAILED
    except (click.Abort, KeyboardInterrupt):
        _say("stopped")
        return STOPPED
    except Exception as error:
        import traceback

        _say(
            f"kamgen hit a bug in itself: {type(error).__name__}: {visible(str(error))}. "
            "Please report it with the command and this traceback:",
            *map(visible, traceback.format_exc().splitlines()),
        )
        return FAILED
    return code if isinstance(code, int) else 0


def _say(*lines: str) -> None:
    for line in lines:
        if line:
            click.echo(line, err=True)
