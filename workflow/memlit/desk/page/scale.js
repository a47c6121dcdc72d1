// The scale of a panel: as it was read, or given by two clicks an axis, which snap to the ink of a tick; of a picture
// its frame, and boxes that hold no data.
import { button, el, field, input, say, select } from "./dom.js";
import { expectTyping, show } from "./desk.js";
import { at, boxHandles, boxOf, edgesOf, handle } from "./handles.js";
import { lay, pixels, pageSize, takeClicks } from "./picture.js";

const short = (number, other) => (Math.abs(number) < 1e-9 * Math.abs(other) ? "0" : String(Number(number.toPrecision(4))));
/** Pixels of the screen within which a click finds the line of a tick. */
const REACH = 6;
/** A pixel darker than this, of 255, is ink. */
const INK = 140;

/** Both axes as given or read. `plain` shows the page or picture without an overlay, `read` reads the curves anew. */
export function scaleForm(seen, { plain, read }) {
  const { draft } = seen.open;
  const axes = Object.values(draft.calibration);
  const start = el("button", { type: "button", onclick: read }, "Read the curves");
  const when = el("i", {}, "when both values of the axis are written");
  // While a value is typed only these two change: the fields and buttons of the form stay as they are.
  const tell = () => {
    const isWhole = axes.every(isGiven) && given(draft) !== null;
    start.className = isWhole ? "strong read-curves" : "read-curves";
    start.disabled = !isWhole;
    when.hidden = isWhole;
  };
  tell();
  return el("div", { class: "scale" }, el("h3", {}, "Scale"), ["x", "y"].map((name) => axis(seen, name, plain, tell)),
    isPicture(seen) ? boxes(seen, plain) : null,
    axes.length || given(draft) ? el("p", { class: "buttons" }, start, when) : null);
}

const isGiven = (axis) => axis.points.length >= 2 && axis.points.every(([, value]) => Number.isFinite(value));

/** What a person gave, as figures.yaml takes it; none where nothing is whole. */
export function given(draft) {
  const found = Object.entries(draft.calibration).filter(([, axis]) => isGiven(axis)).map(([name, axis]) => [name, { scale: axis.scale, points: axis.points, ...(axis.label ? { label: axis.label } : {}), ...(axis.unit ? { unit: axis.unit } : {}) }]);
  const edges = (box) => edgesOf(box).map((edge) => Math.round(edge));
  if (draft.frame) found.push(["frame", edges(draft.frame)]);
  if (draft.exclude?.length) found.push(["exclude", draft.exclude.map(edges)]);
  // What the described panel says of its scale and was not given anew stays as it is.
  const whole = { ...draft.said, ...Object.fromEntries(found) };
  return Object.keys(whole).length ? whole : null;
}

const isPicture = (seen) => Boolean(seen.open.image) || !seen.page;

/** Boxes that a person draws on a picture: its frame, where none was found, and what holds no data, a legend say. */
function boxes(seen, plain) {
  const { draft } = seen.open;
  const draw = (told, take) => () => {
    plain();
    const corners = [];
    seen.told = `Click two opposite corners of ${told}.`;
    takeClicks((place) => {
      corners.push(place.slice(0, 2));
      if (corners.length === 2) { take(boxOf(corners)); seen.told = ""; takeClicks(null); }
      mark(seen, corners);
      show();
    });
    show();
  };
  const taken = (text, drop) => el("span", { class: "chip" }, text, el("button", { type: "button", class: "link", "aria-label": `take ${text} back`, onclick: () => { drop(); mark(seen); show(); } }, "×"));
  return el("div", { class: "row" },
    draft.frame ? taken("frame", () => { draft.frame = null; }) : button("Draw its frame", "", draw("the frame that the axes make", (box) => { draft.frame = box; }), "quiet"),
    (draft.exclude ?? []).map((_, place) => taken(`left out ${place + 1}`, () => draft.exclude.splice(place, 1))),
    button("Leave a legend or words out", "", draw("the box that holds no data", (box) => { (draft.exclude ??= []).push(box); }), "quiet"),
    seen.told ? el("span", { class: "aim" }, seen.told) : null);
}

