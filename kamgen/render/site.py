"""Rendering: one account with its rows on other pages, and the pages of the portfolio, as the bytes of files.

Renderer(config)
    rows(…)        one account ─▶ its rows on other pages
    account(…)     one account ─▶ its own pages
    portfolio(…)   all rows ─▶ all other pages, the search index, robots.txt
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Annotated, Any

from jinja2 import Template, TemplateError, TemplateSyntaxError
from jinja2.exceptions import TemplatesNotFound
from msgspec import Struct
from msgspec.structs import asdict, replace

from kamgen.analyse.tables import ANALYSES, Analysis
from kamgen.model.account import Account
from kamgen.model.account_history import NO_HISTORY, AccountHistory
from kamgen.model.errors import ThemeError
from kamgen.model.fields import Doc, folded
from kamgen.model.rule import Element
from kamgen.model.source import Source
from kamgen.model.summary import Summary
from kamgen.model.table import Table
from kamgen.render.account_rows import LONGEST_TEXT, AccountRows, PortfolioData, SearchDocument, make_account_rows
from kamgen.render.calendar import calendar_file
from kamgen.render.deadlines import Deadline
from kamgen.render.environment import check_overrides, environment
from kamgen.render.pages import TEMPLATES, Page, account_pages, document_page, navigation, portfolio_pages
from kamgen.render.sandbox import SandboxedEnvironment
from kamgen.render.site_context import Frame, SiteContext, element_url, rule_url
from kamgen.render.theme import RenderConfig, Theme
from kamgen.render.views.document import Document
from kamgen.render.views.rules import LEADS
from kamgen.rules.catalogue import RULES
from kamgen.text.tables import csv_text
from kamgen.text.words import iso, rule_title

ROBOTS = b"# Account plans are confidential.\nUser-agent: *\nDisallow: /\n"


class PortfolioFile(Struct, frozen=True):
    """A file of the portfolio, made in two steps, so that one that shows the same as before is not rendered again."""

    view: Annotated[
        Callable[[], Any],
        Doc("What it shows, as plain values: nothing but these and the config goes into its content."),
    ]
    render: Callable[[Any], bytes]

    def __call__(self) -> bytes:
        """Its content."""
        return self.render(self.view())


class Renderer:
    """Renders one site. Same config, same account, same bytes; `ThemeError` when a template fails."""

    def __init__(self, config: RenderConfig) -> None:
        self.config = config
        check_overrides(config.theme, frozenset(TEMPLATES))
        self.frame = replace(config.frame, navigation=navigation(config.context))

    def rows(self, account: Account, summary: Summary, past: AccountHistory = NO_HISTORY) -> AccountRows:
        """What other pages show of one account."""
        return make_account_rows(account, summary, self.config.context, past)

    def account(
        self, account: Account, source: Source, past: AccountHistory = NO_HISTORY
    ) -> tuple[tuple[str, bytes], ...]:
        """Addresses below the site and contents of the pages of one account."""
        frame = replace(self.frame, changed=iso(account.touched), author=account.freshness.author)
        pages = account_pages(account, source, self.config.context, self.config.folder, past)
        return tuple([(page.url, self._rendered(page, frame)) for page in pages])

    def document(self, document: Document) -> bytes:
        """The page of a Markdown file that plans name."""
        return self._rendered(document_page(document), self.frame)

    def portfolio(self, data: PortfolioData) -> dict[str, PortfolioFile]:
        """All other files that are made, by their paths, the first page first."""
        touched = [(account.touched, account.slug) for account in data.accounts if account.touched]
        day, slug = max(touched, default=(None, ""))
        author = data.rows[slug].author if slug else ""
        frame = replace(self.frame, changed=iso(day), author=author)
        context = self.config.context

        def page(make: Callable[[], Page]) -> PortfolioFile:
            return PortfolioFile(lambda: (make(), frame), lambda shown: self._rendered(*shown))

        return {
            **{url: page(make) for url, make in portfolio_pages(data, context).items()},
            "search-index.js": PortfolioFile(
                lambda: search_index(data, context), lambda text: text.encode("utf-8", "replace")
            ),
            **calendars(data, context),
            **table_files(data),
            "robots.txt": PortfolioFile(lambda: ROBOTS, bytes),
        }

    def _rendered(self, page: Page, frame: Frame) -> bytes:
        return render_page(page, self.config.theme, frame).encode("utf-8", "replace")


CALENDAR = "calendar.ics"


def table_files(data: PortfolioData) -> dict[str, PortfolioFile]:
    """The tables of all questions as CSV, beside the pages that show them; made when they are asked for."""
    year, nobody = data.figures.year, replace(data.portfolio, accounts=())

    @cache
    def tables(analysis: Analysis) -> dict[str, Table]:
        return {table.name: table for table in analysis.tables(data.portfolio, year)}

    def file(analysis: Analysis, name: str) -> PortfolioFile:
        return PortfolioFile(lambda: tables(analysis)[name], lambda shown: csv_text(shown).encode("utf-8", "replace"))

    return {
        f"analysis/{table.name}.csv": file(analysis, table.name)
        for analysis in ANALYSES
        for table in analysis.tables(nobody, year)
    }


def calendars(data: PortfolioData, context: SiteContext) -> dict[str, PortfolioFile]:
    """A calendar of all that is due, and of each account manager: what is due in the accounts, or of that person."""
    due = data.deadlines(data.accounts)
    own: dict[str, list[Deadline]] = {folded(owner): [] for owner in data.owners}
    for account in data.accounts:
        for each in data.rows[account.slug].deadlines:
            for name in {folded(account.owner), folded(each.who)}:
                if name in own:
                    own[name].append(each)

    def file(name: str, deadlines: list[Deadline]) -> PortfolioFile:
        return PortfolioFile(lambda: deadlines, lambda shown: calendar_file(name, shown, context))

    title = context.site.site.title
    files = {CALENDAR: file(title, due)}
    for owner, url in data.owners.items():
        files[url.replace(".html", ".ics")] = file(f"{owner}, {title}", sorted(own[folded(owner)]))
    return files


_FAILURES = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)


def render_page(page: Page, theme: Theme, frame: Frame) -> str:
    """The page as HTML. ThemeError names template, line and page when a template fails."""
    with template_errors(theme, page.url, page.subject):
        made = environment(theme)
        if isinstance(made, SandboxedEnvironment):
            made.begin()
        template: Template = made.get_template(page.template)
        return template.render(page=page, root=page.root, site=frame, view=page.view)


@contextmanager
def template_errors(theme: Theme, made: str, subject: str) -> Iterator[None]:
    """What a template raises, as a `ThemeError` that says where it was and what was being made, for which plan."""
    try:
        yield
    except _FAILURES as error:
        file, line = _place(error, theme)
        where = f"{file}:{line}" if file else f"theme {theme.name}"
        whose = f" for {subject}" if subject else ""
        raise ThemeError(f"{where}: {_words(error)} (making {made}{whose})", "mend the template") from error


def _words(error: Exception) -> str:
    if isinstance(error, TemplatesNotFound) or type(error).__name__ == "TemplateNotFound":
        return f"there is no template {error}"
    if isinstance(error, TemplateSyntaxError):
        return f"the template cannot be read: {error.message}"
    return f"the template fails: {error}"


def _place(error: Exception, theme: Theme) -> tuple[str, int]:
    """The template's file, below the folder of its theme, and the line."""
    if isinstance(error, TemplateSyntaxError) and error.filename:
        return _template_path(error.filename, theme), error.lineno
    place = ("", 0)
    trace: TracebackType | None = error.__traceback__
    while trace:
        file = _template_path(trace.tb_frame.f_code.co_filename, theme)
        place = (file, trace.tb_lineno) if file else place
        trace = trace.tb_next
    return place


