"""Changes to one plan's file that leave every other byte as it was.

    kinds     what can be logged, and the fields of each, from `model.front`
    values    what the writer gave, as YAML, TOML and JSON have it
    valid     the same, read by the parser of plans before anything is changed
    find      the entry that is meant
    sheet     the file's text, and stretches of it replaced
    flow      one thing more within brackets
    block     lines more in block YAML
    in_yaml   rows and fields in YAML and JSON, by libyaml's own places
    in_toml   the same in TOML
    tasks     a box ticked in the prose
    proof     old and new plan, read: nothing else may differ
    log       all of these: `add`, `change`, `tick`

Whatever the stretches were reckoned from, nothing is given back that `proof` does not hold good: then `EditError` says
what to write by hand.
"""
