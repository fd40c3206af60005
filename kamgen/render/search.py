"""The search index: a script that sets one value, so that it works where nothing can be fetched."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kamgen.model.account import Account
from kamgen.model.rule import Element, Rule
from kamgen.render.portfolio_data import PortfolioData
from kamgen.render.site_context import SiteContext, account_url
from kamgen.render.views.element import LEADS

LONGEST = 4000
"""Characters of an account's text that can be found."""

_ESCAPES = (
    ("<", "\\u003c"),
    (">", "\\u003e"),
    ("&", "\\u0026"),
    ("\u2028", "\\u2028"),
    ("\u2029", "\\u2029"),
)
"""What could end the script or one of its lines, and how JSON writes it."""


class Document(NamedTuple):
    """One page to be found."""

    url: str
    kind: str
    title: str
    note: str
    text: str


def search_index(data: PortfolioData, context: SiteContext, rules: Iterable[Rule]) -> str:
    """The index as a script: ``window.KAMGEN_INDEX = {"documents": […]};``."""
    documents = [listing.document for listing in data.listed(data.accounts)]
    documents += [_json(document) for document in _documents(data, context, rules)]
    return f'window.KAMGEN_INDEX = {{"documents":[{",".join(documents)}]}};\n'


def _json(document: Document) -> str:
    text = json.dumps(document._asdict(), ensure_ascii=False, separators=(",", ":"))
    for letter, written in _ESCAPES:
        text = text.replace(letter, written)
    return text


def _documents(data: PortfolioData, context: SiteContext, rules: Iterable[Rule]) -> Iterator[Document]:
    names: dict[str, list[str]] = {}
    for account in data.accounts:
        names.setdefault(account.owner, []).append(account.name)
    for owner, url in data.owners.items():
        yield Document(url, "person", owner, "", ", ".join(names[owner])[:LONGEST])
    for key, link in context.categories.items():
        yield Document(link.url, "category", link.text, "", context.site.categories[key].description or "")
    for element in Element:
        yield Document(context.elements[element.key], "element", element.title, "", LEADS[element])
    for rule in rules:
        words = context.rule(rule)
        yield Document(
            words.url, "rule", f"{rule.code} {words.title}", rule.element.title, f"{rule.summary} {rule.rationale}"
        )


def account_document(account: Account) -> str:
    """What can be found of one account, as JSON."""
    return _json(Document(account_url(account.slug), "account", account.name, account.owner, _text(account)))


def _text(account: Account) -> str:
    front = account.plan.front
    parts = [
        *(part for part in (front.category, front.industry, front.region, *front.tags) if part),
        *(f"{contact.name} {contact.title or ''}".strip() for contact in front.contacts),
        *(member.name for member in front.team),
        *(opportunity.name for opportunity in front.opportunities),
        *(need.need for need in front.needs),
        *(risk.risk for risk in front.risks),
        *(promise.promise for promise in front.promises),
        *(action.action for _, action in account.plan.actions()),
        *(f"{section.title}. {section.text} {' '.join(section.bullets)}" for section in account.plan.body.sections),
    ]
    return " ".join(" · ".join(parts)[: 2 * LONGEST].split())[:LONGEST]
