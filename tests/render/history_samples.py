"""AccountHistories made by hand, for tests of what pages show of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

from kamgen.analyse.summary import figures, summarise
from kamgen.check import check_portfolio
from kamgen.model.account import Account
from kamgen.model.account_history import (
    AccountHistory,
    Move,
    Point,
    PortfolioHistory,
    Removed,
    RuleMark,
    Since,
    Version,
)
from kamgen.model.change import (
    ChangeKind,
    EntryChange,
    FieldChange,
    Piece,
    PlanChange,
    ReviewFlag,
    SectionChange,
    ValueKind,
)
from kamgen.model.comparison import Amounts
from kamgen.model.context import Freshness
from kamgen.model.source import Commit
from kamgen.model.standing import Standing
from kamgen.model.summary import Portfolio
from kamgen.parse.config import parse_config
from kamgen.pipeline import evaluate
from kamgen.read.disk import read_content, read_site_text
from kamgen.render.account_rows import make_portfolio_data
from kamgen.render.site import Renderer
from kamgen.render.site_context import make_site_context, site_frame
from kamgen.render.theme import RenderConfig, load_theme
from tests.records import replace
from tests.support import ROOT

AS_OF = date(2026, 11, 20)
SINCE = date(2026, 9, 30)


def commit_of(number: int, day: date, author: str = "Ingrid Solberg", subject: str = "After the call") -> Commit:
    """A commit whose id begins with its number."""
    return Commit(f"{number:07x}" + "ab" * 16 + "c", day, author, subject)


def field_of(label: str, before: str, after: str, difference: str = "", flag: ReviewFlag | None = None) -> FieldChange:
    """A change of a text."""
    return FieldChange(
        label.replace(" ", "_"), label, ValueKind.TEXT, before or None, after or None, before, after, difference, flag
    )


LOWERED = EntryChange(
    "financials",
    "fiscal year",
    ChangeKind.CHANGED,
    "2026",
    "",
    (
        FieldChange(
            *("target_revenue", "revenue target", ValueKind.MONEY, "1300000", "1100000"),
            *("1.3M", "1.1M", "−200k, −15.4%", ReviewFlag.TARGET_LOWERED, 1),
        ),
    ),
    12,
)
LATER = FieldChange(
    *("due", "due", ValueKind.DAY, "2026-11-01", "2026-12-02"),
    *("2026-11-01", "2026-12-02", "31 days later", ReviewFlag.DATE_MOVED, 3),
)
POSTPONED = EntryChange("actions", "action", ChangeKind.CHANGED, "Send the spare parts list", "", (LATER,), 40)
GONE = EntryChange(
    "promises", "promise", ChangeKind.REMOVED, "Spare parts within 24 hours", "",
    (field_of("due", "2026-12-01", ""),), 31,
    ReviewFlag.PROMISE_REMOVED,
)  # fmt: skip
ADDED = EntryChange(
    "opportunities", "opportunity", ChangeKind.ADDED, "Two rigs for the north yard", "",
    (field_of("value", "", "310k"), field_of("probability", "", "40%")), 55,
)  # fmt: skip
RENAMED = EntryChange("contacts", "contact", ChangeKind.CHANGED, "Jonas Wiik", "J. Wiik", (), 70)
OWNER = EntryChange(
    "", "plan", ChangeKind.CHANGED, "", "",
    (
        field_of("owner", "Per Moe", "Ingrid Solberg", flag=ReviewFlag.OWNER_CHANGED),
        field_of("industry", "", "Shipping"),
    ),
    3,
)  # fmt: skip
GROWTH = SectionChange(
    "Growth", "", ChangeKind.CHANGED, 12, 1, (Piece(" ", "They will"), Piece("-", "rent"), Piece("+", "buy")), 90
)
FULL = PlanChange((OWNER, RENAMED, LOWERED, POSTPONED, GONE, ADDED), (GROWTH,))
SMALL = PlanChange((POSTPONED,))


def point_of(
    day: date, score: int | None, health: int | None = 60, days: int | None = 9, target: int | None = 1300000
) -> Point:
    """A point with a target and a pipeline of a fifth of it."""
    aimed = None if target is None else Decimal(target)
    return Point(
        day, score, Standing(health, 9, 9, ""), days, Amounts(aimed, aimed, None, None if aimed is None else aimed / 5)
    )


POINTS = (
    point_of(date(2026, 8, 31), 78, 70, 42),
    point_of(date(2026, 9, 30), 78, None, 5),
    point_of(date(2026, 10, 31), 74, 61, 30, 1100000),
    point_of(AS_OF, 71, 63, 4, 1100000),
)
MOVES = (
    Move(
        date(2026, 11, 16), commit_of(7, date(2026, 11, 15)),
        "actions", "action", "Send the spare parts list", LATER, 31,
    ),
    Move(date(2026, 11, 9), commit_of(6, date(2026, 11, 9), "Per Moe"), "financials", "fiscal year", "2026",
         LOWERED.fields[0], None),
    Move(date(2026, 9, 2), commit_of(2, date(2026, 9, 2)), "actions", "action", "Send the spare parts list",
         LATER._replace(before="2026-10-20", after="2026-11-01", times=2), 12),
)  # fmt: skip
VERSIONS = (
    Version(date(2026, 11, 16), commit_of(7, date(2026, 11, 15)), ChangeKind.CHANGED, FULL, ""),
    Version(date(2026, 11, 9), commit_of(6, date(2026, 11, 9), "Per Moe", "Targets"), ChangeKind.CHANGED, SMALL, ""),
    Version(
        date(2026, 10, 1), commit_of(5, date(2026, 10, 1)), ChangeKind.CHANGED, PlanChange(), "content/accounts/old.md"
    ),
    *(
        Version(
            date(2026, 9, day),
            commit_of(1000 + day, date(2026, 9, day)),
            ChangeKind.CHANGED,
            PlanChange((RENAMED,)),
            "",
        )
        for day in range(20, 10, -1)
    ),
    Version(date(2026, 1, 5), commit_of(1, date(2026, 1, 5), subject="First"), ChangeKind.ADDED, PlanChange(), ""),
)
PAST = AccountHistory(VERSIONS, POINTS, MOVES, Since(date(2026, 9, 10), FULL))
FRESH = Freshness(
    date(2026, 11, 16), "Ingrid Solberg", "0000007", (("growth", date(2026, 11, 16)), ("value", date(2026, 2, 3)))
)
MARKS = (RuleMark(date(2026, 10, 28), commit_of(99, date(2026, 10, 28), "Eva Lund", "Feedback every quarter")),)
PORTFOLIO = PortfolioHistory(POINTS, MARKS, SINCE)
GONE_OF_LATE = Removed(
    date(2026, 11, 12), commit_of(55, date(2026, 11, 12), "Eva Lund", "Gone"), "Old Yard", "Per Moe",
    "content/accounts/old-yard.md",
)  # fmt: skip
GONE_BEFORE = Removed(SINCE, commit_of(54, SINCE), "Before", "Per Moe", "content/accounts/before.md")


def with_history(account: Account) -> Account:
    """The account as one whose plan changed lately."""
    return replace(account, freshness=FRESH)


def demo_with_history() -> dict[str, bytes]:
    """The pages of the demo portfolio, of which every second account has a past."""
    text = read_site_text(ROOT)
    site = parse_config(text)
    content = read_content(ROOT, site.content)
    accounts = evaluate(content, site, AS_OF)
    pasts = {account.slug: PAST if number % 2 else AccountHistory() for number, account in enumerate(accounts)}
    context = make_site_context(site, AS_OF, 2026, len(accounts), SINCE)
    config = RenderConfig(context, load_theme(ROOT, "default"), site_frame(context, "0.1.0"), content.folder)
    renderer = Renderer(config)
    shown = [with_history(account) if pasts[account.slug].versions else account for account in accounts]
    past = replace(PORTFOLIO, removed=(GONE_OF_LATE, GONE_BEFORE))
    portfolio = Portfolio(site, AS_OF, tuple(summarise(account, site, AS_OF) for account in shown))
    listings = {
        account.slug: renderer.rows(account, summary, pasts[account.slug])
        for account, summary in zip(shown, portfolio.accounts, strict=True)
    }
    data = make_portfolio_data(portfolio, figures(portfolio, 2026), listings, check_portfolio(portfolio), past)
    made: dict[str, Callable[[], bytes]] = renderer.portfolio(data)
    files = {url: make() for url, make in made.items()}
    for account, source in zip(shown, content.plans, strict=True):
        files |= renderer.account(account, source, pasts[account.slug])
    return files


def write_demo_with_history(output: Path) -> None:
    """Those pages with the theme's static files, below ``output``."""
    theme = load_theme(ROOT, "default")
    for url, data in demo_with_history().items():
        (output / url).parent.mkdir(parents=True, exist_ok=True)
        (output / url).write_bytes(data)
    for name, file in theme.static:
        (output / "static").mkdir(exist_ok=True)
        (output / "static" / name).write_bytes(file.read_bytes())
