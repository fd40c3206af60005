"""From what a seller writes to a value: amounts, percents, dates, periods, numbers, durations.

Each ``parse_…`` takes the text that was written, in YAML, TOML or JSON alike, and returns the value, or
raises `Refused` with one sentence that says what is wrong and what to write instead.
Amounts are exact decimals: ``1.24M`` is 1 240 000 to the last digit.
"""

from kamgen.model.values.amounts import (
    Quantity,
    parse_amount,
    parse_flag,
    parse_number,
    parse_percent,
    parse_quantity,
    parse_whole,
    plain,
)
from kamgen.model.values.days import YEARS, Duration, Period, parse_date, parse_duration, parse_period, parse_year
from kamgen.model.values.refused import Refused, shown

__all__ = [
    "YEARS",
    "Duration",
    "Period",
    "Quantity",
    "Refused",
    "parse_amount",
    "parse_date",
    "parse_duration",
    "parse_flag",
    "parse_number",
    "parse_percent",
    "parse_period",
    "parse_quantity",
    "parse_whole",
    "parse_year",
    "plain",
    "shown",
]
