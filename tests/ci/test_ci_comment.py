"""The comment on a pull or merge request: found, made, kept current; and every way in which it cannot be."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from comment import main, tame
from hypothesis import given
from hypothesis import strategies as st

from tests.ci.forge_server import TOKEN, Forge
from tests.conftest import GOLDEN

MARKER = "<!-- kamgen:diff -->"
BODY = f"{MARKER}\n### 2 accounts changed\n"
OVER = f"{MARKER}\nThis change no longer changes any account.\n"
BOT = {"login": "github-actions[bot]"}
USER = "GET /user"
LIST = "GET /repos/sales/accounts/issues/7/comments?per_page=100&page="
CREATE = "POST /repos/sales/accounts/issues/7/comments"
UPDATE = "PATCH /repos/sales/accounts/issues/comments/31"
NOTES = "/projects/12/merge_requests/5/notes"
NOTES_LIST = f"GET {NOTES}?order_by=created_at&sort=asc&per_page=100&page="
DENIED = (403, {"message": "Resource not accessible by integration"})


@dataclass(slots=True)
class Run:
    """comment.py as a run of CI starts it."""

    folder: Path
    environ: dict[str, str]
    capsys: pytest.CaptureFixture[str]
    pauses: list[float] = field(default_factory=list)

    def __call__(self, body: str, *arguments: str) -> tuple[int, str]:
        file = self.folder / "diff.md"
        file.write_text(body, encoding="utf-8")
        code = main([str(file), *arguments], self.environ, self.pauses.append)
        caught = self.capsys.readouterr()
        assert TOKEN not in caught.out + caught.err
        return code, caught.out

    def event(self, event: Mapping[str, Any]) -> None:
        Path(self.environ["GITHUB_EVENT_PATH"]).write_text(json.dumps(event), encoding="utf-8")


@pytest.fixture
def github(forge: Forge, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """A run for pull request 7, whose token may not ask who it is."""
    environ = {
        "GITHUB_API_URL": forge.address,
        "GITHUB_REPOSITORY": "sales/accounts",
        "GITHUB_EVENT_PATH": str(tmp_path / "event.json"),
        "GITHUB_TOKEN": TOKEN,
    }
    run = Run(tmp_path, environ, capsys)
    run.event({"pull_request": {"number": 7}})
    forge.answer(USER, DENIED)
    forge.answer(f"{LIST}1", (200, []))
    forge.answer(CREATE, (201, {"id": 31}))
    forge.answer(UPDATE, (200, {"id": 31}))
    return run


@pytest.fixture
def gitlab(forge: Forge, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """A pipeline for merge request 5 of project 12."""
    environ = {
        "CI_API_V4_URL": forge.address,
        "CI_PROJECT_ID": "12",
        "CI_MERGE_REQUEST_IID": "5",
        "KAMGEN_TOKEN": TOKEN,
    }
    forge.answer(USER, (200, {"username": "project_12_bot"}))
    forge.answer(f"{NOTES_LIST}1", (200, []))
    forge.answer(f"POST {NOTES}", (201, {"id": 31}))
    forge.answer(f"PUT {NOTES}/31", (200, {"id": 31}))
    return Run(tmp_path, environ, capsys)


def test_the_first_run_comments(github: Run, forge: Forge) -> None:
    assert github(BODY) == (0, "kamgen: commented\n")
    assert forge.asked == [(USER, None), (f"{LIST}1", None), (CREATE, {"body": BODY})]
    assert {header: forge.headers[2].get(header) for header in ("Authorization", "Accept", "User-Agent")} == {
        "Authorization": f"Bearer {TOKEN}",
        "Accept": "application/vnd.github+json",
        "User-Agent": "kamgen",
    }


def test_later_runs_update_it_in_place(github: Run, forge: Forge) -> None:
    forge.answer(f"{LIST}1", (200, [{"id": 31, "user": BOT, "body": f"{MARKER}\r\nold"}]))
    assert github(BODY) == (0, "kamgen: updated comment 31\n")
    assert forge.asked[-1] == (UPDATE, {"body": BODY})


def test_a_comment_that_says_it_already_is_left(github: Run, forge: Forge) -> None:
    forge.answer(f"{LIST}1", (200, [{"id": 31, "user": BOT, "body": BODY.replace("\n", "\r\n").strip()}]))
    assert github(BODY) == (0, "kamgen: comment 31 is current\n")
    assert forge.asked[-1] == (f"{LIST}1", None)


@pytest.mark.parametrize(
    "other",
    [
        {"id": 1, "user": {"login": "mallory"}, "body": BODY},
        {"id": 1, "user": None, "body": BODY},
        {"id": 1, "user": BOT, "body": f"Look:\n{BODY}"},
        {"id": 1, "user": BOT, "body": "<!-- kamgen:diff:north -->\n"},
        {"id": 1, "user": BOT, "body": None},
    ],
    ids=["of another author", "of a ghost", "that quotes the marker", "of another site", "without a body"],
)
def test_a_comment_is_left_alone(github: Run, forge: Forge, other: dict[str, Any]) -> None:
    forge.answer(f"{LIST}1", (200, [other]))
    assert github(BODY) == (0, "kamgen: commented\n")


def test_several_sites_have_a_comment_each(github: Run, forge: Forge) -> None:
    forge.answer(f"{LIST}1", (200, [{"id": 31, "user": BOT, "body": "<!-- kamgen:diff:north -->\nold"}]))
    assert github("<!-- kamgen:diff:north -->\nnew\n", "--marker", "north") == (0, "kamgen: updated comment 31\n")


def test_all_pages_of_comments_are_looked_through(github: Run, forge: Forge) -> None:
    forge.answer(f"{LIST}1", (200, [{"id": each, "user": {"login": "eva"}, "body": "fine"} for each in range(100)]))
    forge.answer(f"{LIST}2", (200, [{"id": 31, "user": BOT, "body": MARKER}]))
    assert github(BODY) == (0, "kamgen: updated comment 31\n")
    assert [request for request, _ in forge.asked] == [USER, f"{LIST}1", f"{LIST}2", UPDATE]


def test_a_token_that_knows_who_it_is_finds_its_own_comment(github: Run, forge: Forge) -> None:
    forge.answer(USER, (200, {"login": "kam-robot"}))
    forge.answer(f"{LIST}1", (200, [{"id": 31, "user": {"login": "kam-robot"}, "body": MARKER}]))
    assert github(BODY) == (0, "kamgen: updated comment 31\n")


def test_the_author_can_be_told(github: Run, forge: Forge) -> None:
    forge.answer(f"{LIST}1", (200, [{"id": 31, "user": {"login": "kam[bot]"}, "body": MARKER}]))
    assert github(BODY, "--author", "kam[bot]") == (0, "kamgen: updated comment 31\n")
    assert forge.asked[0][0] == f"{LIST}1"


@pytest.mark.parametrize("empty", ["", "\n"])
def test_nothing_changed_makes_no_comment(github: Run, forge: Forge, empty: str) -> None:
    assert github(empty) == (0, "kamgen: nothing changes for the accounts, so there is no comment\n")
    assert forge.asked[-1] == (f"{LIST}1", None)


def test_nothing_changes_any_more_is_said_in_the_comment(github: Run, forge: Forge) -> None:
    forge.answer(f"{LIST}1", (200, [{"id": 31, "user": BOT, "body": BODY}]))
    assert github("") == (0, "kamgen: updated comment 31\n")
    assert forge.asked[-1] == (UPDATE, {"body": OVER})


def test_a_line_that_begins_with_a_slash_is_no_command(github: Run, forge: Forge) -> None:
    github(f"{MARKER}\n/merge\n  /close now\n- /fine\n//comment\n/ alone\n")
    assert forge.asked[-1][1] == {"body": f"{MARKER}\n\\/merge\n  \\/close now\n- /fine\n//comment\n/ alone\n"}


HOME = "https://git.example/plans"
HOSTILE = ("/merge", "@owner", "#12", "!34", "gh-5", "![x](https://evil.example/x.png)", "[x](https://evil.example)",
    "[x](/logout)", "[x][y]", "[y]: //evil.example", "<img src=x>", "<!-- x -->", "<https://evil.example>",
    "&#64;owner", "&commat;owner", "&#x40;owner", "www.evil.example", "https://evil.example", "a@evil.example",
    "\u202e", "&", "[", "]", "(", "<", ">", "!", "@", "#", "1", "a", "\n", " ", "\t", "`", "|", "**", "[x](<https://evil.example>)",
    f"[<code>a.md:3</code>](<{HOME}/-/blob/main/a.md#L3>)", "[x](<https://git.example/plansevil/>)", "<code>",
)  # fmt: skip
EFFECT = re.compile(
    r"""^[ \t]*/\w|[@!][\w"\[]|(?<!&)\#\w|&\#(33|35|64);(?!&\#8203;)|&(?!\#\d+;)|://|\][(:\[]|<(?!/?code>)|(?<!\w)gh-\d|(?<![^\W_])www\.""",
    re.MULTILINE,
)


