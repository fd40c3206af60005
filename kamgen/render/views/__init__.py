"""View models: what pages show, one file a page or a part of one, each a pure function to frozen values of plain text.

account        an account's page; its parts:
                 cover, scorecard, money, relationships, entries   facts, criteria, figures, people, lists of the plan
                 pack                                              the review pack that it prints
portfolio      the first page; attention, quadrants                what on it asks for attention, the four-way chart
groups         categories, owners and people, what is due
rules          elements, rules and findings
source         a plan, line by line
changes, moves, trend   what differs between versions, moved dates, charts over time; changes_page: pages of both
rows, cards    an account as a row of tables; headline numbers
"""
