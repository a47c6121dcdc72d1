// What was found, asked and entered, marked on the pages in the colour of its unit; a map of all pages at their edge. A
// click on a mark opens its card.
import { $, el, say, words } from "./dom.js";
import { goTo, state } from "./desk.js";
import { onPage, onSheet, showPage, shown, sizesOf } from "./picture.js";
import { nPages, sheetOf } from "./viewer.js";
import { openText } from "./text.js";

/** The units that a tuple is made of, each with the name of its colour; all others share one. */
const UNITS = { V: "volt", s: "second", S: "siemens", ohm: "ohm", A: "ampere" };
const SIGNS = { ohm: "Ω", other: "other" };
const unitOf = (one) => {
  const unit = state.list.parameters[one.parameter]?.unit;
  return unit in UNITS ? unit : "other";
};

/** Every value of the paper that has a place: where it stands, what it is, and what a click on it opens. */
function found() {
  const { text, tables, boxed } = state.paper;
  const isOpen = (one) => one.device === "unassigned" && !one.verdict;
  const ofText = text.filter((one) => one.verdict !== "corrected").map((one) => ({ ...one, isOpen: isOpen(one), open: () => (isOpen(one) ? openText(one.id) : tell(one)) }));
  const ofTables = tables.flatMap((table) => table.values.filter((one) => one.status !== "excluded").map((one) => ({ ...one, isOpen: table.waits || one.status === "flagged", open: () => openCell(table, one) })));
  const entered = boxed.map((one) => ({ ...one, isOpen: false, open: () => tell(one) }));
  return [...ofText, ...ofTables, ...entered].filter((one) => one.page && one.box);
}

const about = (one) => `${one.printed}, ${one.parameter ? words(one.parameter) : "no parameter yet"}${one.device === "unassigned" ? "" : ` of ${one.device}`}`;

function tell(one) {
  showPage({ file: one.file, page: one.page, boxes: [one.box] });
  say(about(one));
}

function openCell(table, one) {
  Object.assign(state.at, { table: `${table.file}/${table.name}`, cell: one.id, edit: null });
  goTo("tables");
}

/** Lay the marks over the pages that are shown; none while nothing of a reading may be seen. */
export function showMarks(isHidden) {
  const { file } = shown();
  for (const mark of $("over").querySelectorAll(".found")) mark.remove();
  const all = isHidden || !file ? [] : found().flatMap((one) => (onSheet(one)?.file === file && sheetOf(one.page) ? [one] : []));
  for (const one of all) sheetOf(one.page).append(markOf(one, sizesOf(file)[one.page - 1]));
  showMap(all, file);
}

/** Points between the print of a value and the edge of its mark. */
const AROUND = 1.5;
const around = ([left, top, right, bottom]) => [left - AROUND, top - AROUND, right + AROUND, bottom + AROUND];
const markOf = (one, size) => el("button", { type: "button", class: `found ${UNITS[unitOf(one)] ?? "other"} ${one.isOpen ? "open" : ""}`, tabindex: "-1", "aria-label": about(one), title: about(one), style: onPage(around(one.box), size), onclick: one.open });

/** A line for each mark at its height in the document, and a button for each unit that leads to its next mark. */
function showMap(all, file) {
  $("map").hidden = !all.length;
  const heightOf = (one) => (one.page - 1 + one.box[1] / sizesOf(file)[one.page - 1][1]) / nPages();
  $("map").replaceChildren(...all.map((one) => el("i", { class: UNITS[unitOf(one)] ?? "other", style: { top: `${100 * heightOf(one)}%` } })));
  const units = [...Object.keys(UNITS), "other"].filter((unit) => all.some((one) => unitOf(one) === unit));
  $("units").replaceChildren(...units.map((unit) => {
    const own = all.filter((one) => unitOf(one) === unit).sort((a, b) => heightOf(a) - heightOf(b));
    const name = SIGNS[unit] ?? unit;
    return el("button", { type: "button", class: `unit ${UNITS[unit] ?? "other"}`, title: `the next value in ${name}`, "aria-label": `the next of ${own.length} values in ${name}`, onclick: () => next(unit, own) }, name, el("b", {}, String(own.length)));
  }));
}

/** Where each unit was last looked for. */
const last = {};

function next(unit, own) {
  const at = own.findIndex((one) => one.id === last[unit]);
  const one = own[(at + 1) % own.length];
  last[unit] = one.id;
  one.open();
}

/** A place of the map is a place of the document. */
$("map").addEventListener("click", (event) => {
  const frame = $("map").getBoundingClientRect();
  const place = ((event.clientY - frame.top) / frame.height) * nPages();
  const page = Math.min(nPages(), Math.floor(place) + 1);
  const { file } = shown();
  showPage({ file, page, near: [0, (place - page + 1) * sizesOf(file)[page - 1][1]] });
});
