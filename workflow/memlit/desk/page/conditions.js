// Under what conditions the states were read, and for which pulse they hold.
import { button, el, fill, plural, words } from "./dom.js";
import { ownDevice, state } from "./desk.js";
import { beginEntry } from "./entry.js";

const STATES = { g_on: "G_on", g_off: "G_off", r_on: "R_on", r_off: "R_off", on_current: "I_on", off_current: "I_off", on_off_ratio: "ratio" };
const CALLED = { n_devices: "devices measured", n_cycles: "cycles measured" };

export function showConditions(form) {
  const device = ownDevice();
  const known = device?.others ?? [];
  const others = known.filter((one) => !state.paper.conditions.includes(one.parameter));
  fill(form, el("h3", {}, state.device ? `Conditions of ${state.device}` : "Conditions"),
    el("p", { class: "soft" }, "A current becomes a conductance at the one read voltage of its device: G = I/V is then a named step. A state without “set” or “reset” holds for both."),
    el("ul", { class: "conditions" }, state.paper.conditions.map((name) => {
      const found = known.filter((one) => one.parameter === name);
      return el("li", {}, el("b", {}, CALLED[name] ?? words(name)), found.length ? el("span", {}, found.map((one) => one.reads).join(", ")) : button("Enter it", "", () => beginEntry({ parameter: name }), "link"));
    })),
    others.length ? el("details", {}, el("summary", {}, `${plural(others.length, "other value")} of the device`), el("ul", { class: "lines" }, others.map((one) => el("li", {}, `${words(one.parameter)}: ${one.reads}`)))) : null,
    el("h3", {}, "States of one pulse"),
    el("p", { class: "buttons" }, Object.entries(STATES).map(([name, title]) => button(title, "", () => beginEntry({ parameter: name }), "chip"))),
  );
}
