"""Reading: the only stage that looks at the disk for plans."""
