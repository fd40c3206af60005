"""What stops a command. Bad content never does: it becomes findings.

KamgenError            one sentence for the user, exit code 2
├── ConfigError        site.toml is missing, unreadable or wrong
├── ContentError       no plans to work on, or a path that is not there
├── ThemeError         a theme or template is missing or fails
├── GitError           version control cannot tell: no repository, no such revision, history cut off
├── EditError          a plan cannot be changed without changing more than was asked for
└── OutputError        the output folder cannot be written, or is not ours to replace
"""

from __future__ import annotations

from kamgen.model.finding import Fix


class KamgenError(Exception):
    """A command cannot go on. The text is shown as it is, without a traceback."""

    exit_code = 2

    def __init__(self, message: str, help_text: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.help_text = help_text


class ConfigError(KamgenError):
    """site.toml is missing, unreadable or wrong; ``fixes`` mend those of its mistakes that have one reading."""

    def __init__(self, message: str, help_text: str = "", fixes: tuple[Fix, ...] = ()) -> None:
        super().__init__(message, help_text)
        self.fixes = fixes


class ContentError(KamgenError):
    """There is nothing to work on: no account plan, or a path that does not exist."""


class ThemeError(KamgenError):
    """A theme is missing or one of its templates fails; says which template, line and page."""


class EditError(KamgenError):
    """A plan cannot be changed as asked; says what to write by hand."""


class OutputError(KamgenError):
    """The output folder cannot be written, or was not made by kamgen."""


class GitError(KamgenError):
    """Git cannot tell what is asked: there is no repository, no such revision, or not all of its history."""
