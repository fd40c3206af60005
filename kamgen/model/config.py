"""site.toml, typed. Every key has a working default: an empty file builds."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from msgspec import field

from kamgen.model import enums
from kamgen.model.fields import (
    Cadence,
    Doc,
    Flag,
    Measured,
    Money,
    Number,
    Percent,
    Record,
    Text,
    Texts,
    folded,
    whole_number,
)
from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.values import Duration


class SiteTable(Record, frozen=True):
    """`[site]`: what the site is and says about itself."""

    format: Annotated[
        Annotated[int, whole_number(1, 999)] | None,
        Doc("By which version of kamgen's definitions the site goes (docs/upgrading.md); raising it marks trends", 2),
    ] = None

    title: Annotated[Text, Doc("Shown on every page")] = "Key account portfolio"
    base_url: Annotated[Text | None, Doc("Where the site will live; 404.html and `serve` need it")] = None
    currency: Annotated[Text, Doc("Three letters; all sums are in it")] = "EUR"
    language: Annotated[Text, Doc("Language of the pages, as in HTML `lang`")] = "en"
    locale: Annotated[Text | None, Doc("How numbers are written: `en`, `de`, `fr`…; default: the language's")] = None
    fiscal_year_start: Annotated[
        Annotated[int, whole_number(1, 12)], Doc("Month (1 to 12) a fiscal year begins in")
    ] = 1
    fiscal_year_named_by: Annotated[
        enums.YearEdge, Doc("Whether fiscal year 2026 is the one that ends or the one that starts in 2026")
    ] = enums.YearEdge.END
    theme: Annotated[Text, Doc("A folder of the site's `themes/`, or a theme kamgen brings")] = "default"
    source_url: Annotated[
        Text | None,
        Doc(
            "Address of a plan's file in the repository's web view, with `{path}` and `{line}`",
            "https://git.example/kam/plans/-/blob/main/{path}#L{line}",
        ),
    ] = None
    commit_url: Annotated[
        Text | None,
        Doc(
            "Address of a commit in the repository's web view, with `{commit}`",
            "https://git.example/kam/plans/-/commit/{commit}",
        ),
    ] = None


class ContentTable(Record, frozen=True):
    """`[content]`: where plans are and where the site goes."""

    accounts: Annotated[Text, Doc("Folder with the plans, below the site's root")] = "content/accounts"
    output: Annotated[Text, Doc("Folder the site is written to")] = "public"
    max_file_size: Annotated[
        Annotated[int, whole_number(1, 1_000_000)], Doc("Largest plan that is read, in KiB (default 1024)")
    ] = 1024
    attachments: Annotated[
        Texts, Doc("Endings of files beside plans that are published; left out: documents, pictures and sound")
    ] = ()
    max_attachment_size: Annotated[
        Annotated[int, whole_number(1, 10_000_000)], Doc("Largest such file, in KiB (default 51200)")
    ] = 51_200


class BuildTable(Record, frozen=True):
    """`[build]`: how the work is done. The site is the same whatever stands here."""

    workers: Annotated[
        Annotated[int, whole_number(0, 1024)],
        Doc("Worker processes; 0: as many as there are processors, 1: none beside kamgen itself"),
    ] = 0


class CadenceOverrides(Record, frozen=True):
    """How often what is due; left out: the site's, else the default."""

    feedback_every: Annotated[Cadence | None, Doc("Formal feedback (default 6 months)")] = None
    team_review_every: Annotated[Cadence | None, Doc("Review with the team (default 3 months)")] = None
    client_review_every: Annotated[Cadence | None, Doc("Review with the client (default 3 months)")] = None
    assessment_every: Annotated[Cadence | None, Doc("Assessment (default 12 months)")] = None
    contact_every: Annotated[Cadence | None, Doc("Contact with a decision maker (default 3 months)")] = None
    sponsor_every: Annotated[Cadence | None, Doc("Contact of the executive sponsor (default 12 months)")] = None
    crm_sync_every: Annotated[Cadence | None, Doc("CRM synced (default 1 month)")] = None
    plan_touched_every: Annotated[Cadence | None, Doc("Plan changed (default 3 months)")] = None
    topics_every: Annotated[Cadence | None, Doc("Client topics written (default 6 months)")] = None
    confirmed_every: Annotated[Cadence | None, Doc("Needs confirmed by the client (default 6 months)")] = None
    discussed_every: Annotated[Cadence | None, Doc("Open opportunities discussed (default 90 days)")] = None
    on_site_every: Annotated[Cadence | None, Doc("Client review at the client's (default 12 months)")] = None
    targets_every: Annotated[Cadence | None, Doc("Targets revised (default 12 months)")] = None


