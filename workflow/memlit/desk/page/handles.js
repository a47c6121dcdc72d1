// Lines and corners that lie over the page: dragged by a pointer, moved by arrow keys.
import { el } from "./dom.js";
import { clickAt, halfPixel, pageSize, pointOf } from "./picture.js";

/** Points that an arrow key moves a line by; with Shift the larger. */
const STEP = 1, LEAP = 10;
/** Points between two opposite edges. */
const LEAST = 4;
/** Pixels of the screen that a hand moves in a click. */
const FAR = 4;
const EDGES = ["left", "top", "right", "bottom"];
const CORNERS = [["left", "top"], ["right", "top"], ["left", "bottom"], ["right", "bottom"]];
const percent = (part, whole) => `${(100 * part) / whole}%`;
const along = (place, side) => percent(place + halfPixel(), pageSize()[side]);
export const at = (x, y) => ({ left: along(x, 0), top: along(y, 1) });

/** The box round the points of two clicks. */
export const boxOf = ([[a, b], [c, d]]) => ({ left: Math.min(a, c), top: Math.min(b, d), right: Math.max(a, c), bottom: Math.max(b, d) });
export const edgesOf = (box) => EDGES.map((edge) => box[edge]);

/** Handles of the four edges and corners of a box, which they change. `done` is called when one was moved; lets: as of
 * `handle`. */
export function boxHandles(box, of, done, lets = false) {
  const moveEdge = (edge) => (x, y) => {
    if (edge === "left") box.left = Math.min(x, box.right - LEAST);
    if (edge === "right") box.right = Math.max(x, box.left + LEAST);
    if (edge === "top") box.top = Math.min(y, box.bottom - LEAST);
    if (edge === "bottom") box.bottom = Math.max(y, box.top + LEAST);
  };
  return [
    ...EDGES.map((edge) => handle({ name: `${edge} edge of ${of}`, kind: ["left", "right"].includes(edge) ? "upright" : "flat", place: () => placeOfEdge(box, edge), move: moveEdge(edge), done, lets })),
    ...CORNERS.map(([side, end]) => handle({ name: "", kind: "corner", place: () => at(box[side], box[end]), move: (x, y) => { moveEdge(side)(x, y); moveEdge(end)(x, y); }, done, lets })),
  ];
}

function placeOfEdge(box, edge) {
  const [width, height] = pageSize();
  return ["left", "right"].includes(edge)
    ? { left: along(box[edge], 0), top: along(box.top, 1), height: percent(box.bottom - box.top, height) }
    : { top: along(box[edge], 1), left: along(box.left, 0), width: percent(box.right - box.left, width) };
}

/** Where an upright line at x of a box is. */
export function placeOfLine(box, x) {
  return { ...at(x, box.top), height: percent(box.bottom - box.top, pageSize()[1]) };
}

/** One line or corner. name: what it is called aloud, none where another handle does the same; remove: for Delete;
 * lets: a click that does not move it is one on the page below, where the page asks for clicks. */
export function handle({ name, kind, place, move, done, remove, lets = false }) {
  const isUpright = kind.includes("upright");
  const said = name ? { tabindex: "0", role: "slider", "aria-label": name, "aria-orientation": isUpright ? "horizontal" : "vertical", "aria-valuemin": "0" } : { "aria-hidden": "true" };
  const node = el("span", { class: `laid ${kind}`, style: place(), ...said });
  node.place = () => {
    const now = place();
    Object.assign(node.style, now);
    if (!name) return;
    const whole = pageSize()[isUpright ? 0 : 1];
    node.setAttribute("aria-valuemax", String(Math.round(whole)));
    node.setAttribute("aria-valuenow", String(Math.round((parseFloat(isUpright ? now.left : now.top) * whole) / 100)));
  };
  node.place();
  const moved = (x, y) => { move(x, y); for (const other of node.parentNode.querySelectorAll(".laid")) other.place?.(); };
  let from = [0, 0], isMoved = false;
  const isFar = (event) => Math.hypot(event.clientX - from[0], event.clientY - from[1]) >= (lets ? FAR : 0);
  node.addEventListener("pointerdown", (event) => { event.preventDefault(); node.focus(); node.setPointerCapture(event.pointerId); from = [event.clientX, event.clientY]; isMoved = !lets; });
  node.addEventListener("pointermove", (event) => { isMoved ||= isFar(event); if (isMoved && node.hasPointerCapture(event.pointerId)) moved(...pointOf(event)); });
  node.addEventListener("pointerup", (event) => { node.releasePointerCapture(event.pointerId); if (isMoved) done(); else setTimeout(() => clickAt(event)); });
  node.addEventListener("dblclick", () => remove?.());
  node.addEventListener("keydown", (event) => {
    const by = event.shiftKey ? LEAP : STEP;
    const [dx, dy] = { ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, -by], ArrowDown: [0, by] }[event.key] ?? [0, 0];
    if (["Delete", "Backspace"].includes(event.key)) { event.preventDefault(); remove?.(); }
    if (!dx && !dy) return;
    event.preventDefault();
    const [x, y] = ["left", "top"].map((edge, side) => (parseFloat(node.style[edge]) / 100) * pageSize()[side] - halfPixel());
    moved(x + dx, y + dy);
    done();
  });
  return node;
}
