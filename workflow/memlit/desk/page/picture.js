// What is shown beside the form: the pages of a PDF, or a picture; the places on it, and the clicks and boxes that are
// asked for on it.
import { $, el, query } from "./dom.js";
import { isReading, state } from "./desk.js";
import { hideLens, showLens } from "./lens.js";
import { bringToSight, canvasOf, openPages, onScrolledTo, pageOf, sheetOf, zoomPages } from "./viewer.js";

/** What is shown: a page of a file, or an image. place: what was brought to sight last, as text; lens: as of showImage. */
const sheet = { file: null, page: 1, boxes: [], near: null, zoom: 1, clicks: null, isImage: false, lens: null, place: "" };
/** The largest view of a picture, whose pixels a person tells apart. */
const CLOSEST = 16;
/** Pixels of the screen that a hand moves in a click, and points of the least side of a box. */
const FAR = 5, LEAST = 2;
const drawing = { take: null, start: null, down: null, corner: null };
let pagesAreReady = Promise.resolve(), waiting = [];

/** The place on the page that is printed: a table that was typed or drawn stands on a page of its document. */
export function onSheet(place) {
  const sheetOfTable = place && state.paper.sheets[place.file];
  if (sheetOfTable === undefined) return place;
  return sheetOfTable ? { ...place, file: sheetOfTable } : null;
}

const isPdf = (name) => /\.pdf$/i.test(name ?? "");
/** Whether the pages of a PDF are shown, and not a picture. */
const arePages = () => !$("pages").hidden;
/** What lies over the page or holds the picture: what is laid goes into it. */
const holder = () => (arePages() ? sheetOf(sheet.page) : $("picture").querySelector(".paper-sheet"));

/** Show the pages of a PDF, or else a picture or words in their place. */
function turnTo(what, ...nodes) {
  $("pages").hidden = what !== "pages";
  $("picture").hidden = what === "pages";
  $("find").disabled = what !== "pages";
  $("picture").replaceChildren(...nodes);
}

/** Show a page with boxes in points; `near` is a point to be brought close. null where the document has no pages. */
export function showPage(asked) {
  const place = onSheet(asked);
  hideLens();
  if (!place) {
    sheet.file = null;
    turnTo("words", el("p", { class: "soft" }, isReading() ? "The document is being opened …" : "This document has no pages to show; the form quotes what it prints."));
    showWhere();
    return;
  }
  const isSame = sheet.file === place.file && sheet.key === state.paper.key && !sheet.isImage;
  const isTurned = !isSame || sheet.page !== place.page;
  Object.assign(sheet, { boxes: [], near: null, clicks: null, isImage: false, lens: null }, place, { key: state.paper.key });
  if (isTurned || sheet.boxes.some(Boolean) || sheet.near) isLed = true;
  if (isPdf(place.file)) showPages(isTurned); else if (!isSame) showPicture(); else draw();
  showAim();
  showWhere();
}

function showPages(isTurned) {
  if (!arePages()) turnTo("pages");
  if (isTurned) sheet.place = "";
  const asked = addressOf();
  pagesAreReady = openPages(asked);
  pagesAreReady.then(() => { if (arePages() && addressOf() === asked) { draw(); if (waiting.length) lay(waiting); } }, () => { turnTo("words", el("p", { class: "soft" }, "This document cannot be drawn.")); });
}

/** A picture of the paper that is no PDF. */
function showPicture() {
  const image = el("img", { alt: sheet.file, src: addressOf(), draggable: "false" });
  put(image, () => draw(), "This picture cannot be drawn.");
}

/** Another picture in the place of the page: the overlay of a figure, or an image at its own resolution. lens: says what
 * stands at a place of the picture, in words. */
export function showImage(address, words, lens = null) {
  hideLens();
  Object.assign(sheet, { boxes: [], near: null, clicks: null, isImage: true, lens, place: "" });
  put(el("img", { alt: words, src: address, draggable: "false" }), () => draw(false), "This figure cannot be drawn.");
  showWhere(words);
}

