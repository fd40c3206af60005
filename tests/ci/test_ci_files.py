"""The CI kit against the published schemas, shellcheck and pre-commit; and the examples of docs/ci.md with it."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.ci.plays import ACTION, ROOT, TEMPLATE, load, script_of

HOOKS = ROOT / ".pre-commit-hooks.yaml"
DOCUMENT = (ROOT / "docs" / "ci.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```yaml\n# (\S+)\n(.*?)^```$", DOCUMENT, re.DOTALL | re.MULTILINE)
"""File and text of each example: its first line is a comment that names the file."""
SCHEMAS = (("vendor.github-workflows", ".github/workflows/"), ("vendor.gitlab-ci", ".gitlab-ci.yml"))
SHELLCHECK = Path(sys.executable).with_name("shellcheck")
STEPS = {step["name"]: step["run"] for step in load(ACTION)["runs"]["steps"] if "run" in step}
JOBS = {name: script_of(name) for name in ("kamgen-check", "kamgen-diff", "kamgen-build", "pages")}


def schema_says(schema: str, file: Path) -> tuple[int, str]:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("schema", "file"),
    [("vendor.github-actions", ACTION), ("vendor.gitlab-ci", TEMPLATE)],
    ids=["action.yml", "kamgen.gitlab-ci.yml"],
)
def test_the_files_are_what_the_published_schema_asks_for(schema: str, file: Path) -> None:
    assert schema_says(schema, file) == (0, "ok -- validation done\n")


@pytest.mark.parametrize("script", [*STEPS.values(), *JOBS.values()], ids=[*STEPS, *JOBS])
def test_scripts_are_sound_shell(script: str) -> None:
    parsed = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True, check=False)
    assert (parsed.returncode, parsed.stderr) == (0, "")
    checked = subprocess.run(
        [SHELLCHECK, "--shell=bash", "--format=gcc", "-"], input=script, capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stdout) == (0, "")


def test_every_input_and_variable_is_used_and_documented() -> None:
    text = ACTION.read_text("utf-8")
    for name in load(ACTION)["outputs"]:
        assert f"`{name}` (" in DOCUMENT
    for name in load(ACTION)["inputs"]:
        assert f"${{{{ inputs.{name} }}}}" in text or f"inputs.{name} == 'true'" in text
        assert f"`{name}`" in DOCUMENT
    scripts = "".join(JOBS.values())
    for name in load(TEMPLATE)["variables"]:
        assert f"${name}" in scripts or f"${{{name}" in scripts or name in {"KAMGEN_IMAGE", "KAMGEN_PAGES"}
        assert f"`{name}`" in DOCUMENT


def test_pre_commit_accepts_the_hooks() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", str(HOOKS)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_hooks_look_at_all_plans_at_once() -> None:
    hooks: list[dict[str, Any]] = load(HOOKS)
    assert {hook["id"]: hook["entry"] for hook in hooks} == {
        "kamgen-check": "kamgen check",
        "kamgen-check-changed": "kamgen check --changed-since HEAD",
    }
    for hook in hooks:
        assert (hook["language"], hook["pass_filenames"], hook["require_serial"]) == ("python", False, True)


@pytest.mark.parametrize(
    ("file", "wanted"),
    [
        ("content/accounts/halden.md", True),
        ("sales/site.toml", True),
        ("site.toml", True),
        ("my-site.toml", False),
        ("content/accounts/halden.xlsx", False),
        ("notes.md.bak", False),
    ],
)
def test_hooks_run_for_plans_and_site_toml(file: str, wanted: bool) -> None:
    assert [bool(re.search(hook["files"], file)) for hook in load(HOOKS)] == [wanted, wanted]


@pytest.mark.parametrize(("file", "text"), EXAMPLES, ids=[file for file, _ in EXAMPLES])
def test_examples_can_be_used_as_they_are(file: str, text: str, tmp_path: Path) -> None:
    copy = tmp_path / Path(file).name
    copy.write_text(text, encoding="utf-8")
    if file == ".pre-commit-config.yaml":
        command = [sys.executable, "-m", "pre_commit", "validate-config", str(copy)]
        assert subprocess.run(command, capture_output=True, check=False).returncode == 0
        return
    (schema,) = [schema for schema, place in SCHEMAS if file.startswith(place)]
    assert schema_says(schema, copy) == (0, "ok -- validation done\n")


def test_a_first_use_takes_ten_lines_at_most() -> None:
    lines = {file: len(text.splitlines()) for file, text in EXAMPLES}
    firsts = (".github/workflows/accounts.yml", ".gitlab-ci.yml", ".pre-commit-config.yaml")
    assert [file for file in firsts if lines[file] > 10] == []


def test_no_example_has_an_expression_in_its_script_or_a_pull_request_target() -> None:
    for _, text in EXAMPLES:
        assert "pull_request_target" not in text
        assert not re.search(r"run: .*\$\{\{", text)


def test_the_example_in_the_template_is_the_one_of_the_document() -> None:
    comment = "".join(re.findall(r"^#   (.*\n)", TEMPLATE.read_text("utf-8"), re.MULTILINE))
    assert comment == dict(EXAMPLES)[".gitlab-ci.yml"]


def test_all_that_ci_installs_is_pinned_by_hash() -> None:
    """`scripts/lock` writes the file anew when this fails."""
    rows = (ROOT / "ci" / "requirements.txt").read_text("utf-8").replace("\\\n", " ").splitlines()
    pinned = {}
    for row in rows:
        if not row.startswith("#"):
            written, *hashes = row.split()
            assert hashes, row
            assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", each) for each in hashes), row
            name, version = written.split("==")
            pinned[canonicalize_name(name)] = version
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    for wanted in map(Requirement, project["project"]["dependencies"] + project["build-system"]["requires"]):
        assert wanted.specifier.contains(pinned[canonicalize_name(wanted.name)]), wanted
        seen = {canonicalize_name(wanted.name)}
        for each in map(Requirement, distribution(wanted.name).requires or ()) if wanted.name != "hatchling" else ():
            if each.marker is None or each.marker.evaluate({"extra": ""}):
                seen.add(canonicalize_name(each.name))
        assert seen <= pinned.keys()
    assert "://" not in "".join(rows)


def test_the_examples_pin_actions_and_give_tokens_no_more_than_they_need() -> None:
    workflows = {file: yaml.safe_load(text) for file, text in EXAMPLES if file.startswith(".github/")}
    assert {file: workflow["permissions"] for file, workflow in workflows.items()} == {
        ".github/workflows/accounts.yml": {"contents": "read", "pull-requests": "write"},
        ".github/workflows/accounts-of-forks.yml": {"contents": "read"},
        ".github/workflows/comment-on-forks.yml": {"actions": "read", "pull-requests": "write"},
    }
    for workflow in workflows.values():
        (job,) = workflow["jobs"].values()
        for step in job["steps"]:
            name, _, commit = step.get("uses", "actions/none@" + "0" * 40).partition("@")
            assert re.fullmatch("[0-9a-f]{40}|FULL-COMMIT-ID", commit), step
            assert name != "actions/checkout" or step["with"]["persist-credentials"] is False