class Cadences(Record, frozen=True):
    """How often what is due for one category, defaults filled in."""

    feedback_every: Cadence = Duration(6, "month")
    team_review_every: Cadence = Duration(3, "month")
    client_review_every: Cadence = Duration(3, "month")
    assessment_every: Cadence = Duration(12, "month")
    contact_every: Cadence = Duration(3, "month")
    sponsor_every: Cadence = Duration(12, "month")
    crm_sync_every: Cadence = Duration(1, "month")
    plan_touched_every: Cadence = Duration(3, "month")
    topics_every: Cadence = Duration(6, "month")
    confirmed_every: Cadence = Duration(6, "month")
    discussed_every: Cadence = Duration(90, "day")
    on_site_every: Cadence = Duration(12, "month")
    targets_every: Cadence = Duration(12, "month")


class WordCounts(Record, frozen=True):
    """How many real words a text must have to count; prompts, template variables and repetitions are none."""

    sections: Annotated[Annotated[int, whole_number(1, 1000)], Doc("Of a section of the prose (default 8)")] = 8
    entries: Annotated[
        Annotated[int, whole_number(1, 1000)], Doc("Of a text in the front matter that a rule asks for (default 3)")
    ] = 3


class ChecklistTable(CadenceOverrides, frozen=True):
    """`[checklist]`: which rules count, how much, and how often what is due."""

    fail_under: Annotated[
        Annotated[int, whole_number(0, 100)] | None,
        Doc("`check` and `build` fail when an account's checklist score is below"),
    ] = None
    select: Annotated[Texts, Doc("Codes or prefixes to check; left out: all")] = ()
    ignore: Annotated[Texts, Doc("Codes or prefixes to leave out")] = ()
    words: Annotated[WordCounts, Doc("From how many real words on a text counts")] = WordCounts()
    severity: Annotated[dict[Text, enums.Severity], Doc("Severity by code: error, warning, advice")] = {}
    weights: Annotated[
        dict[Text, Number], Doc("Weight of an element in the checklist score, by its key (default 1)")
    ] = {}


class HealthBands(Record, frozen=True):
    """From which health score on an account is what."""

    ok: Annotated[Annotated[int, whole_number(1, 100)] | None, Doc("Least score that is on course (default 80)")] = None
    watch: Annotated[
        Annotated[int, whole_number(1, 100)] | None,
        Doc("Least score that only wants watching (default 60); less wants action"),
    ] = None


class HealthOverrides(Record, frozen=True):
    """How the health score of a category is made; left out: as for the site."""

    weights: Annotated[dict[Text, Number], Doc("Weight of a signal by its key (default 1; 0 leaves it out)")] = {}
    bands: Annotated[HealthBands, Doc("How a score reads")] = HealthBands()


class KnockOuts(Record, frozen=True):
    """What an account's health cannot be better than, whatever its score; said wherever the verdict stands."""

    loss: Annotated[
        Flag,
        Doc("A loss after cost to serve is `act`; while profit is not known nothing better is said (default true)"),
    ] = True
    opposed: Annotated[
        Annotated[int, whole_number(0, 100)],
        Doc(
            "So many decision makers of high influence against us, or of whom that cannot be told, are `watch` at best "
            "(default 1; 0 for never)"
        ),
    ] = 1
    broken_promises: Annotated[
        Annotated[int, whole_number(0, 100)],
        Doc("So many promises broken in twelve months are `watch` at best (default 2; 0 for never)"),
    ] = 2
    unknown: Annotated[
        Flag,
        Doc("The verdict is what holds should all that is not known be worth 0 points (default true)"),
    ] = True