function put(image, loaded, failed) {
  const box = $("picture");
  const ended = () => box.classList.remove("waiting");
  image.addEventListener("load", () => { ended(); loaded(); });
  image.addEventListener("error", () => { ended(); box.replaceChildren(el("p", { class: "soft" }, failed)); });
  turnTo("picture", el("div", { class: "paper-sheet" }, image));
  box.classList.add("waiting");
}

/** The document or picture that is shown; its size tells a file that was brought anew from the one before. */
function addressOf() {
  const { key, files } = state.paper;
  const size = files.find((one) => one.name === sheet.file)?.size ?? 0;
  return `${query("document", { key, file: sheet.file })}#${size}`;
}

/** Width and height of each page of a file, in points. */
export const sizesOf = (file) => state.paper.files.find((one) => one.name === file)?.pages ?? [];
const sizes = () => sizesOf(sheet.file);

/** Where a person is: the number of the page, which can be typed, or the words for a picture. */
function showWhere(words = sheet.file ?? "") {
  const pages = arePages() ? sizes().length : 0;
  $("at-page").hidden = !pages;
  $("page-number").value = sheet.page;
  $("where").textContent = pages ? `of ${pages}, ${words}` : words;
}

function draw(isMoving = true) {
  for (const spot of $("views").querySelectorAll(".spot")) spot.remove();
  const box = holder();
  if (!box) return;
  if (!arePages()) box.style.width = `${100 * sheet.zoom}%`;
  const [width, height] = pageSize();
  for (const one of sheet.boxes.filter(Boolean)) {
    const [left, top, right, bottom] = one.box ?? one;
    box.append(el("span", { class: `spot ${one.kind ?? ""}`, style: onPage([left - 2, top - 2, right + 2, bottom + 2], [width, height]) }));
  }
  if (arePages() && isMoving) bringSpot(width, height);
}

/** The place of a box over a page of this size. */
export function onPage([left, top, right, bottom], [width, height]) {
  const percent = (part, whole) => `${(100 * part) / whole}%`;
  return { left: percent(left, width), top: percent(top, height), width: percent(right - left, width), height: percent(bottom - top, height) };
}

/** Bring what is asked for to sight, once: a person may scroll away from it. */
function bringSpot(width, height) {
  const spot = sheet.boxes.find((one) => one && one.kind !== "table") ?? sheet.boxes.find(Boolean);
  const edges = spot?.box ?? spot ?? (sheet.near ? [...sheet.near, ...sheet.near] : null);
  const place = JSON.stringify([sheet.file, sheet.page, edges]);
  if (place === sheet.place) return;
  sheet.place = place;
  bringToSight(sheet.page, edges && [edges[0] / width, edges[1] / height, edges[2] / width, edges[3] / height]);
}

/** The page is that which a person scrolled to, unless something is laid on another. */
let isLed = false, told = () => {};
for (const name of ["wheel", "pointerdown", "keydown", "touchmove"]) {
  for (const part of ["pages", "find"]) $(part).addEventListener(name, () => { isLed = false; }, { passive: true });
}
onScrolledTo((page) => {
  if (isLed || !arePages() || $("over").querySelector(".laid")) return;
  goTo(page);
});

function goTo(page) {
  if (page === sheet.page) return;
  sheet.page = page;
  showWhere();
  told();
}

/** Do something when a person turned to another page. */
export function onTurned(work) { told = work; }

/** Take the places off the page that is shown, without moving it. */
export function clearSpots() { sheet.boxes = []; lay([]); draw(false); }

const showAim = () => $("views").classList.toggle("aiming", Boolean(sheet.clicks || drawing.take));

/** Ask for clicks on the page or picture: `take` gets each in points of the page or pixels of an image, with the height. */
export function takeClicks(take) { sheet.clicks = take; showAim(); }

/** Ask for boxes on the page: dragged, or by the clicks of two corners; `take` gets each in points, null ends it. It is
 * asked for on every page. */
export function takeBox(take) {
  Object.assign(drawing, { take, start: null, corner: null });
  showAim();
}

/** The box of two places of the pointer, in points; its mark on the page while it is drawn. */
const between = ([a, b], [c, d]) => ({ left: Math.min(a, c), top: Math.min(b, d), right: Math.max(a, c), bottom: Math.max(b, d) });

