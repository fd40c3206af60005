"""Settings, attributes and hooks of a repository name commands; no command of kamgen has one of them run."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.small_site import HALDEN, Shell
from tests.repositories import Scratch, isolate

SETTINGS = (
    "core.fsmonitor", "core.hooksPath", "core.pager", "core.editor", "core.askPass", "core.sshCommand",
    "core.gitProxy", "core.alternateRefsCommand", "pager.log", "pager.diff", "pager.blame", "gpg.program",
    "gpg.ssh.program", "credential.helper", "diff.external", "diff.x.command", "diff.x.textconv", "filter.x.clean",
    "filter.x.smudge", "filter.x.process", "merge.x.driver", "uploadpack.packObjectsHook", "interactive.diffFilter",
    "alias.log", "alias.blame", "alias.cat-file", "alias.rev-parse", "sequence.editor", "trailer.x.command",
)  # fmt: skip
"""Each is given a command, or a folder of hooks."""
ON = ("log.showSignature", "diff.x.cachetextconv", "filter.x.required", "submodule.recurse")


def test_no_setting_attribute_or_hook_of_a_repository_runs(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    isolate(monkeypatch)
    scratch = Scratch(shell.folder).write("site.toml", "").write("content/accounts/halden.md", HALDEN)
    scratch.write(".gitattributes", "* diff=x filter=x merge=x\n").commit()
    scratch.write("content/accounts/halden.md", HALDEN + "Prose.\n").commit()
    scratch.branch("side").write("content/accounts/halden.md", HALDEN + "Prose.\n\nMore.\n").commit()
    scratch.switch("main").write("content/accounts/nord.md", HALDEN.replace("Halden", "Nord")).commit()
    scratch.merge("side")
    scratch.write("content/accounts/halden.md", HALDEN + "Other prose.\n")
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    spy = hooks / "post-index-change"
    spy.write_text(f'#!/bin/sh\necho "$0 $*" >> {tmp_path}/ran\ncat 2> /dev/null\n')
    spy.chmod(0o755)
    for name in ("pre-commit", "post-checkout", "reference-transaction", "fsmonitor-watchman", "query-watchman"):
        (hooks / name).symlink_to(spy)
        (scratch.root / ".git/hooks").mkdir(exist_ok=True)
        (scratch.root / ".git/hooks" / name).symlink_to(spy)
    included = tmp_path / "included"
    settings = [(name, str(hooks if name == "core.hooksPath" else spy)) for name in SETTINGS]
    for name, value in (*settings, *((name, "true") for name in ON)):
        scratch.git("config", "--file", str(included), name, f"!{value}" if name.startswith("alias.") else value)
    scratch.git("config", "include.path", str(included))
    scratch.git("config", "core.attributesFile", str(scratch.root / ".gitattributes"))
    commands = (
        ["check"], ["check", "--changed-since", "main~1"], ["diff", "HEAD~2"], ["diff", "HEAD~2", "HEAD"],
        ["diff", "--staged"], ["history"], ["history", "--output-format", "json"], ["export"], ["review", "halden"],
        ["build", "--output", "built"],
        ["log", "halden", "promise", "Spare parts", "--to", "Kari Dahl", "--due", "2026-12-30"],
    )  # fmt: skip
    for command in commands:
        ran = shell(*command)
        assert ran.code in (0, 1), (command, ran.err)
        assert not (tmp_path / "ran").exists(), (command, (tmp_path / "ran").read_text())
    with suppress(AssertionError):
        scratch.git("status")  # the trap works
    assert (tmp_path / "ran").exists()
