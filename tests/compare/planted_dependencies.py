# ruff: noqa: E501 — an edit is a line
"""A plan whose entries lean on each other, and edits of it: which leaning entries each leaves to be confirmed, exactly.

`PLANTED` are edits after which something is to be confirmed: over a hundred dependencies, written down before any code
was asked about them. `QUIET` are edits that touch nothing: spelling, order, form, progress, or what nothing leans on.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

AS_OF = date(2026, 11, 20)

PLAN = """\
---
name: Halden Marine
owner: Ingrid Solberg
category: strategic
horizon: 2029
tags: [subsea, tender]
financials:
  - {year: 2026, through: 2026-10, revenue: 900k, target_revenue: 1.3M, target_profit: 260k}
  - {year: 2027, target_revenue: 1.5M}
  - {year: 2028, target_revenue: 1.8M}
feedback:
  - {date: 2026-06-03, method: interview, from: [Kari Dahl], score: 8, summary: Wants faster answers.}
reviews:
  - {date: 2026-06-10, with: client, attendees: [Ingrid Solberg, Kari Dahl, Tor Vik], outcome: The second site moves forward.}
  - {date: 2027-01-20, with: client, attendees: [Ingrid Solberg, Kari Dahl, Nils Berg]}
  - {date: 2027-02-03, with: team, attendees: [Ingrid Solberg, Per Moe]}
service:
  - {measure: on_time_delivery, actual: 96.2%, period: 2026-Q3, target: 98%}
team:
  - {name: Per Moe, role: delivery lead, function: operations}
  - {name: Jonas Weber, role: account manager}
  - {name: Eva Lund, role: sponsor}
contacts:
  - {name: Kari Dahl, title: COO, role: decision maker, influence: high, sentiment: supporter, met_by: Ingrid Solberg, last_contact: 2026-10-30}
  - {name: Nils Berg, title: Buyer, role: influencer, sentiment: neutral, met_by: Per Moe, reports_to: Kari Dahl}
  - {name: Tor Vik, role: champion, sentiment: supporter, met_by: Jonas Weber, reports_to: Nils Berg}
  - {name: Liv Aas, role: user, met_by: Eva Lund}
  - {name: Ola Nord, role: user}
needs:
  - {need: Fewer line stops, kind: stated, confirmed: 2026-06-10, met_by: Platform phase 2}
  - {need: Spare parts close to the yard, met_by: Parts depot}
  - {need: Better stock accuracy, met_by: Warehouse scanner}
  - {need: Training in the native language}
opportunities:
  - {name: Platform phase 2, value: 240k, probability: 50%, close: 2027-Q1, discussed: 2026-09-10, need: Fewer line stops}
  - {name: Parts depot, value: 90k, probability: 30%, close: 2026-12, need: Spare parts close to the yard}
  - {name: Scanners for hall two, offering: Warehouse scanner, value: 60k, close: 2027-06, need: Better stock accuracy}
  - {name: Pilot of last year, stage: won, close: 2026-03, need: Fewer line stops}
offerings: {Warehouse scanner: proposed, Platform: active}
risks:
  - {risk: The yard closes, likelihood: low, impact: high, mitigation: A second site by summer, owner: Per Moe}
  - {risk: Late deliveries in peak season, likelihood: medium, impact: high, mitigation: We keep spare parts within 24 hours, owner: Jonas Weber}
promises:
  - {promise: Spare parts within 24 hours, to: Kari Dahl, made: 2026-05-01, due: 2026-12-20}
  - {promise: Training for the night shift, to: Nils Berg, due: 2027-01-31}
  - {promise: On-time delivery above 98%, to: Liv Aas, due: 2027-03-31}
  - {promise: A new manual, to: Tor Vik, due: 2026-06-30, kept: 2026-06-21}
