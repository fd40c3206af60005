"""`kamgen history`: what changed when, by whom, and what slipped."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.cli.small_site import Shell
from tests.repositories import Scratch, isolate

HALDEN, NORD = "content/accounts/halden.md", "content/accounts/nord.md"


def plan(name: str, due: str = "2026-12-01", owner: str = "Ingrid Solberg") -> str:
    promise = f"promises:\n  - {{promise: Spare parts within a day, made: 2026-07-01, due: {due}}}\n"
    return f"---\nname: {name}\nowner: {owner}\ncategory: core\n{promise}---\n"


@pytest.fixture
def site(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Two plans of September; one has been changed twice since."""
    isolate(monkeypatch)
    scratch = Scratch(tmp_path / "site").write("site.toml", "").write(".gitignore", ".kamgen/\n")
    scratch.write(HALDEN, plan("Halden")).write(NORD, plan("Nord", owner="Per Moe"))
    scratch.commit("Plans", day=date(2026, 9, 1))
    scratch.write(HALDEN, plan("Halden", "2027-01-15")).commit("Later", author="Per Moe", day=date(2026, 10, 5))
    scratch.write(HALDEN, plan("Halden", "2027-02-01")).commit("Later again", author="Eva Lund", day=date(2026, 11, 2))
    monkeypatch.chdir(scratch.root)
    return Shell(scratch.root, shell.capsys)


def ids(site: Shell) -> list[str]:
    return [commit[:7] for commit in Scratch(site.folder, new=False).git("log", "--format=%H").split()]


def test_commits_stand_newest_first_with_what_each_changed(site: Shell) -> None:
    newest, middle, first = ids(site)
    ran = site("history", "--since", "2026-09-01")
    assert ran.code == 0
    assert ran.out.split("\n\n", 1)[1] == (
        f"2026-11-02  {newest}  Eva Lund: Later again\n"
        "  Halden  content/accounts/halden.md\n"
        "  ! ~ promise “Spare parts within a day”, due date 2027-01-15 → 2027-02-01 (17 days later, for the 2nd time)"
        "  [date moved later]\n"
        f"2026-10-05  {middle}  Per Moe: Later\n"
        "  Halden  content/accounts/halden.md\n"
        "  ! ~ promise “Spare parts within a day”, due date 2026-12-01 → 2027-01-15 (45 days later)"
        "  [date moved later]\n"
        f"2026-09-01  {first}  Ingrid Solberg: Plans\n"
        "    begun: Halden, Nord\n"
    )


def test_commits_of_one_day_stand_newest_first(site: Shell) -> None:
    scratch = Scratch(site.folder, new=False)
    for number in range(6):
        path, name = ((HALDEN, "Halden"), (NORD, "Nord"))[number % 2]
        scratch.write(path, plan(name, f"2027-03-{number + 1:02}")).commit(f"Number {number}", day=date(2026, 11, 5))
    ran = site("history", "--since", "2026-11-03")
    told = [line.rpartition("Number ")[2] for line in ran.out.splitlines() if "Number" in line]
    assert told == ["5", "4", "3", "2", "1", "0"]


def test_the_trend_has_a_row_for_each_day(site: Shell) -> None:
    rows = site("history").out.split("\n\n", 1)[0].splitlines()
    assert rows[0] == "Trend, amounts in EUR"
    assert " ".join(rows[1].split()) == "day checklist health days old revenue revenue target profit weighted pipeline"
    assert [row.split()[0] for row in rows[2:]][:2] == ["2026-09-06", "2026-09-13"]
    assert rows[-1].split()[0] == "2026-11-20"


def test_one_account(site: Shell) -> None:
    assert "Halden" not in site("history", "nord").out
    assert site("history", NORD).out == site("history", "Nord").out
    ran = site("history", "nort")
    assert (ran.code, ran.err) == (2, "error: there is no account `nort`\nhelp: did you mean `nord`?\n")


def test_what_happened_before_is_left_out(site: Shell) -> None:
    out = site("history", "--since", "2026-10-06").out
    assert "Later again" in out
    assert "Per Moe" not in out
    assert site("history", "nord", "--since", "2026-10-06").out.endswith(
        "No plan said anything else since 2026-10-06.\n"
    )


