"""All questions to the portfolio, in the order in which a leader asks them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from kamgen.render.account_rows import PortfolioData
from kamgen.render.site_context import NavLink, SiteContext
from kamgen.render.views.dependence import dependence_view
from kamgen.render.views.load import load_view
from kamgen.render.views.loss import loss_view
from kamgen.render.views.placement import placement_view
from kamgen.render.views.profit import profit_view
from kamgen.render.views.question import QuestionView
from kamgen.render.views.threats import threats_view
from kamgen.render.views.value_questions import outcomes_view, promises_view, references_view, whitespace_view
from kamgen.render.views.who_knows_whom import who_knows_whom_view
from kamgen.render.views.year import year_view


class Question(NamedTuple):
    """A question with its page."""

    name: str
    """Its page is ``analysis/<name>.html``."""
    words: str
    """In words: ``Where is the profit?``"""
    view: Callable[[PortfolioData, SiteContext], QuestionView]


QUESTIONS: tuple[Question, ...] = (
    Question("year", "Will we make the year?", year_view),
    Question("profit", "Where is the profit?", profit_view),
    Question("dependence", "On whom do we depend?", dependence_view),
    Question("placement", "Are accounts where they belong?", placement_view),
    Question("loss", "What if we lose…?", loss_view),
    Question("whitespace", "Where is unsold money?", whitespace_view),
    Question("promises", "Do we keep our word?", promises_view),
    Question("outcomes", "What did clients get?", outcomes_view),
    Question("threats", "Why do we lose, and what threatens?", threats_view),
    Question("relationships", "Who knows whom?", who_knows_whom_view),
    Question("load", "Who is overloaded?", load_view),
    Question("references", "References: who speaks for us?", references_view),
)
"""In the order of the page that lists them."""


class AnsweredQuestion(NamedTuple):
    """A question in the list of all."""

    words: str
    url: str
    answer: str


class QuestionsView(Struct, frozen=True):
    """What the page of all questions shows."""

    questions: tuple[AnsweredQuestion, ...]


def question_url(question: Question) -> str:
    """Its page below the site's root."""
    return f"analysis/{question.name}.html"


def question_targets(_: PortfolioData, __: SiteContext) -> list[tuple[str, str, Question]]:
    """Address and title of the page of each question."""
    return [(question_url(question), question.words, question) for question in QUESTIONS]


def question_view(data: PortfolioData, context: SiteContext, question: Question) -> QuestionView:
    """The page of one question."""
    others = tuple([NavLink(each.words, question_url(each)) for each in QUESTIONS if each is not question])
    return replace(_answer(data, context, question), others=others)


def questions_view(data: PortfolioData, context: SiteContext) -> QuestionsView:
    """The page that lists all questions, each with its answer."""
    answers = [(each, _answer(data, context, each).answer) for each in QUESTIONS]
    return QuestionsView(tuple([AnsweredQuestion(each.words, question_url(each), said) for each, said in answers]))


def _answer(data: PortfolioData, context: SiteContext, question: Question) -> QuestionView:
    if question.name not in data.answered:
        data.answered[question.name] = question.view(data, context)
    found: QuestionView = data.answered[question.name]
    return found
