"""One page put through its template."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from jinja2 import Template, TemplateError, TemplateSyntaxError
from jinja2.exceptions import TemplatesNotFound

from kamgen.model.errors import ThemeError
from kamgen.model.page import Page
from kamgen.render.frame import Frame
from kamgen.render.theme import Theme

_FAILURES = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)


def render_page(page: Page, theme: Theme, frame: Frame) -> str:
    """The page as HTML. ThemeError names template, line and page when a template fails."""
    with template_errors(theme, page.url, page.subject):
        template: Template = theme.environment.get_template(page.template)
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
        return _shown(error.filename, theme), error.lineno
    place = ("", 0)
    trace: TracebackType | None = error.__traceback__
    while trace:
        file = _shown(trace.tb_frame.f_code.co_filename, theme)
        place = (file, trace.tb_lineno) if file else place
        trace = trace.tb_next
    return place


def _shown(file: str, theme: Theme) -> str:
    for folder in theme.layers:
        if Path(file).is_relative_to(folder / "templates"):
            return Path(file).relative_to(folder.parent.parent).as_posix()
    return ""
