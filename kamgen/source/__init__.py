"""Text with places: YAML, TOML and JSON as the same nodes, each of which knows where it stands.

nodes    scalars, mappings and lists, with their offsets
yaml     YAML, by libyaml's events
toml     TOML and JSON: tomllib and json say whether a text can be read, one scanner says what stands where
"""
