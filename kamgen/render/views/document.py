"""A Markdown file that plans name, such as minutes: read as their prose is."""

from __future__ import annotations

from typing import Annotated

from markupsafe import Markup
from msgspec import Struct

from kamgen.model.fields import Doc
from kamgen.model.plan import Body
from kamgen.render.links import linked_prose
from kamgen.render.site_context import NavLink


class Document(Struct, frozen=True):
    """A file and what stands in it."""

    path: str
    url: str
    body: Body
    targets: tuple[str | None, ...]
    """Where its links lead."""
    mistakes: tuple[str, ...]
    accounts: tuple[NavLink, ...]


class DocumentView(Struct, frozen=True):
    """A Markdown file that plans name."""

    title: Annotated[str, Doc("Its first heading, or its name.")]
    path: str
    accounts: Annotated[tuple[NavLink, ...], Doc("The accounts whose plans name it.")]
    mistakes: Annotated[tuple[str, ...], Doc("What of it is not read as it was meant, each with its line.")]
    prose: Markup


def document_view(document: Document) -> DocumentView:
    """What the page of a document shows."""
    heading = next((section.title for section in document.body.sections), document.path.rpartition("/")[2])
    prose = linked_prose(document.body.html, document.targets, "../" * document.url.count("/"))
    return DocumentView(heading, document.path, document.accounts, document.mistakes, prose)
