"""The GitHub Action, played step by step in a repository."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.ci.forge_server import TOKEN, Forge
from tests.ci.plays import ACTION, Action, Stage, load

MARKER = "<!-- kamgen:diff -->"
DIFF = f"{MARKER}\n### 1 account changed\n"
REPORT = "### 2 accounts checked\n"
MODULES = ("json", "venv", "pip", "logging", "forge", "argparse", "signal", "sitecustomize", "usercustomize")
PIP = "pip -I -m pip install --quiet --disable-pip-version-check"
LIST = "GET /repos/sales/accounts/issues/7/comments?per_page=100&page=1"
CREATE = "POST /repos/sales/accounts/issues/7/comments"


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """A repository whose kamgen finds nothing wrong, and says that one account changed."""
    stage = Stage(tmp_path)
    stage.git("update-ref", "refs/remotes/origin/main", stage.base)
    stage.answers("check-github", "::notice::fine\n")
    stage.answers("check-json", json.dumps({"summary": {"score": 64}}))
    stage.answers("check-markdown", REPORT)
    stage.answers("diff-markdown", DIFF)
    return stage


def pull_request(stage: Stage, forge: Forge) -> Action:
    """A run for pull request 7 from a branch off `main`."""
    event = stage.folder / "event.json"
    event.write_text(json.dumps({"pull_request": {"number": 7}}), encoding="utf-8")
    environ = {
        "GITHUB_API_URL": forge.address,
        "GITHUB_REPOSITORY": "sales/accounts",
        "GITHUB_EVENT_PATH": str(event),
        "GITHUB_BASE_REF": "main",
    }
    forge.answer("GET /user", (403, {}))
    forge.answer(LIST, (200, []))
    forge.answer(CREATE, (201, {}))
    return Action(stage, {"event_name": "pull_request", "token": TOKEN}, environ)


def push(stage: Stage, before: str) -> Action:
    return Action(stage, {"event_name": "push", "event.before": before}, {})


PLAN = """---
name: Halden Marine
owner: Ingrid Solberg
category: strategic
financials:
  - {year: 2026, target_revenue: %s}
