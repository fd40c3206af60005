"""Reading a site from git: at a revision, in the index, and how it became what it is.

repository   how git is run; the repository a site lies in
objects      what names a commit, where lines parted; contents by id
tree         what a revision holds, where links lead
content      the site of a revision or a sparse checkout
log          the commits that changed plans

Nothing in the repository is changed, nothing is checked out, nothing is fetched.
"""
