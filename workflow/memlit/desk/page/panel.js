// One panel: its open reasons, its scale, what each curve is, and the entry of figures.yaml that says so.
import { button, el, field, input, plural, select } from "./dom.js";
import { decide, show, state } from "./desk.js";
import { keep, kept } from "./kept.js";
import { plainly, prove, readCurves } from "./figures.js";
import { showPage } from "./picture.js";
import { given, scaleForm } from "./scale.js";

const READERS = {
  pulses: [["pulse"], ["conductance", "resistance", "current"]],
  train: [["pulse"], ["conductance", "resistance", "current"]],
  cycles: [["cycle"], ["conductance", "resistance"]],
  cdf: [["resistance", "conductance"], ["share"]],
  retention: [["time"], ["conductance", "resistance", "current"]],
  iv: [["voltage"], ["current"]],
};
const TELLS = { pulses: "conductance over pulses (LTP, LTD)", train: "states before and after a train of pulses", cycles: "a state over cycles", cdf: "a distribution", retention: "a state over time", iv: "a current-voltage loop" };

export function panel(seen) {
  const one = seen.open;
  const number = one.panel || "1";
  const name = `panel ${seen.file} ${seen.page ?? ""} ${one.image ?? ""} ${number}`;
  const draft = (one.draft ??= kept(state.paper.key)[name] ?? { label: "", series: {}, drop: {}, dismiss: {}, calibration: {} });
  const isBegun = () => draft.label || draft.frame || draft.exclude?.length || Object.values(draft.series).some((told) => told.reader || told.is_dropped) || [draft.drop, draft.dismiss, draft.calibration].some((part) => Object.keys(part).length);
  const keepIt = () => { if (isBegun()) keep(state.paper.key, name, draft); };
  keepIt();
  const label = input({ value: draft.label, placeholder: "Fig. 3a", oninput: (event) => { draft.label = event.target.value; } });
  const { key } = state.paper;
  const save = async () => { if (await decide({ what: "figure", entry: entry(seen, number) }, "described; the figures are read again")) keep(key, name, null); };
  return el("section", { class: "look panel", oninput: keepIt },
    el("div", { class: "row" }, field("Printed label", label), button("Overlay", "", () => prove(seen), "quiet"), seen.page ? button("Whole page", "", () => showPage({ file: seen.file, page: seen.page, boxes: [one.box] }), "quiet") : null),
    isWaiting(one) ? el("p", {}, "Its scale is not read. Give it by two clicks an axis: the curves are read from it.") : one.reasons.length ? el("div", {}, el("h3", {}, "It asks"), el("ul", { class: "lines" }, one.reasons.map((reason) => el("li", { class: "bad" }, reason, " ", input({ placeholder: "does not hold, because …", value: draft.dismiss[first(reason)] ?? "", oninput: (event) => { draft.dismiss[first(reason)] = event.target.value; } }))))) : el("p", { class: "good" }, "Scale and curves are verified by the drawing itself."),
    scaleForm(seen, { plain: () => plainly(seen), read: () => readCurves(seen) }),
    one.series.length ? el("div", {}, el("h3", {}, plural(one.n_series, "curve")), one.series.map((curve) => row(curve, draft, seen))) : null,
    el("p", { class: "buttons" }, button("Describe the panel", "", save, one.series.length ? "strong describe" : "describe")));
}

const isWaiting = (one) => !one.series.length && one.reasons.length === 1 && /^(?:its scale is not|no scale) read/.test(one.reasons[0]);

/** A curve drawn small, all of a panel to one scale, so that each is told from the others. */
function small(curve) {
  const { shape, kind, color } = curve;
  const made = (name, attributes) => { const node = document.createElementNS("http://www.w3.org/2000/svg", name); for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value); return node; };
  const picture = made("svg", { viewBox: "-3 -3 70 42", width: "64", height: "38", class: "small", "aria-hidden": "true" });
  const paint = color ? `rgb(${color.join(",")})` : "currentColor";
  const places = shape.map(([x, y]) => [64 * x, 36 * y]);
  if (kind === "marks") picture.append(...places.map(([cx, cy]) => made("circle", { cx, cy, r: 1.6, fill: paint })));
  else picture.append(made("polyline", { points: places.join(" "), fill: "none", stroke: paint, "stroke-width": 1.6 }));
  return picture;
}

const first = (reason) => reason.split(" ").slice(0, 4).join(" ");

const UNITS = { conductance: /S$/, resistance: /(?:Ω|[Oo]hm)$/, current: /A$/ };

/** The quantity that an axis prints: by its words, else by its unit, else the first that the reader takes. */
function likely(names, axis) {
  const label = (axis?.label ?? "").toLowerCase();
  return names.find((name) => label.includes(name)) ?? names.find((name) => UNITS[name]?.test(axis?.unit ?? "")) ?? names[0];
}

function row(curve, draft, seen) {
  const told = (draft.series[curve.id] ??= { reader: "", device: state.device, x: "", y: "", y_unit: "", v_read: "", name: "", cut: "", is_dropped: false });
  const set = (name) => (event) => { told[name] = event.target.value; };
  const reader = select({ "": "what is it?", ...TELLS }, told.reader, { "aria-label": "What the curve is", onchange: (event) => { told.reader = event.target.value; [told.x, told.y] = (READERS[told.reader] ?? [[""], [""]]).map((names, place) => likely(names, seen.open.axes[place])); show(); } });
  const [xs, ys] = READERS[told.reader] ?? [[], []];
  return el("div", { class: `item curve ${told.is_dropped ? "dropped" : ""}` },
    el("p", { class: "row" }, small(curve), el("b", {}, curve.name || curve.id), el("i", {}, `${curve.name ? `${curve.id}, ` : ""}${plural(curve.n, "point")}, ${curve.kind}`), el("span", { class: "gap" }),
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
  const calibration = given(draft);
  const isPicture = !seen.page;
  return { file: seen.file, ...(seen.page ? { page: seen.page } : {}), ...(image ? { image } : isPicture ? {} : { panel: number }), ...(draft.label ? { label: draft.label } : {}),
    ...(calibration ? { calibration } : {}), ...edits, ...(Object.keys(dismiss).length ? { dismiss } : {}), series };
}
