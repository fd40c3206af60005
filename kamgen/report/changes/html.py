"""The comparison as one page for the browser: no other file, no script, and nothing of a plan is markup on it."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from kamgen.model.comparison import Comparison
from kamgen.model.finding import Finding
from kamgen.report.changes import ChangeOptions, wording
from kamgen.report.changes.flagged import account_name
from kamgen.report.changes.report import change_report
from kamgen.report.findings import full_message, visible
from kamgen.text.addresses import line_url
from kamgen.text.changes import section_words
from kamgen.text.words import counted

_OPEN = 12
"""So many accounts are unfolded from the start; more would hide the table of contents."""
_MESSAGE = 600


def render(comparison: Comparison, options: ChangeOptions) -> str:
    """The page; when nothing changed it says so."""
    style = f"\n{files(__package__).joinpath('page.css').read_text(encoding='utf-8').strip()}\n"
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # every text that the template shows is on one line and harmless
        finalize=lambda value: visible(value) if type(value) is str else value,
    )
    template = environment.from_string(files(__package__).joinpath("page.html").read_text(encoding="utf-8"))
    return template.render(
        comparison=comparison,
        report=change_report(comparison),
        unfolded=len(comparison.accounts) <= _OPEN,
        version=options.version,
        style=Markup(style),
        # by which a Content-Security-Policy knows the style sheet
        digest=f"sha256-{b64encode(sha256(style.encode()).digest()).decode()}",
        url=lambda path, line: line_url(options.source_url, path, line),
        words=wording,
        section_words=section_words,
        account_name=account_name,
        told=_message_parts,
        counted=counted,
    )


def _message_parts(finding: Finding, is_new: bool) -> list[str]:
    """What a finding says and, while there is something to do, what to write: plain text and code, turn by turn."""
    return wording.clipped_line(full_message(finding) if is_new else finding.message, _MESSAGE).split("`")
