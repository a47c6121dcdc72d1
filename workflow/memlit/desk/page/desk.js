// The page: its state, the paper that is open, the steps, and the keys.
import { $, ask, attempt, button, el, fill, plural, query, say, size, words } from "./dom.js";
import { bringFiles, showInbox } from "./bring.js";
import { showFigures } from "./figures.js";
import { foreseenPart } from "./foreseen.js";
import { showOpen, showPapers } from "./papers.js";
import { clearSpots, lay, onTurned, showPage, shown, takeClicks, turn, turnToPage, zoom } from "./picture.js";
import { showCompared, showSecond } from "./second.js";
import { showSign } from "./sign.js";
import { showTables } from "./tables.js";
import { showText } from "./text.js";
import { showConditions } from "./conditions.js";
import { beginEntry, leaveEntry, openedAgain, showEntry } from "./entry.js";
import { showDecisions } from "./decisions.js";
import { keep, kept } from "./kept.js";
import { showMarks } from "./marks.js";
import { findWords, onFound, onPlaced } from "./viewer.js";
import { paperForm, takenOut, takeOut } from "./paper.js";

export const state = { list: null, paper: null, step: "text", device: "", slot: null, keys: {}, at: {} };
/** What the bar asks of each device: its parts with sign and name, its rows with the parameter of each part. */
export const bar = () => state.list.bar;
const sign = (part) => { const [head, low] = bar().parts[part].symbol.split("_"); return low ? [head, el("sub", {}, low)] : [head]; };
const STEPS = {
  documents: ["Documents", showDocuments],
  text: ["Text", showText],
  tables: ["Tables", showTables],
  figures: ["Figures", showFigures],
  conditions: ["Conditions", showConditions],
  sign: ["Sign", showSign],
};
const BLIND = { second: ["Second reading", showSecond], compared: ["Two readings", showCompared] };

export async function loadPapers() {
  state.list = await ask("papers");
  $("who").textContent = state.list.who;
  $("asked").textContent = `known or missing: ${Object.values(bar().parts).map((one) => one.name).join(", ")}`;
  $("parameters").replaceChildren(...Object.entries(state.list.parameters).map(([name, one]) => el("option", { value: name }, one.meaning)));
  $("keysOfPapers").replaceChildren(...state.list.papers.map((one) => el("option", { value: one.key }, one.title)));
  showPapers();
}

export async function openPaper(key, step) {
  const changed = !state.paper || state.paper.key !== key;
  await attempt(async () => {
    const paper = await ask(query("paper", { key }));
    state.paper = paper;
    if (changed) {
      Object.assign(state, { slot: null, at: {}, device: asSecond() ? "" : kept(key).device ?? firstNamed(paper) });
      openedAgain();
      state.step = asSecond() ? "second" : step ?? (counts(paper).documents || paper.text.length || paper.tables.length ? "text" : "documents");
      showFirst();
    }
    if (step && !asSecond()) state.step = step;
    const address = `#${encodeURIComponent(key)}`;
    // Back leads to the paper before.
    if (changed && location.hash && location.hash !== address) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
    show();
    showPapers();
    if (changed) { fold(true); showOpen(); }
    follow();
  });
}

/** The list of papers gives its place to the paper that is open; it comes back when it is asked for. */
function fold(isFolded) {
  document.body.classList.toggle("folded", isFolded);
  $("unfold").setAttribute("aria-expanded", String(!isFolded));
}

function unfold() {
  fold(false);
  showOpen();
  $("search").focus();
}

/** The first device that the paper names itself: the place of a table is no name. */
const firstNamed = (paper) => paper.devices.find((one) => one.is_named)?.title ?? "";

function showFirst() {
  const paged = state.paper.files.filter((one) => one.pages.length);
  const first = paged.find((one) => /\.pdf$/i.test(one.name)) ?? paged[0];
  showPage(first ? { file: first.name, page: 1 } : null);
}

/** Load the paper again after a decision, where the person is. */
export const again = () => openPaper(state.paper.key);

/** Whether the document is still being read, so that what is missing may yet come. */
export const isReading = () => ["waiting", "reading"].includes(state.paper.progress?.state);

/** Show what was read meanwhile; a field that a person types into stays as it is. */
async function refresh(key) {
  const paper = await ask(query("paper", { key }));
  if (state.paper?.key !== key) return;
  state.paper = paper;
  if (!shown().file) showFirst();
  if (!state.device && !isBlind()) state.device = firstNamed(paper);
  if (document.activeElement.closest("#form input, #form textarea, #form select") || state.at.drawing || state.at.cut) showTuple();
  else show();
}

