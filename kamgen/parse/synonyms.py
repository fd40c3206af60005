"""Usual words, of CRMs and spreadsheets, for keys of the plan format: `ARR` is `revenue` in `financials`."""

from __future__ import annotations

from kamgen.model.fields import folded

_WORDS = {
    "name": "client, customer, company, account, account name, client name, customer name, kunde, kundenname, firma",
    "owner": "kam, key account manager, account manager, account owner, account lead, manager, responsible, sales rep, "
    "salesperson, kundenbetreuer, betreuer, verantwortlich, responsable, ansvarlig",
    "category": "segment, tier, class, account type, kategorie, klasse, categoria",
    "objective": "goal, aim, ziel",
    "status": "state, lifecycle",
    "customer_since": "client since, since, kunde seit",
    "industry": "sector, vertical, branche, branch",
    "region": "country, territory, location, land",
    "parent": "parent account, parent company, holding, konzern, mutter",
    "currency": "währung, waehrung, valuta, devise",
    "tags": "labels, keywords, schlagworte",
    "relationship": "relationship level, relation",
    "horizon": "planning horizon, plan until",
    "financials": "figures by year, financial years, finances, finanzen, zahlen",
    "financials.year": "fiscal year, fy, jahr",
    "financials.revenue": "arr, mrr, turnover, sales, net sales, bookings, umsatz, omzet, omsetning, ricavi, ingresos, "
    "facturacion, chiffre d'affaires",
    "financials.gross_profit": "gross margin, margin, contribution, deckungsbeitrag, rohertrag, bruttogewinn",
    "financials.cost_to_serve": "cost, costs, service cost, servicing cost, kosten",
    "financials.target_revenue": "target, quota, budget, sales target, revenue target, zielumsatz, umsatzziel",
    "financials.target_profit": "profit target, gewinnziel",
    "financials.customer_spend": "wallet, total spend, spend, share of wallet, wallet size, potential",
    "contract.ends": "renewal, renewal date, end date, expiry, expires, contract end, vertragsende",
    "contract.notice": "notice period, cancellation period, kündigungsfrist",
    "contract.auto_renews": "auto renewal, auto renew, evergreen",
    "feedback.score": "nps, csat, ces, satisfaction, rating",
    "feedback.from": "respondent, respondents",
    "opportunities": "deals, pipeline, leads, verkaufschancen, chancen",
    "opportunities.value": "revenue, amount, deal value, deal size, acv, tcv, worth, arr, turnover, betrag, wert",
    "opportunities.probability": "likelihood, confidence, chance, win probability, wahrscheinlichkeit",
    "opportunities.close": "date, close date, closing date, expected close, expected close date, closing, abschluss",
    "opportunities.offering": "product, solution, produkt",
    "opportunities.stage": "status, phase, sales stage",
    "opportunities.competitor": "rival, competition, wettbewerber",
    "opportunities.opened": "created, created date, erstellt",
    "opportunities.reason": "lost reason, loss reason, verlustgrund",
    "opportunities.discussed": "last discussed, last talked",
    "actions": "tasks, todo, todos, to do, next steps, action items, aufgaben, massnahmen, maßnahmen",
    "actions.action": "task, step, what, aufgabe",
    "actions.owner": "assignee, assigned to, who, responsible",
    "actions.due": "date, due date, deadline, by when, frist, fällig, faellig",
    "actions.done": "completed, done date, finished, erledigt",
    "contacts": "stakeholders, people, buyers, kontakte, ansprechpartner",
    "contacts.title": "position, job title",
    "contacts.function": "department, abteilung",
    "contacts.influence": "power, einfluss",
    "contacts.sentiment": "attitude, stance, haltung",
    "contacts.last_contact": "last met, last meeting, last call, letzter kontakt",
    "contacts.met_by": "relationship owner, our contact",
    "contacts.reports_to": "boss, supervisor",
    "competitors": "competition, competitor list, wettbewerb",
    "needs": "pain points, pains, requirements, bedarf",
    "risks": "threats, issues, risiken",
    "risks.likelihood": "probability, wahrscheinlichkeit",
    "risks.impact": "severity, auswirkung",
    "risks.mitigation": "countermeasure, response, gegenmassnahme",
    "promises": "commitments, zusagen",
    "promises.due": "date, due date, deadline",
    "outcomes": "kpis, results, ergebnisse",
    "outcomes.metric": "kpi",
    "outcomes.baseline": "before, start value",
    "outcomes.actual": "now, current, current value",
    "reviews": "meetings, qbr, qbrs, besprechungen",
    "reviews.attendees": "participants, teilnehmer",
    "reviews.outcome": "minutes, notes, decisions",
    "service": "sla, slas, service levels",
    "references": "testimonials, case studies, referenzen",
    "crm.id": "crm id, salesforce id, hubspot id",
    "crm.url": "crm url, crm link",
    "crm.synced": "last sync, last synced",
    "continuity.backup": "deputy, stand in, vertretung, stellvertreter",
    "continuity.executive_sponsor": "sponsor, exec sponsor",
}
"""By the key that is meant, with its group."""


def _by_word() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, words in _WORDS.items():
        for word in words.split(", "):
            found.setdefault(folded(word), []).append(key)
    return found


SAME_MEANING = _by_word()
"""Keys that a word, `folded`, may mean, the likeliest first."""
