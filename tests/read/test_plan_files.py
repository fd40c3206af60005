"""Which files are plans: what is read, what is told of instead, and what is somebody else's."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamgen.cli.check import differing
from kamgen.model.account import Account
from kamgen.model.config import SiteConfig
from kamgen.model.finding import Finding
from kamgen.model.source import Content
from kamgen.pipeline import evaluate
from kamgen.read.disk import read_content

A = "content/accounts"
PLAN = "---\nname: Halden\nowner: Per Moe\ncategory: strategic\n---\n"
TOML = '+++\nname = "Tern"\nowner = "Per Moe"\ncategory = "strategic"\n+++\n'
JSON = '{"name": "Zug", "owner": "Per Moe", "category": "strategic"}\n'
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"


def put(root: Path, files: dict[str, str | bytes]) -> Content:
    for path, text in files.items():
        place = root / A / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_content(root, SiteConfig().content)


def judged(content: Content) -> tuple[Account, ...]:
    return evaluate(content, SiteConfig(), date(2026, 11, 20))


def found(content: Content, codes: str = "FMT") -> list[Finding]:
    return [each for account in judged(content) for each in account.findings if each.code.startswith(codes)]


@pytest.mark.parametrize("name", ["halden.md", "halden.MD", "halden.markdown", "halden.Markdown"])
def test_plans_end_in_md_or_markdown(tmp_path: Path, name: str) -> None:
    content = put(tmp_path, {name: PLAN, "tern/index.markdown": TOML})
    assert [(account.slug, account.plan.front.name) for account in judged(content)] == [
        ("halden", "Halden"),
        ("tern", "Tern"),
    ]
    assert content.files == frozenset()


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("halden.md.txt", "halden.md"),
        ("halden.mdx", "halden.md"),
        ("halden.mkd", "halden.md"),
        ("halden.txt", "halden.md"),
        ("halden.yaml", "halden.md"),
        ("halden", "halden.md"),
        ("halden.md~", "halden.md"),
        ("halden.md.bak", "halden.md"),
        ("#halden.md#", "halden.md"),
        ("halden/index.md.txt", "index.md"),
    ],
)
@pytest.mark.parametrize("text", [PLAN, TOML, JSON, "\ufeff\r\n" + PLAN.replace("\n", "\r\n")])
def test_a_file_of_another_name_that_begins_like_a_plan_is_told_with_its_right_name(
    tmp_path: Path, name: str, right: str, text: str
) -> None:
    content = put(tmp_path, {name: text})
    (account,) = judged(content)
    assert (account.slug, account.plan.readable) == ("halden", False)
    assert [(each.code, each.path, each.message) for each in account.findings] == [
        (
            "FMT008",
            f"{A}/{name}",
            f"this begins like a plan, and only `.md` files are read: rename it to `{right}`",
        )
    ]


def test_the_right_name_of_such_a_file_is_one_that_can_be_used(tmp_path: Path) -> None:
    (account,) = judged(put(tmp_path, {"Hålden & Søn (2).txt": PLAN}))
    assert account.findings[0].message.endswith("rename it to `halden-son-2.md`")


def test_a_plan_that_an_editor_saved_as_utf_16_text_is_told(tmp_path: Path) -> None:
    content = put(tmp_path, {"halden.md.txt": PLAN.encode("utf-16")})
    assert [source.refusal != "" for source in content.plans] == [True]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("minutes.txt", "---\nname: Halden\n---\n"),
        ("minutes", "Halden, Per Moe, strategic"),
        ("list.csv", "name,owner,category\n"),
        ("package.json", '{"name": "x", "category": "y"}'),
        ("halden.pdf", PLAN + " " * 3000),
        ("_drafts/oslo.md", PLAN),
        (".hidden/oslo.md", PLAN),
        ("_oslo.md.txt", PLAN),
        ("empty", ""),
        ("binary", b"\0\xff\xfe---"),
    ],
)
def test_other_files_are_attachments_or_left_alone(tmp_path: Path, name: str, text: str | bytes) -> None:
    content = put(tmp_path, {"acme.md": PLAN, name: text})
    assert [source.path for source in content.plans] == [f"{A}/acme.md"]
    assert (content.copies, found(content)) == ((), [])
    assert content.files == (frozenset() if name[0] in "._" else {f"{A}/{name}"})


COPIES = [
    "halden 2.md",
    "halden (1).md",
    "halden(1).md",
    "halden - Copy.md",
    "halden - Copy (2).md",
    "halden copy.md",
    "halden – Kopie.md",
    "halden (copie).md",
    "Copy of halden.md",
    "Kopie von halden.md",
    "halden (Per's conflicted copy 2026-11-01).md",
    "halden (conflicted copy 2026-11-01 120000).md",
    "halden.sync-conflict-20261101-120000-ABCDEF7.md",
    "halden_conflict-20261101-120000.md",
    "halden-PC-MOE.md",
    "halden-DESKTOP-4F7K2.md",
    "halden_BACKUP_4711.md",
    "halden (Per Moe).markdown",
    "halden.md.bak",
    "halden.md.orig",
    "halden.old",
    "halden.md (1)",
    "halden.txt",
    "halden (1).md.txt",
    "Copy of halden.txt",
]


@pytest.mark.parametrize("name", COPIES)
@pytest.mark.parametrize("folder", ["", "nordics/"])
def test_a_copy_beside_its_plan_is_told_and_not_counted(tmp_path: Path, name: str, folder: str) -> None:
    text = PLAN.replace("---\n", "---\nfinancials: [{year: 2025, revenue: 900k}]\n", 1)
    content = put(tmp_path, {f"{folder}halden.md": text, f"{folder}{name}": text + "more\n"})
    assert [account.slug for account in judged(content)] == ["halden"]
    (told,) = found(content)
    assert (told.code, told.path) == ("FMT007", f"{A}/{folder}halden.md")
    assert told.severity.value == ("error" if name.endswith((".md", ".markdown")) else "warning")
    assert told.message == (
        f"`{name}` looks like a copy that Dropbox, iCloud, OneDrive or an editor made of this plan, and is not read: "
        "take over what is new, and delete it"
    )


def test_what_a_patch_could_not_put_into_a_plan_is_told(tmp_path: Path) -> None:
    content = put(tmp_path, {"halden.md": PLAN, "halden.md.rej": "@@ -1,2 +1,2 @@\n", "oslo.md.rej": "@@"})
    assert [Path(path).name for _, path in content.copies] == ["halden.md.rej"]


def test_a_copy_of_a_copy_is_one_of_the_plan(tmp_path: Path) -> None:
    content = put(tmp_path, dict.fromkeys(("halden.md", "halden 2.md", "halden 2 (1).md"), PLAN))
    assert [(Path(of).name, Path(path).name) for of, path in content.copies] == [
        ("halden.md", "halden 2.md"),
        ("halden.md", "halden 2 (1).md"),
    ]


def test_plans_that_differ_in_their_endings_alone_are_both_read(tmp_path: Path) -> None:
    content = put(tmp_path, {"halden.md": PLAN, "halden.markdown": PLAN, "halden 2.MD": PLAN})
    assert [account.slug for account in judged(content)] == ["halden", "halden-2"]
    assert [path for _, path in content.copies] == [f"{A}/halden 2.MD"]


def test_a_plan_with_a_new_copy_differs_from_before(tmp_path: Path) -> None:
    before = put(tmp_path, {"halden.md": PLAN, "oslo.md": PLAN, "oslo 2.md": PLAN})
    assert differing(before, put(tmp_path, {"halden 2.md": PLAN})) == {f"{A}/halden.md"}


def test_a_backup_beside_its_plan_is_an_editors_own(tmp_path: Path) -> None:
    content = put(tmp_path, {"halden.md": PLAN, "halden.md~": PLAN})
    assert (found(content), content.files) == ([], frozenset())


@pytest.mark.parametrize("name", ["halden UK.md", "halden-UK.md", "halden 2.md", "oslo 2.md"])
def test_an_account_of_another_name_is_no_copy(tmp_path: Path, name: str) -> None:
    content = put(tmp_path, {"halden.md": PLAN, name: PLAN.replace("Halden", "Halden UK")})
    assert ([account.name for account in judged(content) if "UK" in account.name], content.copies) == (
        ["Halden UK"],
        (),
    )


def test_the_same_copy_without_its_plan_is_a_plan_with_an_odd_name(tmp_path: Path) -> None:
    content = put(tmp_path, {"halden 2.md": PLAN})
    assert [account.slug for account in judged(content)] == ["halden-2"]
    assert [each.code for each in found(content)] == ["FMT003"]


def test_a_document_that_git_lfs_has_not_fetched_is_told_where_it_is_named(tmp_path: Path) -> None:
    plan = PLAN.replace("---\n", "---\nfeedback: [{date: 2026-06-03, document: f.pdf}]\n", 1) + "[M](m.docx)\n"
    content = put(tmp_path, {"halden.md": plan, "f.pdf": POINTER, "m.docx": POINTER, "unused.pdf": POINTER})
    assert [(each.line, each.message) for each in found(content, "LNK")] == [
        (2, "the file `f.pdf` is not fetched yet: run `git lfs pull`"),
        (7, "the file `m.docx` is not fetched yet: run `git lfs pull`"),
    ]


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(["halden", "Halden", "oslo", "index", "oslo 2", "Ålesund", "a.b"]),
    st.text("abMD~.-_ ()#1x", max_size=9),
    st.sampled_from(["", ".md", ".MD", ".markdown", ".txt", ".md.txt", ".mdx", ".bak", "~"]),
    st.booleans(),
)
def test_every_file_that_begins_like_a_plan_is_read_or_told(stem: str, middle: str, ending: str, same: bool) -> None:
    name = stem + middle + ending
    with tempfile.TemporaryDirectory() as folder:
        text = PLAN if same else PLAN.replace("Halden", "Another")
        content = put(Path(folder), {"halden.md": PLAN, name: text})
        accounts = judged(content)
    read = [account.plan.path for account in accounts if account.plan.readable]
    told = [each for account in accounts for each in account.findings if each.code in ("FMT007", "FMT008")]
    backup = f"{A}/{name}"[-1] == "~" and name.partition(".")[0] == "halden"
    assert f"{A}/halden.md" in read
    assert (
        f"{A}/{name}" in read
        or any(f"{A}/{name}" == each.path or f"`{name}`" in each.message for each in told)
        or backup
    )
