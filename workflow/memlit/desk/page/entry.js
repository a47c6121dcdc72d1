// Any value that a person sees: a box is drawn round it on the page, the witnesses read what stands there, and the person
// says what it is. Where the document has no pages, its words are quoted.
import { ask, attempt, button, el, fill, field, HOW, input, plural, query, say, select, words } from "./dom.js";
import { again, asSecond, bar, deviceName, nameIt, show, state } from "./desk.js";
import { boxHandles, edgesOf } from "./handles.js";
import { keep, kept } from "./kept.js";
import { onceLine, saidOnce, sayOnce } from "./once.js";
import { lay, pageSize, showPage, shown, takeBox, takeClicks } from "./picture.js";

const HOW_ASKED = { ...HOW, "": "say how", open: "not said" };
/** Milliseconds after which a person is told what is waited for. */
const SOON = 400;
const NOTHING = { box: null, words: null, quotation: "", pictured: false, values: [] };

/** Whether a value is of one row of the bar or another. */
const hasRows = () => Object.keys(bar().rows).length > 1;
const nameOf = (entry) => (entry.second ? "second entry" : "entry");
const current = () => state.at.entry;

/** Keep what is typed, so that a reload loses nothing. */
const save = (entry) => keep(state.paper.key, nameOf(entry), entry);

/** The parameter that a part of the bar asks for; none where no part is chosen. */
const ofSlot = () => (state.slot ? bar().rows[state.slot.pulse][state.slot.part] : "");

/** Begin to enter a value, or go on with one that was begun; about: what is known of it already. */
export function beginEntry(about = {}) {
  const second = Boolean(about.second);
  const begun = kept(state.paper.key)[nameOf({ second })];
  const fresh = { ...NOTHING, device: second ? "" : deviceName(), ...(second ? { paper: "", how: "" } : saidOnce()), transition: "", condition: "", grade: "", second, last: [], file: null, page: null };
  open({ ...fresh, ...begun, ...(about.parameter || !begun ? { wanted: about.parameter ?? ofSlot() } : {}), ...(state.device && !second ? { device: deviceName() } : {}) });
  if (about.parameter && !current().values.length) current().values = [{ text: "", unit: "", parameter: about.parameter, reads: "" }];
  if (about.box) { boxed(about.file, about.page, about.box); return; }
  // The page in its whole width: a place that was shown larger is let go.
  const panels = state.step === "figures" ? state.at.panels : null;
  if (!current().box && (panels || shown().file)) showPage(panels ? { file: panels.file, page: panels.page ?? 1 } : shown());
  show();
  // Tab goes on into the form.
  document.querySelector("#form h3")?.focus({ preventScroll: true });
}

function open(entry) {
  Object.assign(state.at, { entry, drawing: null, cut: null });
  takeClicks(null);
  // A second reading begins from its own step, where nothing of the first is shown.
  keep(state.paper.key, "entering", entry.second ? null : "yes");
  save(entry);
}

/** The form that stood open when the page was left. */
export function openedAgain() {
  takeBox(null);
  const { entering, entry } = kept(state.paper.key);
  if (entering && entry && !asSecond()) state.at.entry = entry;
}

/** Leave the form; what was typed is there when it is opened again. */
export function leaveEntry() {
  state.at.entry = null;
  keep(state.paper.key, "entering", null);
  takeBox(null);
  lay([]);
}

// The box on the page.

function aim(entry) {
  takeBox((box) => boxed(shown().file, shown().page, box));
  const isHere = entry.box && entry.file === shown().file && entry.page === shown().page;
  lay(isHere ? boxHandles(entry.box, "the value", () => changed(entry)) : []);
}

function boxed(file, page, box) {
  const entry = current();
  Object.assign(entry, { file, page, box, words: null, pictured: false });
  save(entry);
  show();
  read(entry);
}

/** For who has no pointer: a box that the arrow keys move. */
function inTheMiddle() {
  const [width, height] = pageSize();
  boxed(shown().file, shown().page, { left: 0.4 * width, top: 0.45 * height, right: 0.6 * width, bottom: 0.48 * height });
  document.querySelector(".laid[tabindex]")?.focus();
}

