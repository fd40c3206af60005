"""Reads a plan for Pelican: PyYAML's C loader, Python-Markdown with tables, links to .md files made page links."""

import re

import yaml
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from pelican import signals
from pelican.readers import BaseReader
from pelican.utils import pelican_open

PARTS = re.compile(r"\A---\n(.*?\n)---\n(.*)\Z", re.S)
PLAN_LINK = re.compile(r"^([\w-]+)\.md(#.*)?$")


class PageLinks(Treeprocessor):
    def run(self, root):
        for link in root.iter("a"):
            if found := PLAN_LINK.match(link.get("href", "")):
                link.set("href", f"{found[1]}.html{found[2] or ''}")


class Plans(Extension):
    def extendMarkdown(self, md):  # noqa: N802 - the library's name
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.treeprocessors.register(PageLinks(md), "page-links", 5)


class PlanReader(BaseReader):
    enabled = True
    file_extensions = ("md",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.markdown = Markdown(extensions=["tables", Plans()])

    def read(self, source_path):
        with pelican_open(source_path) as text:
            front, body = PARTS.match(text).groups()
        plan = yaml.load(front, yaml.CSafeLoader)
        plan["title"] = plan["name"]
        plan["category"] = self.process_metadata("category", plan["category"])
        return self.markdown.reset().convert(body), plan


def register():
    signals.readers_init.connect(lambda readers: readers.reader_classes.__setitem__("md", PlanReader))
