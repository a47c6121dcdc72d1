// Figures: where they stand, what the digitizer sees of them, and the overlay that proves it.
import { ask, attempt, button, el, fill, plural, query, say, words } from "./dom.js";
import { decide, show, state } from "./desk.js";
import { at, boxHandles, boxOf, edgesOf } from "./handles.js";
import { draftOfPanel, panel } from "./panel.js";
import { lay, showImage, showPage, shown, takeClicks } from "./picture.js";
import { layReasons } from "./reasons.js";
import { given } from "./scale.js";

export function showFigures(form) {
  if (state.at.cut) { showCut(form, state.at.cut); return; }
  const { series, files } = state.paper;
  const seen = state.at.panels;
  const pictures = files.filter((one) => one.name.startsWith("fig_") && /\.(png|jpe?g)$/i.test(one.name));
  const place = shown();
  const isPage = Boolean(place.file) && !pictures.some((one) => one.name === place.file);
  fill(form, el("header", { class: "row" }, el("h3", {}, "Figures"), el("span", { class: "gap" }),
      isPage ? button(`Look at page ${place.page}`, "F", () => look({ file: place.file, page: place.page }), "strong look-at") : null),
    pictures.length ? el("div", { class: "chips" }, pictures.map((one) => el("button", { class: "chip", "aria-pressed": String(seen?.file === one.name), onclick: () => look({ file: one.name }) }, one.name))) : null,
    captions(),
    el("p", { class: "soft" }, "A picture of a figure, or a project of WebPlotDigitizer, Engauge or svgdigitizer, is dropped on the page. ", isPage ? button("Cut a figure out of this page", "X", beginCut, "link") : null),
    seen ? (seen.list.length ? el("div", { class: "chips" }, seen.list.map((one) => el("button", { class: "chip", "aria-pressed": String(one === seen.open), onclick: () => openPanel(seen, one) }, one.part ? `panel ${one.part}` : one.image ? one.panel : one.panel ? `panel ${one.panel}` : "the picture", el("b", {}, asksOf(one))))) : el("p", {}, "No panel was found as a drawing on this page. Cut it out, and it is read as a picture.")) : null,
    seen?.open ? panel(seen) : null,
    curveList(series),
  );
  state.keys.f = () => form.querySelector(".look-at")?.click();
  if (isPage) state.keys.x = beginCut;
}

const isPdf = (name) => Boolean(name?.toLowerCase().endsWith(".pdf"));

/** The figures of the document by their captions: a click turns to the page. */
function captions() {
  const { key, files } = state.paper;
  const first = files.find((one) => isPdf(one.name) && one.pages.length)?.name;
  const file = isPdf(shown().file) ? shown().file : first;
  const known = (state.at.captions ??= {});
  if (file && !known[file]) {
    known[file] = [];
    ask(query("captions", { key, file })).then((found) => { known[file] = found.captions; if (state.step === "figures" && found.captions.length) show(); }, () => {});
  }
  const found = known[file] ?? [];
  if (!found.length) return isPdf(file) ? el("p", { class: "soft" }, "Turn to the page of a figure, and look at it.") : null;
  return el("div", { class: "chips" }, found.map((one) => el("button", { class: "chip", title: one.words, "aria-pressed": String(file === shown().file && one.page === shown().page), onclick: () => { showPage({ file, page: one.page, boxes: [] }); show(); } }, one.label, el("b", {}, `p. ${one.page}`))));
}

/** Said on the chip of a panel: that it asks something, or how far it is to be trusted. */
const asksOf = (one) => (one.reasons.length || one.series.some((curve) => curve.reasons.length) ? "asks" : words(one.tier));

/** What figures.yaml says of a panel; nothing where it is not described. */
export const described = (seen, one) => state.paper.figures.find((entry) => entry.file === seen.file && (entry.page ?? null) === (seen.page ?? null) && (entry.image ?? null) === one.image && (one.part ? entry.panel === String(one.part) : one.image || !seen.page || (entry.panel ?? "1") === one.panel));

/** A curve of a described figure: its panel is opened again, with all that was said of it. */
function openCurve(one) {
  const entry = state.paper.figures.find((known) => known.file === one.file && (known.page ?? null) === (one.page ?? null) && (known.label ?? null) === (one.label ?? null));
  return look({ file: one.file, ...(one.page ? { page: one.page } : {}) }, entry);
}

/** The curves of the figures: those that are described, and folded those of which nobody said what they are. */
function curveList(series) {
  const isSaid = (one) => one.device !== "unassigned";
  const said = series.filter(isSaid), others = series.filter((one) => !isSaid(one));
  const list = (curves) => el("ul", { class: "lines" }, curves.map(line));
  if (!series.length) return null;
  return el("section", { class: "look" }, el("h3", {}, said.length ? `${plural(said.length, "curve")} described` : "No curve is described yet"), said.length ? list(said) : null,
    others.length ? el("details", {}, el("summary", {}, `${plural(others.length, "curve")} not described`), list(others)) : null);
}

const line = (one) => el("li", {}, button(`${one.label ?? one.file}, ${one.series}`, "", () => openCurve(one), "link"),
  one.device === "unassigned" ? null : ` ${one.device}${one.status === "excluded" ? `: ${one.reason}` : ""}`);

/** Look for panels on a page or in a picture; wanted: the one that is opened, by its entry. */
async function look(place, wanted) {
  say("looking for panels …");
  await attempt(async () => {
    const { panels } = await ask(query("panels", { key: state.paper.key, ...place }));
    const seen = (state.at.panels = { ...place, list: panels, open: null });
    for (const one of panels) one.said = described(seen, one);
    const first = panels.find((one) => wanted && one.said === wanted) ?? panels[0];
    say(`${plural(panels.length, "panel")} found`);
    if (first) await openPanel(seen, first);
    else show();
  });
}

