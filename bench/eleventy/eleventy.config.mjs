// Eleventy on the same plans: a page each with its tables and prose, and one index. Plans lie in content/.
const facts = ["name", "owner", "category", "objective", "customer_since", "industry", "relationship", "horizon"];
const groups = [
  "financials", "feedback", "reviews", "contacts", "needs", "opportunities", "risks", "promises", "outcomes", "actions",
];

// Links to .md files become links to pages.
function pageLinks(markdown) {
  markdown.core.ruler.push("page_links", (state) => {
    for (const token of state.tokens.flatMap((block) => block.children ?? [])) {
      const found = token.type === "link_open" && /^([\w-]+)\.md(#.*)?$/.exec(token.attrGet("href"));
      if (found) token.attrSet("href", `/${found[1]}.html${found[2] ?? ""}`);
    }
  });
}

export default function (config) {
  config.addGlobalData("title", "Benchmark portfolio");
  config.addGlobalData("facts", facts);
  config.addGlobalData("groups", groups);
  config.addGlobalData("layout", "page.njk");
  config.addGlobalData("permalink", () => (data) => `${data.page.fileSlug}.html`);
  config.amendLibrary("md", (markdown) => markdown.set({ html: false }).enable("table").use(pageLinks));
  config.addNunjucksFilter("of", function (key) {
    return this.ctx[key];
  });
  config.addFilter("cell", (value) =>
    value instanceof Date ? value.toISOString().slice(0, 10) : Array.isArray(value) ? value.join(", ") : value,
  );
  config.addCollection("accounts", (all) =>
    all.getFilteredByGlob("content/account-*.md").sort((a, b) => (a.data.name < b.data.name ? -1 : 1)),
  );
  return {
    dir: { input: "content", includes: "../_includes", output: "public" },
    markdownTemplateEngine: false,
    templateFormats: ["md", "njk"],
  };
}
