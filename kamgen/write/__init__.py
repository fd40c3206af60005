"""Writing the site: into a fresh folder beside the target, which then takes the target's place in one step.

    public/                            the site; its file .kamgen-site says that kamgen made it
    .public.kamgen-4711-9f3a/          a site being written; locked (flock) while its process lives
    .public.kamgen-4711-9f3a.former/   only where folders cannot be exchanged: the former site, for an instant

Killed at any moment, a run leaves the former site whole. On Linux the two folders are exchanged by one system
call; elsewhere the former site steps aside first, and a run that dies in between leaves it under its ``.former``
name: the next run puts it back. What dead runs left is removed by the next one (where folders cannot be locked,
on Windows and some network disks, it stays). A folder with anything in it that kamgen did not make is refused.

output_folder   whether it is kamgen's to replace, fresh folders, the exchange, what dead runs left
site            what of the former site can be taken over; the files, written or taken over
files           one file outside the site, replaced at once
"""
