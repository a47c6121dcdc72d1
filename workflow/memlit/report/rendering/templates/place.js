// Places a reader's device: metrics by the formulas of the run, ranks among known papers, tables to take along.
"use strict";
(() => {
  const box = document.getElementById("place-form");
  if (!box) return;
  const result = document.getElementById("place-result");
  const output = document.getElementById("place-output");
  let data;

  // Intervals are pairs; what is not known is [0, Infinity].
  const UNKNOWN = [0, Infinity];
  const EQUAL = 1e-9;
  const isPoint = ([low, high]) => low === high;
  const product = (a, b) => (a === 0 || b === 0 ? 0 : a * b);
  const NUMBER = "(\\d*\\.?\\d+(?:e[+-]?\\d+)?)";
  const QUANTITY = new RegExp(`^(<|>|≤|≥|<=|>=|~)?\\s*[-−]?\\s*${NUMBER}\\s*(?:(?:-|–|to)\\s*${NUMBER})?\\s*([fpnumkMG]?)(V|s|S|ohm|Ω)?$`);

  // An interval in SI with its unit; throws what is wrong in words.
  const read = (text, units) => {
    const found = text.trim().replace(/[µμ]/g, "u").replace(/,(?=\d{3})/g, "").match(QUANTITY);
    if (!found) throw new Error(`“${text}” is no quantity: write it as 1.2 V, 50 ns, 1-2 V or <50 ns`);
    const [, sign, first, last, prefix, unit] = found;
    if (units[0] === "s" && !unit && !prefix) throw withoutUnit(text, "s");
    const own = (unit ?? units[0]).replace("ohm", "Ω");
    if (!units.includes(own)) throw new Error(`“${text}” is in ${own}: write ${units.join(" or ")}`);
    const [low, high] = [first, last ?? first].map((number) => scaled(number, prefix)).sort((a, b) => a - b);
    if (high === 0) throw new Error(`“${text}” is zero`);
    const interval = /[<≤]/.test(sign ?? "") ? [0, high] : /[>≥]/.test(sign ?? "") ? [low, Infinity] : [low, high];
    return { interval, unit: own };
  };

  const state = (text) => {
    if (!text) return UNKNOWN;
    const { interval: [low, high], unit } = read(text, ["Ω", "S"]);
    return unit === "S" ? [low, high] : [high === Infinity ? 0 : 1 / high, low === 0 ? Infinity : 1 / low];
  };

  // The tightest box around both states and their ratio, as benchmark/bounds.py has it.
  const tolerant = (low, high) => {
    if (low > high && low - high <= 1e-9 * Math.max(Math.abs(low), Math.abs(high))) return [high, high];
    if (low > high) throw new Error("G_off lies above G_on: swap the two, or mend one of them");
    return [low, high];
  };
  const states = (on, off) => {
    const onHigh = on[1];
    const onLow = Math.max(on[0], off[0]);
    const offHigh = Math.min(off[1], onHigh);
    const [gOn, gOff] = [tolerant(onLow, onHigh), tolerant(off[0], offHigh)];
    const least = gOff[1] > 0 ? Math.max(1, gOn[0] / gOff[1]) : 1;
    const most = gOff[0] > 0 ? gOn[1] / gOff[0] : Infinity;
    return { G_on: gOn, G_off: gOff, r: tolerant(least, most) };
  };

  const mean = (a, b) => {
    if (data.mean === "on_only") return a;
    if (data.mean === "arithmetic") return (a + b) / 2;
    if (b === 0) return 0;
    if (a === Infinity) return Infinity;
    return a === b ? a : (a - b) / Math.log1p((a - b) / b);
  };
  const power = (base, exponent) => {
    if (exponent < 0) { const below = power(base, -exponent); return below === 0 ? Infinity : 1 / below; }
    if (!Number.isInteger(exponent)) return base ** exponent;
    let found = 1;
    for (let i = 0; i < exponent; i += 1) found = product(found, base);
    return found;
  };
  const OPERATIONS = {
    "+": (a, b) => a + b, "-": (a, b) => a - b, "*": product, "/": (a, b) => (b === 0 ? (a ? Infinity : NaN) : a / b),
    "^": power, mean, log: (a) => Math.log(a), sqrt: (a) => Math.sqrt(a),
  };
  const value = (node, at) => {
    if (typeof node === "number") return node;
    if (typeof node === "string") return at[node];
    const [sign, ...parts] = node;
    return OPERATIONS[sign](...parts.map((part) => value(part, at)));
  };
  const names = (node) => (typeof node === "string" ? [node] : Array.isArray(node) ? node.slice(1).flatMap(names) : []);

  // What is known of a metric: both ends, or null where nothing is.
  const metricOf = (metric, known) => {
    const own = Object.fromEntries(names(metric.tree).map((name) => [name, known[name]]));
    const all = Object.entries(own);
    const isUnknown = all.some(([name, [low, high]]) => data.least[name] >= low && high === Infinity);
    if (isUnknown || !(metric.directions || all.every(([, at]) => isPoint(at)))) return null;
    const end = (isLow) => value(metric.tree, Object.fromEntries(all.map(([name, [low, high]]) =>
      [name, (metric.directions?.[name] === 1) === isLow ? low : high])));
    let [low, high] = [end(true), end(false)];
    if (!Number.isFinite(low)) low = 0;
    high = Number.isNaN(high) ? Infinity : Math.max(low, high);
    return low > 0 || high < Infinity ? [low, high] : null;
  };

  const digits = (number) => {
    const places = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(number))));
    const text = Number(number.toPrecision(3)).toFixed(Math.min(places, 12));
    return text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text;
  };
  const scale = (number) => {
    const largest = Math.max(...data.prefixes.map(([at]) => at));
    return Math.min(largest, Math.max(-18, 3 * Math.floor(Math.log10(Number(number.toPrecision(3))) / 3 + 1e-9)));
  };
  const shown = ([low, high], unit) => {
    const write = (number, at) => digits(number / 10 ** at);
    const capped = (number) => (unit === "s" ? Math.min(0, scale(number)) : scale(number));
    const sign = (at) => `\u00a0${data.prefixes.find(([power]) => power === at)[1]}${data.units[unit] ?? unit}`;
    if (low === high) return write(low, capped(low)) + sign(capped(low));
    if (low > 0 && high < Infinity) return `${write(low, capped(high))}–${write(high, capped(high))}${sign(capped(high))}`;
    return low > 0 ? `≥\u00a0${write(low, capped(low))}${sign(capped(low))}` : `≤\u00a0${write(high, capped(high))}${sign(capped(high))}`;
  };

  const ordinal = (n) => n + (n % 100 > 10 && n % 100 < 14 ? "th" : ["th", "st", "nd", "rd"][n % 10] ?? "th");
  const rank = ([low, high], papers) => {
    const surely = papers.filter(([, , , most]) => most < low * (1 - EQUAL)).length;
    const maybe = Math.max(surely, papers.filter(([, , least]) => least < high * (1 - EQUAL)).length);
    const sources = new Set(papers.map(([source]) => source)).size;
    const place = surely === maybe ? ordinal(surely + 1) : `${ordinal(surely + 1)} to ${ordinal(maybe + 1)}`;
    return `${place} of ${papers.length + 1}, ${sources} ${sources === 1 ? "source" : "sources"}`;
  };
  const papersOf = (metric, pulse) => data.papers.find(([name, of]) => name === metric && of === pulse)?.[2] ?? [];

  const given = () => Object.fromEntries([...new FormData(box)].map(([name, text]) => [name, text.trim()]).filter(([, text]) => text));

  const compute = (asked) => {
    const on = state(asked.on);
    let off = state(asked.off);
    // The off state of a d.c. sweep is the deepest there is: that of the pulses conducts at least as well.
    if (asked.window === "dc") off = [off[0], Infinity];
    const known = { V: asked.v ? read(asked.v, ["V"]).interval : UNKNOWN,
                    tau: asked.tau ? read(asked.tau, ["s"]).interval : UNKNOWN, ...states(on, off) };
    return data.metrics.map((metric) => [metric, metricOf(metric, known)]).filter(([, ends]) => ends);
  };

  const element = (name, text = "", attributes = {}) => {
    const made = Object.assign(document.createElement(name), attributes);
    made.textContent = text;
    return made;
  };
  const rowOf = (cells, kind = "td") => {
    const row = element("tr");
    row.append(...cells.map((cell) => (cell instanceof Node ? cell : element(kind, cell))));
    return row;
  };

  const distance = (device, metrics) => {
    const shared = metrics.filter(([metric]) => metric.is_planned && device.values[metric.name] > 0);
    const gaps = shared.map(([metric, [low, high]]) => {
      const at = device.values[metric.name];
      return at >= low && at <= high ? 0 : Math.abs(Math.log10(at / (at < low ? low : high)));
    });
    return { device, shared: shared.length, decades: Math.hypot(...gaps) };
  };

  const cells = (asked, metrics) => data.columns.slice(3 + data.parts.length).map((symbol) => {
    const found = metrics.find(([metric]) => metric.symbol === symbol);
    return found ? shown(found[1], found[0].unit) : "–";
  });
  const mine = (asked, metrics) => ({ name: "this work", device: "", device_class: asked.class, pulse: asked.pulse, notes: [], keys: [],
    cells: [asked.v ?? "–", asked.tau ?? "–", asked.on ?? "–", asked.off ?? "–", ...cells(asked, metrics)] });

  const footnotes = (lines) => [...new Set(lines.flatMap((line) => line.notes))];
  const latex = (text) => [...text].map((sign) => data.latex[sign] ?? sign).join("");
  const asLatex = (lines) => {
    const notes = footnotes(lines);
    const rows = lines.map((line) => {
      const marks = line.notes.map((note) => notes.indexOf(note) + 1).join(",");
      const cited = line.keys.length ? `~\\cite{${line.keys[0]}}` : "";
      const raised = marks ? `\\textsuperscript{${marks}}` : "";
      return [latex(line.device ? `${line.name}, ${line.device}` : line.name) + cited + raised,
              ...[line.device_class, line.pulse, ...line.cells].map(latex)];
    });
    const body = [[...data.columns.slice(0, 3), ...data.symbols], ...rows].map((row) => `${row.join(" & ")} \\\\`);
    const foot = notes.map((note, at) => `\\par\\footnotesize \\textsuperscript{${at + 1}} ${latex(note)}.`);
    return [`\\begin{tabular}{lll${"r".repeat(data.columns.length - 3)}}`, "\\hline", body[0], "\\hline", ...body.slice(1),
            "\\hline", "\\end{tabular}", ...foot, ""].join("\n");
  };
  const asCsv = (lines) => {
    const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    const rows = lines.map((line) => [line.device ? `${line.name}, ${line.device}` : line.name, line.device_class, line.pulse,
                                      ...line.cells, line.notes.join("; ")]);
    return [[...data.columns, "places"], ...rows].map((row) => row.map(quoted).join(",")).join("\n") + "\n";
  };
  const asBibtex = (lines) => [...new Set(lines.flatMap((line) => line.keys))].map((key) => data.bibtex[key]).join("\n\n") + "\n";
  const FORMATS = { LaTeX: [asLatex, "devices.tex"], CSV: [asCsv, "devices.csv"], BibTeX: [asBibtex, "devices.bib"] };

  // The star and what is known in part, for the figure.
  const figureRows = (metrics) => {
    const ends = (name) => metrics.find(([metric]) => metric.name === name)?.[1] ?? UNKNOWN;
    return { energy: ends("action_energy"), power: ends("standby_power"), quotient: ends("energy_power_ratio") };
  };

  let chosen;
  const show = () => {
    const asked = given();
    result.replaceChildren();
    output.hidden = true;
    try {
      const metrics = compute(asked);
      if (!metrics.length) throw new Error("Give V with R_on or R_off, and τ: what is given so far bounds no metric.");
      const table = element("table");
      const head = element("thead");
      head.append(rowOf(["metric", "your device", "among all known papers", `among those of ${asked.class}`], "th"));
      const body = element("tbody");
      for (const [metric, known] of metrics) {
        const papers = papersOf(metric.name, asked.pulse);
        const own = papers.filter(([, classes]) => classes.includes(asked.class));
        const name = element("td");
        name.append(`${metric.words} `);
        const [base, sub] = metric.symbol.includes("/") ? [metric.symbol.replaceAll("_", ""), ""] : metric.symbol.split("_");
        name.append(element("i", base === "tau" ? "τ" : base), element("sub", sub ?? ""));
        name.title = metric.rule;
        body.append(rowOf([name, shown(known, metric.unit), papers.length ? rank(known, papers) : "no paper known",
                           own.length ? rank(known, own) : "no paper known"]));
      }
      table.append(head, body);
      result.append(table);
      const note = [];
      if (asked.window === "dc") note.push("The off state is of a d.c. sweep, so it only bounds that of the pulses.");
      if (asked.read) note.push(`The states are read at ${asked.read} and used at the amplitude of the pulse, as the benchmark does; a device that conducts unevenly dissipates otherwise.`);
      note.push("A rank counts your device and the papers with a known value; 1st is the least. Papers that rest on one table are one source; few sources rank nothing firmly.");
      result.append(element("p", note.join(" "), { className: "note" }));
      const near = data.devices.filter((device) => device.pulse === asked.pulse).map((device) => distance(device, metrics))
        .sort((a, b) => b.shared - a.shared || a.decades - b.decades).slice(0, 12);
      const list = output.querySelector("fieldset");
      list.querySelectorAll("label").forEach((label) => label.remove());
      near.forEach(({ device }, at) => {
        const label = element("label");
        label.append(element("input", "", { type: "checkbox", value: device.id, checked: chosen ? chosen.has(device.id) : at < 5 }),
                     `${device.name}, ${device.device}`);
        list.append(label);
      });
      output.hidden = false;
      write(asked, metrics);
      document.dispatchEvent(new CustomEvent("place", { detail: figureRows(metrics) }));
      const query = new URLSearchParams(asked);
      document.getElementById("place-link").href = `#place?${query}`;
    } catch (error) {
      result.append(element("p", error.message, { className: "note" }));
      document.dispatchEvent(new CustomEvent("place", { detail: null }));
    }
  };

  const write = (asked, metrics) => {
    const ids = new Set([...output.querySelectorAll("input:checked")].map((box) => box.value));
    const lines = [mine(asked, metrics), ...data.devices.filter((device) => ids.has(device.id))];
    const format = output.querySelector("select").value;
    const [make, file] = FORMATS[format];
    const text = make(lines);
    output.querySelector("textarea").value = text;
    const link = output.querySelector("a[download]");
    link.download = file;
    link.textContent = file;
    link.href = `data:text/plain;charset=utf-8,${encodeURIComponent(text)}`;
  };

  const fromAddress = () => {
    const [place, query] = location.hash.split("?");
    if (place !== "#place" || !query) return;
    box.reset();
    for (const [name, text] of new URLSearchParams(query)) {
      const field = box.elements[name];
      if (field) field.value = text;
    }
    show();
    document.getElementById("place").scrollIntoView();
  };

  (async () => {
    data = JSON.parse(await unpacked(document.getElementById("place-data")));
    box.hidden = false;
    box.addEventListener("submit", (event) => { event.preventDefault(); show(); });
    box.addEventListener("change", () => Object.keys(given()).some((name) => ["v", "tau", "on", "off"].includes(name)) && show());
    output.addEventListener("change", (event) => {
      if (event.target.type === "checkbox") chosen = new Set([...output.querySelectorAll("input:checked")].map((one) => one.value));
      write(given(), compute(given()));
    });
    addEventListener("hashchange", fromAddress);
    fromAddress();
    box.dataset.ready = "yes";
  })();
})();
