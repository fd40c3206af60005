"""kamgen turns key account plans, kept as plain text in git, into a portfolio site."""

__version__ = "0.1.0"
