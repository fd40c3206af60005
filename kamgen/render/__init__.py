"""The portfolio as a site: pages, pictures, search index and files, all made from values.

numbers, text, links           how figures, words and addresses are written
charts                         pictures as inline SVG
context                          what all pages share: where everything is, how numbers are written
views                          what each page shows: frozen values of plain text and numbers
listing, whole                 an account as other pages list it; all of them with their sums
pages                          which pages there are, in order
theme, render                  templates, and a page put through its template
search, site                   the search index; an account, and the portfolio, as files
"""
