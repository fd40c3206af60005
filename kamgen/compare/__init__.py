"""Two states compared: of one plan, of its results, of the accounts there are, and of site.toml.

    plans      two versions of one plan, and the entries of each group found again by what they are
      entries        the entries of a group, wherever they are written
      identity       what names the entries of each group, and by what else they are known
      matching       which of them belong together
      fields         which fields a group has         value_format   values and differences in words
      review_flags   what a reviewer should look at   unparsed       what could not be read, and is not known therefore
    prose      two versions of its sections, and an `excerpt` of each
    results    criteria and findings
    accounts   which account of one state is which of the other
    settings   what accounts are judged by

Pure functions of values. Where an entry stands in its list, and how a file is written, makes no difference.
"""
