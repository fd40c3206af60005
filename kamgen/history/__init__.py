"""What version control tells of plans: pure functions of the log and of versions that were read.

    plan_history      log ─▶ every content that a plan had, through moves; what all plans held on a day
    freshness         versions ─▶ when a plan last said something else
    account_history   versions ─▶ change log, slippage, what changed since the last review
    slippage          changes ─▶ dates and targets that moved, and how often
    trends            the days of which trends have a point

What accounts came to on those days is judged elsewhere (`kamgen.engine.trends`) and handed in.
"""
