// The page picture with the places on it, beside the form.
import { $, el, query } from "./dom.js";
import { isReading, state } from "./desk.js";
import { hideLens, showLens } from "./lens.js";

/** How much larger a page is where one of its places is shown. */
const NEAR = 1.55;
const sheet = { file: null, page: 1, boxes: [], near: null, zoom: 1, clicks: null, isImage: false, lens: null };
/** The largest view of a page, and of a picture, whose pixels a person tells apart. */
const CLOSEST = 4, CLOSEST_PICTURE = 16;
/** Pixels of the screen that a hand moves in a click, and points of the least side of a box. */
const FAR = 5, LEAST = 2;
const drawing = { take: null, start: null, down: null, corner: null };

/** The place on the page that is printed: a table that was typed or drawn stands on a page of its document. */
function onSheet(place) {
  const sheetOf = place && state.paper.sheets[place.file];
  if (sheetOf === undefined) return place;
  return sheetOf ? { ...place, file: sheetOf } : null;
}

/** Show a page with boxes in points; `near` is a point to be brought close. null where the document has no pages. */
export function showPage(asked) {
  const place = onSheet(asked);
  const box = $("picture");
  if (!place) {
    sheet.file = null;
    $("where").textContent = "";
    box.classList.remove("waiting");
    box.replaceChildren(el("p", { class: "soft" }, isReading() ? "The document is being opened …" : "This document has no pages to show; the form quotes what it prints."));
    return;
  }
  const isSame = sheet.file === place.file && sheet.page === place.page && sheet.key === state.paper.key && !sheet.isImage && box.querySelector("img");
  hideLens();
  Object.assign(sheet, { boxes: [], near: null, clicks: null, isImage: false, lens: null }, place, { key: state.paper.key });
  if (!isSame) {
    const image = el("img", { alt: `page ${place.page} of ${place.file}`, src: address(place) });
    image.addEventListener("load", () => { box.classList.remove("waiting"); draw(); });
    image.addEventListener("error", () => { box.classList.remove("waiting"); box.replaceChildren(el("p", { class: "soft" }, "This page cannot be drawn.")); });
    box.classList.add("waiting");
    const size = sizes()[place.page - 1];
    box.replaceChildren(el("div", { class: "paper-sheet", style: size ? { aspectRatio: `${size[0]} / ${size[1]}` } : {} }, image));
    image.addEventListener("click", clickAt);
    drawBoxes(image);
  } else draw();
  const pages = sizes();
  $("where").textContent = `${place.file}, page ${place.page}${pages.length ? ` of ${pages.length}` : ""}`;
}

/** Another picture in the place of the page: the overlay of a figure, or an image at its own resolution. lens: says what
 * stands at a place of the picture, in words. */
export function showImage(address, words, lens = null) {
  hideLens();
  Object.assign(sheet, { boxes: [], near: null, clicks: null, isImage: true, lens });
  const image = el("img", { alt: words, src: address, draggable: "false" });
  image.addEventListener("load", () => { $("picture").classList.remove("waiting"); draw(false); });
  $("picture").classList.add("waiting");
  image.addEventListener("click", clickAt);
  image.addEventListener("error", () => { $("picture").classList.remove("waiting"); $("picture").replaceChildren(el("p", { class: "soft" }, "This figure cannot be drawn.")); });
  $("picture").replaceChildren(el("div", { class: "paper-sheet" }, image));
  $("where").textContent = words;
}

const sizes = () => state.paper.files.find((one) => one.name === sheet.file)?.pages ?? [];

/** Have the next page drawn while a person reads this one. */
export function prefetch(place) { new Image().src = address(place); }
const address = (place) => query("picture", { key: state.paper.key, file: place.file, page: place.page });

