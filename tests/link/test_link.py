"""Linking: slugs, duplicates, links, attachments, headings, hierarchy, currencies."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kamgen.link import link_plans, refer
from kamgen.link.accounts import unique_slugs
from kamgen.model.config import SiteConfig
from kamgen.model.context import Links, Neighbour
from kamgen.model.enums import Severity
from kamgen.model.front_matter import FrontMatter
from kamgen.model.places import Fault
from kamgen.model.plan import Body, Link, LinkKind, Plan, Section
from kamgen.model.source import Content
from tests.records import record_of

A = "content/accounts"
SITE = SiteConfig()
AS_OF = date(2026, 11, 20)


def plan(path: str, *links: Link, headings: tuple[str, ...] = (), **front: Any) -> Plan:
    slug = path.removesuffix("/index.md").removesuffix(".md").rpartition("/")[2]
    values = {"name": slug.upper(), "owner": "Ingrid Solberg", "category": "core", **front}
    sections = tuple(Section(title, title, 2, 20, None, "text", (), ()) for title in headings)
    return Plan(
        slug=slug,
        path=f"{A}/{path}",
        front=record_of(FrontMatter, values),
        body=Body("", sections, links),
    )


def to(kind: LinkKind, target: str, fragment: str = "") -> Link:
    return Link(kind, target, fragment, 30, 5)


def wiki(target: str, fragment: str = "") -> Link:
    return to(LinkKind.WIKI, target, fragment)


def account(target: str, fragment: str = "") -> Link:
    return to(LinkKind.ACCOUNT, target, fragment)


def file(target: str, fragment: str = "") -> Link:
    return to(LinkKind.FILE, target, fragment)


def link(*plans: Plan, files: tuple[str, ...] = (), site: SiteConfig = SITE) -> list[Links]:
    content = Content(A, (), frozenset(f"{A}/{path}" for path in files))
    return [links for _, links in link_plans([refer(each) for each in plans], content, site, AS_OF)]


def near(*slugs: str) -> tuple[Neighbour, ...]:
    return tuple(Neighbour(slug, slug.upper()) for slug in slugs)


def broken(found: Links) -> list[tuple[str, str, str, str]]:
    return [(code, fault.key, fault.message, fault.write) for code, fault in found.faults]


def test_links_to_plans_lead_to_their_pages_and_leave_backlinks() -> None:
    halden = plan(
        "halden.md",
        account("x/group.md", "growth"),
        wiki("Group"),
        to(LinkKind.ANCHOR, "", "value"),
        headings=("value",),
    )
    group = plan("x/group.md", account("../halden.md"), headings=("growth",))
    ours, theirs = link(halden, group)
    assert ours.targets == (
        "accounts/group.html#plan-growth",
        "accounts/group.html",
        "accounts/halden.html#plan-value",
    )
    assert theirs.targets == ("accounts/halden.html",)
    assert (ours.backlinks, theirs.backlinks) == (near("group"), near("halden"))
    assert (ours.faults, theirs.faults) == ((), ())


def test_backlinks_come_once_each_in_order_of_paths_and_never_from_the_page_itself() -> None:
    plans = [plan("z.md", wiki("a")), plan("b.md", wiki("a"), wiki("a")), plan("a.md", wiki("a"))]
    assert link(*plans)[2].backlinks == near("b", "z")


def test_external_links_are_kept_as_they_are() -> None:
    (found,) = link(plan("a.md", to(LinkKind.EXTERNAL, "https://example.com/?a=b#c")))
    assert found.targets == ("https://example.com/?a=b#c",)


def test_a_link_to_no_plan_suggests_the_nearest_one_as_it_has_to_be_written() -> None:
    halden = plan(
        "x/halden.md",
        wiki("haldn-group"),
        account("haldengroup.md"),
        account("qqq.md"),
        account("../../../halden-group.md"),
    )
    found, _ = link(halden, plan("halden-group/index.md"))
    assert found.targets == (None, None, None, None)
    assert broken(found) == [
        ("LNK001", "@30:5", "there is no plan `haldn-group`", "did you mean `[[halden-group]]`?"),
        ("LNK001", "@30:5", "there is no plan `haldengroup.md`", "did you mean `../halden-group/index.md`?"),
        (
            "LNK001",
            "@30:5",
            "there is no plan `qqq.md`",
            "the path of a plan that is there, or the words without a link",
        ),
        (
            "LNK001",
            "@30:5",
            "`../../../halden-group.md` leads out of the accounts folder",
            "did you mean `../halden-group/index.md`?",
        ),
    ]


def test_a_heading_that_is_not_there_suggests_the_nearest_and_still_leads_to_the_page() -> None:
    halden = plan(
        "halden.md", wiki("group", "grwoth"), to(LinkKind.ANCHOR, "", "nowhere"), headings=("strengths", "value")
    )
    found, _ = link(halden, plan("group.md", headings=("growth",)))
    assert found.targets == ("accounts/group.html", None)
    assert broken(found) == [
        ("LNK003", "@30:5", "`group` has no heading `#grwoth`", "did you mean `#growth`?"),
        ("LNK003", "@30:5", "this plan has no heading `#nowhere`", "one of `#strengths`, `#value`"),
    ]


def test_a_heading_written_with_percent_signs_is_found() -> None:
    (found,) = link(plan("a.md", to(LinkKind.ANCHOR, "", "gr%C3%B6%C3%9Fe"), headings=("größe",)))
    assert (found.targets, found.faults) == (("accounts/a.html#plan-größe",), ())


def test_attachments_are_collected_and_their_addresses_encoded() -> None:
    halden = plan(
        "halden/index.md",
        file("q 3.pdf", "page=2"),
        file("../logo#1.png"),
        feedback=[
            {"date": "2026-06-03", "document": "q 3.pdf"},
            {"date": "2026-06-04", "document": "https://x.example/y"},
        ],
        reviews=[{"date": "2026-06-03", "with": "team", "document": "minutes/june.pdf"}],
    )
    (found,) = link(halden, files=("halden/q 3.pdf", "logo#1.png", "halden/minutes/june.pdf", "unused.pdf"))
    assert found.targets == ("files/halden/q%203.pdf#page=2", "files/logo%231.png")
    assert found.attachments == (f"{A}/halden/minutes/june.pdf", f"{A}/halden/q 3.pdf", f"{A}/logo#1.png")
    assert found.faults == ()


def test_accents_are_alike_however_the_disk_encodes_them() -> None:
    (found,) = link(plan("a.md", file("größe.pdf")), files=("gro\u0308ße.pdf",))
    assert found.attachments == (f"{A}/gro\u0308ße.pdf",)


def test_attachments_that_are_not_there_suggest_what_is() -> None:
    halden = plan(
        "halden/index.md",
        file("q4.pdf"),
        file("report.docx"),
        file("../group"),
        file("../../../etc/passwd"),
        file("zzzzzz"),
        file("minutes\\june.pdf"),
        feedback=[{"date": "2026-06-03", "document": "feedback-2026-6.pdf"}],
    )
    files = ("halden/q3.pdf", "x/report.docx", "halden/feedback-2026-06.pdf", "halden/minutes/june.pdf")
    found, _ = link(halden, plan("group.md"), files=files)
    fallback = "the path of a file from where the plan lies, and put the file there"
    assert broken(found) == [
        ("LNK002", "@30:5", "the file `q4.pdf` is not there", "did you mean `q3.pdf`?"),
        ("LNK002", "@30:5", "the file `report.docx` is not there", "did you mean `../x/report.docx`?"),
        ("LNK002", "@30:5", "the file `../group` is not there", "did you mean `../group.md`?"),
        ("LNK002", "@30:5", "`../../../etc/passwd` leads out of the accounts folder", fallback),
        ("LNK002", "@30:5", "the file `zzzzzz` is not there", fallback),
        ("LNK002", "@30:5", "the file `minutes\\june.pdf` is not there", "did you mean `minutes/june.pdf`?"),
        (
            "LNK002",
            "feedback[0].document",
            "the file `feedback-2026-6.pdf` is not there",
            "did you mean `feedback-2026-06.pdf`?",
        ),
    ]
    assert found.targets == (None,) * 6


def test_two_plans_with_one_slug_are_both_told_and_the_first_keeps_it() -> None:
    first, second, third = link(
        plan("b/halden.md", name="A"), plan("a/halden.md", name="B"), plan("halden-2.md", name="C")
    )
    assert [found.slug for found in (first, second, third)] == ["halden-3", "halden", "halden-2"]
    write = "one plan for one account, or another file name: it becomes the address of the account's page"
    message = "the account `halden` has a second plan in `content/accounts/a/halden.md`"
    assert broken(first) == [("FMT007", "", message, write)]
    assert broken(second)[0][2] == "the account `halden` has a second plan in `content/accounts/b/halden.md`"
    assert third.faults == ()


def test_links_by_path_find_a_plan_whose_slug_had_to_change() -> None:
    found = link(plan("a/halden.md"), plan("b/halden.md"), plan("c.md", account("b/halden.md"), wiki("halden")))[2]
    assert found.targets == ("accounts/halden-2.html", "accounts/halden.html")


def test_one_name_or_one_crm_id_twice_is_a_warning() -> None:
    crm = {"system": "Salesforce", "id": "0042"}
    first, second = link(plan("a.md", name="Halden  Marine", crm=crm), plan("b.md", name="HALDEN MARINE", crm=crm))
    assert first.faults == (
        (
            "FMT007",
            Fault(
                "name",
                "`Halden  Marine` is also the name of the account in `content/accounts/b.md`",
                "a name that tells them apart, or one plan for both",
                severity=Severity.WARNING,
            ),
        ),
        (
            "FMT007",
            Fault(
                "crm.id",
                "the CRM id `0042` also stands in `content/accounts/b.md`",
                "the id of this account's own record in the CRM",
                severity=Severity.WARNING,
            ),
        ),
    )
    assert [fault.key for _, fault in second.faults] == ["name", "crm.id"]


def test_ids_of_two_crm_systems_may_be_alike() -> None:
    first, second = link(plan("a.md", crm={"system": "X", "id": "1"}), plan("b.md", crm={"system": "Y", "id": "1"}))
    assert first.faults == second.faults == ()


@given(st.lists(st.sampled_from(["a", "a-2", "a-3", "b", "a-2-2"]), max_size=12))
def test_slugs_are_unique_and_those_without_a_rival_are_kept(slugs: list[str]) -> None:
    plans = [plan(f"{number:02}/{slug}.md") for number, slug in enumerate(slugs)]
    result = unique_slugs([refer(each) for each in plans])
    assert len(set(result)) == len(slugs)
    kept = {plan.slug.casefold() for plan, slug in zip(plans, result, strict=True) if plan.slug == slug}
    assert kept == {slug.casefold() for slug in slugs}


def test_parents_and_children() -> None:
    group, b, a = link(plan("group.md"), plan("b.md", parent="Group"), plan("a.md", parent="group"))
    assert (group.children, group.parent) == (near("a", "b"), None)
    assert (b.parent, a.parent) == (*near("group"), *near("group"))


def test_an_unknown_parent_suggests_the_nearest() -> None:
    _, found, lone = link(plan("halden-group.md"), plan("b.md", parent="halden-grup"), plan("c.md", parent="zzz"))
    assert broken(found) == [
        ("LNK004", "parent", "there is no plan `halden-grup` to be the parent", "did you mean `halden-group`?")
    ]
    assert broken(lone)[0][3] == "the slug of a plan that is there: its file name without `.md`"
    assert found.parent is None


def test_what_looks_only_a_little_alike_is_not_guessed() -> None:
    _, found = link(plan("solberg-energy.md"), plan("b.md", wiki("solvang-dairy"), parent="solvang-dairy"))
    assert [write for *_, write in broken(found)] == [
        "the slug of a plan that is there, or the words without a link",
        "the slug of a plan that is there: its file name without `.md`",
    ]


def test_parents_in_a_circle_are_no_parents_but_who_hangs_below_keeps_his() -> None:
    a, b, c, own = link(
        plan("a.md", parent="b"), plan("b.md", parent="a"), plan("c.md", parent="a"), plan("own.md", parent="own")
    )
    write = "no `parent` in the plan of the account that stands on top"
    circle = "the parents go round in a circle: `a` is below `b` is below `a`"
    assert broken(a) == [("LNK004", "parent", circle, write)]
    assert broken(own) == [("LNK004", "parent", "this account is its own parent", write)]
    assert (a.parent, b.parent, c.parent, own.parent) == (None, None, *near("a"), None)
    assert (a.children, c.faults) == (near("c"), ())


def test_amounts_in_a_currency_without_a_rate_name_the_account() -> None:
    (found,) = link(plan("halden.md", name="Halden", currency="NOK", financials=[{"year": 2025, "revenue": "1M"}]))
    assert broken(found) == [
        (
            "FMT006",
            "currency",
            "the currency `NOK` has no rate, so no sum counts Halden",
            "`NOK = …` under `[fx]` in site.toml: what one NOK is worth in EUR",
        )
    ]


def test_a_currency_needs_no_rate_while_there_is_no_amount() -> None:
    rates = SiteConfig(fx={"NOK": Decimal("0.085")})
    money = [{"name": "Platform", "value": "240k"}]
    plans = [
        plan("a.md", currency="NOK", opportunities=[{"name": "P"}]),
        plan("b.md", currency="EUR", opportunities=money),
    ]
    assert [found.faults for found in link(*plans)] == [(), ()]
    assert link(plan("c.md", currency="NOK", opportunities=money), site=rates)[0].faults == ()


def test_past_twenty_broken_links_nothing_is_guessed() -> None:
    found, _ = link(plan("a.md", *[wiki("haldn")] * 21), plan("halden.md"))
    assert [fault.write for _, fault in found.faults] == ["did you mean `[[halden]]`?"] * 20 + [
        "the slug of a plan that is there, or the words without a link"
    ]


def test_a_plan_is_found_by_its_name_and_a_heading_however_its_letters_are_written() -> None:
    decomposed = unicodedata.normalize("NFD", "Straßenbau Öst")
    first, second = link(
        plan("a.md", wiki(decomposed.upper(), "Re\u0301sume\u0301"), wiki("Twin")),
        plan("ost.md", name="Straßenbau Öst", headings=("résumé",)),
        plan("t1.md", name="Twin"),
        plan("t2.md", name="Twin"),
    )[:2]
    assert first.targets == ("accounts/ost.html#plan-résumé", None)
    assert [fault.message for _, fault in first.faults] == ["there is no plan `Twin`"]
    assert second.backlinks == near("a")