@given(st.lists(st.sampled_from(HOSTILE), max_size=8).map("".join))
def test_no_text_of_a_comment_has_an_effect(text: str) -> None:
    said = tame(f"\n{text}", HOME)
    kept = re.sub(rf"\]\(<{HOME}/[^<>\s]*>\)", "", said)
    assert not EFFECT.search(kept)
    assert "\u202e" not in said
    assert tame(said, HOME) == said


@pytest.mark.parametrize("name", ["pull-request-comment", "changes-markdown"])
def test_what_kamgen_writes_is_left_as_it_is(name: str) -> None:
    _, text = (GOLDEN / f"{name}.txt").read_text("utf-8").split("\n", 1)
    assert tame(text, "https://git.example/plans") == text


def test_links_out_of_the_repository_are_their_text() -> None:
    text = "- [<code>a.md:3</code>](<https://evil.example/a#L3>) **error**"
    assert tame(text, HOME) == tame(text, "") == "- <code>a.md:3</code> **error**"


def test_a_file_longer_than_any_comment_is_refused(github: Run) -> None:
    with pytest.raises(SystemExit):
        github(f"{MARKER}\n" + "x" * (1 << 18))


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_token_that_may_not_comment_is_a_notice(github: Run, forge: Forge, status: int) -> None:
    forge.answer(CREATE, (status, {"message": "100% no\n::error::gotcha"}))
    assert github(BODY) == (
        0,
        "::notice title=kamgen::this token may not comment here, so there is no comment "
        f'({forge.address} answered {status}: {{"message": "100%25 no\\n::error::gotcha"}})\n',
    )


