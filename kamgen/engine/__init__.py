"""Making a site of any size: only what changed, on as many processors as there are.

keys           what each thing is made from
job_context    what all jobs of a run have in common
jobs           the work, plan by plan, in whatever process; history_jobs: that of history
worker_pool    who does it; dask: on many machines
linked_plans   plans, parsed and linked
engine         plans linked, judged, rendered; what was made before is remembered
freshness      when plans last changed
account_histories, trends      their past, and what they came to on days gone by
account_changes, comparison    two states compared
build_plan     a site before it is made
site, build    all its files, made; a build from start to end
"""