let following = 0;
async function follow() {
  const turnOf = ++following;
  const key = state.paper.key;
  let seen = 0;
  while (turnOf === following && state.paper?.key === key) {
    const progress = await ask(query("progress", { key })).catch(() => null);
    if (turnOf !== following || !progress) return;
    const isGoing = progress.state === "waiting" || progress.state === "reading";
    $("progress").hidden = !isGoing;
    $("bar").max = progress.of || 1;
    $("bar").value = progress.done;
    $("reading").textContent = `Reading ${progress.file || "the folder"}: step ${progress.done + 1} of ${progress.of || "?"}, ${Math.round(progress.seconds)} s`;
    if (isReading() && (!isGoing || progress.done > seen)) {
      seen = progress.done;
      await refresh(key);
    }
    if (!isGoing) {
      if (progress.line) say(progress.line, progress.state === "failed");
      return;
    }
    await new Promise((done) => setTimeout(done, 400));
  }
}

// A form that is made anew between the mouse's down and up would swallow the click: it waits for the click.
let isPressed = false, waits = false;
document.addEventListener("pointerdown", () => { isPressed = true; }, true);
document.addEventListener("click", () => { isPressed = false; }, true);
for (const name of ["pointerup", "pointercancel"]) {
  document.addEventListener(name, () => setTimeout(() => { isPressed = false; if (waits) show(); }), true);
}

/** Whether a second person reads, who sees nothing of the first reading. */
const isBlind = () => state.step in BLIND;

/** Whether papers are opened for a second reading; kept until the window is closed. */
const SECOND = "memlit desk second";
let isSecond = false;
try { isSecond = sessionStorage.getItem(SECOND) === "yes"; } catch { /* storage is off */ }
export const asSecond = () => isSecond;

/** Begin to read as a second person, or end it: what shows anything of the first reading goes, or comes back. */
export function readAsSecond(begins) {
  isSecond = begins;
  try { sessionStorage.setItem(SECOND, begins ? "yes" : ""); } catch { /* storage is off */ }
  showSecondMark();
  if (!state.paper) return;
  if (!begins) state.device = kept(state.paper.key).device ?? firstNamed(state.paper);
  if (begins === isBlind()) return;
  goTo(begins ? "second" : "documents");
  // What the first reader marked on the page goes too.
  if (begins) { state.at = {}; lay([]); showFirst(); }
}

function showSecondMark() {
  $("as-second").checked = isSecond;
  document.body.classList.toggle("second", isSecond);
}

export function show() {
  waits = isPressed;
  if (waits) return;
  const paper = state.paper;
  $("welcome").hidden = true;
  $("paper").hidden = false;
  const about = state.list.papers.find((one) => one.key === paper.key);
  $("crumb").replaceChildren(
    ...[paper.key, about?.class, about?.role, about?.is_credited ? "behind the benchmark" : null, paper.is_accepted ? "signed" : "not signed yet"]
      .filter(Boolean).map((text) => el("span", {}, text)),
  );
  $("title").textContent = paper.title || paper.key;
  $("devices").replaceChildren(...(isBlind() ? [] : paper.devices).map((one) => el("option", { value: one.title })));
  showTuple();
  showSteps();
  $("form").dataset.step = state.step;
  state.keys = {};
  $("tuple").hidden = isBlind();
  $("steps").hidden = isBlind();
  if (state.at.entry) showEntry($("form"));
  else ({ ...STEPS, ...BLIND })[state.step][1]($("form"));
  showMarks(isBlind());
  $("undo").hidden = !paper.undo;
  $("undo").title = paper.undo;
}

function counts({ text, tables, series, files } = state.paper) {
  return {
    documents: files.filter((one) => !one.is_list).length,
    text: text.filter((one) => one.device === "unassigned" && one.status === "excluded" && !one.verdict).length,
    tables: tables.length,
    figures: series.length,
  };
}

function showSteps() {
  const numbers = counts();
  $("steps").replaceChildren(...Object.entries(STEPS).map(([name, [title]], place) =>
    el("button", { "aria-current": state.step === name ? "step" : false, title: `key ${place + 1}`, onclick: () => goTo(name) }, title, numbers[name] !== undefined ? el("b", {}, String(numbers[name])) : null)));
}

export function goTo(step) {
  if (step !== state.step) { state.at.drawing = state.at.cut = null; takeClicks(null); clearSpots(); }
  if (state.at.entry) leaveEntry();
  state.step = step;
  show();
}

