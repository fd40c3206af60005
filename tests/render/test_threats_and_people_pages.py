"""The pages of losses, relationships and load, and the packs of who leaves, read as a reader sees them."""

from __future__ import annotations

import pytest

from tests.analyse.test_relationships_and_load import a_site
from tests.analyse.test_threats import LOST, THREATENED
from tests.read_pages import Page, read_html
from tests.render.render_support import Site, account_of, portfolio_data_of, portfolio_of, renderer_of, unreadable_of


def pages_of(site: Site) -> dict[str, Page]:
    made = renderer_of(site).portfolio(portfolio_data_of(site))
    return {url: read_html(page().decode()) for url, page in made.items() if url.endswith(".html")}


def answer_of(pages: dict[str, Page], question: str) -> str:
    return pages["analysis/index.html"].beside(question)


def test_losses_and_threats() -> None:
    pages = pages_of(portfolio_of(account_of(LOST, "brekke"), account_of(THREATENED, "halden")))
    assert answer_of(pages, "Why do we lose, and what threatens?") == (
        "1 account (300k EUR) and 2 deals (40k EUR) are lost; 1 grave risk and competitors in 1 open deal threaten; "
        "retention is not known."
    )
    page = pages["analysis/threats.html"]
    first = {name: node.words for name, node in page.tables["Losses and risks by reason"][0].items()}
    assert list(first.values()) == ["account management", "yes", "1", "300k", "0", "–", "0"]
    gone = page.tables["Lost deals"][0]
    assert gone["Account"].links == ["../accounts/halden.html"]
    assert gone["Deal"].links == ["../sources/halden.html#L2"]
    assert [row["Risk"].words for row in page.tables["Risks, the gravest first"]] == ["B", "C", "A"]
    assert "Ask why, and write reason: Why." in page.root.words


def test_relationships_and_load() -> None:
    pages = pages_of(a_site(1))
    assert answer_of(pages, "Who knows whom?") == (
        "1 of 3 accounts (revenue 2026 900 EUR) are met by one of us alone; 1 decision maker not met within the "
        "cadence, none known in 1 account; 2 sponsor calls late or never made."
    )
    assert answer_of(pages, "Who is overloaded?") == (
        "More than 1 key account: Per Moe (2); 1 of 2 open actions are late, 7 reviews due; "
        "1 account to win, 1 to retain or to penetrate."
    )
    over = [row["Over the limit"].words for row in pages["analysis/load.html"].tables["Load by person"]]
    assert over == ["yes", "no"]


def test_the_pack_of_who_leaves() -> None:
    pages = pages_of(a_site())
    pack = pages["handover/per-moe.html"]
    assert "../handover/per-moe.html" in pages["people/per-moe.html"].root.links
    assert (
        "2 accounts (revenue 2026 905 EUR), 2 contacts whom nobody else meets, 1 promise, 1 open action, "
        "2 open deals (120 EUR), 4 reviews and 1 other duty hang on Per Moe."
    ) in pack.root.words
    assert [row["Called by"].words for row in pack.tables["Call at once"]] == ["Jonas Weber", "–", "Eva Lund"]


@pytest.mark.parametrize(
    "site",
    [
        portfolio_of(),
        portfolio_of(unreadable_of()),
        portfolio_of(account_of("status: lost")),
        portfolio_of(account_of("status: prospect")),
        portfolio_of(account_of("{currency: USD, financials: [{year: 2024, revenue: 5}, {year: 2025, revenue: 7}]}")),
    ],
    ids=["none", "unreadable", "lost", "prospect", "no rate"],
)
def test_edges_have_an_answer(site: Site) -> None:
    pages = pages_of(site)
    for name in ("threats", "relationships", "load"):
        assert "None" not in pages[f"analysis/{name}.html"].root.words
    if site.accounts and site.accounts[0].rate is None:
        assert "In no sum, as there is no exchange rate: Halden Marine." in pages["analysis/threats.html"].root.words