def test_a_wrong_token_is_a_notice(github: Run, forge: Forge) -> None:
    forge.answer(USER, (401, {"message": "Bad credentials"}))
    code, out = github(BODY)
    assert (code, out[:60]) == (0, "::notice title=kamgen::this token may not comment here, so t")
    assert len(forge.asked) == 1


def test_what_the_forge_echoes_never_shows_the_token(github: Run, forge: Forge) -> None:
    forge.answer(CREATE, (403, f"you sent\r\n{TOKEN}\x1b[2J".encode()))
    assert github(BODY)[1].endswith(" answered 403: you sent ***[2J)\n")


def test_trouble_on_the_other_side_is_tried_once_more(github: Run, forge: Forge) -> None:
    forge.answer(CREATE, (502, b"bad gateway"), (201, {"id": 31}))
    assert github(BODY) == (0, "kamgen: commented\n")
    assert github.pauses == [2]


def test_trouble_that_stays_is_an_error(github: Run, forge: Forge) -> None:
    forge.answer(f"{LIST}1", (503, {"message": "later"}))
    told = f'::error title=kamgen::{forge.address} answered 503: {{"message": "later"}}\n'
    assert github(BODY) == (1, told)
    assert [request for request, _ in forge.asked] == [USER, f"{LIST}1", f"{LIST}1"]


def test_a_text_that_is_refused_is_an_error(github: Run, forge: Forge) -> None:
    forge.answer(CREATE, (422, {"message": "Body is too long"}))
    assert github(BODY) == (
        1,
        f'::error title=kamgen::{forge.address} answered 422: {{"message": "Body is too long"}}\n',
    )
    assert github.pauses == []


def test_a_forge_that_cannot_be_reached_is_an_error(github: Run) -> None:
    github.environ["GITHUB_API_URL"] = "http://127.0.0.1:1"
    code, out = github(BODY)
    assert (code, github.pauses) == (1, [2])
    assert out.startswith("::error title=kamgen::http://127.0.0.1:1 cannot be reached: ")


def test_the_token_follows_no_redirect(github: Run, forge: Forge) -> None:
    forge.answer(f"{LIST}1", (302, {}))
    assert github(BODY) == (1, f"::error title=kamgen::{forge.address} answered 302: {{}}\n")
    assert "GET /elsewhere" not in [request for request, _ in forge.asked]


def test_a_page_instead_of_an_answer_is_an_error(github: Run, forge: Forge) -> None:
    forge.answer(f"{LIST}1", (200, b"<html>please sign in</html>"))
    assert github(BODY) == (1, f"::error title=kamgen::{forge.address} answered something that is not JSON\n")