class HealthTable(HealthOverrides, frozen=True):
    """`[health]`: how the health score is made (see docs/health.md)."""

    least_known: Annotated[
        Annotated[int, whole_number(1, 9)],
        Doc("Signals that must be known; with fewer an account is not scored (default 3)"),
    ] = 3
    knock_outs: Annotated[KnockOuts, Doc("What no score makes up for")] = KnockOuts()


class Category(CadenceOverrides, frozen=True):
    """`[categories.<key>]`: a class of accounts with its service policy."""

    name: Annotated[Text | None, Doc("As shown; default: the key with a capital")] = None
    description: Annotated[Text | None, Doc("What makes an account one of these")] = None
    key: Annotated[
        Flag | None,
        Doc("False where its accounts are no key accounts, and in sums all the same (default true)"),
    ] = None
    order: Annotated[Annotated[int, whole_number(1, 100)] | None, Doc("1 is the top category; default: as written")] = (
        None
    )
    targets: Annotated[dict[Text, Measured], Doc("Service target by measure")] = {}
    target_margin: Annotated[
        Percent | None,
        Doc("Profit after cost to serve ÷ revenue that an account should reach; left out: the mean of its peers"),
    ] = None
    attractiveness: Annotated[Number | None, Doc("Least attractiveness (1 to 5) of an account in it")] = None
    position: Annotated[Number | None, Doc("Least position (1 to 5) of an account in it")] = None
    health: Annotated[HealthOverrides | None, Doc("Its own way to a health score")] = None


class Measure(Record, frozen=True):
    """`[measures.<key>]`: a service measure."""

    name: Annotated[Text | None, Doc("As shown; default: the key")] = None
    unit: Annotated[Text | None, Doc("Its unit, such as `h` or `%`")] = None
    better: Annotated[enums.Better, Doc("Which way it improves (default higher)")] = enums.Better.HIGHER


class OwnField(Record, frozen=True):
    """`[fields.<key>]`: a key of the team's own that plans may have in their front matter."""

    name: Annotated[Text | None, Doc("As shown; default: the key")] = None
    type: Annotated[enums.FieldType, Doc("What it holds (default text); money is in the plan's currency")] = (
        enums.FieldType.TEXT
    )
    choices: Annotated[Texts, Doc("Of a choice: what may stand there", ["low", "high"])] = ()
    group: Annotated[Text, Doc("Heading under which account pages show it", "Compliance")] = "More"


class PortfolioTable(Record, frozen=True):
    """`[portfolio]`: what concerns all accounts together."""

    offerings: Annotated[Texts, Doc("What we sell; left out: whatever the plans name")] = ()
    key_account_share: Annotated[
        Percent, Doc("Share of revenue that makes an account a key account (Vital accounts: 18%)")
    ] = Decimal("0.18")
    loss_plan_share: Annotated[
        Percent, Doc("Share of revenue from which on the loss of an account is planned for (default 5%)")
    ] = Decimal("0.05")
    profit_tolerance: Annotated[
        Percent,
        Doc("How far the top fifth's share of profit may stay below its share of revenue (default 2%, in points)"),
    ] = Decimal("0.02")
    max_accounts: Annotated[
        Annotated[int, whole_number(1, 100_000)], Doc("Key accounts a firm can serve (Principles)")
    ] = 30
    max_accounts_per_owner: Annotated[Annotated[int, whole_number(1, 100_000)] | None, Doc("And one manager")] = None
    company_revenue: Annotated[
        dict[Text, Money], Doc("Revenue of the whole firm by year; left out: the portfolio's own sum")
    ] = {}
    company_targets: Annotated[dict[Text, Money], Doc("Revenue target of the whole firm by year")] = {}
    owner_targets: Annotated[
        dict[Text, dict[Text, Money]], Doc("Revenue targets of account managers, each by year")
    ] = {}
    key_account_least: Annotated[
        Percent, Doc("Share of revenue below which a key account should say why it is one (Vital accounts: 1%)")
    ] = Decimal("0.01")
    phasing: Annotated[
        tuple[Percent, ...],
        Doc("How a year's targets spread over its 4 quarters or 12 months; left out: evenly, by days"),
    ] = ()


