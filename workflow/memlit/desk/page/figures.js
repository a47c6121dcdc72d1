// Figures: what the digitizer sees, the scale by two clicks an axis, and what each curve is; the overlay is the proof.
import { ask, attempt, button, el, fill, field, input, plural, query, say, select, words } from "./dom.js";
import { decide, show, state } from "./desk.js";
import { showImage, showPage, shown, takeClicks } from "./picture.js";

const READERS = {
  pulses: [["pulse"], ["conductance", "resistance", "current"]],
  cycles: [["cycle"], ["conductance", "resistance"]],
  cdf: [["resistance", "conductance"], ["share"]],
  retention: [["time"], ["conductance", "resistance", "current"]],
  iv: [["voltage"], ["current"]],
};
const TELLS = { pulses: "conductance over pulses (LTP, LTD)", cycles: "a state over cycles", cdf: "a distribution", retention: "a state over time", iv: "a current-voltage loop" };

export function showFigures(form) {
  const { series, files } = state.paper;
  const seen = state.at.panels;
  const pictures = files.filter((one) => one.name.startsWith("fig_") && /\.(png|jpe?g)$/i.test(one.name));
  const place = shown();
  fill(form, el("header", { class: "row" }, el("h3", {}, "Figures"), el("span", { class: "gap" }),
      place.file && !pictures.some((one) => one.name === place.file) ? button(`Look at page ${place.page}`, "F", () => look({ file: place.file, page: place.page }), "strong look-at") : null,
      pictures.map((one) => button(one.name, "", () => look({ file: one.name })))),
    el("p", { class: "soft" }, "Turn to the page of a figure and look at it. A picture of a figure, or a project of WebPlotDigitizer, Engauge or svgdigitizer, is dropped on the page."),
    seen ? (seen.list.length ? el("div", { class: "chips" }, seen.list.map((one) => el("button", { class: "chip", "aria-pressed": String(one === seen.open), onclick: () => openPanel(seen, one) }, one.image ? one.panel : `panel ${one.panel}`, el("b", {}, one.reasons.length ? "asks" : words(one.tier))))) : el("p", {}, "No panel with a scale and no picture is on this page.")) : null,
    seen?.open ? panel(seen) : null,
    series.length ? el("section", { class: "look" }, el("h3", {}, plural(series.length, "curve").concat(" of described figures")), el("ul", { class: "lines" }, series.map(line))) : null,
  );
  state.keys.f = () => form.querySelector(".look-at")?.click();
}

const line = (one) => el("li", {}, button(`${one.label ?? one.file}, ${one.series}`, "", () => one.page && showPage({ file: one.file, page: one.page, boxes: [one.box] }), "link"),
  ` ${one.device === "unassigned" ? "not described" : one.device}${one.status === "excluded" ? `: ${one.reason}` : ""}`);

async function look(place) {
  say("looking for panels …");
  await attempt(async () => {
    const { panels } = await ask(query("panels", { key: state.paper.key, ...place }));
    state.at.panels = { ...place, list: panels, open: panels[0] };
    say(`${plural(panels.length, "panel")} found`);
    if (panels[0]) await openPanel(state.at.panels, panels[0]);
    else show();
  });
}

/** A picture inside a page is read when it is opened: to look for its scale takes seconds. */
async function openPanel(seen, one) {
  if (one.image && !one.isRead) {
    say("reading the picture …");
    await attempt(async () => {
      const { panels } = await ask(query("panels", { key: state.paper.key, file: seen.file, page: seen.page, image: one.image }));
      Object.assign(one, panels[0], { isRead: true });
      say("the picture is read as far as its scale is seen");
    });
  }
  seen.open = one;
  prove(seen);
  show();
}

/** The overlay of a panel in the place of the page: what was read is drawn over what is printed. */
function prove(seen, isPlain = false) {
  const { panel: name, image } = seen.open;
  const asked = { key: state.paper.key, file: seen.file, panel: name };
  if (seen.page) asked.page = seen.page;
  if (image) asked.image = image;
  if (isPlain) asked.plain = "yes";
  showImage(query("overlay", asked), `panel ${name} with what was read drawn over it`);
}

