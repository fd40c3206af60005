"""`kamgen check - --stdin-filename PATH`: what an editor has and did not save yet."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from tests.cli.small_site import BROKEN, HALDEN, Ran, Shell

PLACE = "content/accounts/halden.md"
NAMED = ("--stdin-filename", PLACE)


class Typed:
    """Runs `kamgen check` with a text on stdin."""

    def __init__(self, site: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
        self.site = site
        self.monkeypatch = monkeypatch

    def __call__(self, text: str | bytes, *arguments: str) -> Ran:
        data = text.encode() if isinstance(text, str) else text
        self.monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        return self.site("check", *arguments)


@pytest.fixture
def typed(site: Shell, monkeypatch: pytest.MonkeyPatch) -> Typed:
    return Typed(site, monkeypatch)


def found(ran: Ran) -> list[tuple[str, str]]:
    return [(each["path"], each["code"]) for each in json.loads(ran.out)["findings"]]


def test_takes_the_place_of_the_file(typed: Typed) -> None:
    ran = typed(BROKEN, "-", *NAMED, "--output-format", "concise", "--select", "FMT003")
    assert (ran.code, ran.out.splitlines()[0]) == (
        1,
        f"{PLACE}:7:14: FMT003 [*] revenue: `1,24M` is not an amount: write `1.24M`",
    )
    assert (typed.site.folder / PLACE).read_text(encoding="utf-8") == HALDEN


def test_only_its_findings_are_told(typed: Typed) -> None:
    ran = typed(HALDEN, "-", *NAMED, "--output-format", "json")
    assert (ran.code, found(ran)) == (0, [(PLACE, "CRM001"), (PLACE, "FBK001")])


def test_the_portfolio_as_a_whole_is_not_told_of(typed: Typed) -> None:
    typed.site.write("site.toml", '[checklist]\nselect = ["PFL002"]\n\n[portfolio]\nmax_accounts = 1\n')
    assert found(typed(HALDEN, "-", *NAMED, "--output-format", "json")) == []


def test_the_excerpt_is_of_what_was_typed(typed: Typed) -> None:
    assert "7 |     revenue: 1,24M" in typed(BROKEN, "-", *NAMED).out


@pytest.mark.parametrize("name", ["content/accounts/new.md", "content/accounts/far/away/index.md"])
def test_the_plan_may_not_be_there_yet(typed: Typed, name: str) -> None:
    ran = typed(BROKEN, "-", "--stdin-filename", name, "--output-format", "json", "--select", "FMT003")
    assert (ran.code, found(ran)) == (1, [(name, "FMT003")])
    assert not (typed.site.folder / name).exists()


def test_it_may_be_the_first_plan_of_a_site(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.write("site.toml", "")
    shell.write("content/accounts/picture.png", "")
    ran = Typed(shell, monkeypatch)(HALDEN, "-", *NAMED, "--output-format", "json", "--select", "FMT003")
    assert (ran.code, json.loads(ran.out)["summary"]["accounts"]) == (0, 1)


def test_its_name_may_be_written_from_anywhere(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(typed.site.folder / "content/accounts")
    for name in ("halden.md", str(typed.site.folder / PLACE), "nordics/../halden.md"):
        assert found(typed(BROKEN, "-", "--stdin-filename", name, "--output-format", "json", "--select", "FMT003")) == [
            (PLACE, "FMT003")
        ]


def test_other_plans_know_what_was_typed(typed: Typed) -> None:
    typed.site.write("site.toml", '[checklist]\nselect = ["LNK"]\n')
    link = HALDEN + "\nSee [[nord]] and [[sund]].\n"
    told = json.loads(typed(link, "-", *NAMED, "--output-format", "json").out)["findings"]
    assert [("sund" in each["message"], each["line"]) for each in told] == [(True, 7)]


@pytest.mark.parametrize("data", [b"\xff\xfeabc", b"", b"---\nname: x\n", b"name: [", b"\x00"])
def test_a_text_that_cannot_be_read_is_a_finding(typed: Typed, data: bytes) -> None:
    ran = typed(data, "-", *NAMED, "--output-format", "json")
    assert ran.code == 1
    assert {path for path, _ in found(ran)} == {PLACE}


def test_a_text_that_is_too_large_is_a_finding(typed: Typed) -> None:
    typed.site.write("site.toml", "[content]\nmax_file_size = 1\n")
    ran = typed(HALDEN + "x" * 2000, "-", *NAMED, "--output-format", "json")
    assert (ran.code, found(ran)) == (1, [(PLACE, "FMT008")])
    assert "the file has 3 KiB, and a plan may have 1" in json.loads(ran.out)["findings"][0]["message"]


@pytest.mark.parametrize("name", ["github", "gitlab", "sarif", "junit", "rdjson", "markdown", "full", "concise"])
def test_every_format_tells_of_it(typed: Typed, name: str) -> None:
    ran = typed(BROKEN, "-", *NAMED, "--output-format", name, "--select", "FMT003")
    assert (ran.code, "FMT003" in ran.out, "nord" in ran.out) == (1, True, False)


def test_a_baseline_is_held_against_it(typed: Typed) -> None:
    typed.site("check", "--write-baseline")
    assert typed(HALDEN, "-", *NAMED, "--fail-on", "advice").code == 0
    assert typed(BROKEN, "-", *NAMED).code == 1


def test_later_runs_see_the_file_again(typed: Typed) -> None:
    typed(BROKEN, "-", *NAMED)
    assert found(typed.site("check", PLACE, "--output-format", "json", "--select", "FMT003")) == []


@pytest.mark.parametrize(
    "name",
    ["halden.md", "content/accounts/halden.txt", "content/accounts/_halden.md", "content/accounts/.x/a.md", "../a.md"],
)
def test_a_place_where_no_plan_can_be_is_an_error(typed: Typed, name: str) -> None:
    ran = typed(HALDEN, "-", "--stdin-filename", name)
    assert (ran.code, ran.out, ran.err) == (
        2,
        "",
        f"error: {name} is no place for an account plan of this site\n"
        "help: give a `.md` file below content/accounts as `--stdin-filename`\n",
    )


def test_a_page_of_the_site_is_no_plan(typed: Typed) -> None:
    typed.site.write("site.toml", '[content]\noutput = "content/accounts/public"\n')
    assert typed(HALDEN, "-", "--stdin-filename", "content/accounts/public/a.md").code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["-"],
        [*NAMED],
        ["-", PLACE, *NAMED],
        ["-", *NAMED, "--watch"],
        ["-", *NAMED, "--write-baseline"],
        ["-", *NAMED, "--prune-baseline"],
    ],
)
def test_options_that_do_not_go_together_are_a_usage_error(typed: Typed, arguments: list[str]) -> None:
    ran = typed(HALDEN, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "Error: " in ran.err


def test_a_link_is_read_in_its_own_name(typed: Typed, tmp_path: Path) -> None:
    (typed.site.folder / "content/accounts/linked.md").symlink_to("halden.md")
    ran = typed(
        BROKEN, "-", "--stdin-filename", "content/accounts/linked.md", "--output-format", "json", "--select", "FMT003"
    )
    assert found(ran) == [("content/accounts/linked.md", "FMT003")]
    assert tmp_path == typed.site.folder
