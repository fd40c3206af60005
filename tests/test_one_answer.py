"""One question has one answer: criterion, pages, lists, `check`, `export`, agenda and health say the same of one fact.

Portfolios are drawn in which answers could differ: spellings, units, days to come, lost accounts, part years, targets
below zero, two currencies. Each is built as users build it, and what the outputs say is read back from them.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from kamgen.cli.main import run
from kamgen.model.fields import folded
from tests.read_pages import Page, Row, read_page

AS_OF = date(2026, 11, 20)
SITE = """[site]
currency = "EUR"
[portfolio]
max_accounts = 2
[categories.strategic]
name = "Strategic"
order = 1
targets = { on_time_delivery = "97%", response_hours = 4 }
[categories.core]
name = "Core"
order = 2
targets = { on_time_delivery = 95 }
[measures.on_time_delivery]
name = "On-time delivery"
unit = "%"
[measures.response_hours]
name = "Response time"
unit = "h"
better = "lower"
[fx]
NOK = 0.1
"""

Plan = dict[str, Any]


@dataclass
class Outputs:
    """All that kamgen says of a portfolio."""

    folder: Path
    plans: dict[str, Plan]

    def say(self, *arguments: str) -> str:
        """What a command prints."""
        out = StringIO()
        with redirect_stdout(out), redirect_stderr(StringIO()):
            run([arguments[0], "--site", str(self.folder), "--as-of", AS_OF.isoformat(), "--no-cache", *arguments[1:]])
        return out.getvalue()

    def build(self) -> None:
        """Make the pages."""
        said = self.say("build", "--fail-on", "never", "--workers", "1")
        assert (self.folder / "public/index.html").exists(), said

    def page(self, path: str) -> Page:
        """A page of the site."""
        return read_page(self.folder / "public" / path)

    @cached_property
    def index(self) -> Page:
        """The first page."""
        return self.page("index.html")

    @cached_property
    def pages(self) -> dict[str, Page]:
        """The accounts' pages by slug."""
        return {slug: self.page(f"accounts/{slug}.html") for slug in self.plans}

    @cached_property
    def check(self) -> dict[str, Any]:
        """What `check` says in JSON."""
        said: dict[str, Any] = json.loads(self.say("check", "--fail-on", "never", "--output-format", "json"))
        return said

    @cached_property
    def export(self) -> dict[str, Any]:
        """What `export` says of each account."""
        return {each["slug"]: each for each in json.loads(self.say("export"))["accounts"]}

    @cached_property
    def overview(self) -> str:
        """What `check` says at a terminal."""
        return self.say("check", "--fail-on", "never")

    @cached_property
    def agendas(self) -> dict[str, dict[str, Any]]:
        """The agendas of each account's next reviews, as `review` says them in JSON."""
        return {slug: json.loads(self.say("review", slug, "--output-format", "json")) for slug in self.plans}

    @cached_property
    def reviews(self) -> dict[str, list[dict[str, Any]]]:
        """The next reviews of each account that is not lost."""
        return {slug: each["reviews"] for slug, each in self.agendas.items() if self.status(slug) != "lost"}

    def agenda(self, slug: str) -> list[str]:
        """The items of an account's agendas."""
        parts = [part for review in self.reviews[slug] for part in review["parts"]]
        return [f"{item['words']}: {item['write']}" for part in parts for item in part["items"]]

    @cached_property
    def due(self) -> list[Row]:
        """The rows of the actions page."""
        return [row for row in self.page("actions.html").tables.get("Actions and dates", []) if "Kind" in row]

    @cached_property
    def overdue(self) -> list[Row]:
        """Those that are late."""
        return [row for row in self.due if row["Days"].words.endswith("late")]

    def status(self, slug: str) -> str:
        return str(self.plans[slug].get("status", "active"))


def health_parts(page: Page, signal: str) -> str:
    """The figures beside a signal of health, as words."""
    rows = page.tables.get("Health", [])
    return next((row["Figures"].words for row in rows if row["Signal"].words == signal), "")


def of_account(rows: list[Row], slug: str) -> list[Row]:
    """The rows of the actions page that are an account's."""
    return [row for row in rows if f"accounts/{slug}.html" in row["Account"].links[0]]


def named(pattern: str, text: str) -> set[str]:
    return set(re.findall(pattern, text))


def agree(what: str, **answers: object) -> Iterator[str]:
    """What is said differently."""
    if any(answer != next(iter(answers.values())) for answer in answers.values()):
        yield f"{what}: {answers}"


