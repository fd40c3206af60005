"""Reads the baseline of a site, if it has one."""

from __future__ import annotations

from pathlib import Path

from kamgen.model.errors import ConfigError

BASELINE_FILE = "kamgen-baseline.json"
"""Its name beside site.toml."""

MOST = 64 * 1024 * 1024
"""Bytes that are read at most: a million entries."""

_ANOTHER = "name another file with `--baseline`"


def read_baseline(path: Path) -> str | None:
    """The text of a baseline, None when there is no such file; `ConfigError` when it cannot be read."""
    if path.exists() and not path.is_file():
        raise ConfigError(f"{path} is not a file", _ANOTHER)
    try:
        with path.open("rb") as file:
            data = file.read(MOST + 1)
        text = data.decode("utf-8-sig")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise ConfigError(f"{path} is not UTF-8 text", _ANOTHER) from None
    except OSError:
        raise ConfigError(f"{path} cannot be read", _ANOTHER) from None
    if len(data) > MOST:
        raise ConfigError(f"{path} is larger than any baseline", _ANOTHER)
    return text