let waiting = 0;
function changed(entry) {
  const turn = ++waiting;
  save(entry);
  setTimeout(() => { if (turn === waiting && current() === entry) read(entry); }, 300);
}

async function read(entry) {
  const turn = ++waiting;
  const slow = setTimeout(() => say("reading the box: where no text lies below it, OCR reads its picture; this takes some seconds …"), SOON);
  await attempt(async () => {
    const box = edgesOf(entry.box).map((edge) => edge.toFixed(1));
    const found = await ask(query("boxed", { key: state.paper.key, file: entry.file, page: entry.page, box, ...(entry.pictured ? { pictured: "yes" } : {}) }));
    if (turn !== waiting || current() !== entry) return;
    entry.words = found;
    entry.values = found.values.map((one, place) => ({ ...one, si: one.unit, parameter: parameterOf(entry, one, place, found.values.length), unit: entry.last[place]?.typed ?? "" }));
    if (!entry.values.length) entry.values = [{ text: "", unit: "", parameter: entry.wanted || "", reads: "" }];
    save(entry);
    say(`${plural(found.values.length, "value")} read in the box`);
    const held = document.activeElement.closest(".laid");
    show();
    if (held) held.focus(); else focusNext();
  });
  clearTimeout(slow);
}

/** Where a person goes on: the first field that is still empty. */
function focusNext() {
  const fields = [...document.querySelectorAll("#form .entry :is(input:not([type]), select).needed")];
  (fields.find((one) => !one.value) ?? document.querySelector("#form .entry button.strong"))?.focus();
}

/** A parameter of one transition: the next box has it too, unless its words speak of another. */
const OF_TRANSITION = /^(?:re)?set_/;

/** What a value in the box is: as the reader of sentences took it, as the last box of as many values had it, or the part
 * that is asked for where the unit fits. */
function parameterOf(entry, one, place, of) {
  const fits = (name) => name && state.list.parameters[name]?.unit === one.unit;
  const same = (text) => text.replaceAll(/[\s^]/g, "");
  const found = entry.second ? null : state.paper.text.find((other) => other.file === entry.file && other.page === entry.page && other.box && meets(other.box, entry.box) && same(other.text) === same(one.text));
  const isOpen = found?.proposed.startsWith("*");
  if (found && !isOpen) return found.proposed;
  const last = entry.last.length === of ? entry.last[place].parameter : "";
  const isOfOther = OF_TRANSITION.test(last) && (isOpen || entry.words.transitions.some((one) => !last.startsWith(`${one}_`)));
  if (last && !isOfOther && (fits(last) || one.unit === "1")) return last;
  return fits(entry.wanted) ? entry.wanted : "";
}

const meets = ([left, top, right, bottom], box) => left < box.right && right > box.left && top < box.bottom && bottom > box.top;

// The form.

/** The entry whose page was brought to sight: a person may turn the pages after that. */
let placed = null;

export function showEntry(form) {
  const entry = current();
  if (entry.box && placed !== entry && (shown().file !== entry.file || shown().page !== entry.page)) showPage({ file: entry.file, page: entry.page, near: [entry.box.left, entry.box.top] });
  placed = entry;
  const hasPages = Boolean(state.paper.files.find((one) => one.name === shown().file)?.pages.length);
  if (hasPages) aim(entry);
  if (!entry.values.length) entry.values = [{ text: "", unit: "", parameter: entry.wanted || "", reads: "" }];
  const common = commonFields(entry);
  fill(form, el("header", { class: "row" }, el("h3", { tabindex: "-1" }, "Enter a value"), el("span", { class: "gap" }), button("Leave it", "", () => { leaveEntry(); show(); }, "quiet leave")),
    el("form", { class: "fields entry", onsubmit: (event) => { event.preventDefault(); send(entry); } },
      ...witnesses(entry, hasPages),
      el("div", { class: "values", role: "group", "aria-label": "Values" }, entry.values.map((one, place) => valueLine(entry, one, place))),
      el("p", { class: "buttons" }, button("Another value", "", () => { entry.values.push({ text: "", unit: "", parameter: "", reads: "" }); save(entry); show(); }, "quiet")),
      isSaid(entry) ? onceLine(entry) : el("div", { class: "once-fields" }, el("div", { class: "row" }, field("Device", common.device), field("How it was obtained", common.how)), field("Whose it is", common.paper)),
      moreFields(entry, common),
      el("p", { class: "buttons" }, el("button", { class: "strong" }, entry.values.length > 1 ? `Enter ${entry.values.length} values` : "Enter it"), entry.box ? button("Another box", "", () => { Object.assign(entry, NOTHING, { values: [] }); save(entry); show(); }, "quiet") : null)));
}

