"""The portfolio as a site: pages, charts, search index and files, all made from values.

text, links          how sentences, addresses and links of prose are written on pages
site_context         what all pages share: where everything is, how numbers are written, the navigation
account_rows         an account as other pages list it, cached; all of them together
deadlines, worries   everything with a date; how an account stands, in words
views, charts        what each page shows: frozen values of plain text and numbers; charts as inline SVG
pages                which pages there are, in order
theme, environment   themes laid over one another; Jinja, its filters, the sandbox
site                 the renderer: an account, the portfolio and the search index as the bytes of files
"""
