// Under what conditions the states were read, and for which pulse they hold.
import { button, el, fill, plural, words } from "./dom.js";
import { bar, ownDevice, state } from "./desk.js";
import { beginEntry } from "./entry.js";

const CALLED = { n_devices: "devices measured", n_cycles: "cycles measured" };

export function showConditions(form) {
  const device = ownDevice(), states = Object.entries(bar().states);
  const known = device?.others ?? [];
  const others = known.filter((one) => !state.paper.conditions.includes(one.parameter));
  fill(form, el("h3", {}, state.device ? `Conditions of ${state.device}` : "Conditions"),
    states.length ? el("p", { class: "soft" }, "A current becomes a conductance at the one read voltage of its device: G = I/V is then a named step. A state without “set” or “reset” holds for both.") : null,
    el("ul", { class: "conditions" }, state.paper.conditions.map((name) => {
      const found = known.filter((one) => one.parameter === name);
      return el("li", {}, el("b", {}, CALLED[name] ?? words(name)), found.length ? el("span", {}, found.map((one) => one.reads).join(", ")) : button("Enter it", "", () => beginEntry({ parameter: name }), "link"));
    })),
    others.length ? el("details", {}, el("summary", {}, `${plural(others.length, "other value")} of the device`), el("ul", { class: "lines" }, others.map((one) => el("li", {}, `${words(one.parameter)}: ${one.reads}`)))) : null,
    states.length ? el("h3", {}, "States of one pulse") : null,
    el("p", { class: "buttons" }, states.map(([name, title]) => button(title, "", () => beginEntry({ parameter: name }), "chip"))),
  );
}
