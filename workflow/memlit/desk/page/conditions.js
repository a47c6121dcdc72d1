// Under what conditions the states were read, and for which pulse they hold.
import { ask, attempt, button, el, fill, plural, say, words } from "./dom.js";
import { again, ownDevice, state } from "./desk.js";
import { beginEntry } from "./entry.js";

const STATES = { g_on: "G_on", g_off: "G_off", r_on: "R_on", r_off: "R_off", on_current: "I_on", off_current: "I_off", on_off_ratio: "ratio" };
const CALLED = { n_devices: "devices measured", n_cycles: "cycles measured" };

export function showConditions(form) {
  const device = ownDevice();
  const known = device?.others ?? [];
  const others = known.filter((one) => !state.paper.conditions.includes(one.parameter));
  fill(form, el("h3", {}, state.device ? `Conditions of ${state.device}` : "Conditions"),
    el("p", { class: "soft" }, "A current needs its read voltage: G = I/V is then a named step. A state without “set” or “reset” holds for both."),
    el("ul", { class: "conditions" }, state.paper.conditions.map((name) => {
      const found = known.filter((one) => one.parameter === name);
      return el("li", {}, el("b", {}, CALLED[name] ?? words(name)), found.length ? el("span", {}, found.map((one) => one.reads).join(", ")) : button("Enter it", "", () => beginEntry({ parameter: name }), "link"));
    })),
    loose(device),
    others.length ? el("details", {}, el("summary", {}, `${plural(others.length, "other value")} of the device`), el("ul", { class: "lines" }, others.map((one) => el("li", {}, `${words(one.parameter)}: ${one.reads}`)))) : null,
    el("h3", {}, "States of one pulse"),
    el("p", { class: "buttons" }, Object.entries(STATES).map(([name, title]) => button(title, "", () => beginEntry({ parameter: name }), "chip"))),
  );
}

/** Currents that were listed by hand, and a read voltage that was read elsewhere: G = I/V needs both in one list. */
function loose(device) {
  const known = device?.others ?? [];
  const isListed = (name) => known.some((one) => one.parameter === name && one.method === "readings");
  const volts = known.find((one) => one.parameter === "read_voltage");
  if (!volts || isListed("read_voltage") || !(isListed("on_current") || isListed("off_current")) || device.set.g_on.length) return null;
  return el("p", { class: "row" }, `The currents are listed by hand, and the read voltage ${volts.reads} stands in another list.`, button("List it beside them: G = I/V", "", () => send({ parameter: "read_voltage", text: volts.printed, page: String(volts.page ?? "") }), "strong"));
}

function send(message) {
  const { key } = state.paper;
  return attempt(async () => {
    if (!state.device) throw new Error("Name the device first.");
    await ask("listed", { key, device: state.device, ...message });
    await again();
    say(`listed: ${message.text}`);
  });
}