function panel(seen) {
  const one = seen.open;
  const number = one.panel || "1";
  const draft = (one.draft ??= { label: "", series: {}, drop: {}, dismiss: {}, calibration: {} });
  const label = input({ value: draft.label, placeholder: "Fig. 3a", oninput: (event) => { draft.label = event.target.value; } });
  const save = () => decide({ what: "figure", entry: entry(seen, number) }, "described; the figures are read again");
  return el("section", { class: "look panel" },
    el("div", { class: "row" }, field("Printed label", label), button("Overlay", "", () => prove(seen), "quiet"), button("Whole page", "", () => seen.page && showPage({ file: seen.file, page: seen.page, boxes: [one.box] }), "quiet")),
    one.reasons.length ? el("div", {}, el("h3", {}, "It asks"), el("ul", { class: "lines" }, one.reasons.map((reason) => el("li", { class: "bad" }, reason, " ", input({ placeholder: "does not hold, because …", value: draft.dismiss[first(reason)] ?? "", oninput: (event) => { draft.dismiss[first(reason)] = event.target.value; } }))))) : el("p", { class: "good" }, "Scale and curves are verified by the drawing itself."),
    el("div", {}, el("h3", {}, "Scale"), ["x", "y"].map((name) => axis(seen, name))),
    el("div", {}, el("h3", {}, plural(one.n_series, "curve")), one.series.map((curve) => row(curve, draft, seen))),
    el("p", { class: "buttons" }, button("Describe the panel", "", save, "strong describe")));
}

const first = (reason) => reason.split(" ").slice(0, 4).join(" ");

function axis(seen, name) {
  const one = seen.open;
  const known = one.axes.find((axis) => axis.name === name);
  const draft = one.draft.calibration[name];
  const told = known?.low !== undefined && known?.low !== null ? `${known.label || name} ${known.unit ? `[${known.unit}]` : ""}: ${short(known.low, known.high)} to ${short(known.high, known.low)}, ${known.scale}` : "not read";
  if (!draft) return el("p", { class: "row axis" }, el("b", {}, name), el("span", {}, told), el("span", { class: "gap" }), button("Give it by two clicks", "", () => { one.draft.calibration[name] = { scale: "linear", unit: known?.unit ?? "", label: known?.label ?? "", points: [] }; aim(seen, name); show(); }, "quiet"));
  const points = draft.points.map((point, place) => field(`value ${place + 1}`, input({ value: Number.isNaN(point[1]) ? "" : point[1], inputmode: "decimal", oninput: (event) => { point[1] = Number(event.target.value.replace(",", ".")); } })));
  return el("div", { class: "row axis" }, el("b", {}, name), draft.points.length < 2 ? el("span", {}, `click tick ${draft.points.length + 1} of the ${name} axis on the picture`) : null, points,
    draft.points.length === 2 ? [field("scale", select({ linear: "linear", log: "log" }, draft.scale, { onchange: (event) => { draft.scale = event.target.value; } })), field("unit", input({ value: draft.unit, oninput: (event) => { draft.unit = event.target.value; } }))] : null,
    button("Take back", "", () => { delete one.draft.calibration[name]; takeClicks(null); show(); }, "quiet"));
}

function aim(seen, name) {
  const one = seen.open;
  if (one.image) prove(seen, true);
  else showPage({ file: seen.file, page: seen.page ?? 1, boxes: [] });
  takeClicks(([x, y, height]) => {
    const draft = one.draft.calibration[name];
    if (!draft || draft.points.length >= 2) return;
    const upright = one.image || !seen.page ? y : height - y;
    draft.points.push([Math.round(10 * (name === "x" ? x : upright)) / 10, NaN]);
    if (draft.points.length === 2) takeClicks(null);
    show();
  });
}

const UNITS = { conductance: /S$/, resistance: /(?:Ω|[Oo]hm)$/, current: /A$/ };

/** The quantity that an axis prints: by its words, else by its unit, else the first that the reader takes. */
function likely(names, axis) {
  const label = (axis?.label ?? "").toLowerCase();
  return names.find((name) => label.includes(name)) ?? names.find((name) => UNITS[name]?.test(axis?.unit ?? "")) ?? names[0];
}

const short = (number, other) => (Math.abs(number) < 1e-9 * Math.abs(other) ? "0" : String(Number(number.toPrecision(4))));

