"""How agendas are written."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest

from kamgen.analyse.agenda import agenda
from kamgen.model.enums import Prime, ReviewWith
from kamgen.model.review import Agenda, Item, Meeting, Part
from kamgen.report.agenda import AGENDA_FORMATS, when
from tests.records import replace
from tests.report.agenda_sample import AS_OF, SITE, sample

MEETING = Meeting(ReviewWith.TEAM, date(2026, 8, 1), date(2026, 11, 1), False, "3 months", (), ())
EMPTY = Agenda("halden", "Halden", "content/accounts/halden.md", AS_OF, False, 0, (MEETING,))


@pytest.mark.parametrize("name", list(AGENDA_FORMATS))
def test_an_agenda_looks_like_its_golden_file(golden: Callable[[str, str], None], name: str) -> None:
    golden(f"agenda-{name}.txt", AGENDA_FORMATS[name](agenda(sample(), SITE, AS_OF), False, "0.1.0"))


@pytest.mark.parametrize(
    ("meeting", "words"),
    [
        (MEETING, "Overdue since 2026-11-01, 19 days: every 3 months, and the last one was on 2026-08-01."),
        (replace(MEETING, due=AS_OF), "Due by 2026-11-20: every 3 months, and the last one was on 2026-08-01."),
        (replace(MEETING, last=None, due=None), "Never held: it is due every 3 months, and none is on record."),
        (replace(MEETING, planned=True), "Planned for 2026-11-01; the last one was on 2026-08-01."),
    ],
)
def test_says_when_the_review_is_due(meeting: Meeting, words: str) -> None:
    assert when(meeting, EMPTY) == words


def test_a_review_with_nothing_open_says_what_to_ask() -> None:
    assert AGENDA_FORMATS["full"](EMPTY, False, "0").endswith("\n\n  Nothing is open: ask what has changed.\n")


def test_a_lost_account_has_no_review() -> None:
    lost = replace(EMPTY, lost=True, meetings=())
    assert (
        AGENDA_FORMATS["full"](lost, False, "0") == "Halden, as of 2026-11-20\nThe account is lost: no review is due.\n"
    )
    assert json.loads(AGENDA_FORMATS["json"](lost, False, "0"))["account"]["lost"] is True


def test_nothing_of_a_plan_steers_a_terminal_or_markdown() -> None:
    item = Item("“\x1b[2J <b>*x*” `a*b`", "", "vital", "", 7)
    made = replace(EMPTY, meetings=(replace(MEETING, parts=(Part(Prime.PROVE, (item,)),)),))
    assert "\\x1b[2J <b>*x*" in AGENDA_FORMATS["full"](made, False, "0")
    shown = AGENDA_FORMATS["markdown"](made, False, "0")
    assert "- [ ] **vital:** “\\\\x1b\\[2J \\<b\\>\\*x\\*” `a*b` (content/accounts/halden.md:7)" in shown


def test_colour_is_only_added() -> None:
    made = agenda(sample(), SITE, AS_OF)
    plain, painted = (AGENDA_FORMATS["full"](made, color, "0") for color in (False, True))
    for style in ("1", "1;33", "36"):
        painted = painted.replace(f"\x1b[{style}m", "")
    assert painted.replace("\x1b[0m", "") == plain
