"""Making a site of any size: only what changed, on as many processors as there are.

keys                what each thing is made from
jobs                the work, plan by plan, in whatever process
worker_pool         who does it; dask: on many machines
engine              plans linked, judged, rendered; what was made before is cached
account_histories   their past, and what they came to on days gone by
comparison          two states compared
site                a site before it is made, its files, and a build from start to end
"""
