// A lens under the pointer: the picture's own pixels, enlarged, with their place and the values that the axes give there.
import { $, el } from "./dom.js";

/** Pixels of the screen of a side of the lens, and how many of them a pixel of the picture takes. */
const SIDE = 132, TIMES = 6;
/** Pixels of the screen between the pointer and the lens. */
const AWAY = 22;
const glass = el("canvas", { width: SIDE, height: SIDE });
const told = el("span", {});
const lens = el("div", { id: "lens", "aria-hidden": "true", hidden: true }, glass, told);
document.body.append(lens);

export function hideLens() { lens.hidden = true; }

/** Show the pixels of an image round an event of the pointer; words: the place and the values there. */
export function showLens(image, event, words) {
  const frame = image.getBoundingClientRect();
  const x = ((event.clientX - frame.left) / frame.width) * image.naturalWidth;
  const y = ((event.clientY - frame.top) / frame.height) * image.naturalHeight;
  const reach = SIDE / TIMES / 2;
  const paint = glass.getContext("2d");
  paint.imageSmoothingEnabled = false;
  paint.fillStyle = "#fff";
  paint.fillRect(0, 0, SIDE, SIDE);
  paint.drawImage(image, x - reach, y - reach, 2 * reach, 2 * reach, 0, 0, SIDE, SIDE);
  paint.strokeStyle = "#c43c14";
  paint.beginPath();
  for (const [from, to] of [[0, SIDE / 2 - 8], [SIDE / 2 + 8, SIDE]]) {
    paint.moveTo(from, SIDE / 2); paint.lineTo(to, SIDE / 2);
    paint.moveTo(SIDE / 2, from); paint.lineTo(SIDE / 2, to);
  }
  paint.stroke();
  told.textContent = words;
  lens.hidden = false;
  const box = $("picture").getBoundingClientRect();
  const besides = event.clientX + AWAY + lens.offsetWidth < box.right ? event.clientX + AWAY : event.clientX - AWAY - lens.offsetWidth;
  const below = event.clientY + AWAY + lens.offsetHeight < box.bottom ? event.clientY + AWAY : event.clientY - AWAY - lens.offsetHeight;
  Object.assign(lens.style, { left: `${Math.max(2, besides)}px`, top: `${Math.max(2, below)}px` });
}
