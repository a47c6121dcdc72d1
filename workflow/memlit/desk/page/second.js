// A second person reads the same pages and sees nothing of the first reading.
import { ask, attempt, button, el, fill, plural, query, words } from "./dom.js";
import { goTo, state } from "./desk.js";
import { byHand } from "./text.js";

export async function showSecond(form) {
  const key = state.paper.key;
  fill(form, el("h3", {}, "A second reading"));
  await attempt(async () => {
    const { rows } = await ask(query("second", { key }));
    if (state.step !== "second" || state.paper.key !== key) return;
    fill(form, el("h3", {}, "A second reading"),
      el("p", { class: "soft" }, "Nothing of the first reading is shown here. Write down what the pages print, with the places and names of devices that both of you agreed on. The list feeds nothing: the next run tells how far the two agree, and what is to be settled."),
      el("ul", { class: "lines" }, rows.map((row) => el("li", {}, el("b", {}, row.text), ` ${words(row.parameter)} of ${row.device}, ${row.place}`))),
      rows.length ? el("i", {}, plural(rows.length, "value")) : null,
      byHand(true),
      el("p", { class: "buttons" }, button("Leave the second reading", "", () => goTo("documents"), "quiet")));
  });
}
