"""Reading a site from git: at a revision, in the index, and how it became what it is.

repository   the repository a site lies in               revisions   what names a commit, where histories parted
tree, links  what a revision holds, where links lead     objects     contents by id
content      the site of a revision                      log, raw    the commits that changed plans
sparse       what a sparse checkout leaves off the disk  command     how git is run

Nothing in the repository is changed, nothing is checked out, nothing is fetched.
"""
