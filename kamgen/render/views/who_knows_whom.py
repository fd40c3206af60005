"""Who knows whom? Accounts that hang on one of us, decision makers to meet, sponsors and backups."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from kamgen.analyse import relationships
from kamgen.analyse.relationships import Figures
from kamgen.model.duties import DutyKind
from kamgen.render.account_rows import PortfolioData
from kamgen.render.charts.ranks import Rank, ranks
from kamgen.render.charts.small import Caption
from kamgen.render.site_context import SiteContext
from kamgen.render.views.question import Part, QuestionView, table_view
from kamgen.text.words import counted, listed

NAMED, DRAWN = 4, 15
"""How many accounts a sentence names, and how many of us the picture shows."""

_SOURCE = (
    "Vital accounts wants many relationships, a backup for every account manager, and a call or visit a year from an "
    "executive sponsor: an account that hangs on one person is lost when that person goes."
)


def who_knows_whom_view(data: PortfolioData, context: SiteContext) -> QuestionView:
    """The page of relationships."""
    found = relationships.figures(data.portfolio, context.year)
    single, deciders, people, calls = (
        table_view(table, data, context) for table in relationships.tables(found, context.year)
    )
    late = sum(duty.late for _, duty in found.calls)
    revenue = relationships.revenue_alone(found, context.year)
    money = "" if revenue is None else f" (revenue {context.year} {context.style.compact(revenue)} {context.currency})"
    answer = (
        f"{len(found.alone)} of {counted(found.accounts, 'account')}{money} are met by one of us alone; "
        f"{counted(len(found.unmet), 'decision maker')} not met within the cadence, none known in "
        f"{counted(len(found.undecided), 'account')}; {counted(late, 'sponsor call')} late or never made."
    )
    return QuestionView(
        "Who knows whom?",
        answer,
        (
            Part("Accounts that hang on one of us", (_SOURCE,), table=single),
            Part("Decision makers to meet", table=deciders),
            Part(
                "What hangs on whom",
                (),
                _picture(found),
                ("dark: account manager", "light: backup", "pale: sponsor"),
                people,
            ),
            Part("Sponsors", table=calls),
        ),
        tuple(_to_do(found)),
    )


def _picture(found: Figures) -> Markup:
    kinds = (DutyKind.OWNER, DutyKind.BACKUP, DutyKind.SPONSOR)
    counts = {each.name: [each.count(kind) for kind in kinds] for each in found.people}
    busiest = sorted(counts.items(), key=lambda pair: -sum(pair[1]))[:DRAWN]
    rows = [Rank(name, tuple(parts), " + ".join(map(str, parts))) for name, parts in busiest if any(parts)]
    words = "; ".join(f"{row.name} {row.words}" for row in rows)
    caption = Caption("ties", "Accounts by person: account manager + backup + sponsor", words)
    return ranks(caption, rows) if rows else Markup()


def _to_do(found: Figures) -> Iterator[str]:
    if alone := [f"{each.account.name} ({each.who})" for each in found.alone]:
        yield f"Take a second one of us along, and write `met_by`: {listed(alone, most=NAMED)}."
    if unknown := [account.name for account in found.undecided]:
        yield f"Find out who decides, and write `role: decision maker`: {listed(unknown, most=NAMED)}."
    if unmet := [f"{duty.what} ({account.name})" for account, duty in found.unmet]:
        yield f"Call or visit, and write `last_contact`: {listed(unmet, most=NAMED)}."
    if late := [f"{duty.who} ({account.name})" for account, duty in found.calls if duty.late]:
        yield f"Ask the sponsor to call, and write `sponsor_contact`: {listed(late, most=NAMED)}."
    if found.people:
        name = found.people[0].name
        yield f'On {name} hangs the most: `kamgen handover "{name}"` prints what leaves when somebody leaves.'
