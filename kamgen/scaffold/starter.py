"""A small site to begin with: site.toml, two accounts, .gitignore.

One account is filled in, so that every page has something to show; the other is as short as a plan can be,
so that the checklist has something to say. Dates are counted from the day the site is made.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from kamgen.scaffold.starter_texts import GITIGNORE, LARKFIELD, SITE, TERN

ACCOUNTS = "content/accounts"


def starter_site(as_of: date) -> tuple[tuple[str, str], ...]:
    """Paths below the site's folder and their texts, for a site made on ``as_of``."""
    return (
        ("site.toml", _dated(SITE, as_of)),
        (f"{ACCOUNTS}/larkfield-dairies.md", _dated(LARKFIELD, as_of)),
        (f"{ACCOUNTS}/tern-logistics.md", TERN),
        (".gitignore", GITIGNORE),
    )


def _dated(text: str, as_of: date) -> str:
    """The text with its days, years and quarter filled in: ``<40 days ago>``, ``<year-1>``, ``<last quarter>``."""
    text = re.sub(r"<(\d+) days ago>", lambda found: str(as_of - timedelta(int(found[1]))), text)
    text = re.sub(r"<in (\d+) days>", lambda found: str(as_of + timedelta(int(found[1]))), text)
    text = re.sub(r"<year([+-]\d)?>", lambda found: str(as_of.year + int(found[1] or 0)), text)
    text = text.replace("<to date>", _to_date(as_of))
    return text.replace("<last quarter>", _quarter(as_of, -1)).replace("<next quarter>", _quarter(as_of, 1))


def _to_date(as_of: date) -> str:
    """This year's figures up to the end of the last month, in January up to yesterday; none on its first."""
    closed = (as_of + timedelta(1)).replace(day=1) - timedelta(1)
    end = closed if closed.year == as_of.year else as_of - timedelta(1)
    if end.year != as_of.year:
        return ""
    through = f"{end:%Y-%m}" if end == closed else f"{end}"
    day = end.timetuple().tm_yday
    revenue, spend = 730 * day // 365, max(2200 * day // 365, 1)
    amounts = (
        f"revenue: {revenue}k, gross_profit: {revenue * 36 // 100}k, cost_to_serve: {max(revenue * 11 // 100, 1)}k"
    )
    return f"through: {through}, {amounts}, customer_spend: {spend}k, "


def _quarter(as_of: date, step: int) -> str:
    """The quarter so many after that of ``as_of``."""
    year, quarter = divmod(as_of.year * 4 + (as_of.month - 1) // 3 + step, 4)
    return f"{year}-Q{quarter + 1}"
