"""Pictures as inline SVG, styled by the theme through classes alone. Each has a title, a description and its own id.

svg       the frame of a picture, numbers and text as SVG wants them
meter     how much of a whole: a score, a target
bars      revenue against target by year
line      a figure by year
trend     a figure over time
quadrants accounts by two scores, in four fields
bullet    from a baseline to an actual, against a target
"""
