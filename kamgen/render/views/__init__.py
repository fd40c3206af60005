"""What pages show: one file a page or a part of one, each a pure function to frozen values of plain text.

rows            an account as a row of a table, made once for all pages
portfolio, attention, quadrants  the first page, what on it asks for attention, and the four-way picture
account, scorecard, money, client, work, meetings, cover     an account's page and its parts
changes, trend, past, moves   what changed, how figures went, an account's versions and its moved dates
news, slippage  what changed in all accounts, and what was moved in them
cards           headline numbers
element, rule, category, people, dates, findings   the pages across accounts
"""
