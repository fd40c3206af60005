"""Text to values: a plan's file to a `Plan`, site.toml to a `SiteConfig`. Nothing here raises over a plan.

decode                bytes to text: UTF-8 only, line ends evened out
frontmatter           text to front matter and prose, with line numbers
handlers, conflicts   YAML, TOML and JSON; merges that were never finished
yaml_words, syntax    why YAML, TOML or JSON cannot be read, in a seller's words
plainly               the second YAML reader: repeated keys, aliases, everything as it was written
commas, comments      what YAML cuts off values: behind a comma, behind a hash
shape                 which keys the format knows, and where
texts                 placeholders, empty texts, names that would break a page
faults, mend          what is wrong with a value, and the record that is left without it
plan                  all of these together, with the prose (`kamgen.markdown`)
slugs                 the account's slug, from its file's name
config, config_sense  site.toml
schema                JSON Schema of both
"""
