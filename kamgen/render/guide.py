"""What all pages share, made once for a site: where everything is, and how numbers are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from markupsafe import Markup, escape

from kamgen.model.choices import Severity
from kamgen.model.config import Cadences, SiteConfig
from kamgen.model.figures import Figures
from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.portfolio import Account, Portfolio
from kamgen.model.rule import Element, Rule
from kamgen.render.numbers import NumberStyle, number_style
from kamgen.render.slugs import page_slugs
from kamgen.render.text import rule_title


class Link(NamedTuple):
    """Words that may lead somewhere."""

    text: str
    url: str = ""
    """Below the site's root, or a whole address; empty for plain words."""
    outside: bool = False
    """Whether the address is one of another site."""


class RuleWords(NamedTuple):
    """What pages say of a rule; ready HTML, because every page says it."""

    code: Markup
    title: Markup
    url: Markup


@dataclass(frozen=True, slots=True)
class Guide:
    """Where everything is, and how numbers are written."""

    site: SiteConfig
    as_of: date
    calendar: FiscalCalendar
    figures: Figures
    style: NumberStyle
    currency: str
    owners: Mapping[str, str]
    """Page of each owner."""
    categories: Mapping[str, Link]
    """Name and page of each category, top one first."""
    accounts: Mapping[str, Link]
    """Name and page of each account, by slug."""
    rules: Mapping[str, RuleWords]
    severities: Mapping[str, Severity]
    """What site.toml says of rules, by code."""
    elements: Mapping[str, str]
    """Page of each element, by its key."""
    cadences: Mapping[str | None, Cadences]
    """How often what is due, by category; None for accounts without one."""

    def owner(self, name: str) -> Link:
        """An owner with the page that lists the accounts."""
        return Link(name, self.owners.get(name, ""))

    def category(self, key: str | None) -> Link:
        """A category with its page."""
        return self.categories.get(key or "", Link(""))

    def rule(self, rule: Rule) -> RuleWords:
        """The words of a rule; also of one that the catalogue does not list."""
        return self.rules.get(rule.code) or rule_words(rule)


def make_guide(portfolio: Portfolio, figures: Figures, rules: Iterable[Rule]) -> Guide:
    """The guide of one site."""
    site = portfolio.site
    keys = site.ranked_categories()
    return Guide(
        site=site,
        as_of=portfolio.as_of,
        calendar=site.calendar(),
        figures=figures,
        style=number_style(site.site.locale or site.site.language),
        currency=site.site.currency,
        owners={name: f"people/{slug}.html" for name, slug in page_slugs(_owners(portfolio.accounts)).items()},
        categories={
            key: Link(site.category_title(key), f"categories/{slug}.html") for key, slug in page_slugs(keys).items()
        },
        accounts={account.slug: Link(account.name, f"accounts/{account.slug}.html") for account in portfolio.accounts},
        rules={rule.code: rule_words(rule) for rule in rules},
        severities={code.strip().upper(): severity for code, severity in site.checklist.severity.items()},
        elements={element.key: element_url(element) for element in Element},
        cadences={key: site.cadences(key) for key in (None, *keys)},
    )


def rule_words(rule: Rule) -> RuleWords:
    """Code, title and page of a rule."""
    return RuleWords(escape(rule.code), escape(rule_title(rule.name)), escape(f"rules/{rule.code}.html"))


def element_url(element: Element) -> str:
    """The page of an element."""
    return f"elements/{element.key}.html"


def _owners(accounts: Iterable[Account]) -> dict[str, None]:
    return dict.fromkeys(account.plan.front.owner for account in accounts if account.plan.front.owner)
