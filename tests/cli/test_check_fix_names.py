"""`kamgen check --fix` where a name is meant that the site or another plan defines."""

from __future__ import annotations

import pytest

from tests.cli.small_site import HALDEN, Shell

PLACE = "content/accounts/halden.md"
TOML = """
[portfolio]
offerings = ["Platform", "Training"]
[measures.on_time_delivery]
name = "On-time delivery"
"""


@pytest.fixture
def named(site: Shell) -> Shell:
    site.write("site.toml", '[checklist]\nselect = ["FMT", "LNK"]\n' + TOML)
    (site.folder / "content/accounts/nordics/nord.md").unlink()
    site.write("content/accounts/halden-group.md", HALDEN.replace("Halden Marine", "Halden Group"))
    site.write("content/accounts/feedback-june.pdf", "x")
    return site


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("category: strategc", "category: strategic"),
        ("parent: halden-gruop", "parent: halden-group"),
        ("parent: 'halden-gruop'", "parent: 'halden-group'"),
        ("service: [{measure: on_time_delivry, actual: 96%}]", "service: [{measure: on_time_delivery, actual: 96%}]"),
        ("offerings: {Platfrom: active}", "offerings: {Platform: active}"),
        ("needs: [{need: Fewer stops, met_by: Trainig}]", "needs: [{need: Fewer stops, met_by: Training}]"),
        ("feedback: [{date: 2026-06-03, document: feedback-jnue.pdf}]", None),
        ("---\nSee [[halden-gruop]].", "---\nSee [[halden-group]]."),
        ("---\nSee [[halden-gruop|them]] now.", "---\nSee [[halden-group|them]] now."),
    ],
)
def test_a_slip_in_a_name_is_mended(named: Shell, wrong: str, right: str | None) -> None:
    right = right or wrong.replace("jnue", "june")
    head = HALDEN.removesuffix("---\n").replace("category: strategic\n" if wrong.startswith("category") else "\0", "")
    tail = "\n" if wrong.startswith("---") else "\n---\n"
    place = named.write(PLACE, f"{head}{wrong}{tail}")
    ran = named("check", "halden", "--fix")
    assert place.read_text(encoding="utf-8") == f"{head}{right}{tail}"
    assert (ran.code, ran.err) == (0, "Mended 1, 0 remain\n")


@pytest.mark.parametrize(
    "wrong",
    [
        "parent: halden-nordics",
        "parent: halden-group-2",
        "service: [{measure: delivery, actual: 96%}]",
        "feedback: [{date: 2026-06-03, document: feedback-july.pdf}]",
    ],
)
def test_a_guess_stays_a_question(named: Shell, wrong: str) -> None:
    text = f"{HALDEN.removesuffix(chr(45) * 3 + chr(10))}{wrong}\n---\n"
    place = named.write(PLACE, text)
    ran = named("check", "halden", "--fix")
    assert place.read_text(encoding="utf-8") == text
    assert (ran.code, ran.err) == (1, "Mended 0, 1 remains\n")
