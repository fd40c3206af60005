"""What if we lose…? The largest client as an example, each account alone, and in the browser whichever one chooses."""

from __future__ import annotations

import json
from decimal import Decimal

from markupsafe import Markup

from kamgen.analyse import loss
from kamgen.analyse.concentration import TOPS
from kamgen.analyse.loss import MONEYS, Stakes
from kamgen.analyse.loss_tables import LEFT, loss_words, scenario, tables_of
from kamgen.model.table import NUMBER, PERCENT
from kamgen.render.account_rows import PortfolioData
from kamgen.render.charts.ranks import Rank, ranks
from kamgen.render.charts.small import Caption
from kamgen.render.site_context import SiteContext
from kamgen.render.views.question import Part, QuestionView, table_view, without_rate
from kamgen.text.tables import upright
from kamgen.text.words import listed

QUESTION = "What if we lose…?"
DRAWN, NAMED = 15, 5


def loss_view(data: PortfolioData, context: SiteContext) -> QuestionView:
    """The page of the question."""
    found, style = loss.stakes(data.portfolio, context.year), context.style
    places = loss.losable(found)
    if not places:
        return QuestionView(QUESTION, "There is no account to lose.", (), ())
    first, gone = found.stakes[places[0]].account, frozenset(found.stakes[places[0]].below)
    alone, plans = tables_of(found)
    left, *others = (upright(table, style) for table in scenario(found, gone))
    bars = [
        Rank(str(name), (float(revenue),), style.compact(revenue))
        for name, _, _, revenue, *_ in (row.cells for row in alone.rows[:DRAWN])
        if isinstance(revenue, Decimal) and revenue > 0
    ]
    said = f"Revenue {found.year} that goes with each account and all below it, in {context.currency}."
    picture = ranks(Caption("lost", "What goes with each account", said), bars) if bars else Markup()
    unplanned = [str(row.cells[0]) for row in alone.rows[:DRAWN] if not row.cells[-1]]
    to_do = (
        f"Plan for the loss of {listed(unplanned, most=NAMED)}: `if_lost` and `exit_barriers` under `continuity`.",
        "Try several at once: `kamgen scenario --lose a,b`, or choose them below.",
    )
    shown = table_view(left, data, context, exported=False)
    return QuestionView(
        QUESTION,
        loss_words(found, gone, style, context.currency),
        (
            Part(f"If we lose {first.name}", (_MEANING,), table=shown, data=_data(found, places, context)),
            *[Part("", table=table_view(table, data, context, exported=False)) for table in others],
            Part("Each account alone", (said, *without_rate(data)), picture, table=table_view(alone, data, context)),
            Part("", table=table_view(plans, data, context)),
        ),
        to_do if unplanned else to_do[1:],
    )


_MEANING = (
    "With an account goes all below it (`parent`). The target stays as it is today; the run rate is revenue to date "
    "÷ the part of the year that it covers. A company's revenue is less by what goes."
)


def _data(found: Stakes, places: list[int], context: SiteContext) -> str:
    """All that the browser needs to reckon the same for other accounts: amounts to the cent, places, how to write."""
    style, clients = context.style, [slug for slug, _ in found.clients]
    at = {slug: place for place, slug in enumerate(clients)}
    given = {
        "stakes": [
            [
                each.account.name,
                each.account.slug,
                each.account.owner or "nobody",
                each.below,
                at.get(each.client, -1),
                float(each.yearly),
                [None if (amount := getattr(each, figure)) is None else round(float(amount), 2) for figure in MONEYS],
                [[measure, int(met)] for measure, met in each.account.service],
            ]
            for each in found.stakes
        ],
        "losable": places,
        "clients": [float(revenue) for _, revenue in found.clients],
        "whole": float(found.whole),
        "target": float(found.target),
        "tops": TOPS,
        "kinds": ["number" if each.kind is NUMBER else "percent" if each.kind is PERCENT else "money" for each in LEFT],
        "style": [style.decimal, style.group, style.percent_sign],
    }
    return json.dumps(given, ensure_ascii=False, separators=(",", ":"))
