"""The values that flow through kamgen, each frozen and whole when made.

    values, choices, fiscal      amounts, percents, dates, periods, durations, words
    fields, groups, front        the front matter of a plan, typed
    body                         the prose of a plan: sections, links, actions
    places, plan                 a plan, and where in its file each of its keys is written
    config                       site.toml, typed
    rule                         a rule, and the outcome of holding it against a plan
    scorecard, portfolio         scores, accounts, totals
    errors                       what stops a command (bad invocation); bad content is data instead

This package imports nothing of kamgen outside itself.
"""
