"""site.toml, typed. Every key has a working default: an empty file builds."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from kamgen.model import choices
from kamgen.model.fields import Cadence, Measured, Money, Number, Percent, Record, Text, Texts, Whole, folded
from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.values import Duration


class SiteTable(Record):
    """`[site]`: what the site is and says about itself."""

    title: Text = Field("Key account portfolio", description="Shown on every page")
    base_url: Text | None = Field(None, description="Where the site will live; only absolute links need it")
    currency: Text = Field("EUR", description="Three letters; all sums are in it")
    language: Text = Field("en", description="Language of the pages, as in HTML `lang`")
    locale: Text | None = Field(None, description="How numbers are written: `en`, `de`, `fr`…; default: the language's")
    fiscal_year_start: Annotated[int, Whole(1, 12)] = Field(1, description="Month (1 to 12) a fiscal year begins in")
    fiscal_year_named_by: choices.YearEdge = Field(
        choices.YearEdge.END, description="Whether fiscal year 2026 is the one that ends or the one that starts in 2026"
    )
    theme: Text = Field("default", description="A folder of the site's `themes/`, or a theme kamgen brings")
    source_url: Text | None = Field(
        None,
        description="Address of a plan's file in the repository's web view, with `{path}` and `{line}`",
        examples=["https://git.example/kam/plans/-/blob/main/{path}#L{line}"],
    )
    commit_url: Text | None = Field(
        None,
        description="Address of a commit in the repository's web view, with `{commit}`",
        examples=["https://git.example/kam/plans/-/commit/{commit}"],
    )


class ContentTable(Record):
    """`[content]`: where plans are and where the site goes."""

    accounts: Text = Field("content/accounts", description="Folder with the plans, below the site's root")
    output: Text = Field("public", description="Folder the site is written to")
    max_file_size: Annotated[int, Whole(1, 1_000_000)] = Field(
        1024, description="Largest plan that is read, in KiB (default 1024)"
    )


class BuildTable(Record):
    """`[build]`: how the work is done. The site is the same whatever stands here."""

    workers: Annotated[int, Whole(0, 1024)] = Field(
        0, description="Worker processes; 0: as many as there are processors, 1: none beside kamgen itself"
    )
    executor: Text | None = Field(
        None,
        description="Who does the work instead, as `module:function` of an installed package (see docs/performance.md)",
        examples=["kamgen.engine.dask:executor"],
    )


class CadenceOverrides(Record):
    """How often what is due; left out: the site's, else the default."""

    feedback_every: Cadence | None = Field(None, description="Formal feedback (default 6 months)")
    team_review_every: Cadence | None = Field(None, description="Review with the team (default 3 months)")
    client_review_every: Cadence | None = Field(None, description="Review with the client (default 3 months)")
    assessment_every: Cadence | None = Field(None, description="Assessment (default 12 months)")
    contact_every: Cadence | None = Field(None, description="Contact with a decision maker (default 3 months)")
    sponsor_every: Cadence | None = Field(None, description="Contact of the executive sponsor (default 12 months)")
    crm_sync_every: Cadence | None = Field(None, description="CRM synced (default 1 month)")
    plan_touched_every: Cadence | None = Field(None, description="Plan changed (default 3 months)")


class Cadences(Record):
    """How often what is due for one category, defaults filled in."""

    feedback_every: Cadence = Duration(6, "month")
    team_review_every: Cadence = Duration(3, "month")
    client_review_every: Cadence = Duration(3, "month")
    assessment_every: Cadence = Duration(12, "month")
    contact_every: Cadence = Duration(3, "month")
    sponsor_every: Cadence = Duration(12, "month")
    crm_sync_every: Cadence = Duration(1, "month")
    plan_touched_every: Cadence = Duration(3, "month")


class ChecklistTable(CadenceOverrides):
    """`[checklist]`: which rules count, how much, and how often what is due."""

    fail_under: Annotated[int, Whole(0, 100)] | None = Field(
        None, description="`check` and `build` fail when an account's checklist score is below"
    )
    select: Texts = Field((), description="Codes or prefixes to check; left out: all")
    ignore: Texts = Field((), description="Codes or prefixes to leave out")
    severity: dict[Text, choices.Severity] = Field(
        default_factory=dict, description="Severity by code: error, warning, advice"
    )
    weights: dict[Text, Number] = Field(
        default_factory=dict, description="Weight of an element in the checklist score, by its key (default 1)"
    )


class HealthBands(Record):
    """From which health score on an account is what."""

    ok: Annotated[int, Whole(1, 100)] | None = Field(None, description="Least score that is on course (default 80)")
    watch: Annotated[int, Whole(1, 100)] | None = Field(
        None, description="Least score that only wants watching (default 60); less wants action"
    )


class HealthOverrides(Record):
    """How the health score of a category is made; left out: as for the site."""

    weights: dict[Text, Number] = Field(
        default_factory=dict, description="Weight of a signal by its key (default 1; 0 leaves it out)"
    )
    bands: HealthBands = Field(HealthBands(), description="How a score reads")


class HealthTable(HealthOverrides):
    """`[health]`: how the health score is made (see docs/health.md)."""

    least_known: Annotated[int, Whole(1, 9)] = Field(
        3, description="Signals that must be known; with fewer an account is not scored (default 3)"
    )


