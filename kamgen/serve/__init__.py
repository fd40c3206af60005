"""The live site: what is on disk now, served to browsers and told anew after each save. Never written anywhere.

    watch                which files matter; watchdog on all of them, into the queue
    change_queue         which saves have come in, and when to begin: one rebuild for a burst of them
    state                the newest state of the whole site, and who waits for it
    rebuild_log          a rebuild as a line on the terminal, or why there was none
    response, server     what a request gets; HTTP and server-sent events

It knows nothing of plans: whoever starts it hands in a function that makes a `Snapshot`.
"""
