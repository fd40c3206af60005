"""The `kamgen` command: finds the command that was asked for, and turns errors into sentences and exit codes.

0  done, nothing at or over the threshold
1  findings at or over the threshold, or fewer than a strict baseline's; with `diff` what its options ask for
2  the command could not do its work: usage, site.toml, a missing path, no account, no history, an unwritable folder
130  stopped by the user
"""

from __future__ import annotations

import sys
from importlib import import_module
from io import StringIO

import click

import kamgen
from kamgen.cli.options import LazyGroup
from kamgen.cli.terminal import say
from kamgen.model.errors import KamgenError
from kamgen.report.findings import visible, visible_lines

COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("kamgen.cli.start:init", "Make a small site to begin with."),
    "new": ("kamgen.cli.start:new", "Write the plan of a new account."),
    "build": ("kamgen.cli.build:build", "Make the site."),
    "serve": ("kamgen.cli.build:serve", "Show the site while you write."),
    "check": ("kamgen.cli.check:check", "Hold the plans against the checklist."),
    "diff": ("kamgen.cli.reports:diff", "Tell what changed: between commits, or since one."),
    "history": ("kamgen.cli.reports:history", "Tell what changed when, by whom, and what slipped."),
    "digest": ("kamgen.cli.digest:digest", "Tell what a team reads on Monday, for mail and chat."),
    "log": ("kamgen.cli.log:log", "Add an entry to a plan, or close one."),
    "review": ("kamgen.cli.reports:review", "Print the agenda of an account's next reviews."),
    "handover": ("kamgen.cli.answers:handover", "Print what leaves when one of us leaves."),
    "scenario": ("kamgen.cli.answers:scenario", "Tell what is left when accounts are lost."),
    "explain": ("kamgen.cli.about:explain", "Say what a rule asks and why, with examples."),
    "schema": ("kamgen.cli.about:schema", "Print the JSON Schema of plans or of site.toml."),
    "export": ("kamgen.cli.reports:export", "Write the portfolio as one JSON file."),
    "clean": ("kamgen.cli.build:clean", "Remove what kamgen remembers."),
    "version": ("kamgen.cli.about:version", "Say which kamgen this is."),
}
"""The commands in the order of `kamgen --help`, where each of them is, and what it does in a few words."""

NOT_YET = {
    "ask": "`kamgen export` writes the whole portfolio as JSON, for programs that ask",
    "edition": "`kamgen build` makes one site, for those who may read all of it",
    "fmt": "`kamgen check --fix` mends what has one reading",
    "import": "write each plan with `kamgen new NAME`; `kamgen schema plan` lists its keys",
    "lsp": "editors run `kamgen check - --stdin-filename PATH` (docs/checking.md)",
    "reconcile": "`kamgen check --select CRM` says which plans to compare with the CRM",
}
"""Commands that people look for and that do not exist yet: none of those there are is meant."""

FAILED, STOPPED = 2, 130


class Commands(LazyGroup):
    """The commands, imported when they are asked for."""

    not_yet = NOT_YET

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """The commands, in their order."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name][0].split(":")
        command = getattr(import_module(module), name)
        return command if isinstance(command, click.Command) else None

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands with what they do, none of which is imported for that."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
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
        _echo(
            f"error: {visible_lines(error.message)}",
            f"help: {visible_lines(error.help_text)}" if error.help_text else "",
        )
        return error.exit_code
    except click.ClickException as error:
        shown = StringIO()
        error.show(shown)
        _echo(visible_lines(shown.getvalue().rstrip("\n")))
        return FAILED
    except (click.Abort, KeyboardInterrupt):
        _echo("stopped")
        return STOPPED
    except Exception as error:
        import traceback

        _echo(
            f"kamgen hit a bug in itself: {type(error).__name__}: {visible(str(error))}. "
            "Please report it with the command and this traceback:",
            *map(visible, traceback.format_exc().splitlines()),
        )
        return FAILED
    return code if isinstance(code, int) else 0


def _echo(*lines: str) -> None:
    say("\n".join(filter(None, lines)), to_stderr=True)
