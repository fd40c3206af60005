"""Are accounts where they belong? Attractiveness beside our position, and the category that follows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kamgen.analyse.placement import Placed, moved_table, placed, tables
from kamgen.model.summary import Summary
from kamgen.render.account_rows import PortfolioData
from kamgen.render.charts.bubbles import Bubble, bubbles
from kamgen.render.charts.small import Caption
from kamgen.render.site_context import SiteContext
from kamgen.render.views.question import Part, QuestionView, table_view
from kamgen.text.words import counted, named

QUESTION = "Are accounts where they belong?"
NAMED = 4
_MARKS = ("dashed: in another category than the assessment says", "line: from where it stood before")
_MOVES = "From the assessment before, as git has it, to the one of today."


def placement_view(data: PortfolioData, context: SiteContext) -> QuestionView:
    """The page of the question."""
    found, missing = placed(data.portfolio, context.year)
    wrong, everyone, absent = tables(data.portfolio, context.year)
    before = {slug: rows.assessed_before for slug, rows in data.rows.items() if rows.assessed_before}
    moved = moved_table(found, before, data.portfolio)
    keys = context.site.ranked_categories()
    shown = [
        Bubble(
            each.account.name,
            each.position,
            each.attractiveness,
            each.revenue,
            _mark(each, keys),
            each.account.objective,
            before[each.account.slug][1:] if each.account.slug in before else None,
        )
        for each in found
    ]
    said = f"{counted(len(found), 'account')} by our position and their attractiveness"
    legend = [f"{number}: {context.site.category_title(key)}" for number, key in enumerate(keys, 1)]
    return QuestionView(
        QUESTION,
        _answer(found, missing),
        (
            Part(
                "Attractiveness and position",
                ("Attractiveness is size, growth and financial stability; position is closeness of the relationship, "
                 "how they value our offer, and its relevance (Graham). Area is revenue.",),
                bubbles(Caption("placement", QUESTION, said), shown),
                (*legend, *_MARKS) if shown else (),
                table_view(wrong, data, context),
            ),
            Part("Moved", (_MOVES,), table=table_view(moved, data, context, exported=False)),
            Part("All accounts", table=table_view(everyone, data, context)),
            Part("Not assessed", table=table_view(absent, data, context)),
        ),
        tuple(_to_do(found, missing, context)),
    )  # fmt: skip


def _mark(each: Placed, keys: Sequence[str]) -> tuple[str, bool]:
    key = each.account.category
    return (str(keys.index(key) + 1) if key in keys else "", each.misplaced)


def _answer(found: Sequence[Placed], missing: Sequence[Summary]) -> str:
    wrong = sum(each.misplaced for each in found)
    if not found:
        return "Not known: no account is assessed."
    unknown = f"; {counted(len(missing), 'account')} not assessed" if missing else ""
    if not wrong:
        return f"Yes: all {counted(len(found), 'account')} that are assessed are in the category that follows{unknown}."
    return f"{wrong} of {counted(len(found), 'account')} that are assessed belong to another category{unknown}."


def _to_do(found: Sequence[Placed], missing: Sequence[Summary], context: SiteContext) -> Iterator[str]:
    title = context.site.category_title
    wrong = [
        f"{each.account.name} ({title(each.account.category or '')}, by its marks {title(each.expected or '')})"
        for each in found
        if each.misplaced
    ]
    if wrong:
        yield f"Move them, or waive CAT002 with the reason: {named(wrong, NAMED)}."
    if missing:
        yield f"Assess them (`kamgen log assessment`): {named([each.name for each in missing], NAMED)}."
