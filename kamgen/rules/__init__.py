"""The rules of the checklist: one file an element or family, joined in order by `catalogue`.

    declare                   how a rule is declared, and the questions that rules of several elements ask
    analysis … crm            the nine elements, in the order of `kamgen.model.rule.Element`
    client_focus … continuity the lenses, in the order of `kamgen.model.rule.LENSES`
    portfolio                 what only all accounts together can answer
    file_rules, consistency   what makes a plan unreadable, unlinked or excused; what cannot be as it is written
    codes, catalogue          codes that reading and linking report by; all rules, in order

A rule asks for a thing once. Where the thing itself is missing, the rule that asks for it reports the gap, and the
rules that judge it (is it fresh, is it documented, was it cross-functional?) are not applicable and name that rule.
Rules that each ask for a field of their own (revenue, gross profit, cost to serve) are each a gap.
"""