/** The name of the device that is chosen, without the work that it is of. */
export const deviceName = () => state.device.split(" · ")[0];

/** The device that is chosen, by its id or as it was written, also where it is of another work; none where nothing of
 * it is read yet. */
export const ownDevice = () => state.paper.devices.find((one) => [one.name, one.title].includes(state.device)) ?? state.paper.devices.find((one) => one.title.startsWith(`${state.device} · `));

export function showTuple() {
  const paper = state.paper;
  const device = ownDevice();
  const known = paper.devices.flatMap((one) => [one.name, one.title]);
  const named = [...(kept(paper.key).named ?? []), ...(state.device ? [state.device] : [])].filter((name) => !known.includes(name));
  const names = [...paper.devices.map((one) => one.title), ...new Set(named)];
  if (device) state.device = device.title;
  const chooser = el("div", { class: "who" },
    names.map((name) => el("button", { class: "chip", "aria-pressed": String(name === state.device), onclick: () => { choose(name); show(); } }, name)),
    el("button", { class: "chip new", onclick: nameDevice, title: "Another device" }, names.length ? "Another device" : "Name the device", el("kbd", {}, "N")));
  const rows = Object.keys(bar().rows).map((pulse) => el("div", { class: "pulse" }, el("span", { class: "name" }, pulse), Object.keys(bar().rows[pulse]).map((part) => cell(pulse, part, device))));
  $("tuple").replaceChildren(chooser, el("div", { class: "parts" }, rows), lacking(device));
}

/** What the device at hand still lacks of the bar, and what the paper was searched for in vain. */
function lacking(device) {
  const told = Object.keys(bar().rows).map((pulse) => {
    const open = Object.keys(bar().rows[pulse]).filter((part) => !device?.[pulse][part].length);
    const signs = open.flatMap((part, place) => [place ? ", " : " ", ...sign(part), isLookedFor(pulse, part) ? " (not printed)" : ""]);
    return el("span", { class: `lacks-${pulse}` }, el("b", {}, pulse), open.length ? " lacks" : " is whole", signs);
  });
  return el("p", { class: "lacking" }, state.device ? told : "Name the device to see what its tuple lacks.", needsReadVoltage(device), el("span", { class: "gap" }), button("Enter a value", "V", () => beginEntry(), "quiet"));
}

/** A current gives a conductance at the read voltage of its device: where none is said, it is asked for. */
function needsReadVoltage(device) {
  const has = (name) => device?.others.some((one) => one.parameter === name);
  if (has("read_voltage") || !(has("on_current") || has("off_current"))) return null;
  return button("The current needs its read voltage: enter it", "", () => beginEntry({ parameter: "read_voltage" }), "link");
}

const isLookedFor = (pulse, part) => state.paper.looked_for.some((one) => one.parameters.includes(bar().rows[pulse][part]));

function cell(pulse, part, device) {
  const known = device?.[pulse][part] ?? [];
  const coming = known.length ? [] : foreseenPart(pulse, part);
  const best = state.paper.best[pulse][part];
  const looked = isLookedFor(pulse, part);
  const isHere = state.slot && state.slot.pulse === pulse && state.slot.part === part;
  const content = known.length
    ? [el("b", {}, known[0].reads), known.length > 1 ? el("i", {}, `+${known.length - 1}`) : null]
    : coming.length ? [el("b", {}, coming[0].reads), el("i", {}, "from this panel")]
    : looked ? [el("i", {}, "not printed")] : [el("i", {}, best.length ? plural(best.length, "candidate") : isReading() ? "…" : "none found")];
  const kind = known.length ? "known" : coming.length ? "coming" : looked ? "absent" : best.length ? "some" : "open";
  return el("button", { class: `part ${kind}`, "aria-pressed": String(Boolean(isHere)), title: known[0]?.derived || bar().parts[part].name, onclick: () => {
    state.slot = isHere ? null : { pulse, part };
    Object.assign(state.at, { text: 0, isMoving: false });
    goTo("text");
  } }, el("span", {}, el("em", {}, sign(part)), ` ${bar().parts[part].name}`), ...content);
}

function choose(name) {
  state.device = name;
  keep(state.paper.key, "device", name);
}

/** A device has this name: it is chosen, and stays among the others also while nothing of it is read. */
export function nameIt(name) {
  choose(name);
  keep(state.paper.key, "named", [...new Set([...(kept(state.paper.key).named ?? []), name])]);
}

