"""Text to values: a plan's file to a `Plan`, site.toml to a `SiteConfig`. Nothing here raises over a plan.

decode                  bytes to text: UTF-8 only, line ends evened out
frontmatter             text to front matter and prose, with line numbers; nodes come from `kamgen.source`
syntax_errors           why YAML, TOML or JSON cannot be read, in a seller's words
lints                   merge markers, text lost to comments, placeholders, characters that would break a page
binder, messages        nodes to records, and validation messages at their places
plan                    all of these together, with the prose (`kamgen.markdown`)
slugs                   the account's slug, from its file's name
config, config_checks   site.toml
schema                  JSON Schema of both
export                  an exported portfolio, read back
"""
