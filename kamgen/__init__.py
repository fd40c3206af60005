"""kamgen turns key account plans, kept as plain text in git, into a portfolio site."""

__version__ = "0.1.0"
FORMAT = 2
"""Version of the plan format, of site.toml and of what scores mean; docs/upgrading.md says what changed with each."""
