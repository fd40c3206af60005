"""The GitLab template: its jobs played in a repository, and when each of them runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ci.forge_server import TOKEN, Forge
from tests.ci.plays import ROOT, TEMPLATE, Played, Stage, job, load, script_of

DIFF = "<!-- kamgen:diff -->\n### 1 account changed\n"
NOTES = "/projects/12/merge_requests/5/notes"
PIP = "pip -I -m pip install --quiet --disable-pip-version-check"
ON_REQUEST = {"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'}
ON_MAIN = {"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """A repository, and kamgen's own beside it under the tag `v1`."""
    stage = Stage(tmp_path)
    source = tmp_path / "forge" / "sales" / "kamgen.git"
    (source / "ci").mkdir(parents=True)
    for name in ("comment.py", "forge.py"):
        (source / "ci" / name).write_bytes((ROOT / "ci" / name).read_bytes())
    at = ["-C", str(source)]
    stage.git(*at, "init", "--quiet", "--initial-branch=main")
    stage.git(*at, "add", ".")
    stage.git(*at, "commit", "--quiet", "--message", "kamgen")
    stage.git(*at, "tag", "v1")
    stage.answers("check", "fine\n")
    stage.answers("check-gitlab", "[]\n")
    stage.answers("check-junit", "<testsuites/>\n")
    stage.answers("diff", "1 account changed\n")
    stage.answers("diff-markdown", DIFF)
    return stage


def play(stage: Stage, name: str, **environ: str) -> Played:
    """A job, with the template's variables as they are, the project's token included in the address of the project."""
    variables = {key: str(value) for key, value in load(TEMPLATE)["variables"].items()}
    given = {
        "KAMGEN_REPOSITORY": "sales/kamgen",
        "KAMGEN_REF": "v1",
        "CI_PROJECT_PATH": "sales/accounts",
        "CI_REPOSITORY_URL": f"file://{stage.folder}/forge/sales/accounts.git",
    }
    return stage.bash(script_of(name), {**variables, **given, **environ})


def test_check_leaves_both_reports_and_its_exit_code(stage: Stage) -> None:
    stage.answers("check", "1 error\n", 1)
    stage.answers("check-gitlab", "[1]\n", 1)
    played = play(stage, "kamgen-check")
    assert (played.code, played.log) == (1, "1 error\n")
    assert (stage.repository / "kamgen-codequality.json").read_text("utf-8") == "[1]\n"
    assert (stage.repository / "kamgen-junit.xml").read_text("utf-8") == "<testsuites/>\n"
    assert stage.calls() == [
        f"{PIP} --require-hashes --only-binary=:all: --requirement=WORK/source/ci/requirements.txt",
        f"{PIP} --no-index --no-deps --no-build-isolation WORK/source",
        "kamgen check --site=. --fail-on=error",
        "kamgen check --site=. --fail-on=error --quiet --output-format=gitlab",
        "kamgen check --site=. --fail-on=error --quiet --output-format=junit",
    ]


def test_kamgen_may_be_named_by_a_commit(stage: Stage) -> None:
    source = stage.folder / "forge" / "sales" / "kamgen.git"
    commit = stage.git("-C", str(source), "rev-parse", "HEAD").strip()
    stage.git("-C", str(source), "commit", "--quiet", "--allow-empty", "--message", "newer")
    played = play(stage, "kamgen-check", KAMGEN_REF=commit)
    assert (played.code, played.log) == (0, "fine\n")


def test_a_check_that_could_not_be_made_leaves_no_report(stage: Stage) -> None:
    stage.answers("check", "error: there is no site.toml\n", 2)
    played = play(stage, "kamgen-check")
    assert (played.code, played.log) == (2, "error: there is no site.toml\n")
    assert not (stage.repository / "kamgen-junit.xml").exists()


def test_diff_is_in_the_log_in_the_artifact_and_in_a_note(stage: Stage, forge: Forge) -> None:
    forge.answer("GET /user", (200, {"username": "bot"}))
    forge.answer(f"GET {NOTES}?order_by=created_at&sort=asc&per_page=100&page=1", (200, []))
    forge.answer(f"POST {NOTES}", (201, {}))
    request = {"CI_PROJECT_ID": "12", "CI_MERGE_REQUEST_IID": "5", "CI_MERGE_REQUEST_DIFF_BASE_SHA": stage.base}
    played = play(stage, "kamgen-diff", CI_API_V4_URL=forge.address, KAMGEN_TOKEN=TOKEN, **request)
    assert (played.code, played.log) == (0, "1 account changed\nkamgen: commented\n")
    assert (stage.repository / "kamgen-diff.md").read_text("utf-8") == DIFF
    assert forge.asked[-1] == (f"POST {NOTES}", {"body": DIFF})
    assert stage.calls()[2:] == [
        f"kamgen diff --site=. -- {stage.base}",
        f"kamgen diff --site=. --output-format=markdown -- {stage.base}",
    ]


