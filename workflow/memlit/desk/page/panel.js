// One panel: its open reasons, its scale, what each curve is, and the entry of figures.yaml that says so.
import { button, el, field, input, plural, select } from "./dom.js";
import { decide, deviceName, show, state } from "./desk.js";
import { draftOf, emptyDraft, entryOf, isBegun, propose, toldOf } from "./described.js";
import { keep, kept } from "./kept.js";
import { described, plainly, prove, readCurves } from "./figures.js";
import { foresee, foreseen } from "./foreseen.js";
import { beginMend, canBeMended, mendForm } from "./mend.js";
import { showPage } from "./picture.js";
import { layReasons, reasonList } from "./reasons.js";
import { scaleForm } from "./scale.js";

/** The quantities that x and y may be, by what a curve is. */
const axesOf = (reader) => state.list.readers[reader] ?? [[], []];
/** For which pulse the states of a curve hold; of one that is cut, also in turn. */
const PULSES = { "": "no pulse named", set: "set", reset: "reset", "set reset": "set up to the cut, then reset", "reset set": "reset up to the cut, then set" };
/** Points of a curve that stands in the list, where there are more than so many curves. */
const FEWEST = 3, MANY = 6;
const TELLS = { pulses: "conductance over pulses (LTP, LTD)", train: "states before and after a train of pulses", cycles: "a state over cycles", cdf: "a distribution", retention: "a state over time", iv: "a current-voltage loop" };

/** What a person says of a panel: as it was typed in this window, else as it is described, else nothing yet. */
export function draftOfPanel(seen, one) {
  return kept(state.paper.key)[nameOf(seen, one)] ?? (one.said ? draftOf(one.said, one) : emptyDraft(one));
}

const numberOf = (one) => one.panel || "1";
const nameOf = (seen, one) => `panel ${seen.file} ${seen.page ?? ""} ${one.image ?? ""} ${one.part || ""} ${numberOf(one)}`;

export function panel(seen) {
  const one = seen.open;
  const draft = (one.draft ??= draftOfPanel(seen, one));
  if (!one.said) propose(draft, one);
  const { key } = state.paper;
  const isSaid = () => JSON.stringify(entryOf(seen, numberOf(one))) === JSON.stringify(one.asSaid ??= one.said ? entryOf({ ...seen, open: { ...one, draft: draftOf(one.said, one) } }, numberOf(one)) : null);
  const changed = () => { keep(key, nameOf(seen, one), isBegun(draft) && !isSaid() ? draft : null); foresee(seen); };
  changed();
  if (seen.mending) return el("section", { class: "look panel" }, mendForm(seen));
  if (seen.isOverlaid) layReasons(seen);
  const label = input({ value: draft.label, placeholder: "Fig. 3a", oninput: (event) => { draft.label = event.target.value; } });
  const save = async () => { if (await decide({ what: "figure", entry: entryOf(seen, numberOf(one)) }, "described; the figures are read again")) { keep(key, nameOf(seen, one), null); one.said = described(seen, one); one.asSaid = null; } };
  return el("section", { class: "look panel", oninput: changed },
    el("div", { class: "row" }, field("Printed label", label), button("Overlay", "", () => prove(seen), "quiet"), seen.page ? button("Whole page", "", () => showPage({ file: seen.file, page: seen.page, boxes: [one.box] }), "quiet") : null),
    isWaiting(one) ? el("p", {}, "Its scale is not read. Give it by two clicks an axis: the curves are read from it.") : reasonList(seen),
    scaleForm(seen, { plain: () => plainly(seen), read: () => readCurves(seen) }),
    one.series.length ? curves(one, draft, seen) : null,
    foreseen(seen),
    el("p", { class: "buttons" }, button(one.said ? "Describe it anew" : "Describe the panel", "", save, one.series.length ? "strong describe" : "describe")));
}

const isWaiting = (one) => !one.series.length && one.reasons.length === 1 && /^(?:its scale is not|no scale) read/.test(one.reasons[0]);

