// What holds for the values of a paper until a person says otherwise: their device, whose they are, how they were
// obtained. It is said once, and shown as a line.
import { button, el, HOW } from "./dom.js";
import { deviceName, show, state } from "./desk.js";
import { isBegun, keep, kept } from "./kept.js";

const ONCE = "once";

/** Whose values are and how they were obtained, as a person last said. */
export const saidOnce = () => ({ paper: "", how: "", ...kept(state.paper.key)[ONCE] });

export function sayOnce(what) {
  keep(state.paper.key, ONCE, { ...saidOnce(), ...what });
  state.at.isSaying = false;
}

/** Whether the fields stand open: a person changes them, nothing was said yet, or the device has no name. */
export const isSaying = () => Boolean(state.at.isSaying) || !deviceName() || !isBegun(state.paper.key, ONCE);

/** The line in the place of the fields. */
export function onceLine({ device, paper, how }) {
  const change = () => { state.at.isSaying = true; show(); document.querySelector("#form .once-fields :is(input, select)")?.focus(); };
  return el("p", { class: "once soft" }, "Of ", el("b", {}, device), ...(paper ? [", of the work ", el("b", {}, paper)] : [", this paper’s own"]), `; ${how ? HOW[how] ?? how : "how it was obtained is not said"} `, button("change", "", change, "link"));
}
