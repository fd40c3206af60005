"""`kamgen check --fix`: what has one right text is mended, and every other byte kept."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest

from tests.cli.small_site import BROKEN, HALDEN, Shell

NORD = "content/accounts/nordics/nord.md"
MENDED = BROKEN.replace("1,24M", "1.24M")


def nord(site: Shell) -> str:
    return (site.folder / NORD).read_bytes().decode()


def test_mends_and_tells_of_what_remains(site: Shell) -> None:
    ran = site("check", "--fix", "--output-format", "concise")
    assert (ran.code, ran.err) == (0, "Mended 1, 4 remain\n")
    assert ran.out.splitlines()[-2] == "Checked 2 accounts as of 2026-11-20: 4 warnings."
    assert (nord(site), site.write("x", "").parent) == (MENDED, site.folder)
    assert (site.folder / "content/accounts/halden.md").read_text(encoding="utf-8") == HALDEN


def test_the_second_time_there_is_nothing_to_mend(site: Shell) -> None:
    first, second = site("check", "--fix"), site("check", "--fix")
    assert (first.out, second.err) == (second.out, "Mended 0, 4 remain\n")


def test_mends_several_in_a_file_and_what_comes_to_light_by_that(site: Shell) -> None:
    wrong = BROKEN.replace("owner", "onwer").replace("financials", "finacials").replace("---\nname", "---\nName")
    site.write(NORD, wrong)
    ran = site("check", NORD, "--fix", "--select", "FMT")
    assert (ran.code, ran.err, nord(site)) == (0, "Mended 4, 0 remain\n", MENDED)


def test_what_cannot_be_mended_fails_the_run_as_always(site: Shell) -> None:
    site.write(NORD, f"{BROKEN.removesuffix('---' + chr(10))}    gross_profit: 610.000\n---\n")
    ran = site("check", "--fix", "--select", "FMT", "--output-format", "json")
    assert (ran.code, ran.err) == (1, "Mended 1, 1 remains\n")
    assert [found["message"] for found in json.loads(ran.out)["findings"]] == [
        "gross_profit: `610.000` can be read two ways"
    ]


def test_other_plans_and_rules_than_those_asked_for_stay_as_they_are(site: Shell) -> None:
    assert site("check", "halden", "--fix").err == "Mended 0, 2 remain\n"
    assert site("check", "--fix", "--select", "FBK001").err == "Mended 0, 2 remain\n"
    assert nord(site) == BROKEN


def test_a_diff_shows_and_writes_nothing(site: Shell) -> None:
    for options in (["--fix", "--diff"], ["--diff"]):
        ran = site("check", *options)
        assert (ran.code, ran.err) == (1, "Would mend 1; nothing is written\n")
        assert ran.out == (
            f"--- a/{NORD}\n+++ b/{NORD}\n@@ -4,6 +4,6 @@\n category: core\n financials:\n   - year: 2026\n"
            "-    revenue: 1,24M\n+    revenue: 1.24M\n ---\n \n"
        )
        assert nord(site) == BROKEN


def test_a_plan_from_stdin_is_printed_and_its_findings_told_on_stderr(
    site: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = b"\xef\xbb\xbf" + BROKEN.replace("\n", "\r\n").replace("Per", "P\u00e9r").encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed)))
    ran = site("check", "-", "--stdin-filename", NORD, "--fix", "--select", "FMT")
    assert ran.out.encode() == typed.replace(b"1,24M", b"1.24M")
    assert ran.err.splitlines()[0] == "Checked 1 account as of 2026-11-20: no findings."
    assert (ran.err.splitlines()[-1], nord(site)) == ("Mended 1, 0 remain", BROKEN)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--fix", "--watch"], "--watch does not mend: run `kamgen check --fix` first, then watch"),
        (["--diff", "--write-baseline"], "--diff writes nothing, and so no baseline: leave one of them out"),
    ],
)
def test_what_does_not_go_together_is_refused(site: Shell, options: list[str], said: str) -> None:
    ran = site("check", *options)
    assert (ran.code, nord(site)) == (2, BROKEN)
    assert ran.err.splitlines()[-1] == f"Error: {said}"


def test_a_plan_outside_the_folder_is_not_followed(site: Shell, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "nord.md"
    outside.write_text(BROKEN, encoding="utf-8")
    (site.folder / NORD).unlink()
    (site.folder / NORD).symlink_to(outside)
    ran = site("check", "--fix", "--select", "FMT")
    assert (ran.code, ran.err) == (1, "Mended 0, 1 remains\n")
    assert outside.read_text(encoding="utf-8") == BROKEN


def test_two_names_of_one_file_are_mended_once(site: Shell) -> None:
    (site.folder / "content/accounts/south.md").symlink_to(site.folder / NORD)
    assert site("check", "--fix", "--select", "FMT003").code == 0
    assert (nord(site), (site.folder / "content/accounts/south.md").is_symlink()) == (MENDED, True)


def test_nothing_is_written_when_one_file_may_not_be(site: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    other = site.write("content/accounts/atlas.md", BROKEN.replace("Nord", "Atlas"))
    allowed = os.access

    def access(path: str | Path, mode: int) -> bool:
        return Path(path).name != "nord.md" and allowed(path, mode)

    monkeypatch.setattr("os.access", access)
    ran = site("check", "--fix")
    place = os.path.realpath(site.folder / NORD)
    told = f"error: {place} cannot be written\nhelp: ask for permission to write there\n"
    assert (ran.code, ran.err, ran.out) == (2, told, "")
    assert (nord(site), other.read_text(encoding="utf-8")) == (BROKEN, BROKEN.replace("Nord", "Atlas"))


def test_a_fix_that_would_bring_up_another_error_is_left_out(site: Shell) -> None:
    twice = BROKEN.replace("category", "owenr: Kari Dahl\ncategory")
    site.write(NORD, twice)
    ran = site("check", "--fix", "--select", "FMT")
    assert ran.err.splitlines() == [
        f"{NORD}:4:1: FMT002 is left as it is: then `owner` is written twice: first in line 3; this one is read",
        "Mended 1, 1 remains",
    ]
    assert nord(site) == twice.replace("1,24M", "1.24M")


def test_what_a_baseline_keeps_is_mended_too(site: Shell) -> None:
    site("check", "--write-baseline")
    ran = site("check", "--fix")
    assert (ran.code, nord(site), ran.err) == (0, MENDED, "Mended 1, 0 remain\n")
    assert ran.out.splitlines()[-1].endswith("; `kamgen check --prune-baseline` keeps the gain")


def test_mistakes_of_site_toml_are_mended_first(site: Shell) -> None:
    wrong = '# ours\n[site]\ntitel = "Plans"\ncurrency = "nok"\n[checklist]\nselect = ["FMT"]\n[fx]\nEUR = "11,5"\n'
    right = wrong.replace("titel", "title").replace("nok", "NOK").replace("11,5", "11.5")
    place = site.write("site.toml", wrong.replace("\n", "\r\n"))
    shown = site("check", "--fix", "--diff")
    assert (shown.code, shown.out.count("\n+"), place.read_bytes().decode()) == (2, 4, wrong.replace("\n", "\r\n"))
    ran = site("check", "--fix")
    assert (ran.code, ran.err) == (0, "Mended 3 in site.toml\nMended 1, 0 remain\n")
    assert (place.read_bytes().decode(), nord(site)) == (right.replace("\n", "\r\n"), MENDED)


def test_a_mistake_of_site_toml_that_may_mean_several_things_stays(site: Shell) -> None:
    place = site.write("site.toml", '[site]\nowner = "Per Moe"\n')
    before = place.read_bytes()
    ran = site("check", "--fix")
    assert (ran.code, place.read_bytes(), nord(site)) == (2, before, BROKEN)