def evidence(page: Page, code: str) -> str:
    """What a criterion that is a gap says; else nothing."""
    found = page.criteria.get(code)
    return found.evidence if found and found.state == "gap" else ""


def of_promises(said: Outputs, slug: str) -> Iterator[str]:
    page, lost = said.pages[slug], said.status(slug) == "lost"
    cells = {row["Promise"].words: row["Kept"].words for row in page.tables.get("Promises", [])}
    late = {name for name, words in cells.items() if re.fullmatch(r"\d+ days? late", words)}
    listed = {row["What"].words for row in of_account(said.overdue, slug) if row["Kind"].words == "Promise"}
    criterion = named("“([^”]+)” was due", evidence(page, "PRM002"))
    yield from agree(
        "promises overdue", page=late, criterion=criterion, dates={name for name in listed if name in cells}
    )
    pack = named(r"(P\d) \d+ days? late", page.root.words.rpartition(" Promises")[2])
    yield from agree("promises overdue", page=late, pack=pack)
    if lost:
        return
    agenda = said.agenda(slug)
    told = set().union(*(named("^The promise “([^”]+)” was due", item) for item in agenda))
    yield from agree("promises overdue", page=late, agenda=told)
    broken = {name for name, words in cells.items() if words.startswith("broken")}
    told = set().union(*(named("^The promise “([^”]+)” was broken", item) for item in agenda))
    criterion = named("“([^”]+)” was broken", evidence(page, "PRM002"))
    yield from agree("promises broken", page=broken, agenda=told, criterion=criterion)
    if said.status(slug) == "active":
        figures = health_parts(page, "Promises kept")
        yield from agree(
            "promises", page=(late, broken),
            health=(named(r"(P\d): overdue", figures), named(r"(P\d): broken", figures)),
        )  # fmt: skip


def newest_results(page: Page) -> dict[str, str]:
    """What the account's page says of the newest level of each measure whose period has begun."""
    newest: dict[str, tuple[str, str]] = {}
    for row in page.tables.get("Service levels", []):
        measure, period = row["Measure"].words, row["Period"].words
        if period in ("2026-Q2", "2026-Q3", "2026-Q4") and period >= newest.get(measure, ("", ""))[0]:
            newest[measure] = period, row["Result"].words
    return {measure: words for measure, (_, words) in newest.items()}


def of_service(said: Outputs, slug: str) -> Iterator[str]:
    page = said.pages[slug]
    newest = newest_results(page)
    met = {name for name, words in newest.items() if words == "met"}
    missed = {name for name, words in newest.items() if words not in ("met", "–")}
    if said.status(slug) == "active":
        told = named("(On-time delivery|Response time) was", evidence(page, "POL003"))
        yield from agree("service missed", page=missed, criterion=told)
        figures = health_parts(page, "Service targets met")
        pattern = "(On-time delivery|Response time): [^:]*: {}"
        yield from agree(
            "service", page=(met, missed),
            health=(named(pattern.format("met"), figures), named(pattern.format("missed"), figures)),
        )  # fmt: skip


def of_outcomes(said: Outputs, slug: str) -> Iterator[str]:
    page = said.pages[slug]
    reached, stuck = set(), set()
    for row in page.tables.get("Outcomes", []):
        name, words = row["Metric"].words.split(" ", 1) if " " in row["Metric"].words else (row["Metric"].words, "")
        if re.match("on target|beyond target|reached", words):
            reached.add(name)
        elif re.match("no change|worse|off target", words):
            stuck.add(name)
    if said.status(slug) == "active" and page.tables.get("Outcomes"):
        figures = health_parts(page, "Outcomes reached")
        yield from agree("outcomes reached", page=reached, health=named(r"(M\d): [^:]*: reached", figures))
        turned = {item.split("”")[0][1:] for item in said.agenda(slug) if ": say what will turn it" in item}
        yield from agree("outcomes that go nowhere", page=stuck, agenda=turned)


def of_needs(said: Outputs, slug: str) -> Iterator[str]:
    page = said.pages[slug]
    rows = page.tables.get("Needs", [])
    stale = {row["Need"].words for row in rows if "pass" not in row["Confirmed"].classes}
    if rows and page.criteria["NED002"].state != "n/a":
        yield from agree("needs to confirm", page=stale, criterion=named("“(N\\d)”", evidence(page, "NED002")))


