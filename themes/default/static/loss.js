// "What if we lose…?": choose accounts, and the tables say what is left. What it reckons is what `kamgen scenario` does.
// Without it the page shows the loss of the largest account, and each account alone.
(function () {
  "use strict";
  function make(tag, attributes, text) {
    var node = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (key) { node.setAttribute(key, attributes[key]); });
    if (text !== undefined) node.textContent = text;
    return node;
  }
  function sum(amounts) {
    var known = amounts.filter(function (amount) { return amount !== null; });
    return known.length ? known.reduce(function (all, amount) { return all + amount; }, 0) : null;
  }

  function begin() {
    var source = document.getElementById("loss-data");
    if (!source || source.dataset.begun) return;
    source.dataset.begun = "yes";
    var data = JSON.parse(source.dataset.stakes);
    var stakes = data.stakes.map(function (each) {
      return { name: each[0], slug: each[1], owner: each[2], below: each[3], client: each[4], yearly: each[5], money: each[6], service: each[7] };
    });
    var bySlug = Object.create(null), byName = Object.create(null);  // a name may be __proto__
    data.losable.forEach(function (place) { bySlug[stakes[place].slug] = place; byName[stakes[place].name.toLowerCase()] = place; });
    var table = document.querySelector("#scenario table"), heading = source.closest("section").querySelector("h2");
    var plans = Array.from(document.querySelectorAll("#loss_plans tbody tr"));
    var chosen = [];

    function fixed(number, places) {
      var text = (Math.round(Math.abs(number) * Math.pow(10, places)) / Math.pow(10, places)).toFixed(places).split(".");
      var sign = number < 0 && /[1-9]/.test(text.join("")) ? "−" : "";
      return sign + text[0].replace(/\B(?=(\d{3})+$)/g, data.style[1]) + (text[1] ? data.style[0] + text[1] : "");
    }
    var SCALES = [[9950, 3, 1, "k"], [999500, 3, 0, "k"], [9995e3, 6, 2, "M"], [9995e4, 6, 1, "M"], [9995e5, 6, 0, "M"], [9995e6, 9, 2, "bn"], [9995e7, 9, 1, "bn"], [Infinity, 9, 0, "bn"]];
    function compact(number) {
      var whole = Math.trunc(number);
      if (Math.abs(whole) < 1000) return fixed(number, 0);
      var scale = SCALES.find(function (each) { return Math.abs(whole) < each[0]; });
      return fixed(whole / Math.pow(10, scale[1]), scale[2]) + scale[3];
    }
    function written(number, kind, change) {
      if (number === null) return "–";
      var text = kind === "money" ? compact(number) : kind === "percent" ? fixed(number * 100, 1) + (change ? " points" : data.style[2]) : fixed(number, 0);
      return (change && number > 0 ? "+" : "") + text;
    }

    // The figures of `kamgen.analyse.loss.Left`, in the order of the table's rows.
    function left(gone) {
      var kept = stakes.filter(function (_, place) { return !gone[place]; });
      var money = [0, 1, 2, 3].map(function (at) { return sum(kept.map(function (each) { return each.money[at]; })); });
      var accounts = data.losable.filter(function (place) { return !gone[place]; }).length;
      var revenue = data.clients.slice(), touched = {}, whole = data.whole;
      stakes.forEach(function (each, place) {
        if (!gone[place]) return;
        whole -= each.yearly;
        if (each.client >= 0) { revenue[each.client] -= each.yearly; touched[each.client] = true; }
      });
      var rest = revenue.filter(function (amount, at) { return !touched[at] || Math.abs(amount) > 0.005; }).sort(function (a, b) { return b - a; });
      var known = whole > 0.005;
      var tops = data.tops.map(function (count) {
        return known && count <= rest.length ? sum(rest.slice(0, count)) / whole : null;
      });
      var index = known ? Math.round(sum(rest.map(function (amount) { return amount * amount; }).concat(0)) * 10000 / (whole * whole)) : null;
      var missing = money[2] === null ? null : data.target - money[2];
      return [accounts, money[0], money[1], money[2], money[3], missing].concat(tops, index);
    }
    function row(cells) {
      var line = make("tr");
      cells.forEach(function (cell, at) {
        var node = at ? make("td", typeof cell === "string" ? {} : { class: "n" }) : make("th", { scope: "row" });
        node.append(make("bdi", {}, cell === null ? "–" : typeof cell === "string" ? cell : fixed(cell, 0)));
        line.append(node);
      });
      return line;
    }
    function filled(name, rows) {
      var body = document.querySelector("#" + name + " tbody");
      if (body) body.replaceChildren.apply(body, rows);
    }

    var today = left({}), rows = Array.from(table.tBodies[0].rows);
    function show() {
      var gone = {};
      chosen.forEach(function (place) { stakes[place].below.forEach(function (each) { gone[each] = true; }); });
      var after = left(gone);
      rows.forEach(function (line, at) {
        var change = today[at] === null || after[at] === null ? null : after[at] - today[at];
        [written(after[at], data.kinds[at]), written(change, data.kinds[at], true)].forEach(function (text, cell) {
          line.cells[cell + 2].replaceChildren(make("bdi", {}, text));
        });
      });
      var owners = Object.create(null), services = Object.create(null);
      stakes.forEach(function (each, place) {
        var own = owners[each.owner] = owners[each.owner] || { name: each.owner, all: [], kept: [] };
        own.all.push(each.money[0]);
        if (!gone[place]) own.kept.push(each.money[0]);
        each.service.forEach(function (pair) {
          var counts = services[pair[0]] = services[pair[0]] || [0, 0, 0, 0];
          counts[0] += pair[1];
          counts[1] += 1;
          if (!gone[place]) { counts[2] += pair[1]; counts[3] += 1; }
        });
      });
      var hit = Object.keys(owners).map(function (name) { return owners[name]; })
        .filter(function (each) { return each.kept.length < each.all.length; })
        .map(function (each) { return { name: each.name, all: each.all.length, kept: each.kept.length, before: sum(each.all), after: sum(each.kept) }; })
        .sort(function (a, b) { return (a.after || 0) - (a.before || 0) - (b.after || 0) + (b.before || 0) || (a.name < b.name ? -1 : 1); });
      filled("scenario_owners", hit.map(function (each) {
        var line = row([each.name, each.all, each.kept, 0, 0]);
        [each.before, each.after].forEach(function (amount, at) { line.cells[at + 3].replaceChildren(make("bdi", {}, written(amount, "money"))); });
        return line;
      }));
      filled("scenario_service", Object.keys(services).sort().map(function (name) { return row([name].concat(services[name])); }));
      filled("scenario_accounts", data.losable.map(function (place, at) { return gone[place] && plans[at] ? plans[at].cloneNode(true) : null; }).filter(Boolean));
      heading.textContent = chosen.length ? "If we lose " + chosen.map(function (place) { return stakes[place].name; }).join(", ") : "If we lose nobody";
      chips.replaceChildren.apply(chips, chosen.map(function (place) {
        var item = make("li"), button = make("button", { type: "button" }, stakes[place].name + " ×");
        button.setAttribute("aria-label", "Keep " + stakes[place].name);
        button.addEventListener("click", function () { chosen = chosen.filter(function (each) { return each !== place; }); keep(); });
        item.append(button);
        return item;
      }));
    }
    function keep() {
      try { history.replaceState(null, "", "#lose=" + chosen.map(function (place) { return encodeURIComponent(stakes[place].slug); }).join(",")); } catch (error) { /* some browsers refuse it for file:// */ }
      show();
    }

    var form = make("form", { class: "filters", "aria-label": "Choose whom we lose" });
    var label = make("label", {}, "Lose");
    var input = make("input", { list: "loss-names", type: "search", placeholder: "account…", autocomplete: "off" });
    var names = make("datalist", { id: "loss-names" });
    var chips = make("ul", { class: "chips", "aria-label": "Lost" });
    data.losable.forEach(function (place) { names.append(make("option", { value: stakes[place].name })); });
    label.append(input);
    form.append(label, names, chips);
    function add() {
      var place = byName[input.value.trim().toLowerCase()];
      if (place === undefined) return;
      input.value = "";
      if (chosen.indexOf(place) < 0) chosen.push(place);
      keep();
    }
    input.addEventListener("input", add);
    input.addEventListener("change", add);
    form.addEventListener("submit", function (event) { event.preventDefault(); add(); });
    heading.after(form);
    heading.setAttribute("aria-live", "polite");
    chosen = (location.hash.indexOf("#lose=") === 0 ? location.hash.slice(6).split(",").map(decodeURIComponent) : [stakes[data.losable[0]].slug])
      .map(function (slug) { return bySlug[slug]; }).filter(function (place) { return place !== undefined; });
    show();
  }
  document.addEventListener("DOMContentLoaded", begin);
  document.addEventListener("kamgen:swapped", begin);
})();
