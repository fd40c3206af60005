"""A small report with findings of every kind, in awkward places."""

from __future__ import annotations

from datetime import date

from kamgen.model.enums import Severity
from kamgen.model.finding import Checked, Finding, Fix, Report
from kamgen.model.standing import Standing

HALDEN = "content/accounts/halden.md"
NORD = "content/accounts/nord/index.md"

HALDEN_TEXT = """---
name: Halden Marine
owner: Ingrid Solberg
category: strategic
financials:
  - year: 2026
    revenue: 1,24M
contacts:
\t- {name: "石川 さくら", role: decisionmaker}
risks:
  - risk: \x1b[2J\u202eelpmaxe
---
"""


def finding(code: str, line: int, column: int, end: int, message: str, write: str = "", **more: object) -> Finding:
    values: dict[str, object] = {
        "name": "invalid-value",
        "severity": Severity.ERROR,
        "account": "halden",
        "path": HALDEN,
        "key": "",
        **more,
    }
    return Finding(code=code, line=line, column=column, end_column=end, message=message, write=write, **values)  # type: ignore[arg-type]


FINDINGS = (
    finding(
        "FBK001",
        1,
        1,
        2,
        "no feedback yet",
        "ask the client, and add an entry under `feedback`",
        name="feedback-gathered",
        severity=Severity.WARNING,
    ),
    finding(
        "FMT003",
        7,
        14,
        19,
        "`1,24M` is not an amount",
        "write `1.24M`",
        key="financials[0].revenue",
        fix=Fix(7, 14, "1,24M", "1.24M"),
    ),
    finding(
        "FMT003",
        9,
        26,
        39,
        "`decisionmaker` is not one of the words this field knows",
        "write `decision maker`",
        key="contacts[0].role",
    ),
    finding(
        "FMT010",
        11,
        11,
        23,
        "\x1b[2J\u202eelpmaxe is odd",
        name="placeholder-text",
        severity=Severity.ADVICE,
        key="risks[0].risk",
    ),
    finding("FMT008", 1, 1, 2, "this file is not UTF-8 text", name="unreadable-file", account="nord", path=NORD),
)

CHECKED = (
    Checked(
        "halden",
        "Halden | *Marine* @everyone",
        HALDEN,
        True,
        (
            ("FBK001", "gap"),
            ("FBK002", "not applicable"),
            ("CRV001", "waived"),
            ("CRM001", "pass"),
            ("FMT003", "gap"),
            ("FMT010", "gap"),
        ),
        (("CRV001", "waived: they meet “us” & <others> daily, until 2027-03-31, by Eva Lund"),),
    ),
    Checked("nord", "nord", NORD, False, (("FMT008", "gap"),)),
)

REPORT = Report(
    as_of=date(2026, 11, 20),
    accounts=16,
    findings=FINDINGS,
    scores={"halden": 61, "nord": None},
    mean=61,
    texts={HALDEN: HALDEN_TEXT, NORD: ""},
    tool_version="0.1.0",
    health={"halden": Standing(84, 7, 9, "on course"), "nord": Standing()},
    checked=CHECKED,
)
CLEAN = Report(date(2026, 11, 20), 1, (), {"halden": 100}, 100, {}, "0.1.0")
