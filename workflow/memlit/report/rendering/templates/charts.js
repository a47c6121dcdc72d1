// Draws each chart over its static twin, and ties filters, keys and clicks to it. Without this script the twins stay.
"use strict";
(() => {
  const SVG_UP_TO = 1500;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const colours = () => {
    const [ink, line] = [css("--ink"), css("--line")];
    return {
      aria: false, background: "transparent", font: "Helvetica Neue, Arial, Liberation Sans, sans-serif",
      view: { stroke: line },
      axis: { labelColor: ink, titleColor: ink, domainColor: ink, tickColor: ink, gridColor: line, gridOpacity: 0.7,
              labelFontSize: 12, titleFontSize: 13, titleFontWeight: "normal", tickCount: 8 },
    };
  };

  // The policy of the page names the hash of the unpacked script, so this is the only script that can be added.
  let library;
  const load = () => (library ??= (async () => {
    const script = document.createElement("script");
    script.textContent = await unpacked(document.getElementById("library"));
    document.head.append(script);
  })());

  // On a dark page every colour of a class is mixed with white; ink and soft ink are those of the page.
  const INKS = { "#22272e": "--ink", "#68717c": "--soft" };
  const lighter = (colour) => "#" + [1, 3, 5]
    .map((i) => Math.round(0.62 * parseInt(colour.slice(i, i + 2), 16) + 97).toString(16).padStart(2, "0")).join("");
  const toned = (spec) => JSON.parse(
    JSON.stringify(spec).replace(/#[0-9a-f]{6}/gi, (colour) =>
      INKS[colour] ? css(INKS[colour]) : dark.matches ? lighter(colour) : colour));

  const expand = (columns, rows) => rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])));

  // What is said of a mark, in the tooltip and under the chart.
  const facts = (row) => row.synapses
    ? { array: row.paper, bias: row.class, [row.quantity.split(/[_ ]/).slice(0, 2).join(" ")]: `at most ${row.text}` }
    : row.text
    ? { paper: row.paper, class: row.class, value: row.text }
    : { device: row.device, class: row.class, pulse: row.pulse, "action energy": row.energy_text,
        "standby power": row.power_text, "spike timing": row.timing_text };
  const told = (row, escape) => `<table>${Object.entries(facts(row))
    .map(([key, value]) => `<tr><td class="key">${key}</td><td class="value">${escape(value)}</td></tr>`).join("")}</table>`;

  // The row of a table that shows the number of a mark; over a row, its mark.
  const rowOf = (card) => card && document.querySelector(`main tr:has(a.num[href="numbers.html#${card}"])`);
  const light = (card) => {
    for (const row of document.querySelectorAll("tr.lit")) row.classList.remove("lit");
    rowOf(card)?.classList.add("lit");
  };

  let myDevice = null;

  class Chart {
    constructor(figure) {
      this.figure = figure;
      this.frame = figure.querySelector(".chart");
      this.reading = figure.querySelector(".reading");
      this.form = figure.querySelector("form");
      this.at = -1;
      this.lit = "";
    }

    async read() {
      const content = JSON.parse(await unpacked(this.figure.querySelector("script")));
      this.spec = content.spec;
      this.tables = Object.fromEntries(Object.entries(content.tables)
        .map(([name, table]) => [name, expand(table.columns, table.rows)]));
      this.rows = this.tables.rows;
      this.names = [...this.tables.names ?? []].sort((a, b) => b.power - a.power)
        .map((row, place) => ({ ...row, number: String(place + 1) }));
      this.limits = content.frame;
    }

    async draw() {
      figureState(this.figure, true);
      if (!this.rows) await this.read();
      const spec = toned(this.spec);
      // On a phone the names of marks would cover each other: numbers stand there, their names below.
      const names = this.isSmall ? this.names.map((row) => ({ ...row, name: row.number })) : this.names;
      spec.datasets = { ...spec.datasets, mine: this.mine(), ...this.tables, names };
      if (this.isSmall) spec.padding = { left: 0, right: this.limits ? 4 : 24, top: 30, bottom: 0 };
      const renderer = this.rows.length > SVG_UP_TO ? "canvas" : "svg";
      try {
        await load();
        this.view?.finalize();
        const place = this.frame.firstElementChild;
        const tooltip = { theme: dark.matches ? "dark" : "light", formatTooltip: told };
        const { view } = await vegaEmbed(place, spec,
          { ast: true, actions: false, renderer, logLevel: 1, config: colours(), tooltip });
        this.view = view;
        view.addEventListener("mouseover", (_, item) => light(item?.datum?.card));
        view.addEventListener("mouseout", () => light(null));
        view.addEventListener("click", (_, item) => item?.datum?.card && this.open(item.datum.card));
        await this.update();
        this.figure.dataset.drawn = "yes";
      } catch (error) {
        figureState(this.figure, false);
        throw error;
      }
    }

    get isSmall() {
      return this.frame.clientWidth < 560;
    }

    choices() {
      const data = new FormData(this.form);
      const quantity = this.form.elements.quantity;
      const chosen = { sets: data.getAll("sets"), classes: data.getAll("classes"), current: "" };
      if (this.form.elements.whose) chosen.whose = data.getAll("whose");
      chosen.cells = data.get("cells") ?? "";
      chosen.words = this.isSmall ? "" : "yes";
      if (quantity) {
        chosen.quantity = quantity.value;
        chosen.unit = quantity.selectedOptions[0].dataset.unit;
      } else {
        chosen.pulse = data.get("pulse");
        chosen.scaled = data.get("scaled") ?? "";
      }
      return chosen;
    }

    async update() {
      const chosen = this.choices();
      for (const [name, value] of Object.entries(chosen)) this.view.signal(name, value);
      await this.view.runAsync();
      const key = chosen.quantity ? "quantity" : "pulse";
      const place = chosen.quantity ? "value" : "energy";
      const isShown = (row) => row[key] === chosen[key] && chosen.sets.includes(row.set)
        && chosen.classes.includes(row.class) && (!chosen.whose || chosen.whose.includes(row.whose));
      const numbered = this.isSmall ? this.names.filter(isShown) : [];
      this.figure.querySelector(".named").textContent = numbered.map((row) => `${row.number}\u00a0${row.name.replace(/ /g, "\u00a0")}`).join(", ");
      this.shown = this.rows
        .filter(isShown)
        .sort((a, b) => a[place] - b[place]);
      this.at = -1;
      const marks = this.shown.length;
      this.reading.textContent = marks ? `${marks} ${marks > 1 ? "marks" : "mark"} shown.` : "No mark with this choice.";
    }

    // The device of a reader, where the figure has a frame for it, or curves beside which it may stand.
    mine() {
      if (!myDevice) return [];
      if (this.limits) return placed(myDevice, this.limits);
      return Object.entries({ action_energy: myDevice.energy[1], standby_power: myDevice.power[1] })
        .filter(([, most]) => most > 0 && most < Infinity).map(([metric, value]) => ({ metric, value }));
    }

    get placesDevices() {
      return Boolean(this.limits || this.tables?.levels);
    }

    open(card) {
      location.hash = card;
    }

    async walk(event) {
      if (event.key === "Enter" && this.at >= 0) return this.open(this.shown[this.at].card);
      const last = this.shown.length - 1;
      const next = { ArrowRight: this.at + 1, ArrowDown: this.at + 1, ArrowLeft: this.at - 1, ArrowUp: this.at - 1,
                     Home: 0, End: last }[event.key];
      if (next === undefined || last < 0) return;
      event.preventDefault();
      this.at = Math.min(Math.max(next, 0), last);
      const row = this.shown[this.at];
      const { device, pulse, ...metrics } = facts(row);
      const words = row.text ? [row.paper, row.class, row.text]
        : [device, ...Object.entries(metrics).map(([key, text]) => (key === "class" ? text : `${key} ${text}`))];
      this.reading.textContent = `${this.at + 1} of ${last + 1}: ${words.join(", ")}`;
      this.view.signal("current", row.card);
      await this.view.runAsync();
    }
  }

  // The part of the frame that bounds of E_a, P_s and E_a/P_s leave, as plots/benchmark/diagram.py has it: in decades.
  const clipped = (polygon, a, b, bound, sign) => {
    if (!Number.isFinite(bound)) return polygon;
    const over = ([x, y]) => sign * (a * x + b * y - bound);
    return polygon.flatMap((first, at) => {
      const second = polygon[(at + 1) % polygon.length];
      const [inside, after] = [over(first), over(second)];
      const share = inside / (inside - after);
      const crossing = (inside > 1e-9 && after < -1e-9) || (inside < -1e-9 && after > 1e-9)
        ? [[first[0] + share * (second[0] - first[0]), first[1] + share * (second[1] - first[1])]] : [];
      return inside >= -1e-9 ? [first, ...crossing] : crossing;
    });
  };
  const placed = ({ energy, power, quotient }, frame) => {
    const at = (line, kind) => ([x, y], order) => ({ line, kind, at: order, energy: 10 ** x, power: 10 ** y });
    const [[left, right], [bottom, top]] = [frame.energy, frame.power].map((ends) => ends.map(Math.log10));
    let polygon = [[left, bottom], [right, bottom], [right, top], [left, top]];
    for (const [a, b, ends] of [[1, 0, energy], [0, 1, power], [1, -1, quotient]]) {
      polygon = clipped(polygon, a, b, Math.log10(ends[0]), 1);
      polygon = clipped(polygon, a, b, Math.log10(ends[1]), -1);
    }
    const corners = polygon.filter((one, place) =>
      polygon.findIndex((other) => Math.hypot(one[0] - other[0], one[1] - other[1]) < 1e-8) === place);
    if (!corners.length) return [];
    if (corners.length === 1) return [at(0, "point")(corners[0], 0)];
    return [...corners.map(at(1, "area")), ...[...corners, corners[0]].map(at(2, "line"))];
  };

  const figureState = (figure, isOn) => {
    figure.querySelector(".explore").hidden = !isOn;
    figure.classList.toggle("explored", isOn);
  };

  const charts = [...document.querySelectorAll("figure[data-chart]")].map((figure) => new Chart(figure));
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries.filter((one) => one.isIntersecting)) {
      seen.unobserve(entry.target);
      charts.find((chart) => chart.figure === entry.target).draw();
    }
  }, { rootMargin: "600px" });
  for (const chart of charts) {
    chart.form.addEventListener("change", () => chart.view && chart.update());
    chart.form.addEventListener("submit", (event) => event.preventDefault());
    chart.frame.addEventListener("keydown", (event) => chart.view && chart.walk(event));
    seen.observe(chart.figure);
  }
  document.addEventListener("place", (event) => {
    myDevice = event.detail;
    for (const chart of charts.filter((one) => one.view && one.placesDevices)) {
      chart.view.data("mine", chart.mine());
      chart.view.runAsync();
    }
  });
  document.querySelector("main").addEventListener("mouseover", (event) => {
    const row = event.target.closest?.("tbody tr");
    const cards = row ? [...row.querySelectorAll("a.num")].map((link) => link.hash.slice(1)) : [];
    for (const chart of charts.filter((one) => one.view && one.shown)) {
      const mark = chart.shown.find((one) => cards.includes(one.card));
      if ((mark?.card ?? "") === chart.lit) continue;
      chart.lit = mark?.card ?? "";
      chart.view.signal("current", chart.lit);
      chart.view.runAsync();
    }
  });
  dark.addEventListener("change", () => charts.filter((chart) => chart.view).forEach((chart) => chart.draw()));
})();