function axis(seen, name, plain, tell) {
  const one = seen.open;
  const known = one.axes.find((axis) => axis.name === name);
  const draft = one.draft.calibration[name];
  const isLeft = Boolean(one.readWith?.[name]) && !given(one.draft)?.[name];
  const isRead = !isLeft && known?.low !== undefined && known?.low !== null;
  const told = isRead ? `${known.label || name} ${known.unit ? `[${known.unit}]` : ""}: ${short(known.low, known.high)} to ${short(known.high, known.low)}, ${known.scale}` : isLeft ? "taken back: the curves are still those of the scale that was given" : "not read";
  const begin = () => { one.draft.calibration[name] = { scale: known?.scale === "log" ? "log" : "linear", unit: known?.unit ?? "", label: known?.label ?? "", points: [] }; aim(seen, name, plain); show(); };
  if (!draft) return el("p", { class: "row axis" }, el("b", {}, name), el("span", {}, told), el("span", { class: "gap" }), button(isRead ? "Give it anew" : "Give it by two clicks", "", begin, isRead ? "quiet" : ""));
  const values = draft.points.map((_, place) => field(`value ${place + 1}`, tickValue(draft, name, place, tell)));
  return el("div", { class: "row axis" }, el("b", {}, name), draft.points.length < 2 ? el("span", { class: "aim" }, `Click ${draft.points.length ? "another tick" : "a tick"} of the ${name} axis on the picture.`) : null, values,
    draft.isProposed ? el("span", { class: "soft proposed" }, "Proposed from its labels: compare each tick with the print, then read the curves.") : null,
    draft.points.length >= 2 ? [field("scale", select({ linear: "linear", log: "log" }, draft.scale, { onchange: (event) => { draft.scale = event.target.value; } })), field("unit", input({ value: draft.unit, oninput: (event) => { draft.unit = event.target.value; } })), field("printed title", input({ value: draft.label, placeholder: name === "x" ? "Pulse number" : "Conductance", oninput: (event) => { draft.label = event.target.value; } }))] : null,
    button(draft.points.length ? "Take back" : "Leave it", "", () => takeBack(seen, name, plain), "quiet"));
}

/** The value at a tick, as it is typed: what is no number yet stays in its field, and is said. */
function tickValue(draft, name, place, tell) {
  const point = draft.points[place];
  const typed = (draft.typed ??= {});
  const box = input({ class: "tick", "data-tick": name + place, value: typed[place] ?? (Number.isFinite(point[1]) ? point[1] : ""), inputmode: "decimal", oninput: () => {
    typed[place] = box.value;
    point[1] = number(box.value);
    check();
    tell();
  } });
  const check = () => {
    const isWrong = Boolean(box.value.trim()) && !Number.isFinite(point[1]);
    box.setAttribute("aria-invalid", String(isWrong));
    box.title = isWrong ? "no number: write 2e-10 or 2×10^-10" : "";
  };
  check();
  return box;
}

/** Take the last click of an axis back, and wait for another; a proposed scale goes as a whole, and an axis without a click. */
function takeBack(seen, name, plain) {
  const { calibration } = seen.open.draft;
  const draft = calibration[name];
  if (draft.isProposed || !draft.points.length) {
    delete calibration[name];
    takeClicks(null);
    mark(seen);
  } else {
    draft.points.pop();
    draft.spots?.pop();
    delete draft.typed?.[draft.points.length];
    aim(seen, name, plain);
    expectTyping();
    say(`Taken back: click the tick of the ${name} axis again.`);
  }
  show();
}

const RAISED = "⁻⁰¹²³⁴⁵⁶⁷⁸⁹";

