"""Disks that never tell of changes made elsewhere: those must be looked at again and again."""

from __future__ import annotations

import re
from pathlib import Path

_FAR = re.compile(r"nfs4?|cifs|smb\w*|9p|afs|ceph|glusterfs|lustre|davfs|drvfs|vboxsf|fuse\.(?!ext|ntfs)\S+")
"""EntryIdentity of file systems that lie on another machine, or outside the virtual one."""
_ESCAPED = re.compile(r"\\([0-7]{3})")


def kind_of_disk(path: Path, mounts: str) -> str:
    """The kind of the file system ``path`` lies on, by the text of /proc/mounts; empty when that does not say."""
    found = ("", "")
    for line in mounts.splitlines():
        _, place, kind, *_ = [*line.split(" "), "", "", ""]
        folder = _ESCAPED.sub(lambda code: chr(int(code[1], 8)), place)
        if folder and path.is_relative_to(folder) and len(folder) >= len(found[0]):
            found = (folder, kind)
    return found[1]


def is_far(kind: str) -> bool:
    """Whether changes made on such a disk may go unnoticed here."""
    return _FAR.fullmatch(kind) is not None