def test_without_a_token_diff_is_in_the_log_and_the_artifact(stage: Stage) -> None:
    request = {"CI_MERGE_REQUEST_IID": "5", "CI_MERGE_REQUEST_DIFF_BASE_SHA": stage.base}
    played = play(stage, "kamgen-diff", CI_API_V4_URL="http://127.0.0.1:1", **request)
    assert (played.code, played.log) == (
        0,
        "1 account changed\nkamgen: KAMGEN_TOKEN is not set, so there is no comment\n",
    )


def test_a_merged_result_is_compared_with_the_target_it_was_merged_into(stage: Stage) -> None:
    shas = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": stage.base, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA": stage.head}
    play(stage, "kamgen-diff", CI_API_V4_URL="http://127.0.0.1:1", CI_MERGE_REQUEST_IID="5", **shas)
    assert stage.calls()[2] == f"kamgen diff --site=. -- {stage.head}"


def test_variables_reach_every_command(stage: Stage) -> None:
    given = {"KAMGEN_SITE": "my plans", "KAMGEN_AS_OF": "2026-11-20", "KAMGEN_FAIL_ON": "$(false)"}
    play(stage, "kamgen-check", **given)
    play(stage, "kamgen-build", **given)
    assert stage.calls()[2] == "kamgen check --site=my plans --as-of=2026-11-20 --fail-on=$(false)"
    assert stage.calls()[-1] == ("kamgen build --site=my plans --as-of=2026-11-20 --fail-on=never --output=kamgen-site")


def test_kamgen_may_be_at_any_address(stage: Stage) -> None:
    played = play(stage, "kamgen-check", KAMGEN_REPOSITORY=f"file://{stage.folder}/forge/sales/kamgen.git")
    assert (played.code, played.log) == (0, "fine\n")


def test_where_kamgen_is_must_be_said(stage: Stage) -> None:
    played = play(stage, "kamgen-check", KAMGEN_REPOSITORY="")
    assert (played.code, played.log) == (
        2,
        'kamgen: set KAMGEN_REPOSITORY to where kamgen is, such as "sales/kamgen"\n',
    )


def test_checks_and_builds_run_for_requests_and_on_the_default_branch() -> None:
    assert [job(name)["rules"] for name in ("kamgen-check", "kamgen-build")] == [[ON_REQUEST, ON_MAIN]] * 2
    assert job("kamgen-diff")["rules"] == [ON_REQUEST]


def test_pages_are_published_only_on_the_default_branch_by_who_said_they_are_private() -> None:
    wanted = '$KAMGEN_PAGES == "access control is on" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH'
    assert job("pages")["rules"] == [{"if": wanted}]
    assert load(TEMPLATE)["variables"]["KAMGEN_PAGES"] == "no"


def test_pages_publish_the_site_that_was_built(stage: Stage) -> None:
    (stage.repository / "kamgen-site").mkdir()
    played = play(stage, "pages", CI_PROJECT_VISIBILITY="private")
    assert played.code == 0
    assert (stage.repository / "public").is_dir()
    assert job("pages")["artifacts"]["paths"] == ["public"]


def test_a_public_project_publishes_nothing(stage: Stage) -> None:
    (stage.repository / "kamgen-site").mkdir()
    played = play(stage, "pages", CI_PROJECT_VISIBILITY="public")
    assert (played.code, played.log) == (
        2,
        "kamgen: this project is public, and so would be its account plans: nothing is published\n",
    )
    assert not (stage.repository / "public").exists()


def test_no_artifact_is_for_everybody() -> None:
    jobs = [name for name, made in load(TEMPLATE).items() if isinstance(made, dict) and "script" in made]
    assert jobs == ["kamgen-check", "kamgen-diff", "kamgen-build", "pages"]
    assert {name: job(name)["artifacts"]["access"] for name in jobs} == dict.fromkeys(jobs, "developer")