/** `1e-3`, `1,5`, `10^-2` and `2×10⁻¹⁰` are numbers; nothing is NaN, not 0. */
function number(text) {
  const flat = text.trim().replace(/[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+/, (raised) => `^${[...raised].map((one) => "-0123456789"[RAISED.indexOf(one)]).join("")}`);
  const plain = flat.replace(",", ".").replaceAll("−", "-").replaceAll(/\s/g, "");
  const power = plain.match(/^(?:([-+]?[\d.]+)[x×·*]|([-+]?))10\^([-+]?\d+)$/);
  if (power) return Number(`${power[1] ?? `${power[2]}1`}e${power[3]}`);
  return plain ? Number(plain) : NaN;
}

const isFromBottom = (seen) => Boolean(seen.page) && !seen.open.image;

function aim(seen, name, plain) {
  plain();
  takeClicks((place) => {
    const draft = seen.open.draft.calibration[name];
    if (!draft || draft.points.length >= 2) return;
    const spot = snapped(place, name);
    draft.points.push([stored(seen, name, spot), NaN]);
    draft.spots = [...(draft.spots ?? []), spot];
    if (draft.points.length === 2) takeClicks(null);
    mark(seen);
    show();
    document.querySelector(`#form input.tick[data-tick="${name}${draft.points.length - 1}"]`)?.focus();
  });
}

/** The place along an axis as figures.yaml counts it: pixels of a picture, or points from the foot of a page. */
function stored(seen, name, [x, y]) {
  const upright = isFromBottom(seen) ? pageSize()[1] - y : y;
  return Math.round(10 * (name === "x" ? x : upright)) / 10;
}

/** What a person gave, over the picture: each line is dragged or moved by arrow keys. */
function mark(seen, corners = []) {
  const { draft } = seen.open;
  const drawn = [...(draft.frame ? [["the frame", draft.frame]] : []), ...(draft.exclude ?? []).map((box, place) => [`box ${place + 1} that is left out`, box])];
  const boxed = drawn.flatMap(([of, box]) => boxHandles(box, of, () => {}, true));
  const begun = corners.length === 1 ? [el("span", { class: "laid corner", style: at(...corners[0]) })] : [];
  lay([...boxed, ...begun].concat(Object.entries(seen.open.draft.calibration).flatMap(([name, draft]) => (draft.spots ?? []).map((spot, place) => handle({
    name: `tick ${place + 1} of the ${name} axis`,
    kind: `tick ${name === "x" ? "upright" : "flat"}`,
    place: () => at(...spot),
    move: (x, y) => { [spot[0], spot[1]] = [x, y]; draft.points[place][0] = stored(seen, name, spot); },
    done: () => {},
    lets: true,
  })))));
}

/** A click drawn to the middle of the nearest line of ink that runs across its axis, where there is one. */
function snapped([x, y], name) {
  const seen = pixels(x, y, REACH);
  if (!seen) return [x, y];
  const { data, size, place } = seen;
  const isInk = (column, row) => { const at = 4 * (row * size + column); return data[at + 3] > 0 && (data[at] + data[at + 1] + data[at + 2]) / 3 < INK; };
  const counts = Array.from({ length: size }, (_, line) => Array.from({ length: size }, (_, across) => (name === "x" ? isInk(line, across) : isInk(across, line))).filter(Boolean).length);
  const most = Math.max(...counts);
  if (most < size / 4) return [x, y];
  const middle = (size - 1) / 2;
  const best = counts.map((count, line) => [count, line]).filter(([count]) => count >= 0.8 * most).sort((a, b) => Math.abs(a[1] - middle) - Math.abs(b[1] - middle))[0][1];
  let first = best, last = best;
  while (first > 0 && counts[first - 1] >= 0.8 * most) first -= 1;
  while (last < size - 1 && counts[last + 1] >= 0.8 * most) last += 1;
  const line = (first + last) / 2;
  return name === "x" ? [place(0, line), y] : [x, place(1, line)];
}
