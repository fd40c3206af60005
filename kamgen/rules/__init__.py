"""The rules of the checklist: one file an element or family, joined in order by `catalogue`.

    words                     figures and dates in evidence
    dated, figures, sections  what several elements ask: how old, which fiscal year, which section
    applies                   lost accounts and prospects
    analysis … crm            the nine elements, in the order of `kamgen.model.rule.Element`
    client_focus … continuity the lenses, in the order of `kamgen.model.rule.LENSES`
    portfolio                 what only all accounts together can answer
    client_view, pipeline     what a lens and others read: the client's topics, the open opportunities
    format, links, waivers    what makes a plan unreadable, unlinked or excused
    catalogue                 all of them, by code

A rule asks for a thing once. Where the thing itself is missing, the rule that asks for it reports the gap, and the
rules that judge it (is it fresh, is it documented, was it cross-functional?) are not applicable and name that rule.
Rules that each ask for a field of their own (revenue, gross profit, cost to serve) are each a gap.
"""
