// The reasons that keep a panel or a curve out: each stands beside its place in the picture with the answers that it takes.
import { button, el, input } from "./dom.js";
import { show, state } from "./desk.js";
import { toldOf } from "./described.js";
import { at } from "./handles.js";
import { beginMend, canBeMended } from "./mend.js";
import { bring, lay, pageSize, whenShown } from "./picture.js";

/** Words of a panel's reason by which figures.yaml names it: numbers in it may change with the scale. */
const FIRST = 4;
/** Reasons up to which a panel shows those of all its curves; of more, those of curves that are described come first. */
const FEW = 6;

/** All reasons of a panel and of its curves in their order, each with the places where it stands. */
export function reasonsOf(one) {
  const ofPanel = one.reasons.map((text) => ({ text, key: text.split(" ").slice(0, FIRST).join(" "), places: [] }));
  const ofCurves = one.series.flatMap((curve) => curve.reasons.map((text) => ({ text, curve, key: `${curve.id}: ${text}`, places: curve.places.filter((place) => place.reason === text).map((place) => place.box) })));
  return [...ofPanel, ...ofCurves].map((reason, place) => ({ ...reason, number: place + 1 }));
}

/** The words of `dismiss` by which a reason was answered, in a longer or shorter form; none where it is open. */
function answerOf(reason, draft) {
  const told = [reason.text, ...(reason.curve ? [`${reason.curve.id}: ${reason.text}`] : [])];
  return Object.keys(draft.dismiss).find((first) => told.some((text) => text.startsWith(first)));
}

const whyOf = (reason) => `Why reason ${reason.number} does not hold`;
const isLeftOut = (reason, draft) => Boolean(reason.curve && draft.series[reason.curve.id]?.is_dropped);
/** Whether a reason is not answered yet; an answer without a word is none. */
export const isOpen = (reason, draft) => !isLeftOut(reason, draft) && !draft.dismiss[answerOf(reason, draft)]?.trim();

/** What a person does about a reason that asks for a key without a field in the form. */
function hintOf({ text }) {
  if (!text.includes("`factor`")) return "";
  const [axis] = text.split(" ");
  return `Give the ${axis} axis by two clicks, with the values as the factor makes them (2e-10); or write, under calibration of this panel in sources/${state.paper.key}/figures.yaml, ${axis}: {factor: 1e-10}.`;
}

/** One reason with the answers that it takes, or with the one that it was given. */
function lineOf(reason, seen, isBeside = false) {
  const { draft } = seen.open, { curve } = reason;
  const called = curve ? el("b", {}, `${curve.name || curve.id}: `) : null;
  const words = [el("span", { class: "number" }, String(reason.number)), " ", called, reason.text];
  const answer = answerOf(reason, draft);
  const undone = button("Take back", "", () => { if (isLeftOut(reason, draft)) draft.series[curve.id].is_dropped = false; else delete draft.dismiss[answer]; show(); }, "link");
  if (isLeftOut(reason, draft)) return [el("p", {}, words), el("p", { class: "row soft" }, "The curve is left out. ", undone)];
  if (answer !== undefined) {
    const why = input({ value: draft.dismiss[answer], placeholder: "why it does not hold: what the picture shows", "aria-label": whyOf(reason), oninput: (event) => { draft.dismiss[answer] = event.target.value; }, onchange: show });
    return [el("p", {}, words), el("p", { class: "row answered" }, why, undone)];
  }
  const accept = () => { draft.dismiss[reason.key] = ""; seen.asked = 0; show(); document.querySelector(`#form [aria-label="${whyOf(reason)}"]`)?.focus(); };
  const leave = () => { toldOf(draft, curve.id).is_dropped = true; draft.drop[curve.id] ||= reason.text; show(); };
  const look = () => { seen.asked = reason.number; bring(reason.places[0]); show(); };
  const hint = hintOf(reason);
  return [el("p", {}, words), hint ? el("p", { class: "soft" }, hint) : null, el("p", { class: "buttons" },
    reason.places.length && !isBeside ? button("Show it", "", look, "quiet") : null,
    button("Accept as read", "", accept, "quiet"),
    canBeMended(curve) ? button("Mend its marks", "", () => beginMend(seen, curve, reason.key), "quiet") : null,
    curve ? button("Leave the curve out", "", leave, "quiet") : null)];
}

/** The list of the reasons, for the form. */
export function reasonList(seen) {
  const found = reasonsOf(seen.open);
  if (!found.length) return el("p", { class: "good" }, "Scale and curves are verified by the drawing itself.");
  const { draft } = seen.open;
  const isOfNone = ({ curve }) => Boolean(curve) && found.length > FEW && !draft.series[curve.id]?.reader;
  const asked = found.filter((reason) => !isOfNone(reason)), others = found.filter(isOfNone);
  const open = asked.filter((reason) => isOpen(reason, draft)).length;
  const list = (reasons) => el("ul", {}, reasons.map((reason) => el("li", { class: isOpen(reason, draft) ? "bad" : "soft" }, lineOf(reason, seen))));
  return el("div", { class: "asks" }, el("h3", {}, open ? `It asks: ${open} of ${asked.length} open` : "All that it asks is answered"), list(asked),
    others.length ? el("details", {}, el("summary", {}, `${others.length} more, of curves that are not described`), el("p", { class: "soft" }, "They keep no other curve out, and are asked when their curve is described."), list(others)) : null);
}

/** Marks over the picture where open reasons stand; the one that was asked for has its answers beside it. */
export function layReasons(seen) {
  whenShown(() => {
    const open = reasonsOf(seen.open).filter((reason) => reason.places.length && isOpen(reason, seen.open.draft));
    const [width, height] = pageSize();
    lay(open.flatMap((reason) => reason.places.map(([left, top, right, bottom]) => el("button", {
      class: "laid ask", "aria-label": `reason ${reason.number}: ${reason.text}`, "aria-expanded": String(seen.asked === reason.number),
      style: { ...at(left - 3, top - 3), width: `${(100 * (right - left + 6)) / width}%`, height: `${(100 * (bottom - top + 6)) / height}%` },
      onclick: () => { seen.asked = seen.asked === reason.number ? 0 : reason.number; layReasons(seen); },
    }, el("span", { class: "number" }, String(reason.number))))).concat(open.filter((reason) => reason.number === seen.asked).map((reason) => beside(reason, seen))));
  });
}

function beside(reason, seen) {
  const [left, top, right, bottom] = reason.places[0];
  const [width, height] = pageSize();
  const across = left > width / 2 ? { right: `${100 - (100 * (right + 3)) / width}%` } : { left: `${(100 * (left - 3)) / width}%` };
  const down = top > height / 2 ? { bottom: `${100 - (100 * (top - 6)) / height}%` } : { top: `${(100 * (bottom + 6)) / height}%` };
  return el("div", { class: "laid callout", role: "group", "aria-label": `Answers to reason ${reason.number}`, style: { ...across, ...down } }, lineOf(reason, seen, true));
}
