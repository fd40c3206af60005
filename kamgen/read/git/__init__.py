"""Reading a site from git: at a revision, in the index, and how it became what it is.

repository   the repository a site lies in               revisions   what names a commit, where histories parted
tree, links  what a revision holds, where links lead     objects     contents by id
content      the site of a revision                      log, raw    the commits that changed plans
sparse       what a sparse checkout leaves off the disk  command     how git is run

Nothing in the repository is changed, nothing is checked out, nothing is fetched.
"""

from kamgen.read.git.content import read_content_at, read_site_text_at, tree_blobs
from kamgen.read.git.log import read_log
from kamgen.read.git.objects import blob_id, read_blobs
from kamgen.read.git.repository import Repository, find_repository, open_repository
from kamgen.read.git.revisions import default_base, merge_base, resolve
from kamgen.read.git.sparse import fill_sparse, read_working_tree, skipped
from kamgen.read.git.tree import INDEX

__all__ = [
    "INDEX",
    "Repository",
    "blob_id",
    "default_base",
    "fill_sparse",
    "find_repository",
    "merge_base",
    "open_repository",
    "read_blobs",
    "read_content_at",
    "read_log",
    "read_site_text_at",
    "read_working_tree",
    "resolve",
    "skipped",
    "tree_blobs",
]