def test_the_ledger_of_what_slipped(site: Shell) -> None:
    newest, middle, _ = ids(site)
    assert site("history", "--output-format", "slippage").out == (
        "2026-11-02  Halden: promise “Spare parts within a day”, due date 2027-01-15 → 2027-02-01 (17 days later, for "
        f"the 2nd time)  Eva Lund {newest}\n"
        "2026-10-05  Halden: promise “Spare parts within a day”, due date 2026-12-01 → 2027-01-15 (45 days later)  "
        f"Per Moe {middle}\n"
        "\n"
        "By owner\n"
        "  Ingrid Solberg: 2 moves, 62 days later in all\n"
    )
    assert site("history", "nord", "--output-format", "slippage").out == (
        "No due date, close date or target was moved.\n"
    )


def test_values_that_moved_often_are_counted_by_all_their_moves(site: Shell) -> None:
    scratch = Scratch(site.folder, new=False)
    scratch.write(HALDEN, plan("Halden", "2027-01-31")).commit("Back", day=date(2026, 11, 9))
    assert site("history", "--since", "2026-11-05", "--output-format", "slippage").out.endswith(
        "\n\nBy owner\n  Ingrid Solberg: 1 move, 1 day earlier in all, 1 value moved three times or more\n"
    )


def test_json_has_all_of_it(site: Shell) -> None:
    told = json.loads(site("history", "halden", "--output-format", "json").out)
    (account,) = told["accounts"]
    assert (told["format_version"], told["as_of"], told["since"], told["cut"]) == ("1.0", "2026-11-20", None, False)
    assert [version["subject"] for version in account["versions"]] == ["Later again", "Later", "Plans"]
    assert [(move["days"], move["author"]) for move in account["moves"]] == [(17, "Eva Lund"), (45, "Per Moe")]
    assert told["trend"][-1]["day"] == "2026-11-20"


def test_an_account_whose_plan_was_deleted_is_told_of(site: Shell) -> None:
    scratch = Scratch(site.folder, new=False)
    gone = scratch.remove(NORD).commit("Lost interest", author="Eva Lund", day=date(2026, 11, 9))
    assert (
        f"2026-11-09  {gone[:7]}  Eva Lund: Lost interest\n  ! - Nord  content/accounts/nord.md  [account removed]\n"
    ) in site("history").out
    told = json.loads(site("history", "--output-format", "json").out)
    assert [(each["name"], each["owner"], each["day"]) for each in told["removed"]] == [
        ("Nord", "Per Moe", "2026-11-09")
    ]
    assert "removed" not in site("history", "--since", "2026-11-10").out
    assert "removed" not in site("history", "halden").out


def test_a_copy_that_was_deleted_was_no_account(site: Shell) -> None:
    scratch, copy = Scratch(site.folder, new=False), "content/accounts/halden 2.md"
    scratch.write(copy, plan("Halden")).commit("Synced", day=date(2026, 11, 9))
    scratch.remove(copy).commit("Taken over", day=date(2026, 11, 10))
    assert json.loads(site("history", "--output-format", "json").out)["removed"] == []


def test_a_plan_that_came_back_or_was_moved_is_not_removed(site: Shell) -> None:
    scratch = Scratch(site.folder, new=False)
    text = (site.folder / NORD).read_text(encoding="utf-8")
    scratch.remove(NORD).commit("Away", day=date(2026, 11, 9))
    scratch.write("content/accounts/north/nord.md", text).commit("Back elsewhere", day=date(2026, 11, 10))
    scratch.move(HALDEN, "content/accounts/north/halden.md").commit("Moved", day=date(2026, 11, 11))
    assert json.loads(site("history", "--output-format", "json").out)["removed"] == []


