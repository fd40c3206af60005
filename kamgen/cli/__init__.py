"""The command line: one file a command, a thin main.

    main                 the group, and what becomes of errors
    options, terminal    what commands share: options; streams, colour, progress
    session              a site, opened and evaluated
    init … version       the commands

Nothing here imports pydantic, jinja2, YAML, Markdown or rich before a command runs: `kamgen --help` is quick.
"""
