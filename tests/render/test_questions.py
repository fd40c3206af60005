"""Pages of questions to the portfolio: the answer, the table behind it, and where its rows lead."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from markupsafe import Markup

from kamgen.model.table import CellKind, Column, Row, Table
from kamgen.render.account_rows import PortfolioData
from kamgen.render.site_context import SiteContext
from kamgen.render.views import questions
from kamgen.render.views.question import Part, QuestionView, table_view
from kamgen.render.views.questions import Question
from tests.read_pages import Page, read_html
from tests.render.render_support import account_of, portfolio_data_of, portfolio_of, renderer_of, site_context_of

COLUMNS = (
    Column("account", "Account"),
    Column("deal", "Deal"),
    Column("value", "Value", CellKind.MONEY),
    Column("share", "Share", CellKind.PERCENT),
    Column("deals", "Deals", CellKind.NUMBER),
    Column("close", "Close", CellKind.DAY),
    Column("known", "Known", CellKind.FLAG),
)


def a_table(rows: int) -> Table:
    first = Row(
        ("Halden <b>", "Phase `2`", Decimal("-1240000"), Decimal("0.1836"), 3, date(2027, 3, 31), True),
        "halden-marine",
        12,
    )
    blank = Row(("All others", None, None, None, 0, None, False))
    return Table("deals", "Deals by value", COLUMNS, (first, *[blank] * (rows - 1)))


def a_view(rows: int) -> Question:
    def view(data: PortfolioData, context: SiteContext) -> QuestionView:
        table = table_view(a_table(rows), data, context)
        parts = (Part("By value", ("A sentence.",), Markup("<svg></svg>"), ("a mark",), table), Part("Nothing"))
        return QuestionView("Where are deals?", "Three deals, −1.24M.", parts, ("Write `close` of Phase 2.",))

    return Question("deals", "Where are deals?", view)


def pages_of(monkeypatch: pytest.MonkeyPatch, rows: int) -> dict[str, Page]:
    other = Question("other", "Why?", lambda *_: QuestionView("Why?", "Because.", (), ()))
    monkeypatch.setattr(questions, "QUESTIONS", (a_view(rows), other))
    site = portfolio_of(account_of())
    made = renderer_of(site).portfolio(portfolio_data_of(site))
    return {
        url: read_html(page().decode())
        for url, page in made.items()
        if url.startswith("analysis/") and url.endswith(".html")
    }


def test_the_list_of_questions_answers_each(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = pages_of(monkeypatch, 1)
    assert list(pages) == ["analysis/index.html", "analysis/deals.html", "analysis/other.html"]
    assert pages["analysis/index.html"].beside("Where are deals?") == "Three deals, −1.24M."
    assert pages["analysis/index.html"].beside("Why?") == "Because."


def test_a_row_leads_to_its_account_and_to_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    page = pages_of(monkeypatch, 2)["analysis/deals.html"]
    first, blank = page.tables["Deals by value"]
    texts = {name: node.words for name, node in first.items()}
    assert texts == {
        "Account": "Halden <b>", "Deal": "Phase `2`", "Value": "−1.24M", "Share": "18.4%", "Deals": "3",
        "Close": "2027-03-31", "Known": "yes",
    }  # fmt: skip
    assert first["Account"].links == ["../accounts/halden-marine.html"]
    assert first["Deal"].links == ["../sources/halden-marine.html#L12"]
    assert [node.words for node in blank.values()] == ["All others", "–", "–", "–", "0", "–", "no"]
    assert [node.links for node in blank.values()] == [[]] * 7
    assert first["Value"].attributes["title"] == "−1,240,000"


def test_rows_beyond_a_hundred_are_folded_and_all_there(monkeypatch: pytest.MonkeyPatch) -> None:
    page = pages_of(monkeypatch, 1070)["analysis/deals.html"]
    assert len(page.tables["Deals by value"]) == 1070
    assert [node.words for node in page.root.all("summary") if "more" in node.words] == ["and 970 more rows"]


def test_an_empty_table_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    page = pages_of(monkeypatch, 1)
    assert "Deals by value" in page["analysis/deals.html"].tables
    empty = Table("deals", "Deals by value", COLUMNS, ())
    site = portfolio_of(account_of())
    assert table_view(empty, portfolio_data_of(site), site_context_of(site)).rows == ()
