"""Reads the baseline of a site, if it has one."""

from __future__ import annotations

from pathlib import Path

from kamgen.model.errors import ConfigError

BASELINE_FILE = "kamgen-baseline.json"
"""Its name beside site.toml."""


def read_baseline(path: Path) -> str | None:
    """The text of a baseline, None when there is no such file; `ConfigError` when it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise ConfigError(f"{path} is not UTF-8 text", "name another file with `--baseline`") from None
    except OSError:
        raise ConfigError(f"{path} cannot be read", "name another file with `--baseline`") from None
