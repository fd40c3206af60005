"""Making a site of any size: only what changed, on as many processors as there are.

keys        what each thing is made from
setting     what all work of a run has in common
tasks       the work, plan by plan, in whatever process; past_tasks: that of history
crew        who does it
assessed    plans, parsed and linked
engine      plans assessed, judged, rendered; what was made before is remembered
freshness   when plans last changed; pasts, archive: their history
account_changes, comparison   two states, held against each other
blueprint   a site before it is made
site, run   all its files, made; a build from start to end
snapshot    one state of it, its pages made when they are asked for
"""
