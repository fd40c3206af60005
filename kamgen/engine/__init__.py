"""Making a site of any size: only what changed, on as many processors as there are.

keys     what each thing is made from
tasks    the work, plan by plan, in whatever process
crew     who does it
engine   plans assessed, judged, rendered; what was made before is remembered
site     all files of a site
run      a build from start to end
"""
