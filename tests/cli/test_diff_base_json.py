"""`kamgen export` and `kamgen diff --base-json`: a comparison with no history at all."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kamgen import FORMAT
from tests.cli.change_play import HALDEN_FILE, NORD, NORD_FILE, SITE, Play
from tests.cli.small_site import Shell
from tests.repositories import isolate


@pytest.fixture
def play(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Play:
    isolate(monkeypatch)
    return Play(shell)


def exported(play: Play, *arguments: str) -> Path:
    """The site as it is, in a file beside it."""
    file = play.beside("old.json")
    ran = play.shell("export", "-o", str(file), *arguments)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    return file


def told(play: Play, file: Path, *arguments: str) -> list[str]:
    return play.told("--base-json", str(file), *arguments)


def test_nothing_changed_since(play: Play) -> None:
    file = exported(play)
    assert told(play, file) == []
    assert play.shell("diff", "--base-json", str(file)).out == f"No change from {file.name} to the working tree.\n"


def test_the_same_is_told_as_with_git(play: Play) -> None:
    file = exported(play)
    play.edit("target_revenue: 1.3M", "target_revenue: 1.1M").edit("name: Nord", "name: Nord AS", NORD_FILE)
    play.scratch.move("content/accounts/group/sund.md", "content/accounts/sund.md")
    play.write("site.toml", f'{SITE}feedback_every = "2 months"\n')
    assert told(play, file) == [line.replace(" x1", "") for line in play.told("main")]
    assert len(told(play, file)) == 16


def test_scores_that_moved_because_kamgens_definitions_did_are_told_apart(play: Play) -> None:
    file = exported(play)
    old = json.loads(file.read_text("utf-8"))
    assert old["format"] == FORMAT
    score = old["accounts"][0]["score"]
    old["accounts"][0]["score"] = score + 5
    del old["format"]  # as kamgen wrote it before there were formats
    file.write_text(json.dumps(old), "utf-8")
    ran = play.shell("diff", "--base-json", str(file))
    slug = old["accounts"][0]["slug"]
    assert (ran.code, ran.out) == (0, f"No change from {file.name} to the working tree.\n")
    assert ran.err == (
        f"{file.name} goes by other definitions of kamgen; by those of today the same plans on the same day score: "
        f"{slug} {score + 5} → {score} (−5) (docs/upgrading.md)\n"
    )
    file.write_text(json.dumps({**old, "format": FORMAT}), "utf-8")
    assert play.shell("diff", "--base-json", str(file)).err == ""


def test_neither_git_nor_the_folder_it_was_written_in_is_needed(
    play: Play, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = exported(play)
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "site"
    shutil.copytree(play.shell.folder, elsewhere, ignore=shutil.ignore_patterns(".git", ".kamgen"))
    monkeypatch.setenv("PATH", str(elsewhere))
    assert told(play, file, "--site", str(elsewhere)) == []
    (elsewhere / HALDEN_FILE).unlink()
    assert told(play, file, "--site", str(elsewhere)) == ["removed halden !account-removed"]


def test_the_file_names_no_place_on_the_machine(play: Play) -> None:
    assert str(play.shell.folder) not in exported(play).read_text(encoding="utf-8")


def test_an_export_is_the_same_to_the_last_byte_and_goes_to_stdout(play: Play) -> None:
    file = exported(play)
    ran = play.shell("export", "--no-cache")
    assert (ran.code, ran.out, ran.err) == (0, file.read_bytes().decode(), "")


def test_time_alone_is_told_apart_there_too(play: Play) -> None:
    file = exported(play)
    found = told(play, file, "--as-of", "2026-12-15")
    assert [line for line in found if not line.startswith(" ")] == ["time sund", "time halden"]


def test_an_export_of_a_later_day_is_not_held_against_the_day_that_is_judged(play: Play) -> None:
    file = exported(play, "--as-of", "2026-12-15")
    assert told(play, file) == []
    assert play.answer("--base-json", str(file))["base"]["date"] == "2026-11-20"


def test_an_export_gives_the_money_at_stake_of_each_account(play: Play) -> None:
    found = json.loads(exported(play).read_text())
    assert (found["year"], found["currency"]) == (2026, "EUR")
    assert {each["slug"]: each["money_at_stake"] for each in found["accounts"]} == {
        "halden": "390000",
        "nord": "10000",
        "sund": "30000",
    }


def test_when_plans_last_changed_is_what_the_export_says(play: Play) -> None:
    play.write("site.toml", '[checklist]\nselect = ["PLN006"]\n').scratch.commit("rules")
    file = exported(play)
    assert [each["touched"] for each in json.loads(file.read_text())["accounts"]] == ["2026-11-19"] * 3
    assert told(play, file) == []


def test_plans_that_cannot_be_read_are_kept_as_they_are(play: Play) -> None:
    play.scratch.write(NORD_FILE, b"---\nname: N\xf8rd\n---\n").write("content/accounts/big.md", "x" * 3_000_000)
    play.scratch.link("content/accounts/out.md", "/etc/hostname")
    file = exported(play)
    assert told(play, file) == []
    play.write(NORD_FILE, NORD)
    assert told(play, file)[:2] == ["changed nord", "  ~plan:  cannot be read → can be read"]


def test_a_byte_order_mark_and_other_line_ends_of_the_file_do_not_matter(play: Play) -> None:
    file = exported(play)
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert told(play, file) == []


def test_files_of_later_formats_with_more_in_them_are_read(play: Play) -> None:
    file = exported(play)
    found = json.loads(file.read_text())
    found["accounts"][0]["mood"] = "good"
    file.write_text(json.dumps({**found, "format_version": "1.7", "news": []}))
    assert told(play, file) == []


def test_the_order_of_accounts_in_the_file_does_not_matter(play: Play) -> None:
    file = exported(play)
    play.edit("target_revenue: 1.3M", "target_revenue: 1.1M").write("site.toml", f'{SITE}feedback_every = "1 month"\n')
    before = told(play, file)
    found = json.loads(file.read_text())
    file.write_text(json.dumps({**found, "accounts": found["accounts"][::-1]}))
    assert told(play, file) == before
    assert len(before) > 5


GOOD = {"format_version": "1.0", "kind": "kamgen portfolio", "as_of": "2026-11-01", "site": "", "folder": "content"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is not JSON"),
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("null", "is not a portfolio that `kamgen export` wrote"),
        ("[]", "is not a portfolio that `kamgen export` wrote"),
        ("{}", "is not a portfolio that `kamgen export` wrote: Object missing required field `format_version`"),
        ('{"format_version": "2.0"}', "has version 2.0 of the export's format, and this kamgen reads 1.x"),
        ('{"format_version": "10.0"}', "has version 10.0 of the export's format"),
        ('{"format_version": 2}', "format_version"),
        ('{"format_version": "1.0", "tool": {"name": "kamgen"}, "findings": []}', "kind"),
        (json.dumps(GOOD), "accounts"),
        (json.dumps({**GOOD, "accounts": [{"path": "a.md"}, {"path": "a.md"}]}), "two accounts with one path"),
        (json.dumps({**GOOD, "accounts": [{"path": "a.md", "plan_base64": "!"}]}), "is not a portfolio"),
        (json.dumps({**GOOD, "accounts": [{"path": "a.md", "touched": "soon"}]}), "a date or a plan in it is damaged"),
        (json.dumps({**GOOD, "as_of": "tomorrow", "accounts": []}), "is not a portfolio"),
        (json.dumps({**GOOD, "as_of": "9" * 5000, "accounts": []}), "is not a portfolio"),
        (json.dumps({**GOOD, "accounts": [{"path": "", "plan": ""}]}), "`$.accounts[0].path`"),
        (json.dumps({**GOOD, "accounts": [{"path": "a.md", "plan": 1}]}), "`$.accounts[0].plan`"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_export_is_told_with_what_to_do(play: Play, text: str, said: str) -> None:
    file = play.shell.folder / "old.json"
    file.write_text(text, encoding="utf-8")
    ran = play.shell("diff", "--base-json", "old.json")
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.splitlines()[-1] == "help: write it anew with `kamgen export -o FILE`, with this version of kamgen"
    assert len(ran.err) < 500


def test_an_export_cut_off_in_the_middle_is_told(play: Play) -> None:
    file = exported(play)
    file.write_bytes(file.read_bytes()[:-40])
    ran = play.shell("diff", "--base-json", str(file))
    assert (ran.code, ran.err.splitlines()[1][:5]) == (2, "help:")


def test_a_folder_or_another_encoding_is_no_export(play: Play) -> None:
    ran = play.shell("diff", "--base-json", ".")
    assert (ran.code, ran.err) == (
        2,
        "error: . cannot be read: Is a directory\nhelp: give a file that `kamgen export -o FILE` wrote\n",
    )
    (play.shell.folder / "old.json").write_bytes("{}".encode("utf-16"))
    assert "old.json cannot be read: it is not UTF-8" in play.shell("diff", "--base-json", "old.json").err


def test_a_site_toml_that_is_no_more_understood_is_said_and_today_s_is_used(play: Play) -> None:
    file = exported(play)
    found = json.loads(file.read_text())
    file.write_text(json.dumps({**found, "site": "[checklist]\nfrom_the_future = 1\n"}))
    ran = play.shell("diff", "--base-json", str(file))
    assert (ran.code, ran.out) == (0, f"No change from {file.name} to the working tree.\n")
    assert ran.err.startswith(f"site.toml of {file.name} cannot be used, and the one on disk is instead: ")
    assert len(ran.err.splitlines()) == 1
