"""The values that flow through kamgen, each frozen and whole when made.

    places, source               files, the places in them, and what is wrong at a place
    values, enums, fiscal        amounts, percents, dates, periods, durations, words
    fields, front_matter, config the front matter of a plan and site.toml, typed
    plan, context                a plan with its prose, and what is known of it beside that
    rule, finding                a rule, what came of it, and what is reported
    health, review               how an account is doing, and what to talk about
    account, summary             an account with its scorecard; all of them in brief, and their sums
    change, comparison           two versions, of a plan and of a portfolio
    account_history              many versions
    errors                       what stops a command (bad invocation); bad content is data instead

This package imports nothing of kamgen outside itself.
"""
