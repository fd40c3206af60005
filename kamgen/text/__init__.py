"""Words and numbers for people, one way each: what is written alike in terminal, comments, pages and files.

words         counted  listed  named  ago  every  clipped  ordinal  signed  sentence  rule_title
numbers       money  percent  NumberStyle (compact, exact, share, by the site's locale)
changes       what a change did: 12 words new, 5 moves, 62 days later in all
suggestions   did you mean
addresses     what of the web is safe to link to; file names for names
"""
