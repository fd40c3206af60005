"""What leaves when one of us leaves."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from msgspec import Struct

from kamgen.model.table import Table


class Handover(Struct, frozen=True):
    """All that hangs on one of us on a day, as tables of which some are empty."""

    name: str
    as_of: date
    year: int
    """The fiscal year whose revenue is shown."""
    currency: str
    """Of all amounts."""
    revenue: Decimal | None
    """Of the person's accounts, nothing counted twice."""
    value: Decimal | None
    """Of their open deals."""
    calls: Table
    accounts: Table
    contacts: Table
    work: tuple[Table, ...]
    """Promises, actions, open deals, reviews, and what the person stands in or answers for."""

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables, what is to be done first at the top."""
        return self.calls, self.accounts, self.contacts, *self.work
