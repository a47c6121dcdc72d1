// Under what conditions the states were read, and for which pulse they hold.
import { ask, attempt, button, el, field, fill, input, plural, say, select, words } from "./dom.js";
import { again, ownDevice, state } from "./desk.js";
import { keep, keepFields } from "./kept.js";
import { shown } from "./picture.js";

const CALLED = { n_devices: "devices measured", n_cycles: "cycles measured" };

export function showConditions(form) {
  const device = ownDevice();
  const known = device?.others ?? [];
  const others = known.filter((one) => !state.paper.conditions.includes(one.parameter));
  fill(form, el("h3", {}, state.device ? `Conditions of ${state.device}` : "Conditions"),
    el("p", { class: "soft" }, "A current needs its read voltage: G = I/V is then a named step. A state without “set” or “reset” holds for both."),
    el("ul", { class: "conditions" }, state.paper.conditions.map((name) => {
      const found = known.filter((one) => one.parameter === name);
      return el("li", {}, el("b", {}, CALLED[name] ?? words(name)), found.length ? el("span", {}, found.map((one) => one.reads).join(", ")) : listForm(name));
    })),
    loose(device),
    others.length ? el("details", {}, el("summary", {}, `${plural(others.length, "other value")} of the device`), el("ul", { class: "lines" }, others.map((one) => el("li", {}, `${words(one.parameter)}: ${one.reads}`)))) : null,
    el("h3", {}, "States of one pulse"),
    stateForm(),
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

/** List a value; name: of the form in which it was typed. */
function send(message, name) {
  const { key } = state.paper;
  return attempt(async () => {
    if (!state.device) throw new Error("Name the device first.");
    await ask("listed", { key, device: state.device, ...message });
    keep(key, name, null);
    await again();
    say(`listed: ${message.text}`);
  });
}

function listForm(parameter) {
  const unit = state.list.parameters[parameter]?.unit;
  const text = input({ placeholder: unit && unit !== "1" ? `in ${unit.replace("deg", "°")}` : "as printed", "aria-label": words(parameter) });
  const page = input({ value: shown().page ?? "", "aria-label": "Page", title: "page", class: "short" });
  const name = `${parameter} of ${state.device}`;
  keepFields(state.paper.key, name, { text, page });
  return el("form", { class: "row", onsubmit: (event) => { event.preventDefault(); send({ parameter, text: text.value, page: page.value }, name); } }, text, page, el("button", {}, "List"));
}

function stateForm() {
  const parameter = select({ g_on: "G_on", g_off: "G_off", r_on: "R_on", r_off: "R_off", on_current: "I_on", off_current: "I_off", on_off_ratio: "ratio" }, "g_on");
  const text = input({ placeholder: "as printed, with its unit" });
  const pulse = select({ set: "set", reset: "reset" }, "set");
  const grade = select({ "": "grade", A: "A: measured in this experiment", B: "B: another train or window", C: "C: a setting" }, "");
  const condition = input({ placeholder: "amplitude, where there are several" });
  const page = input({ value: shown().page ?? "", class: "short" });
  const name = `state of ${state.device}`;
  keepFields(state.paper.key, name, { parameter, text, pulse, grade, condition, page });
  return el("form", { class: "fields", onsubmit: (event) => { event.preventDefault(); send({ parameter: parameter.value, text: text.value, page: page.value, set_or_reset: pulse.value, condition: condition.value, grade: grade.value }, name); } },
    el("div", { class: "row" }, field("State", parameter), field("Value", text), field("Page", page)), el("div", { class: "row" }, field("Pulse", pulse), field("Condition", condition), field("Grade", grade)), el("p", { class: "buttons" }, el("button", {}, "List it")));
}
