"""The live site: what is on disk now, served to browsers and told anew after each save. Never written anywhere.

    debounce, changes   which saves have come in, and when to begin: one rebuild for a burst of them
    layout, disks       which files matter; disks that tell of no changes
    watch               watchdog on all of that, into the changes
    snapshot, live      one state of the whole site; the newest one, and who waits for it
    problem, told       why there is no newer one; a rebuild as a line on the terminal
    inject, answer      the script that keeps a page fresh; what a request gets
    server              HTTP and server-sent events

It knows nothing of plans: whoever starts it hands in a function that makes a `Snapshot`.
"""