def of_opportunities(said: Outputs, slug: str) -> Iterator[str]:
    page = said.pages[slug]
    rows = [row for row in page.tables.get("Opportunities", []) if re.fullmatch(r"O\d", row["Opportunity"].words)]
    if said.status(slug) == "lost":
        sums = [row for row in page.tables.get("Opportunities", []) if row["Opportunity"].words.endswith("open")]
        yield from agree("pipeline of a lost account", page={row["Weighted"].words for row in sums} - {"–"}, none=set())
        return
    late = {row["Opportunity"].words for row in rows if "gap" in row["Closes"].classes}
    told = named("“(O\\d)” was to close", evidence(page, "OPP002"))
    dates = {row["What"].words.split(",")[0] for row in of_account(said.overdue, slug) if row["Kind"].words == "Close"}
    yield from agree("past close", page=late, criterion=told, dates=dates)
    unmarked = {
        row["Opportunity"].words for row in rows if row["Discussed"].classes.isdisjoint({"gap", "watch", "act"})
    }
    stale = named("“(O\\d)”", evidence(page, "OPP004"))
    yield from agree("talked through", page=stale & unmarked, criterion=set())


def of_reviews(said: Outputs, slug: str) -> Iterator[str]:
    page = said.pages[slug]
    own = of_account(said.due, slug)
    never = sorted(row["Kind"].words for row in own if not row["Date"].words)
    yield from agree("never held", dates=never, agenda=sorted(said.agendas[slug]["never_held"]))
    dated = sorted(row["Date"].words for row in own if row["Date"].words)
    found = next(row for row in said.index.tables["Accounts"] if row["Account"].words == said.plans[slug]["name"])
    if dated:
        yield from agree("next due", dates=dated[0], list=found["Next due"].words)
    listed = {(row["Kind"].words, row["Date"].words) for row in own if row["Kind"].words.endswith(" review")}
    if said.status(slug) == "lost":
        yield from agree("reviews of a lost account", dates=listed, none=set())
        return
    agenda = {(f"{each['with'].capitalize()} review", each["due"] or "") for each in said.reviews[slug]}
    found = re.findall(
        r"((?:Client|Team) review) (?:(\d{4}-\d\d-\d\d)|never held)", page.root.words.rpartition("Next reviews due")[2]
    )
    pack = {(kind, day) for kind, day in found}
    horizon = (AS_OF + timedelta(days=90)).isoformat()
    soon = {(kind, due) for kind, due in agenda if due <= horizon}
    yield from agree("next reviews", agenda=agenda, pack=pack)
    yield from agree("next reviews", agenda=soon, dates=listed)
    keys = [each["key"] for each in said.check["findings"] if each["account"] == slug and each["code"] == "FMT009"]
    yield from agree("planned reviews", refused=[key for key in keys if key.startswith("reviews")], none=[])


def of_money(said: Outputs, slug: str) -> Iterator[str]:
    page, lost = said.pages[slug], said.status(slug) == "lost"
    row = next((row for row in page.tables.get("Metrics by year", []) if row["Year"].words == "2026"), None)
    attained = row["Attained"].words if row else "–"
    to_date = re.search(r"(\d+)% to date", attained)
    pack = re.search(r"(\d+)% to date", page.root.words.rpartition("Revenue 2026")[2])
    yield from agree("to date", page=to_date and to_date[1], pack=pack and pack[1])
    target = int(
        next((row.get("target_revenue", 0) for row in said.plans[slug]["financials"] if row["year"] == 2026), 0)
    )
    if target <= 0 or lost:
        yield from agree("attainment without a target", page=attained, none="–")
    told = re.search(r"([\d.]+)% of the", evidence(page, "TGT004"))
    if told and to_date:
        yield from agree("to date", page=to_date[1], criterion=f"{Decimal(told[1]):.0f}")


def of_scores(said: Outputs, slug: str) -> Iterator[str]:
    page, export = said.pages[slug], said.export[slug]
    found = next(row for row in said.index.tables["Accounts"] if row["Account"].words == export["name"])
    number = re.compile(r"\d+|not scored|n/a")

    def first(words: str) -> str:
        match = number.search(words)
        return match[0] if match else words

    yield from agree(
        "checklist score", page=first(page.beside("Checklist score")), pack=first(page.beside("Checklist")),
        list=first(found["Checklist"].words), check=str(said.check["scores"][slug]), export=str(export["score"]),
    )  # fmt: skip
    findings = [each for each in said.check["findings"] if each["account"] == slug]
    # a criterion that finds several things tells of them in one row
    found_by = Counter(each["code"] for each in findings)
    gaps = sum(found_by.get(code, 1) for code, each in page.criteria.items() if each.state == "gap")
    yield from agree("findings", check=len(findings), export=export["findings"], page=gaps + len(page.mistakes))


