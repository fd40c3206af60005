// Keeps a page of `kamgen serve` as new as its plan. The server tells when there is a new state of the site; the page
// is then fetched again, and what differs is put in its place. What a writer looks at stays where it is: scrolling,
// open parts, focus, filters, order of tables. Where that cannot be, the page is loaded anew.
(function () {
  "use strict";
  var BASE = "/-/kamgen/", PLACE = "kamgen-place";
  var NAMES = ["state", "status", "page", "styles", "scripts", "problem"];
  var tag = document.currentScript;
  var now = marks(tag);

  // The page as it was sent, to compare with; `shown` are the same parts as they stand on the screen.
  var head = sent(document.head);
  var shown = Array.from(document.body.children).filter(function (part) { return part !== tag; });
  var parts = shown.map(function (part) { return part.cloneNode(true); });

  function marks(script) {
    var read = {};
    NAMES.forEach(function (name) { read[name] = script.getAttribute("data-" + name) || ""; });
    return read;
  }
  function sent(node) {
    var copy = node.cloneNode(true);
    copy.querySelectorAll("title").forEach(function (title) { title.remove(); });
    copy.normalize();
    return copy.innerHTML.replace(/\s+/g, " ");
  }

  // Bringing the page up to date: one fetch at a time, and one more when news came in meanwhile.
  var busy = false, again = false;
  function refresh() {
    if (busy) { again = true; return; }
    busy = true;
    fetch(location.pathname + location.search, { cache: "no-store", credentials: "same-origin" })
      .then(function (answer) { return answer.text(); })
      .then(take)
      .catch(function () { notice("lost", LOST); })
      .then(function () {
        busy = false;
        if (again) { again = false; refresh(); }
      });
  }
  function take(text) {
    var fresh = new DOMParser().parseFromString(text, "text/html");
    var script = fresh.querySelector('script[src="' + BASE + 'live.js"]');
    if (!script) { reload(); return; }
    var next = marks(script);
    script.remove();
    notice("lost", "");
    notice("gone", next.status === "404" && now.status !== "404" ? GONE : "");
    var stays = next.status !== "200" && now.status === "200";
    if (!stays && (next.scripts !== now.scripts || (next.page !== now.page && !swap(fresh)))) { reload(); return; }
    if (!stays && next.styles !== now.styles) restyle(next.styles);
    explain(now.status === "200" && next.status !== "404" ? next.problem : "");
    if (stays) now.state = next.state;
    else now = next;
  }

  // Putting in place what differs. False when the page is built otherwise than before.
  function swap(fresh) {
    var coming = Array.from(fresh.body.children);
    if (sent(fresh.head) !== head || coming.length !== parts.length) return false;
    var differs = coming.map(function (part, at) { return !part.isEqualNode(parts[at]); });
    if (!coming.every(function (part, at) { return part.tagName === parts[at].tagName && shown[at].isConnected; })) return false;
    var restoreScrolling = keepScrolling();
    coming.forEach(function (part, at) {
      if (!differs[at]) return;
      var restore = keep(shown[at]);
      var placed = document.importNode(part, true);
      shown[at].replaceWith(placed);
      shown[at] = placed;
      parts[at] = part;
      placed.dispatchEvent(new CustomEvent("kamgen:swapped", { bubbles: true }));
      restore(placed);
    });
    document.title = fresh.title;
    restoreScrolling();
    return true;
  }
  function restyle(version) {
    document.querySelectorAll('link[rel="stylesheet"]').forEach(function (link) {
      var address = new URL(link.href);
      if (address.origin !== location.origin) return;
      address.searchParams.set("v", version);
      var fresh = link.cloneNode();
      fresh.href = address.href;
      fresh.addEventListener("load", function () { link.remove(); });
      link.after(fresh);
    });
  }

  // Where something is in a part of the page: steps down from the nearest element with an id. The ids of a page
  // outlive most changes of it.
  function way(part, node) {
    var steps = [];
    while (node !== part && !node.id) {
      steps.unshift(Array.prototype.indexOf.call(node.parentNode.children, node));
      node = node.parentNode;
    }
    return { id: node === part ? "" : node.id, steps: steps };
  }
  function at(part, path) {
    var start = path.id ? document.getElementById(path.id) : part;
    return path.steps.reduce(function (node, step) { return node && node.children[step]; }, start);
  }
  function each(part, selector, note) {
    return Array.from(part.querySelectorAll(selector)).map(function (node) {
      var noted = note(node);
      return noted === null ? null : { way: way(part, node), tag: node.tagName, noted: noted };
    }).filter(Boolean);
  }
  function put(part, kept, act) {
    kept.forEach(function (item) {
      var node = at(part, item.way);
      if (node && node.tagName === item.tag) act(node, item.noted);
    });
  }
  function keep(part) {
    var open = each(part, "details", function (node) { return node.open; });
    var fields = each(part, "input, select, textarea", function (node) { return node.value || null; });
    var orders = each(part, "th[aria-sort]", function (node) { return node.getAttribute("aria-sort"); });
    var scrolled = each(part, '[role="region"]', function (node) { return node.scrollTop || node.scrollLeft ? [node.scrollLeft, node.scrollTop] : null; });
    var active = document.activeElement;
    var focus = active && part.contains(active) ? [{ way: way(part, active), tag: active.tagName, noted: selection(active) }] : [];
    return function (placed) {
      put(placed, open, function (node, value) { node.open = value; });
      put(placed, orders, function (node, order) {
        var button = node.querySelector("button");
        for (var tries = 0; button && tries < 2 && node.getAttribute("aria-sort") !== order; tries += 1) button.click();
      });
      put(placed, fields, function (node, value) {
        if (node.value === value) return;
        node.value = value;
        node.dispatchEvent(new Event("input", { bubbles: true }));
      });
      put(placed, scrolled, function (node, place) { node.scrollTo({ left: place[0], top: place[1], behavior: "instant" }); });
      put(placed, focus, function (node, range) {
        node.focus({ preventScroll: true });
        if (range) node.setSelectionRange(range[0], range[1]);
      });
    };
  }
  function selection(node) {
    try { return typeof node.selectionStart === "number" ? [node.selectionStart, node.selectionEnd] : null; } catch (error) { return null; }
  }
  // Held fast: what has an id and is nearest to where one begins to read, of what is still there.
  function keepScrolling() {
    var left = scrollX, top = scrollY, anchors = [];
    shown.forEach(function (part) {
      if (!top) return;
      part.querySelectorAll("[id]").forEach(function (node) {
        var place = node.getBoundingClientRect();
        if (place.height && place.top < innerHeight * 0.4) anchors.push({ id: node.id, top: place.top });
      });
    });
    anchors.sort(function (a, b) { return Math.abs(a.top) - Math.abs(b.top); });
    return function () {
      var anchor = anchors.find(function (item) { return document.getElementById(item.id); });
      var moved = anchor ? document.getElementById(anchor.id).getBoundingClientRect().top - anchor.top : 0;
      scrollTo({ left: left, top: anchor ? scrollY + moved : top, behavior: "instant" });
    };
  }
  // The browser would return to the place of its own accord, but slowly where a theme scrolls smoothly.
  function reload() {
    try {
      sessionStorage.setItem(PLACE, JSON.stringify([location.pathname, scrollX, scrollY]));
      history.scrollRestoration = "manual";
    } catch (error) { /* no storage: the browser's own memory has to do */ }
    location.reload();
  }
  function returnToPlace() {
    var place = null;
    try {
      place = JSON.parse(sessionStorage.getItem(PLACE));
      sessionStorage.removeItem(PLACE);
    } catch (error) { /* as above */ }
    if (!place || place[0] !== location.pathname) return;
    addEventListener("load", function () {
      scrollTo({ left: place[1], top: place[2], behavior: "instant" });
      history.scrollRestoration = "auto";
    });
  }

  // Saying what is wrong: apart from the page and its styles, every word as text.
  var GONE = "This page is no longer there: its plan was renamed or removed. What you see is how it was.";
  var LOST = "There is no connection to kamgen serve. The page will be brought up to date when it is back.";
  var host = null, told = "";
  function room() {
    if (!host) {
      host = document.createElement("kamgen-live");
      var link = make("link");
      link.rel = "stylesheet";
      link.href = BASE + "live.css";
      host.attachShadow({ mode: "open" }).append(link);
      document.documentElement.append(host);
    }
    return host.shadowRoot;
  }
  function make(name, text, kind) {
    var node = document.createElement(name);
    if (text) node.textContent = text;
    if (kind) node.className = kind;
    return node;
  }
  function remove(selector) {
    var old = host && room().querySelector(selector);
    if (old) old.remove();
  }
  function notice(kind, words) {
    remove("[data-kind=" + kind + "]");
    if (!words) return;
    var box = make("div", words, "notice");
    box.dataset.kind = kind;
    box.setAttribute("role", "status");
    room().append(box);
  }
  function explain(problem) {
    if (problem === told) return;
    told = problem;
    remove(".problem");
    if (problem) room().append(overlay(JSON.parse(problem)));
  }
  function overlay(problem) {
    var box = make("div", "", "problem");
    box.setAttribute("role", "alertdialog");
    box.setAttribute("aria-label", "The site cannot be made anew");
    var button = make("button", "Close");
    button.type = "button";
    button.addEventListener("click", close);
    box.append(button, make("h2", "The site cannot be made anew"));
    problem.mistakes.forEach(function (mistake) {
      var line = make("p");
      if (mistake.place) line.append(make("code", mistake.place), " ");
      line.append(mistake.message);
      box.append(line);
      if (mistake.excerpt) box.append(make("pre", mistake.excerpt));
    });
    if (problem.help) box.append(make("p", "Help: " + problem.help));
    box.append(make("p", "The page is as it was before. This goes away when the file is mended; Escape closes it.", "muted"));
    return box;
  }
  function close() { remove(".problem"); }
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") close(); });

  // The line to the server. A browser has few lines to one server: a tab nobody sees gives its own back.
  var line = null, retry = 0;
  function connect() {
    disconnect();
    line = new EventSource(BASE + "events");
    line.addEventListener("message", function (event) {
      notice("lost", "");
      if (event.data !== now.state) refresh();
    });
    line.addEventListener("error", function () {
      notice("lost", LOST);
      if (line && line.readyState === EventSource.CLOSED) retry = setTimeout(connect, 1000);
    });
  }
  function disconnect() {
    clearTimeout(retry);
    if (line) line.close();
    line = null;
  }
  document.addEventListener("visibilitychange", function () { if (document.hidden) disconnect(); else connect(); });
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", function () { if (!document.hidden) connect(); });
  returnToPlace();
  explain(now.status === "200" ? now.problem : "");
  if (!document.hidden) connect();
})();
