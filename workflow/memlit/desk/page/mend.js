// The marks of a curve, mended one by one: dragged, set by a click, taken away.
import { button, el, plural } from "./dom.js";
import { show, state } from "./desk.js";
import { toldOf } from "./described.js";
import { at, handle } from "./handles.js";
import { plainly, prove } from "./figures.js";
import { lay, takeClicks, whenShown } from "./picture.js";

const MENDED = "its marks were mended by a person";

/** Whether the marks of a curve can be mended: it is made of marks, and of no more than a person can look at. */
export const canBeMended = (curve) => Boolean(curve) && curve.kind === "marks" && (curve.marks.length > 0 || curve.n === 0);

/** Mend the marks of a curve; key: the reason that this answers, none where nothing was asked. */
export function beginMend(seen, curve, key = "") {
  const told = toldOf(seen.open.draft, curve.id);
  const before = told.marks && [...told.marks];
  told.marks ??= curve.marks.map((mark) => [...mark]);
  seen.mending = { curve, told, before, key };
  plainly(seen);
  takeClicks(([x, y]) => { told.marks.push([x, y]); layMarks(seen); show(); });
  layMarks(seen);
  show();
}

function layMarks(seen) {
  const { told } = seen.mending;
  whenShown(() => lay(told.marks.map((mark, place) => handle({
    name: `mark ${place + 1}`,
    kind: "mark",
    place: () => at(...mark),
    move: (x, y) => { [mark[0], mark[1]] = [x, y]; },
    done: () => {},
    remove: () => { told.marks.splice(told.marks.indexOf(mark), 1); layMarks(seen); show(); },
  }))));
}

/** The form while marks are mended. */
export function mendForm(seen) {
  const { curve, told, before, key } = seen.mending;
  const end = () => { seen.mending = null; takeClicks(null); prove(seen); show(); };
  const done = () => { if (key) seen.open.draft.dismiss[key] = MENDED; end(); };
  const leave = () => { told.marks = before; end(); };
  state.keys.r = done;
  return el("div", { class: "mending" }, el("h3", {}, `The marks of ${curve.name || curve.id}`),
    el("p", { class: "soft", "aria-live": "polite" }, `${plural(told.marks.length, "mark")}; ${curve.n} were read. A click on the picture sets one. Drag a mark, or move it by the arrow keys; Delete or a double click takes it away. The wheel makes the picture larger.`),
    el("p", { class: "buttons" }, button("Done", "R", done, "strong mended"), button("Leave them as they were", "", leave, "quiet")));
}
