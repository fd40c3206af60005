"""The pack of what leaves when one of us leaves, to print."""

from __future__ import annotations

from kamgen.analyse.handover import handover
from kamgen.analyse.relationships import Held, by_person, held
from kamgen.model.fields import folded
from kamgen.render.account_rows import PortfolioData
from kamgen.render.site_context import SiteContext
from kamgen.render.views.question import Part, QuestionView, table_view
from kamgen.text.handover import CALLS, handover_words

Subject = tuple[str, list[Held]]


def handover_targets(data: PortfolioData, _: SiteContext) -> list[tuple[str, str, Subject]]:
    """Address and title of the pack of each owner, and the duties that it is made of."""
    duties = by_person(held(data.portfolio))
    return [
        (url.replace("people/", "handover/"), f"Handover of {name}", (name, duties.get(folded(name), [])))
        for name, url in data.owners.items()
    ]


def handover_view(data: PortfolioData, context: SiteContext, subject: Subject) -> QuestionView:
    """The pack of one owner."""
    found = handover(data.portfolio, *subject, context.year)
    parts = [
        Part(
            table.title,
            (CALLS,) if table is found.calls else (),
            table=table_view(table, data, context, exported=False),
        )
        for table in found.tables
        if table.rows
    ]
    return QuestionView(
        f"What leaves when {found.name} leaves?", handover_words(found, context.style), tuple(parts), ()
    )