outcomes:
  - {metric: Stock accuracy, unit: "%", baseline: 78, target: 90, actual: 85, as_of: 2026-09-30}
  - {metric: Line stops, unit: a month, baseline: 12, target: 4, actual: 9, as_of: 2026-09-30}
  - {metric: Energy per hull, unit: MWh, baseline: 20, target: 16, actual: 18, as_of: 2026-09-30}
actions:
  - {action: Call Kari Dahl about the tender, owner: Ingrid Solberg, due: 2026-12-01}
  - {action: Draft the contract for Platform phase 2, owner: Per Moe, due: 2026-12-15}
  - {action: Count the stock for spare parts within 24 hours, due: 2026-12-04}
  - {action: Book rooms for training for the night shift, due: 2026-12-08}
  - {action: Send the minutes to Nils Berg, owner: Per Moe, due: 2026-06-20, done: 2026-06-18}
continuity: {backup: Jonas Weber, executive_sponsor: Eva Lund, if_lost: Move the crew to the west yard}
handover: {from: Ingrid Solberg, to: Per Moe, in_sale: true, complete: false}
---
# Halden Marine

## Growth

The client plans a second yard.

- [ ] Ask Tor Vik for the drawings
"""


class Planted(NamedTuple):
    """What was done to the text, and which entries are to be confirmed: ``group title`` of each."""

    why: str
    edits: tuple[tuple[str, str], ...]
    touched: frozenset[str]


def _planted(why: str, touched: list[str], *edits: tuple[str, str]) -> Planted:
    return Planted(why, edits, frozenset(touched))


# What leans on what, by the entries' names
PLATFORM, DEPOT, SCANNERS = (
    "opportunities Platform phase 2",
    "opportunities Parts depot",
    "opportunities Scanners for hall two",
)
DEALS = [PLATFORM, DEPOT, SCANNERS]
STOPS, PARTS, STOCK = "needs Fewer line stops", "needs Spare parts close to the yard", "needs Better stock accuracy"
PARTS_24, NIGHTS, ON_TIME = (
    "promises Spare parts within 24 hours",
    "promises Training for the night shift",
    "promises On-time delivery above 98%",
)
CLIENT_REVIEW, TEAM_REVIEW = "reviews 2027-01-20 with client", "reviews 2027-02-03 with team"
CALL, DRAFT, COUNT, ROOMS, ASK = (
    "actions Call Kari Dahl about the tender",
    "actions Draft the contract for Platform phase 2",
    "actions Count the stock for spare parts within 24 hours",
    "actions Book rooms for training for the night shift",
    "actions Ask Tor Vik for the drawings",
)
YARD, LATE = "risks The yard closes", "risks Late deliveries in peak season"
ON_KARI = [*DEALS, PARTS_24, "contacts Nils Berg", CLIENT_REVIEW, CALL]
ON_NILS = ["contacts Tor Vik", NIGHTS, CLIENT_REVIEW]
ON_PER = ["contacts Nils Berg", YARD, DRAFT, TEAM_REVIEW, "handover "]
ON_JONAS = ["contacts Tor Vik", LATE, "continuity "]
ON_EVA = ["contacts Liv Aas", "continuity "]
ON_INGRID = ["contacts Kari Dahl", CLIENT_REVIEW, TEAM_REVIEW, CALL, "handover "]

_KARI = "  - {name: Kari Dahl, title: COO, role: decision maker, influence: high, sentiment: supporter, met_by: Ingrid Solberg, last_contact: 2026-10-30}\n"
_NILS = "  - {name: Nils Berg, title: Buyer, role: influencer, sentiment: neutral, met_by: Per Moe, reports_to: Kari Dahl}\n"
_TOR = "  - {name: Tor Vik, role: champion, sentiment: supporter, met_by: Jonas Weber, reports_to: Nils Berg}\n"
_LIV = "  - {name: Liv Aas, role: user, met_by: Eva Lund}\n"
_DEPOT = "  - {name: Parts depot, value: 90k, probability: 30%, close: 2026-12, need: Spare parts close to the yard}\n"
_P24 = "  - {promise: Spare parts within 24 hours, to: Kari Dahl, made: 2026-05-01, due: 2026-12-20}\n"
_STOCK = '  - {metric: Stock accuracy, unit: "%", baseline: 78, target: 90, actual: 85, as_of: 2026-09-30}\n'
_STOPS = "  - {metric: Line stops, unit: a month, baseline: 12, target: 4, actual: 9, as_of: 2026-09-30}\n"

PLANTED: tuple[Planted, ...] = (
    # contacts
    _planted("who decides only influences now", ON_KARI, ("role: decision maker", "role: influencer")),
    _planted("who decides blocks now", ON_KARI, ("role: decision maker", "role: blocker")),
    _planted("the part of who decides is taken out", ON_KARI, ("role: decision maker, ", "")),
    _planted(
        "who decides turned critic",
        ON_KARI,
        ("influence: high, sentiment: supporter", "influence: high, sentiment: critic"),
    ),
    _planted("who decides left", ON_KARI, ("last_contact: 2026-10-30", "last_contact: 2026-10-30, left: 2026-11-10")),
    _planted(
        "who decides will leave", ON_KARI, ("last_contact: 2026-10-30", "last_contact: 2026-10-30, left: 2026-12-31")
    ),
    _planted("who decides is removed", ON_KARI, (_KARI, "")),
    _planted("who decides is another", ON_KARI, ("{name: Kari Dahl", "{name: Unni Strand")),
    _planted("an influencer is a user now", ON_NILS, ("role: influencer", "role: user")),
    _planted("an influencer decides now", ON_NILS, ("role: influencer", "role: decision maker")),
    _planted("an influencer turned critic", ON_NILS, ("sentiment: neutral", "sentiment: critic")),
    _planted("an influencer left", ON_NILS, ("title: Buyer", "title: Buyer, left: 2026-10-31")),
    _planted("an influencer is removed", ON_NILS, (_NILS, "")),
    _planted("a champion is no more", [ASK], ("role: champion", "role: gatekeeper")),
    _planted(
        "a champion turned critic",
        [ASK],
        ("role: champion, sentiment: supporter", "role: champion, sentiment: critic"),
    ),
    _planted("a champion is removed", [ASK], (_TOR, "")),
    _planted("to whom a promise was made left", [ON_TIME], ("{name: Liv Aas", "{left: 2026-11-01, name: Liv Aas")),
    _planted("to whom a promise was made is removed", [ON_TIME], (_LIV, "")),
    _planted("to whom a promise was made blocks", [ON_TIME], ("role: user, met_by: Eva", "role: blocker, met_by: Eva")),
    # people of ours
    _planted(
        "one of us left", ON_PER, ("role: delivery lead, function", "role: delivery lead, left: 2026-10-31, function")
    ),
    _planted(
        "one of us is no longer in the team",
        ON_PER,
        ("  - {name: Per Moe, role: delivery lead, function: operations}\n", ""),
    ),
    _planted("one of us does something else", ON_PER, ("role: delivery lead", "role: bookkeeping")),
    _planted("the backup left", ON_JONAS, ("role: account manager}", "role: account manager, left: 2026-11-30}")),
    _planted("the backup is no longer in the team", ON_JONAS, ("  - {name: Jonas Weber, role: account manager}\n", "")),
    _planted("the backup does something else", ON_JONAS, ("role: account manager", "role: field engineer")),
    _planted("the sponsor left", ON_EVA, ("role: sponsor}", "role: sponsor, left: 2026-09-30}")),
    _planted("the sponsor is another", ON_EVA, ("{name: Eva Lund, role: sponsor}", "{name: Rolf Haug, role: sponsor}")),
    _planted("the owner is another", ON_INGRID, ("owner: Ingrid Solberg\ncategory", "owner: Jonas Weber\ncategory")),
    # needs
    _planted("a need is turned round", [PLATFORM], ("{need: Fewer line stops", "{need: More line stops")),
    _planted("a need is narrowed", [PLATFORM], ("{need: Fewer line stops", "{need: Fewer line stops at night")),
    _planted("a need is another", [PLATFORM], ("{need: Fewer line stops", "{need: Fewer people on board")),
    _planted(
        "a need is removed",
        [PLATFORM],
        ("  - {need: Fewer line stops, kind: stated, confirmed: 2026-06-10, met_by: Platform phase 2}\n", ""),
    ),
    _planted(
        "a place in a need is another",
        [DEPOT],
        ("need: Spare parts close to the yard, met", "need: Spare parts close to the airport, met"),
    ),
    _planted(
        "a need is negated",
        [DEPOT],
        ("need: Spare parts close to the yard, met", "need: No spare parts close to the yard, met"),
    ),
    _planted(
        "a need without a trace", [DEPOT], ("  - {need: Spare parts close to the yard, met_by: Parts depot}\n", "")
    ),
    _planted(
        "a need is about something else", [SCANNERS], ("{need: Better stock accuracy", "{need: Better stock turnover")
    ),
    # opportunities and offerings
    _planted(
        "what meets a need was lost", [STOPS, DRAFT], ("discussed: 2026-09-10", "discussed: 2026-09-10, stage: lost")
    ),
    _planted(
        "what meets a need is another phase", [STOPS, DRAFT], ("{name: Platform phase 2", "{name: Platform phase 3")
    ),
    _planted(
        "what meets a need answers another one",
        [STOPS, DRAFT],
        ("09-10, need: Fewer line stops", "09-10, need: Training in the native language"),
    ),
    _planted("what meets a need is removed", [PARTS], (_DEPOT, "")),
    _planted("what meets a need was lost too", [PARTS], ("value: 90k", "stage: lost, value: 90k")),
    _planted(
        "an offering is not for them",
        [STOCK, SCANNERS],
        ("Warehouse scanner: proposed", "Warehouse scanner: not relevant"),
    ),
    _planted("an offering is gone", [STOCK, SCANNERS], ("Warehouse scanner: proposed, ", "")),
    # promises
    _planted("a promise is broken", [LATE, COUNT], ("due: 2026-12-20", "due: 2026-12-20, broken: 2026-11-18")),
    _planted("a promise is moved later", [LATE, COUNT], ("due: 2026-12-20", "due: 2027-03-20")),
    _planted("a promise is moved earlier", [LATE, COUNT], ("due: 2026-12-20", "due: 2026-12-05")),
    _planted("a promise has no day any more", [LATE, COUNT], (", due: 2026-12-20", "")),
    _planted("a promise is removed", [LATE, COUNT], (_P24, "")),
    _planted(
        "a promise is weaker",
        [LATE, COUNT],
        ("{promise: Spare parts within 24 hours", "{promise: Spare parts within 48 hours"),
    ),
    _planted("a promise is to somebody else", [LATE, COUNT], ("24 hours, to: Kari Dahl", "24 hours, to: Ola Nord")),
    _planted("a training is moved", [ROOMS], ("due: 2027-01-31", "due: 2027-02-28")),
    _planted(
        "a training is for others",
        [ROOMS],
        ("{promise: Training for the night shift", "{promise: Training for the day shift"),
    ),
    _planted("a training is given up", [ROOMS], ("due: 2027-01-31", "due: 2027-01-31, broken: 2026-11-19")),
    # outcomes
    _planted("an outcome's target is lowered", [STOCK, SCANNERS], ("target: 90", "target: 85")),
    _planted("an outcome's target is raised", [STOCK, SCANNERS], ("target: 90", "target: 97")),
    _planted("an outcome's target is gone", [STOCK, SCANNERS], ("target: 90, ", "")),
    _planted("an outcome's baseline is another", [STOCK, SCANNERS], ("baseline: 78", "baseline: 60")),
    _planted("an outcome is turned round", [STOCK, SCANNERS], ("actual: 85", "better: lower, actual: 85")),
    _planted("an outcome is removed", [STOCK, SCANNERS], (_STOCK, "")),
    _planted("an outcome is measured otherwise", [STOCK, SCANNERS], ('unit: "%"', "unit: hits")),
    _planted("fewer stops are enough no more", [STOPS, PLATFORM], ("target: 4", "target: 2")),
    _planted("more stops are allowed", [STOPS, PLATFORM], ("target: 4", "target: 8")),
    _planted("stops are counted from elsewhere", [STOPS, PLATFORM], ("baseline: 12", "baseline: 20")),
    _planted("stops are counted no more", [STOPS, PLATFORM], (_STOPS, "")),
    _planted("stops are counted by the week", [STOPS, PLATFORM], ("unit: a month", "unit: a week")),
    # targets of years and of service
    _planted("this year's target is lowered", [DEPOT], ("target_revenue: 1.3M", "target_revenue: 1.1M")),
    _planted("this year's target is raised", [DEPOT], ("target_revenue: 1.3M", "target_revenue: 1.4M")),
    _planted("this year's profit is lowered", [DEPOT], ("target_profit: 260k", "target_profit: 200k")),
    _planted("this year's target is gone", [DEPOT], ("target_revenue: 1.3M, ", "")),
    _planted("next year's target is raised", [PLATFORM, SCANNERS], ("target_revenue: 1.5M", "target_revenue: 1.7M")),
    _planted("next year's target is lowered", [PLATFORM, SCANNERS], ("target_revenue: 1.5M", "target_revenue: 1.2M")),
    _planted("next year is taken out", [PLATFORM, SCANNERS], ("  - {year: 2027, target_revenue: 1.5M}\n", "")),
    _planted(
        "a level of service is lowered", [ON_TIME], ("period: 2026-Q3, target: 98%", "period: 2026-Q3, target: 95%")
    ),
    _planted(
        "a level of service is raised", [ON_TIME], ("period: 2026-Q3, target: 98%", "period: 2026-Q3, target: 99%")
    ),
    # what was edited beside it is still to be confirmed, where it leans on the same
    _planted(
        "a deal is made likelier as its decision maker goes",
        ON_KARI,
        ("role: decision maker", "role: influencer"),
        ("probability: 50%", "probability: 80%"),
    ),
    _planted(
        "who attends is one more, and one of them turned critic",
        ON_NILS,
        ("sentiment: neutral", "sentiment: critic"),
        ("[Ingrid Solberg, Kari Dahl, Nils Berg]", "[Ingrid Solberg, Kari Dahl, Nils Berg, Ola Nord]"),
    ),
    _planted(
        "an old confirmation confirms nothing of today",
        [PLATFORM],
        ("{need: Fewer line stops", "{need: Fewer people on board"),
        ("discussed: 2026-09-10", "discussed: 2026-09-10, confirmed: 2026-08-01"),
    ),
    # what was put right is not
    _planted(
        "one of the deals was confirmed on the day",
        sorted({*ON_KARI} - {PLATFORM}),
        ("role: decision maker", "role: influencer"),
        ("discussed: 2026-09-10", "discussed: 2026-09-10, confirmed: 2026-11-20"),
    ),
    _planted(
        "the promise goes to somebody else now",
        sorted({*ON_NILS} - {NIGHTS} | {ROOMS}),
        (_NILS, ""),
        ("night shift, to: Nils Berg", "night shift, to: Ola Nord"),
    ),
    _planted(
        "who reports to whom is put right",
        sorted({*ON_NILS} - {"contacts Tor Vik"}),
        ("role: influencer", "role: user"),
        ("reports_to: Nils Berg", "reports_to: Kari Dahl"),
    ),
    _planted(
        "a deal is done as who decides goes",
        sorted({*ON_KARI} - {DEPOT}),
        ("role: decision maker", "role: user"),
        ("value: 90k", "stage: won, value: 90k"),
    ),
)
"""The edits; each (edit, entry) is one dependency."""

QUIET: tuple[Planted, ...] = (
    # spelling
    _planted("a name turned round", [], ("{name: Kari Dahl", '{name: "Dahl, Kari"')),
    _planted("a name in capitals", [], ("{name: Kari Dahl", "{name: KARI DAHL")),
    _planted("a name with its initial", [], ("{name: Kari Dahl", "{name: Kari M. Dahl")),
    _planted("a slip in a name", [], ("{name: Jonas Weber", "{name: Jonas Webr")),
    _planted("a name in small letters", [], ("{name: Nils Berg", "{name: nils berg")),
    _planted("a need in capitals", [], ("{need: Fewer line stops", "{need: FEWER LINE STOPS")),
    _planted("a need with a full stop", [], ("{need: Fewer line stops", "{need: Fewer line stops.")),
    _planted("a need with a hyphen", [], ("{need: Fewer line stops", "{need: Fewer line-stops")),
    _planted(
        "a need with a slip mended",
        [],
        ("need: Spare parts close to the yard, met", "need: Spare parst close to the yard, met"),
    ),
    _planted(
        "a need without its article",
        [],
        ("need: Spare parts close to the yard, met", "need: Spare parts close to yard, met"),
    ),
    _planted("a deal with a colon", [], ("{name: Platform phase 2", '{name: "Platform: phase 2"')),
    _planted("a deal in small letters", [], ("{name: Parts depot", "{name: parts depot")),
    _planted(
        "a promise with quotes",
        [],
        ("{promise: Spare parts within 24 hours", '{promise: "“Spare parts within 24 hours”"'),
    ),
    _planted(
        "a promise with a slip",
        [],
        ("{promise: Training for the night shift", "{promise: Trainign for the night shift"),
    ),
    _planted("a metric in small letters", [], ("{metric: Stock accuracy", "{metric: stock accuracy")),
    _planted("a metric with an underscore", [], ("{metric: Line stops", "{metric: line_stops")),
    _planted("a measure in words", [], ("measure: on_time_delivery", "measure: On-time delivery")),
    _planted("a role with a hyphen", [], ("role: decision maker", "role: decision-maker")),
    _planted("a role of ours in capitals", [], ("role: delivery lead", "role: Delivery Lead")),
    _planted("a reference spelt otherwise", [], ("09-10, need: Fewer line stops", "09-10, need: fewer line stops")),
    # another way to write the same
    _planted("an amount with all digits", [], ("target_revenue: 1.3M", "target_revenue: 1300000")),
    _planted("an amount in thousands", [], ("target_revenue: 1.5M", "target_revenue: 1500k")),
    _planted("a percentage with decimals", [], ("target: 98%}", "target: 98.0%}")),
    _planted("a number as a text", [], ("target: 90", 'target: "90"')),
    _planted("a date as a text", [], ("due: 2026-12-20", 'due: "2026-12-20"')),
    _planted("a date with slashes kept as text", [], ("close: 2026-12,", 'close: "2026-12",')),
    _planted("the way it improves is written out", [], ("actual: 85", "better: higher, actual: 85")),
    _planted("the way down is written out", [], ("actual: 9,", "better: lower, actual: 9,")),
    _planted("a stage is written out", [], ("value: 240k", "stage: open, value: 240k")),
    _planted("blanks", [], ("{need: Fewer line stops", "{need:   Fewer   line stops  ")),
    # order
    _planted(
        "attendees in another order",
        [],
        ("[Ingrid Solberg, Kari Dahl, Nils Berg]", "[Nils Berg, Ingrid Solberg, Kari Dahl]"),
    ),
    _planted("contacts in another order", [], (_KARI, ""), (_NILS, f"{_NILS}{_KARI}")),
    _planted(
        "keys in another order", [], ("due: 2026-12-20}", "}"), ("hours, to: Kari", "hours, due: 2026-12-20, to: Kari")
    ),
    _planted("outcomes in another order", [], (_STOCK, ""), (_STOPS, f"{_STOPS}{_STOCK}")),
    # progress and news
    _planted("a promise is kept", [], ("due: 2026-12-20", "due: 2026-12-20, kept: 2026-11-18")),
    _planted("an outcome moves on", [], ("actual: 85, as_of: 2026-09-30", "actual: 88, as_of: 2026-10-31")),
    _planted("a deal is won", [], ("value: 90k", "stage: won, value: 90k")),
    _planted("a deal is worth more", [], ("value: 240k", "value: 260k")),
    _planted("a deal was talked about", [], ("discussed: 2026-09-10", "discussed: 2026-11-10")),
    _planted("a deal closes later", [], ("close: 2027-Q1", "close: 2027-Q2")),
    _planted("a need is confirmed", [], ("confirmed: 2026-06-10", "confirmed: 2026-11-10")),
    _planted("a contact was met", [], ("last_contact: 2026-10-30", "last_contact: 2026-11-15")),
    _planted("a contact has another title", [], ("title: COO", "title: Chief Operating Officer")),
    _planted("a contact is for us now", [], ("sentiment: neutral", "sentiment: supporter")),
    _planted("a contact has more influence", [], ("influence: high", "influence: medium")),
    _planted(
        "a part is given for the first time",
        [],
        ("{name: Liv Aas, role: user", "{name: Liv Aas, role: user, function: finance"),
    ),
    _planted("the first figures of a year", [], ("{year: 2027,", "{year: 2027, revenue: 0,")),
    _planted(
        "a new level of service",
        [],
        (
            "  - {measure: on_time_delivery",
            "  - {measure: on_time_delivery, actual: 97%, period: 2026-Q4, target: 98%}\n  - {measure: on_time_delivery",
        ),
    ),
    _planted("a step is done", [], ("due: 2026-12-15", "due: 2026-12-15, done: 2026-11-18")),
    _planted(
        "a new contact", [], ("  - {name: Ola Nord", "  - {name: Siv Lie, role: decision maker}\n  - {name: Ola Nord")
    ),
    _planted(
        "a new one of us", [], ("  - {name: Eva Lund", "  - {name: Rolf Haug, role: planner}\n  - {name: Eva Lund")
    ),
    _planted("a new need", [], ("  - {need: Better stock", "  - {need: A quieter yard}\n  - {need: Better stock")),
    _planted("a risk grows", [], ("likelihood: low", "likelihood: medium")),
    _planted("a sentence of prose", [], ("plans a second yard", "plans a second yard and a third")),
    # what nothing leans on
    _planted("a need nothing answers is removed", [], ("  - {need: Training in the native language}\n", "")),
    _planted(
        "a contact nobody counts on left",
        [],
        ("{name: Ola Nord, role: user}", "{name: Ola Nord, role: user, left: 2026-11-01}"),
    ),
    _planted("a contact nobody counts on is removed", [], ("  - {name: Ola Nord, role: user}\n", "")),
    _planted("a target of a year without deals", [], ("target_revenue: 1.8M", "target_revenue: 1.6M")),
    _planted("an outcome nothing serves", [], ("target: 16", "target: 17")),
    _planted(
        "a promise that was kept is taken out",
        [],
        ("  - {promise: A new manual, to: Tor Vik, due: 2026-06-30, kept: 2026-06-21}\n", ""),
    ),
    _planted(
        "an ended deal is taken out",
        [],
        ("  - {name: Pilot of last year, stage: won, close: 2026-03, need: Fewer line stops}\n", ""),
    ),
    _planted("a new attendee", [], ("[Ingrid Solberg, Per Moe]", "[Ingrid Solberg, Per Moe, Eva Lund]")),
)
"""Edits after which nothing is to be confirmed."""