function markBox({ left, top, right, bottom }) {
  lay([el("span", { class: "laid drawn", style: onPage([left, top, right, bottom], pageSize()) })]);
}

/** The page or picture below the pointer itself, where nothing is laid; a page becomes the one that is shown. */
function isAimedAt(event) {
  if (!event.target.matches(".paper-sheet, .paper-sheet img")) return false;
  const page = pageOf(event.target);
  if (!arePages() || page === sheet.page) return true;
  // What was begun on a page is ended there.
  if (sheet.clicks && $("over").querySelector(".laid")) return false;
  drawing.corner = null;
  goTo(page);
  return true;
}

function beginBox(event) {
  if (!drawing.take || event.button || !isAimedAt(event)) return;
  event.preventDefault();
  document.activeElement.blur();
  event.target.setPointerCapture(event.pointerId);
  Object.assign(drawing, { start: pointOf(event), down: [event.clientX, event.clientY] });
}

function drawBox(event) {
  const from = drawing.start ?? drawing.corner;
  if (drawing.take && from && event.target.matches(".paper-sheet, .paper-sheet img")) markBox(between(from, pointOf(event)));
}

function endBox(event) {
  if (!drawing.take || !drawing.start) return;
  const isDragged = Math.hypot(event.clientX - drawing.down[0], event.clientY - drawing.down[1]) >= FAR;
  const from = isDragged ? drawing.start : drawing.corner;
  drawing.start = null;
  // A click is a corner, and the next is the other one.
  if (!from) { drawing.corner = pointOf(event); return; }
  const box = between(from, pointOf(event));
  if (box.right - box.left < LEAST || box.bottom - box.top < LEAST) return;
  drawing.corner = null;
  const { take } = drawing;
  setTimeout(() => take(box));
}

/** Put elements over the page, in the place of those that lay there; they stay while its boxes change. */
export function lay(nodes) {
  for (const node of $("views").querySelectorAll(".laid")) node.remove();
  // A document that is being opened has no sheets yet.
  waiting = holder() ? [] : nodes;
  holder()?.append(...nodes);
}

/** Width and height of what is shown: points of a page, pixels of an image. */
export function pageSize() {
  const image = $("picture").querySelector(".paper-sheet img");
  const own = [image?.naturalWidth || 1, image?.naturalHeight || 1];
  return sheet.isImage ? own : sizes()[sheet.page - 1] ?? own;
}

/** Where on the page or image an event of the pointer is. */
export function pointOf(event) {
  const frame = holder().getBoundingClientRect();
  const [width, height] = pageSize();
  const half = halfPixel();
  return [((event.clientX - frame.left) / frame.width) * width - half, ((event.clientY - frame.top) / frame.height) * height - half];
}

/** A pixel of a picture is counted at its middle, a point of a page at its edge. */
export const halfPixel = () => (sheet.isImage ? 0.5 : 0);

/** Do something with what is shown as soon as it is loaded, and its size is known. */
export function whenShown(work) {
  if (arePages()) { pagesAreReady.then(() => { if (arePages()) work(); }, () => {}); return; }
  const image = $("picture").querySelector(".paper-sheet img");
  if (!image) return;
  if (image.complete && image.naturalWidth) work();
  else image.addEventListener("load", () => { if (image.isConnected) work(); }, { once: true });
}

/** Bring a place of the picture close, in the middle of the view. */
export function bring([left, top, right, bottom]) {
  whenShown(() => {
    const box = $("picture"), [width, height] = pageSize();
    if (arePages()) { bringToSight(sheet.page, [left / width, top / height, right / width, bottom / height]); return; }
    sheet.zoom = Math.max(sheet.zoom, Math.min(6, width / (8 * Math.max(right - left, bottom - top, 1))), 1);
    draw(false);
    box.scrollTo({ left: ((left + right) / 2 / width) * holder().offsetWidth - box.clientWidth / 2, top: ((top + bottom) / 2 / height) * holder().offsetHeight - box.clientHeight / 2 });
  });
}

