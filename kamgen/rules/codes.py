"""The codes under which reading, linking and applying waivers report what they find.

All other codes stand at their rules alone. This module imports nothing, so that every stage may see it.
"""

from __future__ import annotations

from enum import StrEnum


class FaultCode(StrEnum):
    """A rule that reports what was found before any rule was asked (see `kamgen.rules.file_rules`)."""

    SYNTAX = "FMT001"
    UNKNOWN_FIELD = "FMT002"
    INVALID_VALUE = "FMT003"
    MISSING_FIELD = "FMT004"
    DUPLICATE_KEY = "FMT005"
    UNKNOWN_REFERENCE = "FMT006"
    DUPLICATE_ACCOUNT = "FMT007"
    UNREADABLE_FILE = "FMT008"
    IMPOSSIBLE_DATE = "FMT009"
    PLACEHOLDER = "FMT010"
    MISREAD = "FMT011"
    BROKEN_ACCOUNT_LINK = "LNK001"
    BROKEN_ATTACHMENT = "LNK002"
    BROKEN_ANCHOR = "LNK003"
    BROKEN_HIERARCHY = "LNK004"
    UNUSED_WAIVER = "WVR002"
    OPEN_WAIVER = "WVR003"
    OTHER_SPELLING = "NAM001"

    @classmethod
    def of_value(cls, impossible: bool) -> FaultCode:
        """That of a value that cannot be read, or of a date that cannot be."""
        return cls.IMPOSSIBLE_DATE if impossible else cls.INVALID_VALUE
