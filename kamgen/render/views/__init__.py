"""What pages show: one file a page or a part of one, each a pure function to frozen values of plain text.

rows            an account as a row of a table, made once for all pages
portfolio, attention             the first page, and what on it asks for attention
account, scorecard, money, client, work, meetings, cover     an account's page and its parts
element, rule, category, people, dates, findings   the pages across accounts
"""