---
"""


def test_a_pull_request_with_kamgen_itself(stage: Stage, forge: Forge) -> None:
    stage.real_kamgen()
    plan = stage.repository / "content/accounts/halden.md"
    plan.parent.mkdir(parents=True)
    plan.write_text(PLAN % "1.3M", encoding="utf-8")
    stage.git("checkout", "--quiet", "main")
    base = stage.commit("plans")
    stage.git("update-ref", "refs/remotes/origin/main", base)
    stage.git("checkout", "--quiet", "-b", "lower")
    plan.write_text(PLAN % "1.1M", encoding="utf-8")
    stage.commit("lower")
    played = pull_request(stage, forge).play(as_of="2026-11-20")
    assert played.code == 0
    made = outputs_of(played.outputs)
    assert (made["changed"], made["score"]) == ("true", "3")
    assert "::warning file=content/accounts/halden.md,line=" in played.log
    (_, comment) = forge.asked[-1]
    assert comment is not None
    assert comment["body"].startswith(f"{MARKER}\n\n### kamgen: 1 account changed · ⚠ 1 to look at\n")
    assert "1.3M → 1.1M (−200k, −15.4%)" in comment["body"]
    assert played.summary.startswith(comment["body"])
    assert (Path(made["site"]) / "changes.html").is_file()


def outputs_of(played_outputs: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    return dict(played_outputs["action"])


def test_a_pull_request_is_checked_compared_commented_and_built(stage: Stage, forge: Forge) -> None:
    played = pull_request(stage, forge).play()
    assert (played.code, played.summary) == (0, f"{DIFF}\n{REPORT}")
    assert stage.calls() == [
        f"{PIP} --require-hashes --only-binary=:all: --requirement=KAMGEN/ci/requirements.txt",
        f"{PIP} --no-index --no-deps --no-build-isolation KAMGEN",
        "kamgen check --site=. --fail-on=error --output-format=github",
        "kamgen check --site=. --fail-on=error --quiet --output-format=json",
        "kamgen check --site=. --fail-on=error --quiet --output-format=markdown",
        f"kamgen diff --site=. --output-format=markdown -- {stage.base}",
        "kamgen build --site=. --fail-on=never --output=WORK/site",
    ]
    assert forge.asked[-1] == (CREATE, {"body": DIFF})
    work = outputs_of(played.outputs)["site"].removesuffix("/site")
    made = {"diff": f"{work}/diff.md", "site": f"{work}/site"}
    assert outputs_of(played.outputs) == {"score": "64", "changed": "true", **made}
    assert Path(made["diff"]).read_text("utf-8") == DIFF
    assert TOKEN not in played.log


def test_inputs_reach_every_command(stage: Stage, forge: Forge) -> None:
    stage.answers("diff-markdown", "<!-- kamgen:diff:north -->\n")
    given = {"site": ".", "as_of": "2026-11-20", "fail_on": "warning", "name": "north", "base": "HEAD~1"}
    played = pull_request(stage, forge).play(**given)
    assert played.code == 0
    assert stage.calls()[2:] == [
        "kamgen check --site=. --as-of=2026-11-20 --fail-on=warning --output-format=github",
        "kamgen check --site=. --as-of=2026-11-20 --fail-on=warning --quiet --output-format=json",
        "kamgen check --site=. --as-of=2026-11-20 --fail-on=warning --quiet --output-format=markdown",
        "kamgen diff --site=. --as-of=2026-11-20 --marker=north --output-format=markdown -- HEAD~1",
        "kamgen build --site=. --as-of=2026-11-20 --fail-on=never --output=WORK/site",
    ]
    assert forge.asked[-1] == (CREATE, {"body": "<!-- kamgen:diff:north -->\n"})


def test_inputs_are_words_and_never_commands(stage: Stage, forge: Forge) -> None:
    hostile = '$(touch bad)`touch bad`"; touch bad; #'
    played = pull_request(stage, forge).play(site=".", base=hostile, as_of=hostile, fail_on=hostile, comment="false")
    assert played.code == 0
    assert f"kamgen diff --site=. --as-of={hostile} --output-format=markdown -- {hostile}" in stage.calls()
    assert not (stage.repository / "bad").exists()


def test_a_change_of_no_account_is_one_line_and_no_comment(stage: Stage, forge: Forge) -> None:
    stage.answers("diff-markdown")
    played = pull_request(stage, forge).play()
    assert (played.code, played.summary) == (0, f"No account changed.\n\n{REPORT}")
    assert outputs_of(played.outputs)["changed"] == "false"
    assert forge.asked[-1][0] == LIST


def test_findings_fail_the_run_after_all_is_done(stage: Stage, forge: Forge) -> None:
    for each in ("github", "json", "markdown"):
        said = (stage.fakes / f"check-{each}.out").read_text("utf-8")
        stage.answers(f"check-{each}", said, 1)
    played = pull_request(stage, forge).play()
    assert (played.code, played.summary) == (1, f"{DIFF}\n{REPORT}")
    assert played.log.endswith(
        "::error title=kamgen::The plans do not pass. The summary of this run has every finding.\n"
    )
    assert forge.asked[-1] == (CREATE, {"body": DIFF})
    assert outputs_of(played.outputs)["site"].endswith("/site")


def test_a_check_that_could_not_be_made_ends_the_run(stage: Stage, forge: Forge) -> None:
    stage.answers("check-github", "error: there is no site.toml\n", 2)
    played = pull_request(stage, forge).play()
    assert (played.code, played.log, played.summary) == (2, "error: there is no site.toml\n", "")
    assert len(stage.calls()) == 3


def test_a_forks_token_may_not_comment_and_nothing_fails(stage: Stage, forge: Forge) -> None:
    action = pull_request(stage, forge)
    forge.answer(CREATE, (403, {"message": "Resource not accessible by integration"}))
    played = action.play()
    assert (played.code, played.summary) == (0, f"{DIFF}\n{REPORT}")
    assert "::notice title=kamgen::this token may not comment here, so there is no comment (" in played.log


def test_a_comment_that_goes_wrong_is_told_and_fails_nothing(stage: Stage, forge: Forge) -> None:
    action = pull_request(stage, forge)
    forge.answer(CREATE, (422, {"message": "Body is too long"}))
    played = action.play()
    assert played.code == 0
    assert "::error title=kamgen::" in played.log
    assert outputs_of(played.outputs)["site"].endswith("/site")


def test_neither_comment_nor_site_where_none_is_wanted(stage: Stage, forge: Forge) -> None:
    played = pull_request(stage, forge).play(comment="false", build="false")
    assert (played.code, played.summary) == (0, f"{DIFF}\n{REPORT}")
    assert forge.asked == []
    assert outputs_of(played.outputs)["site"] == ""


def test_main_that_moved_on_is_not_blamed_on_the_request(stage: Stage, forge: Forge) -> None:
    stage.git("checkout", "--quiet", "main")
    stage.git("update-ref", "refs/remotes/origin/main", stage.commit("newer"))
    stage.git("checkout", "--quiet", "change")
    pull_request(stage, forge).play()
    assert f"kamgen diff --site=. --output-format=markdown -- {stage.base}" in stage.calls()


def test_a_shallow_checkout_is_told_what_to_write(stage: Stage, forge: Forge) -> None:
    (stage.repository / ".git" / "shallow").write_text(f"{stage.head}\n", encoding="utf-8")
    played = pull_request(stage, forge).play()
    assert (played.code, played.summary) == (2, "")
    assert played.log.endswith(
        "::error title=kamgen::The checkout lacks the history that a comparison needs. "
        'Write "fetch-depth: 0" below "with:" of actions/checkout.\n'
    )


def test_a_branch_without_a_common_commit_is_told(stage: Stage, forge: Forge) -> None:
    stage.git("checkout", "--quiet", "--orphan", "alone")
    stage.commit("alone")
    played = pull_request(stage, forge).play()
    assert (played.code, played.summary) == (2, "")
    assert played.log.endswith(
        'common with the branch this is to go into. Give the commit to compare with as "base".\n'
    )


def test_a_push_is_compared_with_what_it_found(stage: Stage) -> None:
    played = push(stage, stage.base).play()
    assert (played.code, played.summary) == (0, f"{DIFF}\n{REPORT}")
    assert f"kamgen diff --site=. --output-format=markdown -- {stage.base}" in stage.calls()


@pytest.mark.parametrize("before", ["", "0" * 40, "1" * 40], ids=["a schedule", "a new branch", "a commit not here"])
def test_without_an_earlier_commit_nothing_is_compared(stage: Stage, before: str) -> None:
    played = push(stage, before).play()
    assert (played.code, played.summary) == (0, REPORT)
    assert 'kamgen: there is no earlier commit here to compare with; give one as "base"\n' in played.log
    assert outputs_of(played.outputs)["changed"] == ""


def test_accounts_without_a_score_leave_the_output_empty(stage: Stage) -> None:
    stage.answers("check-json", json.dumps({"summary": {"score": None}}))
    assert outputs_of(push(stage, "").play().outputs)["score"] == ""


def test_no_step_has_an_expression_in_its_script() -> None:
    scripts = [step["run"] for step in load(ACTION)["runs"]["steps"] if "run" in step]
    assert len(scripts) == 6
    assert [script for script in scripts if "${{" in script] == []


def test_actions_of_others_are_pinned_to_a_commit() -> None:
    used = [step["uses"] for step in load(ACTION)["runs"]["steps"] if "uses" in step]
    assert used == ["actions/setup-python@a26af69be951a213d495a4c3e4e4022e16d87065"]


def test_a_shallow_push_that_lacks_what_it_found_is_told_what_to_write(stage: Stage) -> None:
    (stage.repository / ".git" / "shallow").write_text(f"{stage.head}\n", encoding="utf-8")
    played = push(stage, "1" * 40).play()
    assert (played.code, played.summary) == (2, "")
    assert played.log.endswith(
        "::error title=kamgen::The checkout lacks the commit that this push found. "
        'Write "fetch-depth: 0" below "with:" of actions/checkout.\n'
    )


def test_no_module_of_the_checkout_is_imported(stage: Stage, forge: Forge) -> None:
    """Neither by what is run in it, nor by what the steps write into its script's words."""
    stage.real_kamgen()
    for name in (*MODULES, "kamgen"):
        (stage.repository / f"{name}.py").write_text("open('imported', 'a').write(__name__)\n", encoding="utf-8")
    stage.commit("modules")
    plan = stage.repository / "content/accounts/halden.md"
    plan.parent.mkdir(parents=True)
    plan.write_text(PLAN % "1.3M", encoding="utf-8")
    stage.commit("a plan")
    assert pull_request(stage, forge).play(as_of="2026-11-20").code == 0
    assert not (stage.repository / "imported").exists()
    scripts = [step["run"] for step in load(ACTION)["runs"]["steps"] if "run" in step]
    started = [found for script in scripts for found in re.findall(r'(?i)"\$(?:tools/)?python" (\S+)', script)]
    assert started == ["-I"] * 7
    assert not [script for script in scripts if "TOOLS/kamgen" in script]


