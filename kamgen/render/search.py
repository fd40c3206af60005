"""The search index: a script that sets one value, so that it works where nothing can be fetched."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from msgspec.structs import asdict

from kamgen.model.rule import Element, Rule
from kamgen.render.account_rows import LONGEST_TEXT, SearchDocument
from kamgen.render.portfolio_data import PortfolioData
from kamgen.render.site_context import SiteContext, element_url, rule_words
from kamgen.render.views.rules import LEADS

_ESCAPES = (
    ("<", "\\u003c"),
    (">", "\\u003e"),
    ("&", "\\u0026"),
    ("\u2028", "\\u2028"),
    ("\u2029", "\\u2029"),
)
"""What could end the script or one of its lines, and how JSON writes it."""


def search_index(data: PortfolioData, context: SiteContext, rules: Iterable[Rule]) -> str:
    """The index as a script: ``window.KAMGEN_INDEX = {"documents": […]};``."""
    documents = [rows.document for rows in data.rows_of(data.accounts)]
    documents += _documents(data, context, rules)
    text = json.dumps({"documents": [asdict(each) for each in documents]}, ensure_ascii=False, separators=(",", ":"))
    for letter, escaped in _ESCAPES:
        text = text.replace(letter, escaped)
    return f"window.KAMGEN_INDEX = {text};\n"


def _documents(data: PortfolioData, context: SiteContext, rules: Iterable[Rule]) -> Iterator[SearchDocument]:
    names: dict[str, list[str]] = {}
    for account in data.accounts:
        names.setdefault(account.owner, []).append(account.name)
    for owner, url in data.owners.items():
        yield SearchDocument(url, "person", owner, "", ", ".join(names[owner])[:LONGEST_TEXT])
    for key, link in context.categories.items():
        yield SearchDocument(link.url, "category", link.text, "", context.site.categories[key].description or "")
    for element in Element:
        yield SearchDocument(element_url(element), "element", element.title, "", LEADS[element])
    for rule in rules:
        words = rule_words(rule)
        yield SearchDocument(
            words.url, "rule", f"{rule.code} {words.title}", rule.element.title, f"{rule.summary} {rule.rationale}"
        )