/** Whether the device of the next value and how it was obtained are said already, and nobody changes them. */
const isSaid = (entry) => !state.at.isSaying && !entry.second && entry.last.length > 0 && Boolean(entry.device && entry.how && entry.how !== "open");

/** What few values need. */
function moreFields(entry, { transition, condition, grade }) {
  const isOpen = state.at.hasMore ?? Boolean(entry.transition || entry.condition || entry.grade);
  return el("details", { class: "more", open: isOpen }, el("summary", { onclick: (event) => { state.at.hasMore = !event.target.closest("details").open; } }, hasRows() ? "State, condition, grade" : "Condition, grade"),
    hasRows() ? field("State holds for", transition) : null, el("div", { class: "row" }, field("Condition", condition), field("Grade", grade)));
}

/** What stands in the box, and by which witness; a quotation to be typed where there is no box. */
function witnesses(entry, hasPages) {
  const told = el("p", { class: "soft told", "aria-live": "polite" });
  if (entry.box) {
    const { words: found } = entry;
    told.textContent = !found ? `Box on page ${entry.page}: it is being read.` : { characters: `Page ${entry.page} prints in the box:`, picture: `No text lies below the box on page ${entry.page}; its picture is read as:`, nothing: `Nothing is read in the box on page ${entry.page}. Type what you see: the box is the quotation.` }[found.by];
    if (found?.by === "picture" && entry.pictured) told.textContent = `The picture on page ${entry.page} is read as:`;
    const doubt = found?.slips.length ? el("p", { class: "soft" }, `Compare it with the page: ${found.slips.join(", ").replaceAll("-", " ")}.`) : null;
    const pictured = el("input", { type: "checkbox", checked: entry.pictured, onchange: () => { entry.pictured = pictured.checked; save(entry); read(entry); } });
    return [told, found?.text ? el("blockquote", {}, found.text) : null, doubt,
      found && (found.by === "characters" || entry.pictured) ? el("label", { class: "check" }, pictured, "the picture shows it otherwise than the text below it") : null].filter(Boolean);
  }
  const quotation = el("textarea", { rows: 2, placeholder: "copy the words around it, as printed", value: entry.quotation, oninput: () => { entry.quotation = quotation.value; save(entry); look(entry, told); } });
  const page = input({ value: entry.page ?? shown().page ?? "", inputmode: "numeric", oninput: () => { entry.page = page.value; save(entry); } });
  told.textContent = hasPages ? "Draw a box round it on the page, in a text, table, figure or picture: drag, or click two corners. A box round a row takes all its values. Or quote the words:" : "This document has no pages to draw on: quote the words.";
  return [told, hasPages ? el("p", { class: "buttons" }, button("A box by keys", "", inTheMiddle, "quiet")) : null, el("div", { class: "row" }, field("Quotation", quotation), el("label", { class: "short" }, "Page", page))].filter(Boolean);
}

function valueLine(entry, one, place) {
  const reads = el("span", { class: "soft reads" }, one.reads);
  const bound = (name, attributes) => {
    const box = input({ value: one[name], ...attributes, oninput: () => { one[name] = box.value; save(entry); if (name !== "parameter") { one.reads = ""; reads.textContent = ""; } } });
    return box;
  };
  const nth = entry.values.length > 1 ? ` ${place + 1}` : "";
  const parameter = bound("parameter", { class: "needed", list: "parameters" });
  const choose = (name) => { parameter.value = one.parameter = name; save(entry); show(); focusNext(); };
  const near = one.parameter ? [] : bar().offered.filter((name) => one.si && state.list.parameters[name]?.unit === one.si);
  return el("div", { class: "value-line" },
    field(`Value${nth}`, bound("text", { class: "needed", placeholder: "as printed" })), el("label", { class: "unit" }, `Unit${nth}`, bound("unit", { placeholder: "if a head has it" })),
    field(`Parameter${nth}`, parameter), reads,
    entry.values.length > 1 ? el("button", { type: "button", class: "quiet", "aria-label": `leave value ${place + 1} out`, onclick: () => { entry.values.splice(place, 1); save(entry); show(); } }, "×") : el("span"),
    near.length ? el("div", { class: "chips", role: "group", "aria-label": `What value${nth} may be` }, near.map((name) => el("button", { type: "button", class: "chip", onclick: () => choose(name) }, words(name)))) : null);
}