def test_a_folder_that_looks_like_a_repository_runs_nothing(stage: Stage, forge: Forge) -> None:
    """`git merge-base` in it would fetch a missing commit with a command of the checkout's choice."""
    bare, ran = stage.repository / "sales", stage.folder / "ran"
    for made in ("objects", "refs/heads", "refs/remotes/origin"):
        (bare / made).mkdir(parents=True)
    (bare / "HEAD").write_text("ref: refs/heads/x\n", encoding="utf-8")
    (bare / "refs/heads/x").write_text(f"{'1' * 40}\n", encoding="utf-8")
    (bare / "refs/remotes/origin/main").write_text(f"{'2' * 40}\n", encoding="utf-8")
    (bare / "config").write_text(
        "[core]\n\trepositoryformatversion = 1\n\tbare = true\n[extensions]\n\tpartialClone = origin\n"
        f'[remote "origin"]\n\turl = ext::sh -c touch% {ran}\n\tpromisor = true\n[protocol "ext"]\n\tallow = always\n',
        encoding="utf-8",
    )
    pull_request(stage, forge).play(site="sales")
    assert not ran.exists()


def test_steps_that_read_plans_cannot_set_variables_outputs_or_summaries(stage: Stage, forge: Forge) -> None:
    fake = (stage.fakes / "kamgen").read_text("utf-8")
    (stage.fakes / "kamgen").write_text(fake + 'env | grep "^GITHUB_" >> "$FAKES/seen"\n', encoding="utf-8")
    assert pull_request(stage, forge).play().code == 0
    seen = {line.split("=")[0] for line in (stage.fakes / "seen").read_text("utf-8").splitlines()}
    assert not seen & {"GITHUB_ENV", "GITHUB_PATH", "GITHUB_STATE", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"}
    assert "GITHUB_TOKEN" not in seen
    assert "GITHUB_ACTION_PATH" in seen
