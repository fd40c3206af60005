# ruff: noqa: E501
"""Forty ways to get points for nothing, as a lazy account manager would try them: on a plan of three lines, or on an
honest one. docs/gaming.md shows what each earned before and earns now; `test_gaming` tries them.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from kamgen.model.account import Account
from kamgen.model.rule import State
from kamgen.model.source import Content, Source
from kamgen.parse.config import parse_config
from kamgen.pipeline import evaluate
from kamgen.scaffold.plan import new_plan
from kamgen.scaffold.starter import starter_site

DAY = date(2026, 11, 20)
FILES = dict(starter_site(DAY))
SITE = FILES["site.toml"]
HONEST = FILES["content/accounts/larkfield-dairies.md"]
"""The plan that `kamgen init` fills in."""
_HEAD = "name: Acme\nowner: Per Moe\ncategory: strategic\n"
_SECTIONS = ("Growth", "Relationship", "Value", "Innovation")
_WAIVED = (
    "SPA001 SPA002 SPA003 SPA005 FBK001 FBK005 IRV001 CRV001 CRV002 CAT001 CAT003 PLN001 PLN002 PLN003 PLN004 PLN007"
)
_WAIVED += " TGT001 TGT002 TGT003 TGT005 POL002 CRM001"


class Way(NamedTuple):
    """A way to get points, as a plan of ``front`` and ``body``, or as one that is written whole."""

    name: str
    front: str = ""
    body: str = ""
    whole: str = ""
    site: str = SITE

    @property
    def text(self) -> str:
        """The plan."""
        return self.whole or f"---\n{_HEAD}{self.front}---\n{self.body}"


def account_of(way: Way) -> Account:
    """The account that it makes."""
    path = "content/accounts/acme.md"
    content = Content("content/accounts", (Source(path, way.text.encode()),), frozenset())
    (account,) = evaluate(content, parse_config(way.site), DAY)
    return account


def score_of(way: Way) -> int | None:
    """The checklist score that it gets."""
    return account_of(way).score


def met_by(way: Way) -> set[str]:
    """Codes of the criteria that it meets."""
    account = account_of(way)
    criteria = (*(account.scorecard.criteria if account.scorecard else ()), *account.others)
    return {each.rule.code for each in criteria if each.outcome.state is State.PASS}


def sections(text: str) -> str:
    """That text under each heading that the nine elements ask for."""
    return "".join(f"\n## {title}\n\n{text}\n" for title in _SECTIONS)


def every_text(text: str) -> str:
    """The honest plan with ``text`` for every sentence: front matter's summaries, outcomes and answers, and prose."""
    front, body = HONEST.split("---\n")[1:3]
    front = re.sub(
        r"(?m)^(\s*(?:- )?(?:summary|outcome|interests|mitigation|if_lost|risk|promise|need|metric): ).*",
        rf"\1{text}",
        front,
    )
    front = re.sub(r"\b(from|attendees): \[[^\]]*\]", rf"\1: [{text}]", front)
    front = re.sub(r"\{action: [^,]*", f"{{action: {text}", front)
    front = re.sub(
        r"(?m)\b(owner|backup|executive_sponsor|system|met_by|to|with|name): (?!team|client)[A-Z][\w ]+",
        rf"\1: {text}",
        front,
    )
    return f"---\n{front}---\n{re.sub(r'(?m)^(?!#).+$', text, body)}"


def waivers(rest: str) -> str:
    """A waiver of each of 22 criteria."""
    return "waive:\n" + "".join(f"  - {{rule: {code}, {rest}}}\n" for code in _WAIVED.split())


def uncommented(full: bool) -> str:
    """The template of `kamgen new`, with the comment sign of every line taken away."""
    text = new_plan("Acme", "Per Moe", "strategic", parse_config(SITE), DAY, full)
    intro, _, rest = text.partition("\n\n")
    fields, mark, body = rest.partition("\n---\n")
    return intro + "\n\n" + "\n".join(line.removeprefix("# ") for line in fields.splitlines()) + mark + body


_ASSESSED = "assessment: {date: 2026-11-20, size: 5, growth: 5, financial_stability: 5, closeness: 5, values_offer: 5, relevance: 5}\n"
_FEEDBACK = "feedback:\n  - {{date: 2026-11-20, {}}}\n"
_REVIEWS = (
    "reviews:\n  - {{date: 2026-11-20, with: client, site: client, {0}}}\n  - {{date: 2026-11-20, with: team, {0}}}\n"
)
_ONE = "We will grow this account together with the client in the coming years."

