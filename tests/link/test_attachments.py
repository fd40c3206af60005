"""Which files beside plans are published, and what is told of the others."""

from __future__ import annotations

import pytest

from kamgen.link.attachments import ENDINGS, withheld
from kamgen.model.config import ContentTable

A = "content/accounts"


def reason(name: str, *others: str, size: int = 1, **settings: object) -> str:
    paths = [f"{A}/{each}" for each in (name, *others)]
    found = withheld(paths, dict.fromkeys(paths, size), ContentTable(**settings))  # type: ignore[arg-type]
    return found[paths[0]].reason if paths[0] in found else ""


@pytest.mark.parametrize("ending", ENDINGS)
def test_documents_pictures_and_sound_are_published(ending: str) -> None:
    assert [reason(f"halden/q3.{each}") for each in (ending, ending.upper())] == ["", ""]


@pytest.mark.parametrize(
    "name",
    [
        *("a.html", "a.HTML", "a.htm", "a.xhtml", "a.svg", "a.svgz", "a.xml", "a.xsl", "a.js", "a.mjs", "a.wasm"),
        *("a.pdf.html", "a.css", "a.php", "a.exe", "a.lnk", "a.url", "a.hta", "a.mht", "a.swf", "a.jar"),
    ],
)
def test_what_may_run_is_not(name: str) -> None:
    assert reason(name) == f"files that end in `.{name.rpartition('.')[2].lower()}` are not"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Makefile", "files without an ending are not"),
        ("nul.pdf", "its name is that of a device on Windows"),
        ("AUX/minutes.pdf", "its name is that of a device on Windows"),
        ("com1.tar.zip", "its name is that of a device on Windows"),
        ("LPT\u00b9.pdf", "its name is that of a device on Windows"),
        ("con .pdf", "its name is that of a device on Windows"),
        ("minutes.pdf ", "its name ends in a blank or a point, which Windows takes off"),
        ("north./minutes.pdf", "its name ends in a blank or a point, which Windows takes off"),
        ("minutes\u202efdp.exe.pdf", "its name holds signs that hide or turn round what is read"),
        ("minutes\u200b.pdf", "its name holds signs that hide or turn round what is read"),
        ("minutes\n.pdf", "its name holds signs that hide or turn round what is read"),
        ("a.html.pdf", ""),
        ("console.pdf", ""),
        ("com10.pdf", ""),
    ],
)
def test_names_that_are_taken_for_another_are_told(name: str, why: str) -> None:
    assert reason(name) == why


def test_twins_by_case_are_told() -> None:
    why = "another file has its name but for case, and on many disks they are one"
    assert reason("Minutes.pdf", "minutes.PDF") == why
    assert reason("a\u0308.pdf", "\u00e4.pdf") == why
    assert reason("minutes.pdf", "minutes-2.pdf") == ""


def test_sizes_have_a_limit() -> None:
    assert reason("a.pdf", size=51_200 * 1024) == ""
    assert reason("a.pdf", size=51_200 * 1024 + 1) == "it has 51,201 KiB, and a file may have 51,200"
    assert reason("a.pdf", size=2049, max_attachment_size=2) == "it has 3 KiB, and a file may have 2"


def test_a_site_may_have_its_own_endings() -> None:
    assert [reason(name, attachments=(".svg", "DWG")) for name in ("a.svg", "a.dwg", "a.pdf")] == [
        "",
        "",
        "files that end in `.pdf` are not",
    ]
