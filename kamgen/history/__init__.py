"""What version control tells of plans: pure functions of the log and of versions that were read.

    plan_history      log ─▶ every content that a plan had, through moves; what all held on a day; days of trends
    account_history   versions ─▶ when a plan last said something else; change log, what changed since the last review
    suspects          versions ─▶ what is to be confirmed, since what it leans on changed
    slippage          changes ─▶ dates and targets that moved, and how often

What accounts came to on those days is judged elsewhere (`kamgen.engine.account_histories`) and handed in.
"""
