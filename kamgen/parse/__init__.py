"""Text to values: a plan's file to a `Plan`, site.toml to a `SiteConfig`. Nothing here raises over a plan.

decode            bytes to text: UTF-8 only; merge markers, characters that would break a page
frontmatter       text to front matter and prose, with line numbers; nodes come from `kamgen.source`
lints             text lost to comments, keys lost in texts and in prose, a front matter that is not closed
syntax_errors     why YAML, TOML or JSON cannot be read, in a seller's words
binder, messages  nodes to records, and validation messages at their places
plan              all of these together, with the prose (`kamgen.markdown`) and the slug, from the file's name
config            site.toml
schema            JSON Schema of both
published         a file without its comments: what may be shown of it
export            an exported portfolio, read back
"""
