"""`kamgen build`: the site is made whatever the findings are, and its former version is safe."""

from __future__ import annotations

import re

import pytest

from tests.cli.small_site import Shell


def settled(out: str) -> str:
    """The summary without what differs from run to run."""
    return re.sub(r"\d+ pages|in \d+\.\d s", "…", out)


def test_makes_the_site_and_says_where(site: Shell) -> None:
    ran = site("build")
    assert ran.code == 1
    assert settled(ran.out) == "Built 2 accounts, … into public/ …; 1 error, 4 warnings; open public/index.html\n"
    assert (
        ran.err
        == "content/accounts/nordics/nord.md:7:14: FMT003 [*] revenue: `1,24M` is not an amount: write `1.24M`\n"
    )
    assert {path.name for path in (site.folder / "public").iterdir()} >= {"index.html", ".kamgen-site"}


def test_of_many_errors_twenty_are_listed(site: Shell) -> None:
    broken = "".join("  - {year: 2025, revenue: x}\n" for _ in range(30))
    site.write(
        "content/accounts/nordics/nord.md", f"---\nname: N\nowner: P\ncategory: core\nfinancials:\n{broken}---\n"
    )
    lines = site("build").err.splitlines()
    count = len(site("check", "--select", "FMT", "--output-format", "concise").out.splitlines()) - 2
    assert len(lines) == 21
    assert lines[-1] == f"… and {count - 20} more errors; `kamgen check` lists them all"


def test_counts_pages_and_not_files(site: Shell) -> None:
    pages = re.search(r"(\d+) pages", site("build").out)
    assert pages is not None
    assert int(pages[1]) == len(list((site.folder / "public").rglob("*.html")))


@pytest.mark.parametrize(("option", "code"), [("never", 0), ("error", 1)])
def test_the_exit_code_is_that_of_check(site: Shell, option: str, code: int) -> None:
    assert site("build", "--fail-on", option).code == code


def test_fail_under_goes_for_build_too(site: Shell) -> None:
    (site.folder / "content/accounts/nordics/nord.md").unlink()
    assert site("build").code == 0
    site.write("site.toml", "[checklist]\nfail_under = 100\n")
    ran = site("build")
    assert (ran.code, ran.err) == (1, "halden has a checklist score of 0, and 100 is the least\n")


def test_another_folder_and_day_can_be_given(site: Shell) -> None:
    ran = site("build", "--output", "sites/demo", "--as-of", "2027-03-01")
    assert "into sites/demo/ in" in ran.out
    assert "2027-03-01" in (site.folder / "sites/demo/index.html").read_text(encoding="utf-8")


def test_quiet_says_only_errors(site: Shell) -> None:
    ran = site("build", "--quiet")
    assert (ran.out, len(ran.err.splitlines())) == ("", 1)


@pytest.mark.parametrize("output", [".", "content", "content/accounts"])
def test_sources_are_never_replaced(site: Shell, output: str) -> None:
    ran = site("build", "--output", output)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"error: {output} holds the site's sources")
    assert (site.folder / "content/accounts/halden.md").exists()


def test_a_folder_of_somebody_else_is_refused_before_any_work(site: Shell) -> None:
    site.write("public/thesis.odt", "years of work")
    ran = site("build")
    assert (ran.code, ran.out) == (2, "")
    assert "holds files that kamgen did not make" in ran.err
    assert (site.folder / "public/thesis.odt").read_text(encoding="utf-8") == "years of work"


def test_an_unknown_theme_is_an_error_and_leaves_the_former_site(site: Shell) -> None:
    site("build")
    before = (site.folder / "public/index.html").read_bytes()
    ran = site("build", "--theme", "gone")
    assert (ran.code, ran.out) == (2, "")
    assert "there is no theme `gone`" in ran.err
    assert (site.folder / "public/index.html").read_bytes() == before


@pytest.mark.parametrize(
    ("base_url", "start"),
    [("https://acme.gitlab.io/sales/plans/", "/sales/plans/"), ("https://plans.example", "/"), (None, "")],
)
def test_the_page_for_wrong_addresses_works_at_any_depth_where_the_sites_address_is_known(
    site: Shell, base_url: str | None, start: str
) -> None:
    site.write("site.toml", f'[site]\nbase_url = "{base_url}"\n' if base_url else "")
    site("build")
    page = (site.folder / "public/404.html").read_text("utf-8")
    leads = set(re.findall(r'(?:href|src)="([^"]+)"', page)) - {"#main"}
    assert {f"{start}static/kamgen.css", f"{start}static/kamgen.js", f"{start}index.html"} <= leads
    assert {lead for lead in leads if not lead.startswith(start) or lead.startswith(("../", "//"))} == set()
