"""Changes to one plan's file that leave every other byte as it was.

    kinds     what can be logged, the fields of each from `model.front_matter`, and values as YAML and TOML have them
    find      the entry that is meant
    rows      what to replace in the text, by the places of its nodes, for YAML and TOML alike
    proof     a file's text, stretches of it replaced; a row, read by the parser of plans; old and new plan, read:
              nothing else may differ
    log       all of these: `add`, `change`, `tick`
    mend      what findings say is right in the place of what is wrong: `mend`

Whatever the stretches were reckoned from, nothing is given back that `proof` does not hold good: then `EditError` says
what to write by hand.
"""