class Category(CadenceOverrides):
    """`[categories.<key>]`: a class of accounts with its service policy."""

    name: Text | None = Field(None, description="As shown; default: the key with a capital")
    description: Text | None = Field(None, description="What makes an account one of these")
    order: Annotated[int, Whole(1, 100)] | None = Field(None, description="1 is the top category; default: as written")
    targets: dict[Text, Measured] = Field(default_factory=dict, description="Service target by measure")
    attractiveness: Number | None = Field(None, description="Least attractiveness (1 to 5) of an account in it")
    position: Number | None = Field(None, description="Least position (1 to 5) of an account in it")
    health: HealthOverrides | None = Field(None, description="Its own way to a health score")


class Measure(Record):
    """`[measures.<key>]`: a service measure."""

    name: Text | None = Field(None, description="As shown; default: the key")
    unit: Text | None = Field(None, description="Its unit, such as `h` or `%`")
    better: choices.Better = Field(choices.Better.HIGHER, description="Which way it improves (default higher)")


class PortfolioTable(Record):
    """`[portfolio]`: what concerns all accounts together."""

    offerings: Texts = Field((), description="What we sell; left out: whatever the plans name")
    key_account_share: Percent = Field(
        Decimal("0.18"), description="Share of revenue that makes an account a key account (Vital accounts: 18%)"
    )
    max_accounts: Annotated[int, Whole(1, 100_000)] = Field(
        30, description="Key accounts a firm can serve (Principles)"
    )
    max_accounts_per_owner: Annotated[int, Whole(1, 100_000)] | None = Field(None, description="And one manager")
    company_revenue: dict[Text, Money] = Field(
        default_factory=dict, description="Revenue of the whole firm by year; left out: the portfolio's own sum"
    )


class HistoryTable(Record):
    """`[history]`: what pages tell of the past, where version control knows it."""

    months: Annotated[int, Whole(0, 60)] = Field(
        12, description="How far back trends go; 0: pages tell nothing of the past"
    )
    days: Annotated[int, Whole(1, 366)] = Field(
        30, description="How far back the page of changes goes at least: to the newest day of the trend before that"
    )


def _default_categories() -> dict[str, Category]:
    return {
        "strategic": Category(order=1, attractiveness=Decimal("3.5"), position=Decimal(3)),
        "growth": Category(order=2, attractiveness=Decimal(3)),
        "core": Category(order=3),
    }


class SiteConfig(Record):
    """The whole of site.toml."""

    site: SiteTable = SiteTable()
    content: ContentTable = ContentTable()
    build: BuildTable = BuildTable()
    checklist: ChecklistTable = ChecklistTable()
    categories: dict[Text, Category] = Field(
        default_factory=_default_categories, description="Classes of accounts; default: strategic, growth, core"
    )
    health: HealthTable = HealthTable()
    measures: dict[Text, Measure] = Field(default_factory=dict, description="Service measures")
    fx: dict[Text, Number] = Field(
        default_factory=dict, description="What one unit of a currency is worth in the site's: `NOK = 0.085`"
    )
    sections: dict[Text, Texts] = Field(
        default_factory=dict, description='Further headings a section goes by: `growth = ["Wachstum"]`'
    )
    portfolio: PortfolioTable = PortfolioTable()
    history: HistoryTable = HistoryTable()
    extra: dict[Text, Any] = Field(default_factory=dict, description="Free values for a site's own theme")

    def calendar(self) -> FiscalCalendar:
        """The site's fiscal years."""
        return FiscalCalendar(self.site.fiscal_year_start, self.site.fiscal_year_named_by is choices.YearEdge.END)

    def category_key(self, written: str) -> str | None:
        """The key of the category a plan names (case and ``-``, ``_``, space alike); None if there is none."""
        wanted = folded(written)
        return next((key for key in self.categories if folded(key) == wanted), None)

    def ranked_categories(self) -> tuple[str, ...]:
        """Keys of the categories, top one first: by ``order``, those without one after it as written."""
        numbers = {key: category.order or 1000 + place for place, (key, category) in enumerate(self.categories.items())}
        return tuple(sorted(numbers, key=numbers.__getitem__))

    def category_title(self, key: str) -> str:
        """The category as shown."""
        category = self.categories.get(key)
        return (category.name if category and category.name else None) or key.replace("-", " ").capitalize()

    def measure_title(self, key: str) -> str:
        """The measure as shown."""
        measure = self.measures.get(key)
        return (measure.name if measure and measure.name else None) or key.replace("_", " ").capitalize()

    def lower_is_better(self) -> frozenset[str]:
        """The measures of which less is better, `folded`."""
        return frozenset(folded(key) for key, each in self.measures.items() if each.better is choices.Better.LOWER)

    def cadences(self, key: str | None) -> Cadences:
        """How often what is due for a category: its own word, else the site's, else the default."""
        given: dict[str, Duration] = {}
        for level in (self.checklist, self.categories.get(key or "")):
            for name in CadenceOverrides.model_fields:
                value = getattr(level, name, None)
                if value is not None:
                    given[name] = value
        return Cadences(**given)

    def rate(self, currency: str) -> Decimal | None:
        """What one unit of ``currency`` is worth in the site's; None when site.toml does not say."""
        return Decimal(1) if currency == self.site.currency else self.fx.get(currency)