class ThresholdsTable(Record, frozen=True):
    """`[thresholds]`: where rules draw their lines. Defaults without a source are kamgen's own."""

    on_track: Annotated[
        Percent, Doc("Part of the target to date that revenue must have reached to be on track (default 90%)")
    ] = Decimal("0.9")
    target_grace: Annotated[
        Cadence, Doc("How long a new fiscal year may be without targets, where the year before had some (60 days)")
    ] = Duration(60, "day")
    wallet_foothold: Annotated[
        Percent, Doc("Share of wallet below which a client is still to be won (default 10%)")
    ] = Decimal("0.1")
    wallet_small: Annotated[Percent, Doc("Share of wallet below which there is little to retain (default 20%)")] = (
        Decimal("0.2")
    )
    wallet_large: Annotated[Percent, Doc("Share of wallet from which there is nothing to penetrate (default 50%)")] = (
        Decimal("0.5")
    )
    likely: Annotated[
        Percent, Doc("Probability above which an open deal wants a decision maker among the contacts (default 50%)")
    ] = Decimal("0.5")
    topics_covered: Annotated[
        Annotated[int, whole_number(1, 8)],
        Doc("How many of the eight client topics (Collis) a review with the client covers (default 4)"),
    ] = 4
    years_ahead: Annotated[
        Annotated[int, whole_number(1, 10)],
        Doc("Fiscal years that a plan of the top category looks ahead (default 3; Principles: three to five)"),
    ] = 3
    horizon_most: Annotated[
        Annotated[int, whole_number(1, 100)],
        Doc("Years ahead beyond which a horizon or a day is taken for mistyped (default 10)"),
    ] = 10
    leap: Annotated[
        Annotated[int, whole_number(2, 1000)],
        Doc("How many times another an amount is, or the part of it, to be taken for mistyped (default 20)"),
    ] = 20
    contacts_least: Annotated[
        Annotated[int, whole_number(1, 100)],
        Doc("Contacts that somebody of us meets (default 3; Vital accounts: many)"),
    ] = 3
    feedback_within: Annotated[
        Cadence, Doc("The stretch in which feedback is gathered more than once, from several people (24 months)")
    ] = Duration(24, "month")
    result_within: Annotated[
        Cadence, Doc("How much older than a feedback score the result beside it may be (default 12 months)")
    ] = Duration(12, "month")
    handed_over_within: Annotated[
        Cadence, Doc("How long a won deal and its handover are looked at (default 12 months)")
    ] = Duration(12, "month")


class HistoryTable(Record, frozen=True):
    """`[history]`: what pages tell of the past, where version control knows it."""

    months: Annotated[
        Annotated[int, whole_number(0, 60)], Doc("How far back trends go; 0: pages tell nothing of the past")
    ] = 12
    days: Annotated[
        Annotated[int, whole_number(1, 366)],
        Doc("How far back the page of changes goes at least: to the newest day of the trend before that"),
    ] = 30


def _default_categories() -> dict[str, Category]:
    return {
        "strategic": Category(order=1, attractiveness=Decimal("3.5"), position=Decimal(3)),
        "growth": Category(order=2, attractiveness=Decimal(3)),
        "core": Category(order=3),
    }