def of_health(said: Outputs, slug: str) -> Iterator[str]:
    """Score, how much it rests on, verdict and what holds it down: wherever one of them stands."""
    page, health = said.pages[slug], said.export[slug]["health"]
    agenda = health if said.status(slug) == "lost" else said.agendas[slug]["health"]
    yield from agree("health", export=health, check=said.check["health"][slug], agenda=agenda)
    row = next(row for row in said.index.tables["Accounts"] if row["Account"].links == [f"accounts/{slug}.html"])
    listed, own = (words.casefold() for words in (row["Health"].words, page.beside("Health score")))
    if health["score"] is None:
        yield from agree("not scored", list=listed.startswith("not scored"), page="not scored" in own)
        return
    verdict = f"{health['score']}, {health['known']} of {health['of']} known {health['verdict']}"
    terminal = f"{slug}: checklist score {said.export[slug]['score']}"
    told = next(line for line in said.overview.splitlines() if line.startswith(f"{slug}:"))
    assert told.startswith(terminal)
    yield from agree(
        "verdict", list=listed.startswith(verdict), page=own.startswith(verdict),
        pack=page.root.words.casefold().count(verdict) > 1, terminal=verdict.replace(" known ", " known: ") in told,
    )  # fmt: skip
    for reason in health["reasons"]:
        said_so = reason.replace("`", "").casefold()
        yield from agree(reason, list=said_so in listed, page=said_so in own, terminal=reason in told)


def of_all(said: Outputs) -> Iterator[str]:
    check, index = said.check["summary"], said.index
    rows = said.page("findings.html").tables["All findings"]
    yield from agree(
        "findings", check=check["findings"], list=len(rows),
        first_page=int(index.beside("Findings").split()[0]),
    )  # fmt: skip
    yield from agree("errors", check=check["error"], list=sum(row["Severity"].words == "error" for row in rows))
    lead = re.search(r"(\d+) key accounts?", index.root.words)
    rule = next(node.words for node in index.root.all("li") if node.links == ["rules/PFL002.html"])
    yield from agree("key accounts", first_page=lead and lead[1], criterion=re.findall(r"(\d+) key account", rule)[-1])
    people = said.page("people/index.html").tables["Owners"]
    names = [row["Owner"].words for row in people]
    yield from agree(
        "owners",
        people=sorted(map(folded, names)),
        plans=sorted({folded(plan["owner"]) for plan in said.plans.values()}),
    )
    yield from agree("names of owners", people=set(names), export={each["owner"] for each in said.export.values()})
    yield from agree(
        "accounts of owners", people=sum(int(row["Accounts"].words) for row in people), all=len(said.plans)
    )
    due = re.search(r"(\d+) overdue", index.headings.get("Due", ""))
    yield from agree(
        "overdue", dates=len(said.overdue), people=sum(int(row["Overdue"].words) for row in people),
        first_page=int(due[1]) if due else 0,
    )  # fmt: skip
    never = re.search(r"(\d+) never held", index.headings.get("Due", ""))
    yield from agree(
        "never held", dates=sum(not row["Date"].words for row in said.due), first_page=int(never[1]) if never else 0,
        people=sum(int(row["Never held"].words) for row in people),
    )  # fmt: skip
    for row in said.overdue:
        if row["Kind"].words == "Close" and "100k" in row["What"].words and not re.search("EUR|NOK", row["What"].words):
            yield f"amount without currency: {row['What'].words}"


def of_elements(said: Outputs) -> Iterator[str]:
    for file in sorted((said.folder / "public/elements").iterdir()):
        for row in read_page(file).tables["Who practises it"]:
            slug = row["Account"].links[0].partition("accounts/")[2].partition(".")[0]
            told = {code: cell.words.split(" ")[0] for code, cell in row.items() if code in said.pages[slug].criteria}
            own = {code: said.pages[slug].criteria[code].state for code in told}
            yield from agree(f"{slug} criteria", element=told, account=own)