/** The pixels round a place, `reach` pixels of the screen each way; null where none are drawn yet. */
export function pixels(x, y, reach) {
  const image = arePages() ? canvasOf(sheet.page) : $("picture").querySelector(".paper-sheet img");
  const drawn = image?.naturalWidth ?? image?.width;
  if (!drawn) return null;
  const perUnit = drawn / pageSize()[0];
  const far = Math.max(reach, Math.round((reach * drawn) / image.clientWidth));
  const size = 2 * far + 1;
  const half = halfPixel();
  const first = [x, y].map((place) => Math.floor((place + half) * perUnit) - far);
  const canvas = Object.assign(document.createElement("canvas"), { width: size, height: size });
  const context = canvas.getContext("2d");
  context.drawImage(image, ...first, size, size, 0, 0, size, size);
  /** The place of the middle of a pixel, or of a line between two, across or down. */
  const place = (side, pixel) => (first[side] + pixel + 0.5) / perUnit - half;
  return { data: context.getImageData(0, 0, size, size).data, size, place };
}

/** A click at the place of an event of the pointer, where one is asked for. */
export function clickAt(event) {
  if (sheet.clicks) sheet.clicks([...pointOf(event), pageSize()[1]]);
}

export function turn(step) { turnToPage(sheet.page + step); }

/** Show a page by its number; the nearest one where the document has no such page. */
export function turnToPage(number) {
  const page = Math.max(1, Math.min(sizes().length || 1, number || sheet.page));
  if (!sheet.file || sheet.isImage) return;
  // A page that is shown in part is brought to its top.
  sheet.place = "";
  showPage({ file: sheet.file, page });
  told();
}

/** Larger or smaller; about a place of the window, where one is given. */
export function zoom(factor, origin) {
  if (arePages()) { zoomPages(factor, origin); return; }
  const box = $("picture"), before = holder()?.getBoundingClientRect();
  if (!before) return;
  sheet.zoom = Math.max(0.5, Math.min(CLOSEST, sheet.zoom * factor));
  draw(false);
  const [x, y] = origin ?? [box.getBoundingClientRect().left + box.clientWidth / 2, box.getBoundingClientRect().top + box.clientHeight / 2];
  const after = holder().getBoundingClientRect();
  box.scrollLeft += (x - before.left) * (after.width / before.width) - (x - after.left);
  box.scrollTop += (y - before.top) * (after.height / before.height) - (y - after.top);
  hideLens();
}

/** By the wheel over a picture, by Ctrl and the wheel over a page. */
function zoomByWheel(event) {
  if (!holder() || !(event.ctrlKey || sheet.isImage)) return;
  event.preventDefault();
  zoom(1.0015 ** -event.deltaY, [event.clientX, event.clientY]);
}

/** Where the pointer took hold of the picture, and how far it was scrolled then: it is moved by hand. */
let hold = null;

function takeHold(event) {
  const isFree = !sheet.clicks && !drawing.take && event.target.matches("img, .paper-sheet");
  if (!(event.button === 1 || (event.button === 0 && isFree))) return;
  event.preventDefault();
  const box = $("picture");
  hold = [event.clientX + box.scrollLeft, event.clientY + box.scrollTop];
  box.setPointerCapture(event.pointerId);
  box.classList.add("held");
}

function move(event) {
  if (hold) { $("picture").scrollTo(hold[0] - event.clientX, hold[1] - event.clientY); return; }
  const image = $("picture").querySelector(".paper-sheet img");
  const isOver = image?.naturalWidth && event.target.closest(".paper-sheet") && !$("picture").querySelector(".callout");
  if (sheet.lens && isOver) showLens(image, event, sheet.lens(pointOf(event)));
  else hideLens();
}

$("views").addEventListener("wheel", zoomByWheel, { passive: false });
$("views").addEventListener("pointerdown", beginBox);
$("views").addEventListener("pointermove", drawBox);
$("views").addEventListener("pointerup", endBox);
$("views").addEventListener("click", (event) => { if (sheet.clicks && isAimedAt(event)) clickAt(event); });
$("picture").addEventListener("pointerdown", takeHold);
$("picture").addEventListener("pointermove", move);
$("picture").addEventListener("pointerleave", hideLens);
for (const name of ["pointerup", "pointercancel"]) $("picture").addEventListener(name, () => { hold = null; $("picture").classList.remove("held"); });
export const shown = () => ({ file: sheet.file, page: sheet.page });