/** A picture inside a page, and a panel whose scale a person gave, are read when they are opened: this takes seconds. */
async function openPanel(seen, one) {
  Object.assign(seen, { open: one, mending: null, asked: 0 });
  const scale = given(draftOfPanel(seen, one));
  if ((one.image || scale) && !one.isRead) {
    say("reading the picture …");
    await attempt(async () => {
      const parts = await readPanel(seen, scale);
      if (parts) { await openPanel(seen, parts[0]); return; }
      say(scale ? "the curves are read by the scale that was given" : "the picture is read as far as its scale is seen");
    });
  }
  if (seen.open !== one) return;
  prove(seen);
  show();
}

/** Read a panel anew by a scale, if one is given. A picture that holds several gives these, and none of them is read. */
async function readPanel(seen, scale = given(seen.open.draft)) {
  const one = seen.open;
  const { panels } = await ask(query("panels", aboutPanel(seen, scale)));
  if (panels[0]?.part) {
    for (const part of panels) part.said = described(seen, part);
    seen.list.splice(seen.list.indexOf(one), 1, ...panels);
    return panels;
  }
  const found = panels.find((other) => other.panel === one.panel) ?? panels[0];
  if (!found) throw new Error("The panel is not found with this scale.");
  Object.assign(one, found, { isRead: true, readWith: scale, part: one.part, frame: one.frame });
  return null;
}

const aboutPanel = (seen, scale = given(seen.open.draft ?? { calibration: {} })) => {
  const { panel: name, image } = seen.open;
  return { key: state.paper.key, file: seen.file, panel: name, ...(seen.page ? { page: seen.page } : {}), ...(image ? { image } : {}), ...(scale ? { scale: JSON.stringify(scale) } : {}) };
};

/** The overlay of a panel in the place of the page: what was read is drawn over what is printed. */
export function prove(seen) {
  seen.isOverlaid = seen.open.height === null;
  showImage(query("overlay", aboutPanel(seen)), `${seen.open.panel ? `panel ${seen.open.panel}` : seen.file} with what was read drawn over it`, ([x, y]) => { const [left, top, each] = seen.open.overlay; return valuesAt(seen.open, [left + x / each, top + y / each]); });
  if (seen.isOverlaid) layReasons(seen);
}

const short = (number) => String(Number(number.toPrecision(4)));

/** The place in a panel and the values of its axes there, in words. */
function valuesAt(one, [x, y]) {
  const told = one.axes.filter((axis) => axis.map).map((axis) => {
    const along = axis.map[0] * x + axis.map[1] * y + axis.map[2];
    return `${axis.name} = ${short(axis.scale === "log" ? axis.sign * 10 ** along : along)} ${axis.unit}`.trim();
  });
  return [`${x.toFixed(1)}, ${y.toFixed(1)} ${one.height === null ? "px" : "pt"}`, ...told].join("\n");
}

/** The panel without an overlay, for clicks: the picture's own pixels, or the page. */
export function plainly(seen) {
  const lens = (place) => valuesAt(seen.open, place);
  Object.assign(seen, { told: "", isOverlaid: false });
  if (seen.open.image) showImage(query("overlay", { ...aboutPanel(seen), plain: "yes" }), `image ${seen.open.image}`, lens);
  else if (!seen.page) showImage(query("document", { key: state.paper.key, file: seen.file }), seen.file, lens);
  else showPage({ file: seen.file, page: seen.page, near: seen.open.box && seen.open.box.slice(0, 2), lens });
}

/** Read a panel with the scale that a person gave it; what was said of it stays. */
export async function readCurves(seen) {
  const one = seen.open;
  say("reading the curves …");
  await attempt(async () => {
    await readPanel(seen);
    say(`${plural(one.n_series, "curve")} read; compare ${one.n_series === 1 ? "it" : "them"} with the print`);
    prove(seen);
    show();
  });
}

// A figure whose panels are not found as drawings is cut out, and read as a picture.

function beginCut() {
  const place = shown();
  const cut = (state.at.cut = { ...place, corners: [], box: null });
  showPage({ file: place.file, page: place.page });
  takeClicks(([x, y]) => {
    if (cut.box) return;
    cut.corners.push([x, y]);
    if (cut.corners.length === 2) cut.box = boxOf(cut.corners);
    lay(cut.box ? boxHandles(cut.box, "the figure", () => {}) : cut.corners.map((corner) => el("span", { class: "laid corner", style: at(...corner) })));
    show();
  });
  show();
}

function showCut(form, cut) {
  const stop = () => { state.at.cut = null; takeClicks(null); lay([]); show(); };
  const save = async () => {
    const before = new Set(state.paper.files.map((one) => one.name));
    if (!await decide({ what: "cut", file: cut.file, page: cut.page, box: edgesOf(cut.box) })) return;
    stop();
    const made = state.paper.files.find((one) => !before.has(one.name));
    if (made) await look({ file: made.name });
  };
  fill(form, el("h3", {}, "A figure cut out of the page"),
    el("p", { class: "soft", "aria-live": "polite" }, cut.box ? "Its axes and their labels stand inside? Drag an edge, or move it by the arrow keys." : cut.corners.length ? "Click the opposite corner." : "Click a corner of one panel on the page, outside of its labels."),
    el("p", { class: "buttons" }, cut.box ? button("Cut it out", "R", save, "strong") : null, button("Leave it", "", stop, "quiet")));
  if (cut.box) state.keys.r = save;
}
