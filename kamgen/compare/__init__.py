"""Two states compared: of one plan, of its results, of the accounts there are, and of site.toml.

    plans      two versions of one plan, and what of them could not be read
      entries        the entries of each group, their fields, and what they are known by
      matching       which of them belong together
      value_format   values and differences in words
      review_flags   what a reviewer should look at
    prose      two versions of its sections, and an excerpt of each
    results    criteria and findings
    accounts   which account of one state is which of the other
    settings   what accounts are judged by

Pure functions of values. Where an entry stands in its list, and how a file is written, makes no difference.
"""