def test_a_shallow_clone_says_that_it_is_one(site: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = Scratch(site.folder, new=False).clone(tmp_path / "copy", "--depth", "1")
    monkeypatch.chdir(copy.root)
    out = site("history").out
    assert out.endswith("This clone is shallow: older changes are not known.\n")


def test_outside_version_control_there_is_no_history(
    site: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = tmp_path / "plain"
    for name in ("site.toml", HALDEN):
        (plain / name).parent.mkdir(parents=True, exist_ok=True)
        (plain / name).write_bytes((site.folder / name).read_bytes())
    monkeypatch.chdir(plain)
    ran = site("history")
    assert ran.code == 2
    assert ran.err.startswith(f"error: {plain} is not in a git repository\nhelp: ")


def test_what_people_wrote_cannot_steer_the_terminal(site: Shell) -> None:
    scratch = Scratch(site.folder, new=False)
    scratch.write(HALDEN, plan("Hal\u202eden", "2027-03-01"))
    scratch.commit("\x1b[2Jgone", author="Eva\x1b]0;x\x07", day=date(2026, 11, 3))
    out = site("history").out
    assert "\x1b" not in out
    assert "\u202e" not in out


@pytest.mark.parametrize("account", [[], ["halden"]])
def test_an_upgrade_marks_where_scores_moved_with_kamgens_definitions(site: Shell, account: list[str]) -> None:
    scratch = Scratch(site.folder, new=False)
    scratch.write("site.toml", '[checklist]\nfeedback_every = "3 months"\n').commit("Faster", day=date(2026, 11, 5))
    scratch.write("site.toml", '[site]\nformat = 2\n[checklist]\nfeedback_every = "3 months"\n')
    scratch.commit("New kamgen", author="Eva Lund", day=date(2026, 11, 10))
    upgrade, faster = ids(site)[:2]
    assert site("history", *account, "--since", "2026-11-03").out.split("\n\n", 1)[1] == (
        f"2026-11-10  {upgrade}  Eva Lund: New kamgen\n"
        "    site.toml: kamgen's definitions 2: scores moved with them, not with the accounts\n"
        f"2026-11-05  {faster}  Ingrid Solberg: Faster\n"
        "    site.toml: what accounts are judged by\n"
    )
    marks = json.loads(site("history", *account, "--output-format", "json").out)["marks"]
    assert [(mark["subject"], mark["format"]) for mark in marks] == [("Faster", None), ("New kamgen", 2)]
    assert site("build", "-q").code == 0
    for page in ("index.html", "changes.html"):
        said = (site.folder / "public" / page).read_text("utf-8")
        assert said.count("<strong>Definitions 2: from here on scores moved with kamgen's definitions") == 1


def test_an_entry_that_was_removed_and_is_back_later_says_so(site: Shell) -> None:
    scratch = Scratch(site.folder, new=False)
    scratch.write(HALDEN, "---\nname: Halden\nowner: Ingrid Solberg\ncategory: core\n---\n")
    scratch.commit("Out", author="Eva Lund", day=date(2026, 11, 3))
    scratch.write(HALDEN, plan("Halden", "2027-03-01")).commit("Back", author="Eva Lund", day=date(2026, 11, 4))
    told = site("history", "--since", "2026-11-03").out
    assert (
        "  ! + promise “Spare parts within a day”: made 2026-07-01, due date 2027-03-01 (back, for the 3rd time)"
        "  [date moved later]\n" in told
    )


def test_the_past_of_an_account_that_is_gone_is_told_with_its_moves(site: Shell) -> None:
    scratch = Scratch(site.folder, new=False)
    (site.folder / HALDEN).unlink()
    scratch.commit("Tidy up", author="Eva Lund", day=date(2026, 11, 5))
    told = site("history").out
    assert "  ! - Halden  content/accounts/halden.md  [account removed]" in told
    assert "due date 2026-12-01 → 2027-01-15 (45 days later)" in told
    assert "    begun: Nord, Halden\n" in told
    ledger = site("history", "--output-format", "slippage").out
    assert "  Ingrid Solberg: 2 moves, 62 days later in all\n" in ledger
    accounts = json.loads(site("history", "--output-format", "json").out)["accounts"]
    assert [(each["slug"], each["removed"]) for each in accounts] == [("nord", None), ("halden", "2026-11-05")]


def test_whatever_takes_its_path_an_account_that_is_gone_keeps_its_past(site: Shell) -> None:
    scratch = Scratch(site.folder, new=False)
    (site.folder / HALDEN).unlink()
    scratch.commit("Tidy up", author="Eva Lund", day=date(2026, 11, 5))
    scratch.git("mv", NORD, HALDEN)
    scratch.commit("Nord takes the path", author="Eva Lund", day=date(2026, 11, 6))
    told = site("history").out
    assert "  Nord  content/accounts/halden.md, moved here from content/accounts/nord.md\n" in told
    assert "  ! - Halden  content/accounts/halden.md  [account removed]" in told
    assert "due date 2026-12-01 → 2027-01-15 (45 days later)" in told
    assert "  Ingrid Solberg: 2 moves, 62 days later in all\n" in site("history", "--output-format", "slippage").out


def test_a_target_that_is_back_and_lower_is_to_be_looked_at(site: Shell) -> None:
    scratch = Scratch(site.folder, new=False)
    for number, target in enumerate(("1.2M", "", "1M")):
        row = f"financials: [{{year: 2026, target_revenue: {target}}}]\n" if target else ""
        text = f"---\nname: Nord\nowner: Per Moe\ncategory: core\n{row}---\n"
        scratch.write(NORD, text).commit(f"Step {number}", day=date(2026, 11, 3 + number))
    told = site("history", "--since", "2026-11-05").out
    assert "  ! + fiscal year 2026: revenue target 1M (back, moved)  [target lowered]\n" in told
