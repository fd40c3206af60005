"""The comparison as one page for the browser: no other file, no script, and nothing of a plan is markup on it."""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from kamgen.model.comparison import Comparison
from kamgen.model.finding import Finding
from kamgen.report.changes import ChangeOptions, wording
from kamgen.report.changes.report import account_name, change_report
from kamgen.report.findings import told, visible
from kamgen.text.addresses import line_url
from kamgen.text.changes import section_words
from kamgen.text.words import counted

_OPEN = 12
"""So many accounts are unfolded from the start; more would hide the table of contents."""
_MESSAGE = 600


def render(comparison: Comparison, options: ChangeOptions) -> str:
    """The page; when nothing changed it says so."""
    style = files(__package__).joinpath("page.css").read_text(encoding="utf-8").strip()
    return _template().render(
        comparison=comparison,
        report=change_report(comparison),
        unfolded=len(comparison.accounts) <= _OPEN,
        version=options.version,
        style=Markup("\n{}\n").format(Markup(style)),
        digest=_digest(f"\n{style}\n"),
        url=lambda path, line: line_url(options.source_url, path, line),
    )


def _digest(style: str) -> str:
    """By which a Content-Security-Policy knows the style sheet."""
    return f"sha256-{b64encode(sha256(style.encode()).digest()).decode()}"


def _told(finding: Finding, is_new: bool) -> list[str]:
    """What a finding says and, while there is something to do, what to write: plain text and code, turn by turn."""
    return wording.line(told(finding) if is_new else finding.message, _MESSAGE).split("`")


@lru_cache(maxsize=1)
def _template() -> Template:
    """The template; every text that it shows is on one line, harmless and escaped."""
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: visible(value) if type(value) is str else value,
    )
    environment.globals.update(
        words=wording, section_words=section_words, account_name=account_name, told=_told, counted=counted
    )
    return environment.from_string(files(__package__).joinpath("page.html").read_text(encoding="utf-8"))
