"""What a reviewer is told to look at beyond plans: rules that ask for less, and a baseline that grew."""

from __future__ import annotations

import json

import pytest

from tests.cli.change_play import Play
from tests.cli.small_site import Shell
from tests.repositories import isolate

BASELINE = "kamgen-baseline.json"


@pytest.fixture
def play(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Play:
    isolate(monkeypatch)
    return Play(shell)


def flags(play: Play) -> list[tuple[str, str]]:
    return [(each["flag"], each["words"].partition(": ")[2]) for each in play.answer()["flags"]]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ('feedback_every = "12 months"\n', 'checklist.feedback_every: not given → "12 months"'),
        ('feedback_every = "1 month"\n', ""),
        ('ignore = ["FBK"]\n', 'checklist.ignore: not given → ["FBK"]'),
        ("weights = { plan = 3 }\n", "checklist.weights.plan: not given → 3"),
        ("words = { sections = 2 }\n", "checklist.words.sections: not given → 2"),
        ("words = { sections = 20 }\n", ""),
        ('severity = { FBK001 = "advice" }\n', 'checklist.severity.FBK001: not given → "advice"'),
        ("[fx]\nNOK = 0.09\n", ""),
        ("[thresholds]\non_track = 0.5\n", 'thresholds.on_track: not given → "50%"'),
        ("[health.knock_outs]\nloss = false\n", "health.knock_outs.loss: not given → false"),
        ('[sections]\ngrowth = ["Wachstum"]\n', ""),
    ],
)
def test_rules_that_ask_for_less_are_told(play: Play, more: str, told: str) -> None:
    site = play.scratch.root / "site.toml"
    text = site.read_text()
    play.write("site.toml", text + more)
    assert flags(play) == ([("rules-eased", told)] if told else [])


def test_a_baseline_that_is_new_or_keeps_more_is_told(play: Play) -> None:
    def kept(count: int) -> str:
        known = [{"account": "halden", "rule": "FBK001", "count": count}]
        return json.dumps({"format_version": "1.0", "known": known})

    play.write(BASELINE, kept(2))
    assert flags(play) == [("baseline-larger", "0 → 2 kept")]
    assert play.shell("diff", "--fail-on", "flags").err == "site.toml: baseline keeps more findings: 0 → 2 kept\n"
    play.scratch.commit("a baseline")
    play.write(BASELINE, kept(1))
    assert [each["flag"] for each in play.answer("HEAD")["flags"]] == []
    play.write(BASELINE, kept(3))
    assert [each["words"] for each in play.answer("HEAD")["flags"]] == ["baseline keeps more findings: 2 → 3 kept"]


def test_a_flag_says_its_line_and_what_rose_with_it(play: Play) -> None:
    play.edit("value: 240k, probability: 50%", "value: 240k, probability: 80%")
    play.edit("  - {name: Nils Berg, function: finance, role: champion, met_by: Per Moe}\n", "")
    told = [(flag["flag"], flag["line"], flag["line_before"], flag["raised"]) for flag in play.answer()["flags"]]
    assert told == [
        ("forecast-raised", 16, None, ["weighted pipeline 140k → 212k (+72k, +51.4%)"]),
        ("champion-lost", None, 15, []),
    ]
