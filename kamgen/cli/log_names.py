"""Names that `kamgen log` gives its parameters, so that a field called ``name`` or ``site`` is no other one."""

FIELD, STATE = "field_", "state_"
"""Beginnings: of a field's parameter, and of an option that stands for a word of a field."""
TODAY = "\0today"
"""The value of an option such as ``--kept`` that has none: the day of logging."""