function row(curve, draft, seen) {
  const told = (draft.series[curve.id] ??= { reader: "", device: state.device, x: "", y: "", y_unit: "", v_read: "", name: "", cut: "", is_dropped: false });
  const set = (name) => (event) => { told[name] = event.target.value; };
  const reader = select({ "": "what is it?", ...TELLS }, told.reader, { "aria-label": "What the curve is", onchange: (event) => { told.reader = event.target.value; [told.x, told.y] = (READERS[told.reader] ?? [[""], [""]]).map((names, place) => likely(names, seen.open.axes[place])); show(); } });
  const [xs, ys] = READERS[told.reader] ?? [[], []];
  const colour = el("span", { class: "swatch", style: curve.color ? { background: `rgb(${curve.color.join(",")})` } : {} });
  return el("div", { class: `item curve ${told.is_dropped ? "dropped" : ""}` },
    el("p", { class: "row" }, colour, el("b", {}, curve.name || curve.id), el("i", {}, `${curve.name ? `${curve.id}, ` : ""}${plural(curve.n, "point")}, ${curve.kind}`), el("span", { class: "gap" }),
      button(told.is_dropped ? "Keep" : "Drop", "", () => { told.is_dropped = !told.is_dropped; show(); }, "quiet")),
    told.is_dropped ? input({ placeholder: "no data, because …", value: draft.drop[curve.id] ?? "", oninput: (event) => { draft.drop[curve.id] = event.target.value; } }) : el("div", { class: "fields" }, reader, told.reader ? el("div", { class: "row narrow" },
      field("device", input({ list: "devices", value: told.device, oninput: set("device") })),
      xs.length > 1 ? field("x", select(Object.fromEntries(xs.map((n) => [n, n])), told.x, { onchange: set("x") })) : null,
      ys.length > 1 ? field("y", select(Object.fromEntries(ys.map((n) => [n, n])), told.y, { onchange: (event) => { told.y = event.target.value; show(); } })) : null,
      field("unit of y", input({ value: told.y_unit, placeholder: "as printed", oninput: set("y_unit") })),
      told.y === "current" || told.reader === "iv" ? field("read at [V]", input({ value: told.v_read, oninput: set("v_read") })) : null,
      ["cycles", "cdf", "retention"].includes(told.reader) ? field("state", input({ value: told.state ?? "", placeholder: "LRS", oninput: set("state") })) : null,
      field("name; one name joins", input({ value: told.name, placeholder: curve.name || curve.id, oninput: set("name") })),
      field("cut at x", input({ value: told.cut, placeholder: "50.5", inputmode: "decimal", oninput: set("cut") }))) : null));
}

/** The entry of figures.yaml: what was said, and nothing else. */
function entry(seen, number) {
  const { draft, image } = seen.open;
  const series = {}, drop = {}, join = {}, split = {}, name = {};
  const kept = Object.entries(draft.series).filter(([id, told]) => {
    if (told.is_dropped) drop[id] = draft.drop[id] || "no data";
    return !told.is_dropped && told.reader;
  });
  for (const [id, told] of kept) {
    const { reader, device, x, y, y_unit: unit, v_read: volts, state: held } = told;
    const what = { device, reader, x, y, ...(unit ? { y_unit: unit } : {}), ...(volts ? { v_read: Number(volts) } : {}), ...(held ? { state: held } : {}) };
    const called = told.name.trim();
    const pieces = called ? kept.filter(([, other]) => other.name.trim() === called).map(([piece]) => piece) : [id];
    if (pieces.length > 1) join[called] = pieces;
    else if (called) name[id] = called;
    const cuts = told.cut.split(/[;\s]+/).filter(Boolean).map((text) => Number(text.replace(",", ".")));
    if (!cuts.length) { series[pieces.length > 1 ? called : id] = what; continue; }
    const names = Array.from({ length: cuts.length + 1 }, (_, place) => `${called || id} ${place + 1}`);
    split[pieces.length > 1 ? called : id] = { at: cuts, names };
    for (const part of names) series[part] = what;
  }
  const edits = Object.fromEntries(Object.entries({ drop, join, split, name }).filter(([, said]) => Object.keys(said).length));
  const dismiss = Object.fromEntries(Object.entries(draft.dismiss).filter(([, why]) => why));
  const calibration = Object.fromEntries(Object.entries(draft.calibration).filter(([, axis]) => axis.points.length === 2).map(([name, axis]) => [name, { ...axis }]));
  const isPicture = !seen.page;
  return { file: seen.file, ...(seen.page ? { page: seen.page } : {}), ...(image ? { image } : isPicture ? {} : { panel: number }), ...(draft.label ? { label: draft.label } : {}),
    ...(Object.keys(calibration).length ? { calibration } : {}), ...edits, ...(Object.keys(dismiss).length ? { dismiss } : {}), series };
}