/** What holds for all values of the box; it stays for the next. */
function commonFields(entry) {
  const bind = (name, box) => { box.addEventListener("input", () => { entry[name] = box.value.trim(); save(entry); }); return box; };
  const needed = (box) => { box.classList.add("needed"); return box; };
  return {
    device: needed(bind("device", input({ list: "devices", value: entry.device, placeholder: "as the paper calls it" }))),
    how: needed(bind("how", select(HOW_ASKED, entry.how))),
    paper: bind("paper", input({ list: "keysOfPapers", value: entry.paper, placeholder: "this paper; else [12] or a key" })),
    transition: bind("transition", select({ "": "both", set: "set", reset: "reset" }, entry.transition)),
    condition: bind("condition", input({ value: entry.condition, placeholder: "where there are several: 8.7 V" })),
    grade: bind("grade", select({ "": "no grade", A: "A: measured in this experiment", B: "B: another train or window", C: "C: a setting" }, entry.grade)),
  };
}

/** Where the words that are typed stand, shown while they are typed. */
let looking = 0;
async function look(entry, told) {
  const turn = ++looking;
  await new Promise((done) => setTimeout(done, 250));
  const file = shown().file ?? state.paper.files[0]?.name;
  if (turn !== looking || !file || entry.quotation.length < 3) return;
  await attempt(async () => {
    const { places } = await ask(query("find", { key: state.paper.key, file, words: entry.quotation }));
    if (places[0]) { entry.page = places[0].page; save(entry); showPage({ file, page: places[0].page, boxes: [places[0].box] }); takeBox((box) => boxed(shown().file, shown().page, box)); }
    told.textContent = places.length ? `stands on page ${places.map((one) => one.page).join(", ")}` : "is not found on a page";
  });
}

const missing = (entry) => {
  if (!entry.device.trim()) return "Name the device first.";
  if (!entry.how) return "Say how it was obtained: measured, simulated, assumed, extrapolated, or that the paper does not say it.";
  const open = entry.values.find((one) => !one.text.trim() || !one.parameter.trim());
  return open ? `Say ${open.text.trim() ? "which parameter it is" : "the value as it is printed"}.` : "";
};

async function send(entry) {
  const lacks = missing(entry);
  if (lacks) { say(lacks, true); focusNext(); return; }
  const { key } = state.paper;
  const about = {
    key, file: entry.box ? entry.file : shown().file ?? "", page: String(entry.page ?? shown().page ?? ""), quotation: entry.box ? "" : entry.quotation.trim(), box: entry.box ? edgesOf(entry.box) : null, pictured: entry.pictured,
    device: entry.device.trim(), paper: entry.paper, how: entry.how === "open" ? "" : entry.how, condition: entry.condition, grade: entry.grade, set_or_reset: entry.transition, second: entry.second,
  };
  const entered = [];
  await attempt(async () => {
    say("being entered …");
    try {
      for (const one of entry.values) {
        await ask("listed", { ...about, text: one.text.trim(), unit: one.unit.trim(), parameter: one.parameter.trim() });
        entered.push(one);
      }
      entry.last = entered.map((one) => ({ parameter: one.parameter, typed: one.unit }));
      Object.assign(entry, NOTHING, { values: [], wanted: "", page: null });
      if (!about.second) { nameIt(about.device); sayOnce({ paper: entry.paper, how: about.how }); }
    } finally {
      // What was entered is not entered twice.
      entry.values = entry.values.filter((one) => !entered.includes(one));
      save(entry);
      if (entered.length) await again();
    }
    say(`listed: ${entered.map((one) => one.text).join(", ")}. Draw the next box, or leave it.`);
  });
}
