"""Runs kamgen as `python -m kamgen`."""

from kamgen.cli.main import main

if __name__ == "__main__":
    main()