@pytest.mark.parametrize(
    ("token", "code", "said"),
    [
        ("", 0, "::notice title=kamgen::GITHUB_TOKEN is not set, so there is no comment\n"),
        (
            "a b",
            1,
            "::error title=kamgen::GITHUB_TOKEN has spaces or other characters that no token has: copy it again\n",
        ),
    ],
    ids=["no token", "a token with a space"],
)
def test_without_a_usable_token_nothing_is_asked(github: Run, forge: Forge, token: str, code: int, said: str) -> None:
    github.environ["GITHUB_TOKEN"] = token
    assert github(BODY) == (code, said)
    assert forge.asked == []


def test_a_run_that_is_not_about_a_pull_request_comments_nowhere(github: Run, forge: Forge) -> None:
    github.event({"ref": "refs/heads/main"})
    told = "::notice title=kamgen::this run is not about a pull request, so there is no comment\n"
    assert github(BODY) == (0, told)
    assert forge.asked == []


def test_after_a_forks_run_the_request_it_names_gets_the_comment(github: Run, forge: Forge) -> None:
    github.event({"workflow_run": {"head_sha": "abc"}})
    forge.answer("GET /repos/sales/accounts/pulls/7", (200, {"head": {"sha": "abc"}}))
    assert github(BODY, "--number", "7") == (0, "kamgen: commented\n")


def test_a_forks_run_cannot_comment_on_another_request(github: Run, forge: Forge) -> None:
    github.event({"workflow_run": {"head_sha": "abc"}})
    forge.answer("GET /repos/sales/accounts/pulls/7", (200, {"head": {"sha": "def"}}))
    told = "the run was not about the newest commit of pull request 7, so there is no comment"
    assert github(BODY, "--number", "7") == (0, f"::notice title=kamgen::{told}\n")


def test_gitlab_gets_a_note(gitlab: Run, forge: Forge) -> None:
    assert gitlab(BODY) == (0, "kamgen: commented\n")
    assert forge.asked == [(USER, None), (f"{NOTES_LIST}1", None), (f"POST {NOTES}", {"body": BODY})]
    assert forge.headers[0]["Private-Token"] == TOKEN


def test_gitlabs_note_is_updated_in_place(gitlab: Run, forge: Forge) -> None:
    notes = [
        {"id": 30, "author": {"username": "mallory"}, "body": BODY},
        {"id": 31, "author": {"username": "project_12_bot"}, "body": MARKER},
    ]
    forge.answer(f"{NOTES_LIST}1", (200, notes))
    assert gitlab(BODY) == (0, "kamgen: updated comment 31\n")
    assert forge.asked[-1] == (f"PUT {NOTES}/31", {"body": BODY})


def test_gitlabs_refusal_is_a_plain_line(gitlab: Run, forge: Forge) -> None:
    forge.answer(f"{NOTES_LIST}1", (401, {"message": "401 Unauthorized"}))
    assert gitlab(BODY) == (
        0,
        "kamgen: this token may not comment here, so there is no comment "
        f'({forge.address} answered 401: {{"message": "401 Unauthorized"}})\n',
    )


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("KAMGEN_TOKEN", "KAMGEN_TOKEN is not set"),
        ("CI_MERGE_REQUEST_IID", "this pipeline is not about a merge request"),
    ],
)
def test_gitlab_without_a_token_or_a_request_says_so(gitlab: Run, missing: str, said: str) -> None:
    del gitlab.environ[missing]
    assert gitlab(BODY) == (0, f"kamgen: {said}, so there is no comment\n")


def test_a_request_from_a_fork_is_commented_on_where_it_is(gitlab: Run, forge: Forge) -> None:
    gitlab.environ["CI_MERGE_REQUEST_PROJECT_ID"] = "99"
    gitlab(BODY)
    assert forge.asked[-1][0].startswith("GET /projects/99/merge_requests/5/notes?")


def test_a_body_of_another_marker_is_refused(github: Run, forge: Forge, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        github(BODY, "--marker", "north")
    told = "does not begin with `<!-- kamgen:diff:north -->`: give both commands the same --marker\n"
    assert capsys.readouterr().err.endswith(told)
    assert forge.asked == []


def test_elsewhere_it_says_where_it_works(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        Run(tmp_path, {}, capsys)(BODY)
    assert "run it in GitHub's or GitLab's CI" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main([str(tmp_path / "none.md")], {}, lambda _: None)
    assert "none.md cannot be read" in capsys.readouterr().err