def _template_path(file: str, theme: Theme) -> str:
    for folder in theme.layers:
        if Path(file).is_relative_to(folder / "templates"):
            return Path(file).relative_to(folder.parent.parent).as_posix()
    return ""


_ESCAPES = (
    ("<", "\\u003c"),
    (">", "\\u003e"),
    ("&", "\\u0026"),
    ("\u2028", "\\u2028"),
    ("\u2029", "\\u2029"),
)
"""What could end the script or one of its lines, and how JSON writes it."""


def search_index(data: PortfolioData, context: SiteContext) -> str:
    """The index as a script: ``window.KAMGEN_INDEX = {"documents": […]};``."""
    documents = [rows.document for rows in data.rows_of(data.accounts)]
    names: dict[str, list[str]] = {}
    for account in data.accounts:
        names.setdefault(account.owner, []).append(account.name)
    for owner, url in data.owners.items():
        documents.append(SearchDocument(url, "person", owner, "", ", ".join(names[owner])[:LONGEST_TEXT]))
    for key, link in context.categories.items():
        description = context.site.categories[key].description or ""
        documents.append(SearchDocument(link.url, "category", link.text, "", description))
    documents += [SearchDocument(element_url(each), "element", each.title, "", LEADS[each]) for each in Element]
    for rule in RULES:
        title, text = f"{rule.code} {rule_title(rule.name)}", f"{rule.summary} {rule.rationale}"
        documents.append(SearchDocument(rule_url(rule.code), "rule", title, rule.element.title, text))
    text = json.dumps({"documents": [asdict(each) for each in documents]}, ensure_ascii=False, separators=(",", ":"))
    for letter, escaped in _ESCAPES:
        text = text.replace(letter, escaped)
    return f"window.KAMGEN_INDEX = {text};\n"
