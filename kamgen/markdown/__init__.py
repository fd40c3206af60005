"""The prose of a plan: Markdown to HTML, and in the same pass its sections, links and tasks.

comments    what stands in no output: `<!-- … -->`, `%% … %%`
parser      markdown-it, with the rules that plans have beside CommonMark; inline_rules: those within a line
body        all of it; block_html: block tokens to HTML, footnotes last
inline      the tokens of one paragraph to HTML and plain words, links and mistakes at their places; address: where to
misread     what other programs read in another way: what to write instead
outline     headings and what stands below each; tasks: `- [ ] Send the draft @Per Moe due:2026-12-01`
"""
