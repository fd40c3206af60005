"""What is different between two states: of one plan, of its results, of the accounts there are, and of site.toml.

    plans      two versions of one plan, and the entries of each group found again by what they are
      rows       the entries of a group, wherever they are written
      kinds      what names the entries of each group, and by what else they are known
      pairing    which of them belong together     alike    how much two of them look like one another
      fields     which fields a group has          shown    values and differences in words
      looks      what a reviewer should look at    unread   what could not be read, and is not known therefore
    prose      two versions of its sections, and an `excerpt` of each
    results    criteria and findings
    accounts   which account of one state is which of the other
    moves      dates and targets that version after version moved
    settings   what accounts are judged by

Pure functions of values. Where an entry stands in its list, and how a file is written, makes no difference.
"""
