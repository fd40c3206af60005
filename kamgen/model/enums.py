"""The words a plan may choose from. Case, hyphens, underscores and spaces are alike in a plan."""

from __future__ import annotations

from enum import Enum, StrEnum


class Word(StrEnum):
    """One of a list of words. In a plan, case and ``-``, ``_``, space are alike."""


class Objective(Word):
    """What a key account is for (Selling skills, "key-account objectives")."""

    RETAIN = "retain"
    PENETRATE = "penetrate"
    WIN = "win"


class Status(Word):
    """Where the account stands."""

    PROSPECT = "prospect"
    ACTIVE = "active"
    LOST = "lost"


class Relationship(Word):
    """The relationship ladder (Collis): preferred supplier is not its top."""

    VENDOR = "vendor"
    PREFERRED_SUPPLIER = "preferred supplier"
    PARTNER = "partner"
    STRATEGIC_PARTNER = "strategic partner"


class FeedbackMethod(Word):
    """How feedback was gathered."""

    SURVEY = "survey"
    INTERVIEW = "interview"
    PANEL = "panel"
    COMPLAINT_REVIEW = "complaint review"
    OTHER = "other"


class ReviewWith(Word):
    """Whether a review was internal or with the client."""

    TEAM = "team"
    CLIENT = "client"


class Site(Word):
    """Where a review took place."""

    CLIENT = "client"
    OURS = "ours"
    REMOTE = "remote"


class ContactRole(Word):
    """A contact's part in the buying decision."""

    DECISION_MAKER = "decision maker"
    INFLUENCER = "influencer"
    CHAMPION = "champion"
    USER = "user"
    GATEKEEPER = "gatekeeper"
    BLOCKER = "blocker"


class Level(Word):
    """Low, medium or high: influence, likelihood, impact."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Sentiment(Word):
    """A contact's attitude to us."""

    SUPPORTER = "supporter"
    NEUTRAL = "neutral"
    CRITIC = "critic"
    UNKNOWN = "unknown"


class NeedKind(Word):
    """Stated needs, and the hidden ones behind them (Selling skills, "needs assessment")."""

    STATED = "stated"
    POLICY = "policy"
    PERSONAL = "personal"
    OTHER_HIDDEN = "other hidden"


class Stage(Word):
    """Where an opportunity stands."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"


class OfferingState(Word):
    """White space: what the client buys of each offering."""

    ACTIVE = "active"
    PROPOSED = "proposed"
    NONE = "none"
    NOT_RELEVANT = "not relevant"


class LossReason(Word):
    """Why clients are lost: the seven reasons of Collis ("Why are customers lost?"), and what none of them covers."""

    PRODUCT_QUALITY = "product quality"
    SERVICE_QUALITY = "service quality"
    DELIVERY = "delivery"
    SUPPORT = "support"
    ACCOUNT_MANAGEMENT = "account management"
    COMMUNICATION = "communication"
    PROJECT_MANAGEMENT = "project management"
    PRICE = "price"
    BUDGET = "budget"
    COMPETITOR = "competitor"
    MERGER = "merger"
    PEOPLE = "people"
    NEED_GONE = "need gone"

    @property
    def of_source(self) -> bool:
        """Whether it is one of the seven."""
        return list(LossReason).index(self) < 7


class Better(Word):
    """Which way a metric or measure improves."""

    HIGHER = "higher"
    LOWER = "lower"


class ReferenceKind(Word):
    """What the client lends us its name for."""

    TESTIMONIAL = "testimonial"
    REFERRAL = "referral"
    CASE_STUDY = "case study"


class Prime(Word):
    """The PRIME formula of next actions (Collis)."""

    PROVE = "prove"
    RETRIEVE = "retrieve"
    MINIMISE = "minimise"
    EMPHASISE = "emphasise"


class FiguresOf(Word):
    """Whose figures a plan gives."""

    OWN = "own"
    GROUP = "group"


class ClientTopic(Word):
    """The eight topics of the client view (Collis, "… out of the dark ages")."""

    CHANGING_PRIORITIES = "changing priorities"
    SATISFACTION = "satisfaction"
    NEEDS = "needs and unmet needs"
    EXPECTATIONS = "expectations and perceptions"
    PROBLEMS = "problems and challenges"
    OPPORTUNITIES = "opportunities"
    CONCERNS = "anxieties and concerns"
    METRICS = "metrics"


class Severity(Word):
    """How much a finding weighs, worst first.

    An error: the plan cannot be read or contradicts itself. A warning: a criterion of the checklist is not met.
    Advice: worth a look, never in a score.
    """

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


class YearEdge(Word):
    """Which of its two calendar years gives a fiscal year its name."""

    START = "start"
    END = "end"


class FieldType(Word):
    """What a team's own field holds."""

    TEXT = "text"
    MONEY = "money"
    NUMBER = "number"
    DATE = "date"
    FLAG = "flag"
    CHOICE = "choice"


class Band(Enum):
    """How a score reads; always a word and a shape beside the colour."""

    OK = ("ok", "on course", "●")
    WATCH = ("watch", "watch", "▲")
    ACT = ("act", "act", "■")
    NONE = ("none", "n/a", "–")
    UNJUDGED = ("none", "not judged", "–")
    """A health score that what is not known could still turn into "act"."""
    UNSCORED = ("none", "not scored", "–")
    """Too little is known for a health score, or the account has none."""

    def __init__(self, key: str, word: str, shape: str) -> None:
        self.key = key
        self.word = word
        self.shape = shape


def band_of(score: int | None, ok: int = 80, watch: int = 60) -> Band:
    """80 and more is on course, 60 and more wants watching, less wants action; health may have bounds of its own."""
    if score is None:
        return Band.NONE
    return Band.OK if score >= ok else Band.WATCH if score >= watch else Band.ACT