function draw(isMoving = true) {
  const holder = $("picture").querySelector(".paper-sheet");
  if (!holder) return;
  const isPlace = sheet.near || sheet.boxes.some((one) => one && one.kind !== "table");
  holder.style.width = `${100 * sheet.zoom * (isPlace ? NEAR : 1)}%`;
  holder.querySelectorAll(".spot").forEach((spot) => spot.remove());
  const image = holder.querySelector("img");
  const [width, height] = sizes()[sheet.page - 1] ?? [image.naturalWidth, image.naturalHeight];
  const percent = (part, whole) => `${(100 * part) / whole}%`;
  for (const one of sheet.boxes.filter(Boolean)) {
    const [left, top, right, bottom] = one.box ?? one;
    holder.append(el("span", { class: `spot ${one.kind ?? ""}`, style: { left: percent(left - 2, width), top: percent(top - 2, height), width: percent(right - left + 4, width), height: percent(bottom - top + 4, height) } }));
  }
  const spot = holder.querySelector(".spot:not(.table)") ?? holder.querySelector(".spot");
  if (sheet.near && isMoving) $("picture").scrollTo({ left: (sheet.near[0] / width) * holder.offsetWidth - 24, top: (sheet.near[1] / height) * holder.offsetHeight - 60 });
  else if (spot && isMoving) $("picture").scrollTo({ top: spot.offsetTop - $("picture").clientHeight / 3, left: beside(spot, holder) });
}

/** How far to the right a page is moved for a place: not at all, or to its end, where that shows it with its column. */
function beside(spot, holder) {
  const wide = $("picture").clientWidth;
  const end = spot.offsetLeft + spot.offsetWidth;
  if (end < wide - 24) return 0;
  return holder.offsetWidth - spot.offsetLeft < wide - 24 ? holder.offsetWidth : spot.offsetLeft - wide / 3;
}

/** Take the places off the page that is shown, without moving it. */
export function clearSpots() { sheet.boxes = []; lay([]); draw(false); }

/** Ask for clicks on the picture: `take` gets each in points of the page or pixels of an image, with the height. */
export function takeClicks(take) { sheet.clicks = take; $("picture").classList.toggle("aiming", Boolean(take)); }

/** Ask for boxes on the page: dragged, or by the clicks of two corners; `take` gets each in points, null ends it. It is
 * asked for on every page that is turned to. */
export function takeBox(take) {
  Object.assign(drawing, { take, start: null, corner: null });
  $("picture").classList.toggle("aiming", Boolean(take));
}

/** The box of two places of the pointer, in points; its mark on the page while it is drawn. */
const between = ([a, b], [c, d]) => ({ left: Math.min(a, c), top: Math.min(b, d), right: Math.max(a, c), bottom: Math.max(b, d) });

function markBox(box) {
  const [width, height] = pageSize();
  lay([el("span", { class: "laid drawn", style: { left: `${(100 * box.left) / width}%`, top: `${(100 * box.top) / height}%`, width: `${(100 * (box.right - box.left)) / width}%`, height: `${(100 * (box.bottom - box.top)) / height}%` } })]);
}

function drawBoxes(image) {
  image.draggable = false;
  image.addEventListener("pointerdown", (event) => {
    if (!drawing.take || event.button) return;
    event.preventDefault();
    document.activeElement.blur();
    image.setPointerCapture(event.pointerId);
    Object.assign(drawing, { start: pointOf(event), down: [event.clientX, event.clientY] });
  });
  image.addEventListener("pointermove", (event) => {
    const from = drawing.start ?? drawing.corner;
    if (drawing.take && from) markBox(between(from, pointOf(event)));
  });
  image.addEventListener("pointerup", (event) => {
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
  });
}

/** Put elements over the page, in the place of those that lay there; they stay while its boxes change. */
export function lay(nodes) {
  const holder = $("picture").querySelector(".paper-sheet");
  holder?.querySelectorAll(".laid").forEach((node) => node.remove());
  holder?.append(...nodes);
}

