"""Pictures as inline SVG, styled by the theme through classes alone. Each has a title, a description and its own id.

small      picture   the frame of a picture; numbers and text as SVG wants them
           bars      revenue against target by year
           line      a figure by year
           bullet    from a baseline to an actual, against a target
           meter     how much of a whole: a score, a target
           spark     a figure over time, beside a number; chart: with its first and last value
quadrants  accounts by two scores, in four fields
orgchart   who reports to whom
"""