export function nameDevice() {
  const chip = $("tuple").querySelector(".chip.new");
  const box = el("input", { class: "chip", placeholder: "as the paper calls it", "aria-label": "Name of the device", spellcheck: "false" });
  const take = () => { if (box.value.trim()) nameIt(box.value.trim()); show(); };
  box.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); take(); } if (event.key === "Escape") show(); });
  chip.replaceWith(box);
  box.focus();
}

/** Bytes of a list that holds its head alone. */
const EMPTY_LIST = 120;

function showDocuments(form) {
  const { warnings, key, pages_left: left } = state.paper;
  const hasSecond = state.paper.files.some((one) => one.name === "readings_second.csv" && one.size > EMPTY_LIST);
  const files = state.paper.files.filter((one) => !one.is_list || one.size > EMPTY_LIST);
  fill(form, el("h3", {}, "Documents"),
    el("ul", { class: "files" }, files.map((one) => el("li", {}, one.pages.length
      ? el("button", { class: "link", onclick: () => showPage({ file: one.name, page: 1 }) }, one.name)
      : el("span", {}, one.name), el("i", {}, `${one.pages.length ? `${plural(one.pages.length, "page")}, ` : ""}${size(one.size)}`), one.is_document ? takeOut(key, one.name) : null))),
    takenOut(key),
    el("p", { class: "soft" }, "Drop another document, a supplement or a digitizer’s project of this paper anywhere on the page."),
    paperForm(key),
    warnings.length ? el("details", { open: true }, el("summary", {}, `${plural(warnings.length, "line")} of the reading`), el("ul", { class: "lines" }, warnings.map((line) => el("li", {}, line)))) : null,
    left.length ? el("details", {}, el("summary", {}, `${plural(left.length, "page")} not read whole`), el("ul", { class: "lines" }, left.map((one) => el("li", {}, one.page ? el("button", { class: "link", onclick: () => showPage({ file: one.file, page: one.page }) }, one.line) : one.line))), el("p", { class: "soft" }, state.paper.what_to_do)) : null,
    el("p", { class: "buttons" }, button("Read again", "R", () => attempt(async () => { await ask("read", { key }); await again(); }), "read-again"), button("Read it as a second person", "", () => readAsSecond(true), "quiet"), hasSecond ? button("Compare the two readings", "", () => goTo("compared"), "quiet") : null),
  );
  state.keys.r = () => form.querySelector(".read-again").click();
}

export async function decide(message, told) {
  return attempt(async () => {
    const answer = await ask("decide", { key: state.paper.key, ...message });
    await again();
    say(told ?? answer.undo);
  });
}

async function undo() {
  await attempt(async () => {
    const { told } = await ask("undo", { key: state.paper.key });
    await again();
    say(`taken back: ${told}`);
  });
}

const KEYS = {
  "1 … 6": "documents, text, tables, figures, conditions, sign",
  "J K": "next and previous item",
  "A": "assign the value to the device and parameter shown",
  "S": "set or reset; where the words do not say the pulse, S set, R reset, O both, P as printed",
  "X": "reject: it is no value of a device of this paper; among figures, cut one out of the page",
  "F": "look for figures on the page shown",
  "D M": "draw a table that is missing, mend the box or columns of one",
  "L": "set a line between columns; arrow keys move it, Delete takes it away",
  "C E": "confirm or correct a value of a table",
  "N": "name a device",
  "V": "enter any value: draw a box round it on the page",
  "T": "sign all values of the pulse that a sentence states",
  "U H": "take back the last decision; my decisions, each with “take back”",
  "B": "bring files",
  "/": "find a paper",
  "G": "find words in the document; Enter goes to the next place, with Shift to the one before",
  "[ ]": "page before, next page",
  "+ −": "larger, smaller",
  "Esc": "leave a field",
};

function showKeys() {
  $("keys").replaceChildren(el("h3", {}, "Keys"), el("dl", {}, Object.entries(KEYS).flatMap(([key, text]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, text)])), el("button", { class: "strong", onclick: () => $("keys").close() }, "Close"));
  $("keys").showModal();
}