WAYS: tuple[Way, ...] = (
    Way("a plan of three lines, in a category that site.toml gives targets"),
    Way("the template of `new`, every line uncommented", whole=uncommented(False)),
    Way("the whole template, every line uncommented", whole=uncommented(True)),
    Way("an honest plan, every text “x”", whole=every_text("x")),
    Way("an honest plan, every text one long word", whole=every_text("Synergiepotentialanalyse")),
    Way("sections that say “x”", body=sections("x")),
    Way("one word over and over", body=sections("growth " * 20)),
    Way("letters alone", body=sections("a b c d e f g h i j k l")),
    Way("prompts in brackets", body=sections("[Describe here how the account will grow in the coming year]")),
    Way("template variables", body=sections("We aim to grow {{account}} from {{revenue}} to {{target}} by {{year}}.")),
    Way("angle brackets", body=sections("<what more the client will get from us, in its own figures>")),
    Way("a comment", body=sections("<!-- Here stands what the client will get from us next year. -->")),
    Way("an Obsidian comment", body=sections("%% Here stands what the client will get from us next year. %%")),
    Way(
        "a table without a filled cell",
        body=sections("| What | Who | When | Value | Risk |\n| - | - | - | - | - |\n|  |  |  |  |  |"),
    ),
    Way("an image alone", body=sections("![A picture of what the account is to become one day](a.png)")),
    Way("headings alone", body="".join(f"\n## {title}\n\n### What we will do here next year\n" for title in _SECTIONS)),
    Way(
        "lorem ipsum", body=sections("Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor.")
    ),
    Way("TODO with a sentence", body=sections("TODO: write down what the client will get from us next year")),
    Way("a link alone", body=sections("https://example.com/all/of/it/stands/in/another/place/you/know")),
    Way("numbers alone", body=sections("10 20 30 40 50 60 70 80 90 100")),
    Way("one sentence copied into every section", body=sections(_ONE)),
    Way(
        "the client's topics with “Fine.” each",
        body="\n## Client view\n"
        + "".join(f"\n### {t}\n\nFine.\n" for t in ("Needs", "Metrics", "Problems", "Satisfaction")),
    ),
    Way("feedback of nobody, with a score", _FEEDBACK.format("method: survey, score: 10")),
    Way("feedback of ourselves", _FEEDBACK.format("from: [Per Moe], summary: All is very well here, score: 10")),
    Way("feedback that says “ok”", _FEEDBACK.format("from: [Kari Dahl], summary: ok")),
    Way("reviews with no one, dated today", _REVIEWS.format("outcome: We go on as before")),
    Way("reviews without an outcome", _REVIEWS.format("attendees: [Per Moe, Kari Dahl]")),
    Way("a client review among ourselves", _REVIEWS.format("attendees: [Per Moe], outcome: We go on as before")),
    Way(
        "a client review every topic of which was covered, by no one",
        "reviews:\n  - {date: 2026-11-20, with: client, covered: [metrics, satisfaction, opportunities, changing priorities]}\n",
    ),
    Way(
        "an evaluation by the client of ten years ago",
        "vendor_evaluation: {date: 2016-05-20, criteria: [{name: Price}]}\n",
    ),
    Way("an evaluation with a criterion “x”", "vendor_evaluation: {date: 2026-05-20, criteria: [{name: x}]}\n"),
    Way("22 waivers with “no” as their reason", waivers("reason: no")),
    Way("22 waivers with a reason, agreed by nobody", waivers("reason: It does not suit us, until: 2027-06-30")),
    Way("22 waivers approved by the owner", waivers("reason: It does not suit us, until: 2027-06-30, by: Per Moe")),
    Way("22 waivers that end in ten years", waivers("reason: It does not suit us, until: 2036-06-30, by: Eva Lund")),
    Way("an action “x” of “x”", "actions: [{action: x, owner: x, due: 2027-01-01}]\n"),
    Way("a CRM “x” with the id “x”", "crm: {system: x, id: x}\n"),
    Way("all marks 5, dated today", _ASSESSED),
    Way("an invented service level", "service: [{measure: on_time_delivery, actual: 100%, period: 2026-Q3}]\n"),
    Way(
        "weights of all elements but one set to 0",
        "crm: {system: HubSpot, id: '1', synced: 2026-11-20}\n",
        site=SITE
        + "\n[checklist.weights]\n"
        + "".join(
            f"{key} = 0\n"
            for key in (
                "analysis",
                "feedback",
                "team-reviews",
                "client-reviews",
                "categorization",
                "targets-service",
                "plan",
                "targets-financial",
            )
        ),
    ),
)
"""Forty of them, in the order of docs/gaming.md."""

SCORES: tuple[tuple[int, int], ...] = (
    (6, 0),
    (68, 0),
    (68, 0),
    (95, 52),
    (95, 65),
    (14, 0),
    (14, 0),
    (14, 0),
    (14, 0),
    (14, 0),
    (14, 0),
    (14, 0),
    (14, 0),
    (14, 0),
    (14, 0),
    (6, 0),
    (6, 0),
    (6, 0),
    (14, 0),
    (14, 0),
    (14, 3),
    (6, 0),
    (12, 0),
    (14, 0),
    (14, 0),
    (22, 0),
    (20, 0),
    (22, 7),
    (14, 0),
    (8, 0),
    (8, 0),
    (100, 0),
    (100, 0),
    (100, 0),
    (100, 0),
    (10, 0),
    (12, 0),
    (12, 7),
    (11, 11),
    (100, 100),
)
"""What each got before texts were counted in words and entries in what makes them true, and what it gets now."""