/** Width and height of what is shown: points of a page, pixels of an image. */
export function pageSize() {
  const image = $("picture").querySelector(".paper-sheet img");
  const own = [image?.naturalWidth || 1, image?.naturalHeight || 1];
  return sheet.isImage ? own : sizes()[sheet.page - 1] ?? own;
}

/** Where on the page or image an event of the pointer is. */
export function pointOf(event) {
  const frame = $("picture").querySelector(".paper-sheet img").getBoundingClientRect();
  const [width, height] = pageSize();
  const half = halfPixel();
  return [((event.clientX - frame.left) / frame.width) * width - half, ((event.clientY - frame.top) / frame.height) * height - half];
}

/** A pixel of a picture is counted at its middle, a point of a page at its edge. */
export const halfPixel = () => (sheet.isImage ? 0.5 : 0);

/** Do something with what is shown as soon as it is loaded, and its size is known. */
export function whenShown(work) {
  const image = $("picture").querySelector(".paper-sheet img");
  if (!image) return;
  if (image.complete && image.naturalWidth) work();
  else image.addEventListener("load", () => { if (image.isConnected) work(); }, { once: true });
}

/** Bring a place of the picture close, in the middle of the view. */
export function bring([left, top, right, bottom]) {
  whenShown(() => {
    const box = $("picture"), holder = box.querySelector(".paper-sheet");
    const [width, height] = pageSize();
    sheet.zoom = Math.max(sheet.zoom, Math.min(6, width / (8 * Math.max(right - left, bottom - top, 1))), 1);
    draw(false);
    box.scrollTo({ left: ((left + right) / 2 / width) * holder.offsetWidth - box.clientWidth / 2, top: ((top + bottom) / 2 / height) * holder.offsetHeight - box.clientHeight / 2 });
  });
}

/** The picture's pixels round a place, `reach` pixels of the screen each way; null where it is not loaded. */
export function pixels(x, y, reach) {
  const image = $("picture").querySelector(".paper-sheet img");
  if (!image?.naturalWidth) return null;
  const perUnit = image.naturalWidth / pageSize()[0];
  const far = Math.max(reach, Math.round((reach * image.naturalWidth) / image.clientWidth));
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

export function turn(step) {
  const pages = sizes().length;
  const page = Math.max(1, Math.min(pages || 1, sheet.page + step));
  if (sheet.file && page !== sheet.page) showPage({ file: sheet.file, page });
}

const closest = () => (sheet.isImage ? CLOSEST_PICTURE : CLOSEST);

export function zoom(factor) { sheet.zoom = Math.max(0.5, Math.min(closest(), sheet.zoom * factor)); draw(); }

/** Larger or smaller about the pointer: by the wheel over a picture, by Ctrl and the wheel over a page. */
function zoomAt(event) {
  const box = $("picture"), holder = box.querySelector(".paper-sheet");
  if (!holder || !(event.ctrlKey || sheet.isImage)) return;
  event.preventDefault();
  const before = holder.getBoundingClientRect();
  sheet.zoom = Math.max(0.5, Math.min(closest(), sheet.zoom * 1.0015 ** -event.deltaY));
  draw(false);
  const after = holder.getBoundingClientRect();
  box.scrollLeft += (event.clientX - before.left) * (after.width / before.width) - (event.clientX - after.left);
  box.scrollTop += (event.clientY - before.top) * (after.height / before.height) - (event.clientY - after.top);
  hideLens();
}

/** Where the pointer took hold of the page, and how far it was scrolled then: it is moved by hand. */
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

$("picture").addEventListener("wheel", zoomAt, { passive: false });
$("picture").addEventListener("pointerdown", takeHold);
$("picture").addEventListener("pointermove", move);
$("picture").addEventListener("pointerleave", hideLens);
for (const name of ["pointerup", "pointercancel"]) $("picture").addEventListener(name, () => { hold = null; $("picture").classList.remove("held"); });
export const shown = () => ({ file: sheet.file, page: sheet.page });
