// kamgen default theme: theme switch, table sort and filter, contents, search. Pages are complete without it.
// Everything read from a page or from the index is treated as text: nodes are built, HTML is never parsed.
(function () {
  "use strict";
  var root = document.documentElement;

  function make(tag, attributes, text) {
    var node = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (key) { node.setAttribute(key, attributes[key]); });
    if (text !== undefined) node.textContent = text;
    return node;
  }
  function stored(value) {
    try {
      if (value === undefined) return localStorage.getItem("kamgen-theme");
      localStorage.setItem("kamgen-theme", value);
    } catch (error) { /* private mode, or a file:// page without storage: the switch still works on this page */ }
    return null;
  }
  function fold(text) {
    return String(text).toLowerCase().normalize("NFD").replace(/\p{M}/gu, "")
      .replace(/ø/g, "o").replace(/æ/g, "ae").replace(/œ/g, "oe").replace(/ß/g, "ss").replace(/ł/g, "l").replace(/đ/g, "d").replace(/ı/g, "i");
  }

  // Light and dark: before the first paint.
  var theme = stored();
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  function isDark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }
  function nameToggle() {
    document.querySelectorAll(".theme-toggle").forEach(function (button) {
      button.textContent = isDark() ? "Light" : "Dark";
      button.setAttribute("aria-label", (isDark() ? "Light" : "Dark") + " colours");
    });
  }
  function themeToggle(form) {
    var button = make("button", { type: "button", class: "theme-toggle" });
    button.addEventListener("click", function () {
      root.dataset.theme = isDark() ? "light" : "dark";
      stored(root.dataset.theme);
      nameToggle();
    });
    form.append(button);
    nameToggle();
  }

  // Sort: <table data-sort>. A cell's data-value goes before its text; empty and "–" come last both ways.
  function value(cell) {
    if (!cell) return "";
    var text = cell.hasAttribute("data-value") ? cell.getAttribute("data-value") : cell.textContent.trim();
    if (text === "" || text === "–" || text === "n/a" || text === "never") return "";
    var plain = text.replace(/−/g, "-").replace(/[%,\s]/g, "").replace(/^(\d+)late$/, "-$1").replace(/^in(\d+)$/, "$1").replace(/^today$/, "0");
    return /^[+-]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : text;
  }
  var collator = new Intl.Collator(root.lang || undefined, { numeric: true, sensitivity: "base" });
  function sortBy(table, index, down) {
    Array.from(table.tBodies).forEach(function (body) {
      var fixed = Array.from(body.rows).filter(function (row) { return row.querySelector('th[scope="rowgroup"]'); });
      var rows = Array.from(body.rows).filter(function (row) { return fixed.indexOf(row) < 0; })
        .map(function (row) { return { row: row, value: value(row.cells[index]) }; });
      rows.sort(function (a, b) {
        if (a.value === "" || b.value === "") return (a.value === "") - (b.value === "");
        var order = typeof a.value === "number" && typeof b.value === "number"
          ? a.value - b.value : collator.compare(String(a.value), String(b.value));
        return down ? -order : order;
      });
      body.append.apply(body, fixed.concat(rows.map(function (item) { return item.row; })));
    });
  }
  function sortable(table) {
    var heads = Array.from(table.tHead.rows[table.tHead.rows.length - 1].cells);
    heads.forEach(function (head, index) {
      if (head.hasAttribute("data-nosort") || !head.textContent.trim()) return;
      var button = make("button", { type: "button", class: "sort" });
      if (head.querySelector("a")) button.setAttribute("aria-label", "Sort by " + head.textContent.trim());
      else while (head.firstChild) button.append(head.firstChild);
      head.append(button);
      button.addEventListener("click", function () {
        var first = head.classList.contains("n") ? "descending" : "ascending";
        var now = head.getAttribute("aria-sort");
        var next = now === null ? first : now === "ascending" ? "descending" : "ascending";
        heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", next);
        sortBy(table, index, next === "descending");
      });
    });
  }

  // Filter: <table data-filter="accounts">; each <th data-select> also gets a list of its column's words.
  function filterable(table) {
    var what = table.dataset.filter || "rows";
    var rows = Array.from(table.tBodies).flatMap(function (body) { return Array.from(body.rows); })
      .filter(function (row) { return !row.querySelector('th[scope="rowgroup"]'); });
    if (rows.length < 2) return;
    var form = make("form", { class: "filters", role: "search", "aria-label": "Filter " + what });
    var label = make("label", {}, "Filter");
    var input = make("input", { type: "search", placeholder: what + "…", autocomplete: "off" });
    label.append(input);
    form.append(label);
    var selects = [];
    Array.from(table.tHead.rows[table.tHead.rows.length - 1].cells).forEach(function (head, index) {
      if (!head.hasAttribute("data-select")) return;
      var words = {};
      rows.forEach(function (row) { words[word(row.cells[index])] = true; });
      var list = Object.keys(words).filter(Boolean).sort(collator.compare);
      if (list.length < 2) return;
      var name = head.dataset.select || head.textContent.trim();
      var select = make("select");
      select.append(make("option", { value: "" }, "all"));
      list.forEach(function (text) { select.append(make("option", { value: text }, text)); });
      var outer = make("label", {}, name);
      outer.append(select);
      form.append(outer);
      selects.push({ index: index, select: select });
    });
    function word(cell) {
      if (!cell) return "";
      return (cell.hasAttribute("data-key") ? cell.dataset.key : cell.textContent).replace(/\s+/g, " ").trim();
    }
    var count = make("output", { "aria-live": "polite" });
    form.append(count);
    var texts = rows.map(function (row) { return fold(row.textContent); });
    function apply() {
      var terms = fold(input.value).split(/\s+/).filter(Boolean);
      var shown = 0;
      rows.forEach(function (row, at) {
        var keep = terms.every(function (term) { return texts[at].indexOf(term) >= 0; }) &&
          selects.every(function (item) { return !item.select.value || word(row.cells[item.index]) === item.select.value; });
        row.hidden = !keep;
        if (keep) shown += 1;
      });
      Array.from(table.tBodies).forEach(function (body) {
        body.hidden = !Array.from(body.rows).some(function (row) { return !row.hidden && !row.querySelector('th[scope="rowgroup"]'); });
      });
      count.textContent = shown === rows.length ? rows.length + " " + what : shown + " of " + rows.length + " " + what;
    }
    form.addEventListener("input", apply);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    apply();
    var region = table.closest(".scroll") || table;
    region.before(form);
  }

  // Contents: closed on a narrow screen; the section in view is marked.
  var markContents = function () {};
  function contents(toc) {
    if (matchMedia("(max-width: 69.99rem)").matches) toc.querySelector("details").open = false;
    var links = Array.from(toc.querySelectorAll("a"));
    var parts = links.map(function (link) { return document.getElementById(decodeURIComponent(link.hash.slice(1))); });
    markContents = function () {
      var current = 0;
      parts.forEach(function (part, at) { if (part && part.getBoundingClientRect().top < innerHeight * 0.3) current = at; });
      links.forEach(function (link, at) { if (at === current) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current"); });
    };
    markContents();
  }

  // Search: window.KAMGEN_INDEX = {documents: [{url, kind, title, note, text}]}, loaded by <script>, never fetched.
  var CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
  function tokens(text) {
    return String(text).split(/[^\p{L}\p{N}\p{M}]+/u).flatMap(function (part) { return CJK.test(part) ? Array.from(part) : part; }).filter(Boolean);
  }
  function excerpt(text, terms) {
    var folded = fold(text), at = -1;
    terms.forEach(function (term) { var found = folded.indexOf(term); if (found >= 0 && (at < 0 || found < at)) at = found; });
    var start = Math.max(0, at - 60);
    return (start ? "…" : "") + text.slice(start, start + 220) + (text.length > start + 220 ? "…" : "");
  }
  function highlight(node, text, terms) {
    text.split(/([\p{L}\p{N}\p{M}]+)/u).forEach(function (part) {
      var hit = part && terms.some(function (term) { return fold(part).indexOf(term) === 0; });
      node.append(hit ? make("mark", {}, part) : part);
    });
  }
  function search(place) {
    if (!window.KAMGEN_INDEX || !window.MiniSearch) return;
    var status = document.getElementById("search-status");
    var input = document.getElementById("q");
    var engine = new window.MiniSearch({
      fields: ["title", "note", "text"], storeFields: ["url", "kind", "title", "note", "text"], tokenize: tokens, processTerm: fold,
      searchOptions: { prefix: true, fuzzy: function (term) { return term.length > 4 ? 0.2 : false; }, boost: { title: 4, note: 2 }, combineWith: "AND" }
    });
    engine.addAll(window.KAMGEN_INDEX.documents.map(function (page, number) { return Object.assign({ id: number }, page); }));
    function run() {
      var query = input.value.trim();
      place.replaceChildren();
      document.querySelectorAll('.site-head input[name="q"]').forEach(function (other) { other.value = input.value; });
      if (!query) { status.textContent = "Type a name, a person, a risk, a rule…"; return; }
      var found = engine.search(query);
      status.textContent = (found.length || "No") + (found.length === 1 ? " page" : " pages") + " for “" + query + "”";
      found.slice(0, 50).forEach(function (hit) {
        var terms = hit.terms.concat(tokens(query).map(fold));
        var item = make("li");
        var link = make("a", { href: hit.url, dir: "auto" });
        highlight(link, hit.title, terms);
        item.append(link, make("small", {}, hit.kind + (hit.note ? " · " + hit.note : "")));
        var line = make("p", { class: "muted small", dir: "auto" });
        highlight(line, excerpt(hit.text, terms), terms);
        item.append(line);
        place.append(item);
      });
    }
    input.value = new URLSearchParams(location.search).get("q") || "";
    input.addEventListener("input", run);
    input.form.addEventListener("submit", function (event) { event.preventDefault(); run(); });
    run();
  }

  // A page begins its life once; a part of it does so again when `kamgen serve` puts it in the place of an older one.
  function begin(part) {
    part.querySelectorAll(".site-head form").forEach(themeToggle);
    part.querySelectorAll("table[data-filter]").forEach(filterable);
    part.querySelectorAll("table[data-sort]").forEach(sortable);
    part.querySelectorAll(".toc").forEach(contents);
    part.querySelectorAll("#results").forEach(search);
  }
  document.addEventListener("DOMContentLoaded", function () {
    var waiting = false;
    begin(document);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", nameToggle);
    addEventListener("scroll", function () {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(function () { waiting = false; markContents(); });
    }, { passive: true });
  });
  document.addEventListener("kamgen:swapped", function (event) { begin(event.target); });
})();
