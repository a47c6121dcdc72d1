// What a panel gives as it is described now, worked out as a run does, before anything is written.
import { ask, el, fill, plural, words } from "./dom.js";
import { showTuple, state } from "./desk.js";
import { entryOf } from "./described.js";

/** Milliseconds without a change after which the values are worked out. */
const STILL = 350;
let waiting = 0;
const told = el("div", { class: "foreseen", "aria-live": "polite" });

/** Where the values of the panel stand in its form. */
export const foreseen = (seen) => { tell(seen); return told; };

/** Work the values out, if the description is another one than the last. */
export async function foresee(seen) {
  const one = seen.open, turn = ++waiting;
  const isTold = Object.values(one.draft.series).some((curve) => curve.reader && curve.device && !curve.is_dropped);
  const entry = entryOf(seen, one.panel || "1");
  const asked = JSON.stringify(entry);
  if (!isTold || one.given?.asked === asked) { if (!isTold) one.given = null; return; }
  await new Promise((done) => setTimeout(done, STILL));
  if (turn !== waiting) return;
  fill(told, el("p", { class: "soft" }, "The values are being worked out …"));
  let found;
  try { found = await ask("gives", { key: state.paper.key, entry }); } catch (error) { found = { devices: [], values: [], curves: [], warnings: [error.message] }; }
  if (turn !== waiting) return;
  one.given = { asked, ...found };
  tell(seen);
  showTuple();
}

function tell(seen) {
  const { given, draft } = seen.open;
  if (!given) { fill(told); return; }
  // A part of a curve has its id and a number behind it.
  const ofDescribed = given.curves.filter((one) => draft.series[one.series.split("-")[0]]?.reader);
  const list = (items) => (items.length ? el("ul", { class: "lines" }, items) : null);
  fill(told, el("h3", {}, given.values.length ? "It gives" : "It gives no value yet"),
    list(given.values.map((one) => el("li", {}, `${words(one.parameter)} of ${one.device}: `, el("b", {}, one.reads)))),
    list(ofDescribed.map((one) => el("li", { class: one.left_out ? "bad" : "soft" }, `${one.series}: ${plural(one.n, "point")}, first ${one.ends[0] ?? "none"}, last ${one.ends.at(-1) ?? "none"}${one.left_out ? `; left out, ${one.left_out.replace(/^\w+: /, "")}` : ""}`))),
    list(given.warnings.map((line) => el("li", { class: "bad" }, line))));
}

/** The values that the open panel gives for a part of the device at hand. */
export function foreseenPart(pulse, part) {
  const open = state.step === "figures" ? state.at.panels?.open : null;
  const device = open?.given?.devices.find((one) => [one.name, one.title].includes(state.device));
  return device?.[pulse][part] ?? [];
}