/** The curves of a panel; letters, ticks and lines of a frame that were taken for curves come last, folded. */
function curves(one, draft, seen) {
  const isLong = (curve) => curve.n >= FEWEST || draft.series[curve.id]?.reader;
  const short = one.series.length > MANY ? one.series.filter((curve) => !isLong(curve)) : [];
  const rows = (list) => list.map((curve) => row(curve, draft, seen));
  return el("div", {}, el("h3", {}, plural(one.n_series, "curve")), rows(one.series.filter((curve) => !short.includes(curve))),
    short.length ? el("details", {}, el("summary", {}, `${short.length} more of one or two points`), rows(short)) : null);
}

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

const UNITS = { conductance: /S$/, resistance: /(?:Ω|[Oo]hm)$/, current: /A$/ };

/** The quantity that an axis prints: by its words, else by its unit, else the first that the reader takes. */
function likely(names, axis) {
  const label = (axis?.label ?? "").toLowerCase();
  return names.find((name) => label.includes(name)) ?? names.find((name) => UNITS[name]?.test(axis?.unit ?? "")) ?? names[0] ?? "";
}

function row(curve, draft, seen) {
  const told = toldOf(draft, curve.id, deviceName());
  const set = (name) => (event) => { told[name] = event.target.value; };
  const reader = select({ "": "what is it?", ...TELLS }, told.reader, { "aria-label": "What the curve is", onchange: (event) => { told.reader = event.target.value; [told.x, told.y] = axesOf(told.reader).map((names, place) => likely(names, seen.open.axes[place])); show(); } });
  const [xs, ys] = axesOf(told.reader);
  return el("div", { class: `item curve ${told.is_dropped ? "dropped" : ""}` },
    el("p", { class: "row" }, small(curve), el("b", {}, curve.name || curve.id), el("i", {}, `${curve.name ? `${curve.id}, ` : ""}${plural(curve.n, "point")}, ${curve.kind}${told.marks ? `, ${told.marks.length} as mended` : ""}`), el("span", { class: "gap" }),
      canBeMended(curve) && !told.is_dropped ? button("Mend its marks", "", () => beginMend(seen, curve), "quiet") : null,
      button(told.is_dropped ? "Keep" : "Drop", "", () => { told.is_dropped = !told.is_dropped; show(); }, "quiet")),
    told.is_dropped ? input({ placeholder: "no data, because …", value: draft.drop[curve.id] ?? "", oninput: (event) => { draft.drop[curve.id] = event.target.value; } }) : el("div", { class: "fields" }, reader, told.reader ? el("div", { class: "row narrow" },
      field("device", input({ list: "devices", value: told.device, oninput: set("device") })),
      xs.length > 1 ? field("x", select(Object.fromEntries(xs.map((n) => [n, n])), told.x, { onchange: set("x") })) : null,
      ys.length > 1 ? field("y", select(Object.fromEntries(ys.map((n) => [n, n])), told.y, { onchange: (event) => { told.y = event.target.value; show(); } })) : null,
      ["retention", "iv"].includes(told.reader) || told.x_unit ? field("unit of x", input({ value: told.x_unit ?? "", placeholder: "as printed", oninput: set("x_unit") })) : null,
      field("unit of y", input({ value: told.y_unit, placeholder: "as printed", oninput: set("y_unit") })),
      told.y === "current" || told.reader === "iv" ? field("read at [V]", input({ value: told.v_read, oninput: set("v_read") })) : null,
      ["cycles", "cdf", "retention"].includes(told.reader) ? field("state", input({ value: told.state ?? "", placeholder: "LRS", oninput: set("state") })) : null,
      told.reader === "iv" ? null : field("states of", select(PULSES, told.pulse, { onchange: set("pulse") })),
      field("name; one name joins", input({ value: told.name, placeholder: curve.name || curve.id, oninput: set("name") })),
      field("cut at x", input({ value: told.cut, placeholder: "50.5", inputmode: "decimal", oninput: set("cut") }))) : null));
}