def of_categories(said: Outputs) -> Iterator[str]:
    for key in ("strategic", "core"):
        counts: dict[str, Counter[bool]] = {}
        for slug, plan in said.plans.items():
            if plan["category"] != key or said.status(slug) == "lost":
                continue
            for measure, words in newest_results(said.pages[slug]).items():
                if words != "–":
                    counts.setdefault(measure, Counter())[words == "met"] += 1
        for row in said.page(f"categories/{key}.html").tables.get("Service targets", []):
            own = counts.get(row["Measure"].words, Counter())
            told = re.match(r"(\d+) of (\d+)", row["Accounts that meet it"].words)
            yield from agree(
                f"{key}: who meets {row['Measure'].words}",
                accounts=(own[True], own.total()), category=(int(told[1]), int(told[2])) if told else (0, 0),
            )  # fmt: skip


BY_ACCOUNT = (
    of_reviews,
    of_promises,
    of_service,
    of_outcomes,
    of_needs,
    of_opportunities,
    of_money,
    of_scores,
    of_health,
)

BY_PORTFOLIO = (of_all, of_elements, of_categories)


def disagreements(plans: list[Plan]) -> list[str]:
    """Everything that two outputs say differently of these plans."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        said = Outputs(root, {f"a{number}": plan for number, plan in enumerate(plans)})
        (root / "content/accounts").mkdir(parents=True)
        (root / "site.toml").write_text(SITE, encoding="utf-8")
        for slug, plan in said.plans.items():
            text = "\n".join(f"{key}: {json.dumps(value)}" for key, value in plan.items())
            (root / f"content/accounts/{slug}.md").write_text(f"---\n{text}\n---\nText.\n", encoding="utf-8")
        said.build()
        found = [f"{slug} {each}" for slug in said.plans for law in BY_ACCOUNT for each in law(said, slug)]
        return found + [each for law in BY_PORTFOLIO for each in law(said)]


def day(first: int, last: int) -> st.SearchStrategy[str]:
    return st.integers(first, last).map(lambda days: (AS_OF + timedelta(days=days)).isoformat())


def rows(most: int, prefix: str, key: str, **optional: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Plan]]:
    """Rows that are named after their place, with some of the other fields."""
    drawn = st.lists(st.fixed_dictionaries({}, optional=optional), max_size=most)
    return drawn.map(lambda found: [{key: f"{prefix}{number}"} | row for number, row in enumerate(found)])


@st.composite
def plans(draw: st.DrawFn, number: int) -> Plan:
    """A plan on which stages could disagree."""
    status = draw(st.sampled_from(["active", "active", "active", "prospect", "lost"]))
    plan: Plan = {
        "name": f"Account {number}",
        "owner": draw(st.sampled_from(["Ann Bo", "[[ann\u00a0bo]]", "Evá Lund", "@EVA\u0301 LUND", "Eva Lund"])),
        "category": draw(st.sampled_from(["strategic", "core"])),
        "currency": draw(st.sampled_from(["EUR", "NOK"])),
    }
    money = st.sampled_from([90_000, 100_000, 1_000_000])
    now = draw(st.fixed_dictionaries({"year": st.just(2026)}, optional={
        "through": st.sampled_from(["2026-06", "2026-10"]), "revenue": money, "gross_profit": money,
        "cost_to_serve": money, "target_revenue": st.sampled_from([100_000, 1_200_000, -100_000]),
        "target_profit": money,
    }))  # fmt: skip
    plan["financials"] = [{"year": year, "revenue": draw(money)} for year in (2024, 2025)] + [now]
    if status == "active":
        delivery = (
            st.sampled_from(["on_time_delivery", "On-time delivery", "On_Time_Delivery"]),
            st.sampled_from(["98%", "97%", "93%", 96.2, 97, 0.98, 0.95]),
        )
        hours = st.sampled_from(["response_hours", "Response hours"]), st.sampled_from([3, 4, 9])
        levels = st.one_of(*(st.tuples(measure, actual) for measure, actual in (delivery, hours)))
        periods = st.sampled_from(["2026-Q2", "2026-Q3", "2026-Q4", "2027-Q1"])
        drawn = draw(st.lists(st.tuples(levels, periods), max_size=4))
        plan["service"] = [{"measure": of, "actual": actual, "period": when} for (of, actual), when in drawn]
    figure = st.sampled_from([5, 10, 20, 90, 93, 99, 99.5])
    plan["outcomes"] = draw(rows(3, "M", "metric", baseline=figure, target=figure, actual=figure,
                                 better=st.sampled_from(["higher", "lower"]), as_of=day(-900, 0)))  # fmt: skip
    settled = draw(st.sampled_from(["kept", "broken"]))
    plan["promises"] = draw(rows(3, "P", "promise", due=day(-200, 90), **{settled: day(-360, 60)}))
    influence, sentiment = st.sampled_from(["high", "low"]), st.sampled_from(["critic", "supporter"])
    plan["contacts"] = draw(rows(1, "C", "name", role=st.just("decision maker"), influence=influence,
                                 sentiment=sentiment, last_contact=day(-200, 0)))  # fmt: skip
    plan["needs"] = draw(rows(3, "N", "need", confirmed=day(-300, 30)))
    chance = st.sampled_from(["20%", "60%"])
    plan["opportunities"] = draw(rows(3, "O", "name", value=st.just(100_000), probability=chance,
                                      discussed=day(-200, 10), close=day(-100, 200)))  # fmt: skip
    plan["reviews"] = draw(st.lists(st.fixed_dictionaries(
        {"date": day(-200, 60), "with": st.sampled_from(["client", "team"])}, optional={"cancelled": st.just(True)},
    ), max_size=3))  # fmt: skip
    plan["actions"] = draw(rows(2, "A", "action", due=day(-50, 50)))
    if status != "active":
        plan["status"] = status
    if status == "lost":
        plan["lost"] = {"date": "2026-03-01", "reason": "delivery"}
    return plan


def plain(**fields: Any) -> Plan:
    """A plan with those fields."""
    return {"name": "Account 0", "owner": "Ann Bo", "category": "strategic", "financials": [], "reviews": []} | fields


@settings(max_examples=12)
@given(st.tuples(plans(0), plans(1), plans(2)).map(list))
@example([plain(service=[{"measure": "on_time_delivery", "actual": "98%", "period": "2026-Q2"},
                         {"measure": "On-time delivery", "actual": 96.2, "period": "2026-Q3"}])])  # fmt: skip
@example([plain(service=[{"measure": "response_hours", "actual": 3, "period": "2026-Q3"},
                         {"measure": "response_hours", "actual": 9, "period": "2027-Q1"}])])  # fmt: skip
@example([plain(outcomes=[{"metric": "M0", "baseline": 20, "target": 10, "actual": 5, "as_of": "2026-11-01"},
                          {"metric": "M1", "baseline": 90, "target": 90, "actual": 93, "as_of": "2024-11-20"},
                          {"metric": "M2", "target": 90, "actual": 93, "as_of": "2024-11-19"},
                          {"metric": "M3", "target": 90, "actual": 93}])])  # fmt: skip
@example([plain(promises=[{"promise": "P0", "due": "2026-06-30", "kept": "2027-01-05"},
                          {"promise": "P1", "broken": "2027-01-05"},
                          {"promise": "P2", "kept": "2025-06-01"}])])  # fmt: skip
@example([plain(), plain(name="Account 1", owner="ann bo"), plain(name="Account 2", category="core")])
@example([plain(financials=[{"year": 2026, "revenue": 90_000, "target_revenue": -100_000}])])
@example([plain(financials=[{"year": 2026, "revenue": 90_000, "gross_profit": 50_000, "cost_to_serve": cost,
                             "target_revenue": 90_000, "target_profit": 1}],
                contacts=[{"name": "C0", "role": "decision maker", "sentiment": "critic"}],
                promises=[{"promise": "P0", "broken": "2026-08-01"}, {"promise": "P1", "broken": "2026-09-01"}])
          for cost in (60_000, 40_000, None)])  # fmt: skip
@example([plain(status="lost", lost={"date": "2026-03-01", "reason": "delivery"},
                opportunities=[{"name": "O0", "value": 100_000, "probability": "60%", "close": "2026-05-01"}],
                promises=[{"promise": "P0", "due": "2026-06-30"}])])  # fmt: skip
@example([plain(reviews=[{"date": "2026-12-01", "with": "client"}, {"date": "2026-11-25", "with": "team"}])])
@example([plain(needs=[{"need": "N0", "confirmed": "2026-05-19"}],
                opportunities=[{"name": "O0", "probability": "60%", "discussed": "2026-08-21"}])])  # fmt: skip
def test_all_outputs_say_the_same_of_one_fact(plans: list[Plan]) -> None:
    assert disagreements(plans) == []
