// A second person reads the same pages and sees nothing of the first reading; then both lists stand beside each other,
// and each difference is settled by a signed row.
import { ask, attempt, button, el, fill, input, plural, query, say, words } from "./dom.js";
import { again, goTo, readAsSecond, state } from "./desk.js";
import { keep, keepFields } from "./kept.js";
import { beginEntry } from "./entry.js";

export async function showSecond(form) {
  const key = state.paper.key;
  fill(form, el("h3", {}, "A second reading"));
  await attempt(async () => {
    const { rows } = await ask(query("second", { key }));
    if (state.step !== "second" || state.paper.key !== key || state.at.entry) return;
    state.keys.v = () => beginEntry({ second: true });
    fill(form, el("h3", {}, "A second reading"),
      el("p", { class: "soft" }, "Nothing of the first reading is shown here. Write down what the pages print, with the places and names of devices that both of you agreed on. The list feeds nothing: it tells how far the two agree, and what is to be settled."),
      el("ul", { class: "lines" }, rows.map((row) => el("li", {}, el("b", {}, row.text), ` ${words(row.parameter)} of ${row.device}, ${row.place}`))),
      el("p", { class: "buttons" }, button("Enter a value", "V", () => beginEntry({ second: true }), "strong"), rows.length ? button("End it, and compare the two", "", () => goTo("compared")) : null, button("Leave the second reading", "", () => readAsSecond(false), "quiet")));
  });
}

const WHAT = { number: "the numbers differ", word: "the words differ", class: "the classes differ", only_first: "the second reader has no row here", only_second: "the first reader has no row here" };

export async function showCompared(form) {
  const key = state.paper.key;
  fill(form, el("h3", {}, "Two readings"));
  await attempt(async () => {
    const found = await ask(query("compared", { key }));
    if (state.step !== "compared" || state.paper.key !== key) return;
    fill(form, el("h3", {}, "Two readings"),
      el("p", {}, `${plural(found.n_both, "place")} read by both, ${found.n_equal} of them alike; ${found.n_open ? `${plural(found.n_open, "difference")} open` : "nothing is open"}.`),
      found.differences.map((one) => difference(key, one)),
      el("p", { class: "buttons" }, button("Back to the documents", "", () => { readAsSecond(false); goTo("documents"); }, "quiet")));
  });
}

function difference(key, one) {
  const side = (name, read) => el("p", {}, el("i", {}, `${name}: `), read ? el("b", {}, `${read.printed} ${read.unit}`.trim()) : "no row");
  const about = one.first ?? one.second;
  const why = input({ placeholder: "what the page prints, and where: the next reader has only that", "aria-label": "Reason" });
  keepFields(key, `settle ${one.id}`, { why });
  return el("div", { class: `item current ${one.settled ? "settled" : ""}` },
    el("p", {}, el("b", {}, words(one.parameter)), ` of ${about.device}, ${about.place}`),
    el("p", { class: "soft" }, WHAT[one.what], one.decades ? `, by ${one.decades.toFixed(1)} decades` : ""),
    side("first", one.first), side("second", one.second),
    one.settled ? el("p", { class: "good" }, `settled: ${one.settled}`) : why,
    one.settled ? null : el("p", { class: "buttons" }, settling(key, one).map(([text, send]) => button(text, "", () => {
      if (!why.value.trim()) { say("Say what the page prints: the next reader has only that.", true); why.focus(); return; }
      attempt(async () => { await send(why.value.trim()); keep(key, `settle ${one.id}`, null); say("settled"); await again(); });
    }))));
}

/** The ways to settle a difference, each of which writes a row that names the person. */
function settling(key, one) {
  const check = (more) => (note) => ask("value/decide", { id: one.id, printed: one.first.printed, note, ...more });
  const confirm = ["The first is right", check({ verdict: "confirmed" })];
  const notThere = ["It is not there", (note) => ask("second_left_out", { key, id: one.id, note })];
  if (!one.first) return [["List it with the first", (note) => ask("listed", { key, device: one.second.device, parameter: one.parameter, text: one.second.printed, unit: one.second.unit, place: one.second.place, set_or_reset: one.second.set_or_reset, note: `second reading; ${note}` })], notThere];
  if (!one.second) return [confirm, ["It is not there", check({ verdict: "corrected", field: "status", value: "excluded" })]];
  const isUnit = one.first.printed === one.second.printed && one.first.unit !== one.second.unit;
  return [confirm, ["The second is right", check(isUnit ? { verdict: "corrected", field: "unit", value: one.second.unit } : { verdict: "corrected", field: "text", value: one.second.printed })]];
}
