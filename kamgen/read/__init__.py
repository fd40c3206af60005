"""Reading: the only stage that looks at disk and git for plans. `file_rules` says what is read of both."""