class SiteConfig(Record, frozen=True):
    """The whole of site.toml."""

    site: SiteTable = SiteTable()
    content: ContentTable = ContentTable()
    build: BuildTable = BuildTable()
    checklist: ChecklistTable = ChecklistTable()
    categories: Annotated[dict[Text, Category], Doc("Classes of accounts; default: strategic, growth, core")] = field(
        default_factory=_default_categories
    )
    health: HealthTable = HealthTable()
    measures: Annotated[dict[Text, Measure], Doc("Service measures")] = {}
    fx: Annotated[dict[Text, Number], Doc("What one unit of a currency is worth in the site's: `NOK = 0.085`")] = {}
    fx_of_year: Annotated[
        dict[Text, dict[Text, Number]],
        Doc("The same of one fiscal year, written `[fx.2025]`: amounts of that year go by it, all others by `[fx]`"),
    ] = {}
    sections: Annotated[dict[Text, Texts], Doc('Further headings a section goes by: `growth = ["Wachstum"]`')] = {}
    portfolio: PortfolioTable = PortfolioTable()
    thresholds: ThresholdsTable = ThresholdsTable()
    history: HistoryTable = HistoryTable()
    fields: Annotated[dict[Text, OwnField], Doc("Keys of the team's own that plans may have")] = {}
    extra: Annotated[dict[Text, Any], Doc("Free values for a site's own theme")] = {}

    def calendar(self) -> FiscalCalendar:
        """The site's fiscal years."""
        named_by_end = self.site.fiscal_year_named_by is enums.YearEdge.END
        return FiscalCalendar(self.site.fiscal_year_start, named_by_end, self.portfolio.phasing)

    def category_key(self, written: str) -> str | None:
        """The key of the category a plan names (case and ``-``, ``_``, space alike); None if there is none."""
        wanted = folded(written)
        return next((key for key in self.categories if folded(key) == wanted), None)

    def ranked_categories(self) -> tuple[str, ...]:
        """Keys of the categories, top one first: by ``order``, those without one after it as written."""
        numbers = {key: category.order or 1000 + place for place, (key, category) in enumerate(self.categories.items())}
        return tuple(sorted(numbers, key=numbers.__getitem__))

    def top_category(self) -> str | None:
        """The key of the top category of key accounts; None where there is none."""
        return next((key for key in self.ranked_categories() if self.categories[key].key is not False), None)

    def category_title(self, key: str) -> str:
        """The category as shown."""
        category = self.categories.get(key)
        return (category.name if category and category.name else None) or key.replace("-", " ").capitalize()

    def measure_title(self, key: str) -> str:
        """The measure as shown."""
        measure = next((each for own, each in self.measures.items() if folded(own) == folded(key)), None)
        return (measure.name if measure and measure.name else None) or key.replace("_", " ").capitalize()

    def field_title(self, key: str) -> str:
        """A field of the team's own as shown."""
        return self.fields[key].name or key.replace("_", " ").capitalize()

    def cadences(self, key: str | None) -> Cadences:
        """How often what is due for a category: its own word, else the site's, else the default."""
        given: dict[str, Duration] = {}
        for level in (self.checklist, self.categories.get(key or "")):
            for name in CadenceOverrides.__struct_fields__:
                value = getattr(level, name, None)
                if value is not None:
                    given[name] = value
        return Cadences(**given)

    def rate(self, currency: str, year: int | None = None) -> Decimal | None:
        """What one unit of ``currency`` is worth in the site's, in a fiscal year; None when site.toml does not say.

        Without a rate of its own a year goes by the one of all years, and that by the newest there is.
        """
        if currency == self.site.currency:
            return Decimal(1)
        own = self.rates(currency)
        return dict(own).get(year or 0) or self.fx.get(currency) or (own[-1][1] if own else None)

    def rates(self, currency: str) -> tuple[tuple[int, Decimal], ...]:
        """The fiscal years that have a rate of their own for ``currency``, oldest first."""
        of = sorted((int(year), rates[currency]) for year, rates in self.fx_of_year.items() if currency in rates)
        return tuple(of)