// A digit that follows what was typed belongs to it, also where its field has gone meanwhile: it changes no step.
let wasTyping = false;
/** A value is to be typed soon, though its field is not there yet. */
export const expectTyping = () => { wasTyping = true; };
document.addEventListener("input", (event) => { wasTyping ||= event.target.matches("textarea, input:not([type]), [type='search']"); }, true);
document.addEventListener("pointerdown", () => { wasTyping = false; }, true);
document.addEventListener("submit", () => { wasTyping = false; }, true);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const isTyping = event.target.closest("input, select, textarea");
  const isDigit = /^[\d.,]$/.test(event.key);
  if (!isDigit && (!isTyping || ["Escape", "Enter"].includes(event.key))) wasTyping = false;
  if (event.key === "Escape" && isTyping) { event.target.blur(); return; }
  if (isDigit && wasTyping && !isTyping) { say("No field takes this digit now: click into one, or press Esc and then the step’s number.", true); return; }
  // A button that has the focus takes Enter itself: it must not sign another thing.
  if (isTyping || (event.key === "Enter" && event.target.closest("button, a, summary"))) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const step = Object.keys(STEPS)[Number(key) - 1];
  const ofFirst = isBlind() ? {} : { n: nameDevice, v: () => beginEntry(), ...(step ? { [key]: () => goTo(step) } : {}) };
  const actions = {
    ...(state.paper ? { u: undo, ...ofFirst, "[": () => turn(-1), "]": () => turn(1), "+": () => zoom(1.25), "-": () => zoom(0.8) } : {}),
    b: () => $("file").click(),
    h: showDecisions,
    "/": unfold,
    g: () => $("find").focus(),
    "?": showKeys,
    ...state.keys,
  };
  if (!actions[key] || (event.repeat && !["j", "k"].includes(key))) return;
  event.preventDefault();
  actions[key]();
});

$("as-second").addEventListener("change", () => readAsSecond($("as-second").checked));
showSecondMark();
$("skip").addEventListener("click", () => { const begin = $("paper").hidden ? $("choose-here") : $("form").querySelector("h3") ?? $("form"); begin.tabIndex = -1; begin.focus(); begin.scrollIntoView({ block: "nearest" }); });
$("undo").addEventListener("click", undo);
$("mine").addEventListener("click", showDecisions);
$("help").addEventListener("click", showKeys);
$("stop").addEventListener("click", () => attempt(() => ask("stop", { what: "reading" })));
$("previous").addEventListener("click", () => turn(-1));
$("following").addEventListener("click", () => turn(1));
$("unfold").addEventListener("click", unfold);
$("page-number").addEventListener("change", () => turnToPage(Number($("page-number").value)));
$("find").addEventListener("input", () => findWords($("find").value.trim(), 0));
$("find").addEventListener("keydown", (event) => { if (event.key === "Enter") findWords($("find").value.trim(), event.shiftKey ? -1 : 1); });
onFound((at, of) => { $("found").textContent = !$("find").value.trim() ? "" : of ? `${at} of ${of}` : "not found"; });
onPlaced(() => { if (state.paper && !$("over").querySelector(".found")) showMarks(isBlind()); });
onTurned(() => { if (state.step === "figures" && !state.at.cut && !state.at.entry) show(); });
$("closer").addEventListener("click", () => zoom(1.25));
$("farther").addEventListener("click", () => zoom(0.8));
$("search").addEventListener("input", showPapers);
for (const name of ["choose", "choose-here"]) $(name).addEventListener("click", () => $("file").click());
$("file").addEventListener("change", () => { bringFiles([...$("file").files]); $("file").value = ""; });
let over = 0;
document.addEventListener("dragenter", (event) => { event.preventDefault(); over += 1; $("drop").hidden = false; });
document.addEventListener("dragleave", () => { over -= 1; if (!over) $("drop").hidden = true; });
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => { event.preventDefault(); over = 0; $("drop").hidden = true; bringFiles([...event.dataTransfer.files]); });

/** The key that the address names; what cannot be decoded is none. */
function addressed() {
  try { return decodeURIComponent(location.hash.slice(1)); } catch { return location.hash.slice(1); }
}

/** Open the paper of an address; one that the library does not have is said, and the address is that of the open one. */
async function openAddressed(key) {
  if (!key || key === state.paper?.key) return;
  if (state.list.papers.some((one) => one.key === key)) { await openPaper(key); return; }
  if (state.paper) history.replaceState(null, "", `#${encodeURIComponent(state.paper.key)}`);
  say(`${key}: the library has no paper of this key; choose one of the list`, true);
}

window.addEventListener("hashchange", () => openAddressed(addressed()));

attempt(async () => {
  await loadPapers();
  await showInbox();
  await openAddressed(addressed() || state.list.key);
  document.body.dataset.ready = "yes";
});
