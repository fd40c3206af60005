"""The files that plans name, and those that Markdown among them names; Markdown is read as the prose of plans is."""

from __future__ import annotations

from kamgen.engine.engine import LinkedPlans
from kamgen.link import index_site, resolve_document
from kamgen.markdown.body import parse_body
from kamgen.parse.decode import decode
from kamgen.render.links import attachment_path
from kamgen.render.site_context import NavLink, account_url
from kamgen.render.views.document import Document


def named_files(linked: LinkedPlans) -> dict[str, Document | None]:
    """By their paths; None for what is copied as it is."""
    named: dict[str, list[NavLink]] = {}
    for plan in linked.plans:
        for path in plan.links.attachments:
            named.setdefault(path, []).append(NavLink(plan.reference.name, account_url(plan.links.slug)))
    sources = {source.path: source for source in linked.content.documents}
    found: dict[str, Document | None] = {}
    plans, content, settings = [plan.reference for plan in linked.plans], linked.content, linked.site.content
    index = index_site(plans, content, settings) if sources else None
    while named:
        path, accounts = named.popitem()
        found[path] = None
        if index is None or path not in sources:
            continue
        text, faults = decode(sources[path])
        body, misread = parse_body(text or "", 1)
        links = resolve_document(path, body.links, index)
        named |= {file: accounts for _, file in links if file and file not in found and file not in named}
        found[path] = Document(
            path=path,
            url=attachment_path(path, linked.content.folder),
            body=body,
            targets=tuple(target for target, _ in links),
            mistakes=tuple(
                f"Line {each.key[1:].partition(':')[0] or 1}: {each.message}" for _, each in (*faults, *misread)
            ),
            accounts=tuple(accounts),
        )
    return found
