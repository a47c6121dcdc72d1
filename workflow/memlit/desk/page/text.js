// Values that sentences state: one key assigns, one rejects; and values that no reader found.
import { ask, attempt, button, el, fill, field, HOW, input, plural, printed, say, select, words } from "./dom.js";
import { again, bar, decide, deviceName, goTo, isReading, nameIt, ownDevice, show, state } from "./desk.js";
import { beginEntry } from "./entry.js";
import { isBegun, keep, keepFields, kept } from "./kept.js";
import { isSaying, onceLine, saidOnce, sayOnce } from "./once.js";
import { showPage } from "./picture.js";

let all = false;

function listed() {
  const { text, best } = state.paper;
  const open = text.filter((one) => one.device === "unassigned" && one.verdict !== "corrected" && one.status !== "flagged");
  if (state.slot) {
    const ids = best[state.slot.pulse][state.slot.part];
    return open.filter((one) => ids.includes(one.id)).sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
  }
  const ofTuple = new Set(Object.values(best).flatMap((parts) => Object.values(parts).flat()));
  return all ? open : open.filter((one) => ofTuple.has(one.id) || bar().offered.includes(one.parameter));
}

/** Open the card of a value that is not assigned yet. */
export function openText(id) {
  state.slot = null;
  all ||= !listed().some((one) => one.id === id);
  Object.assign(state.at, { text: Math.max(0, listed().findIndex((one) => one.id === id)), isMoving: true });
  goTo("text");
}

/** What a person may say of a value whose words name no pulse: for which it holds, or that the paper leaves it open. */
const PULSES = { s: ["Set", "set"], r: ["Reset", "reset"], o: ["Both", "both"], p: ["As printed", "open"] };
const NEUTRAL = { voltage: "programming_voltage", pulse_width: "pulse_width" };
const isAsked = (one) => one.proposed.startsWith("*_");

/** The parameter that is assigned: one of set or reset only where the words or the person say so, else none yet. */
function parameterOf(one) {
  const said = saidOf(one);
  if (said?.parameter !== undefined) return said.parameter;
  if (!isAsked(one)) return one.proposed;
  const half = one.proposed.slice(2);
  if (!said?.pulse) return "";
  if (said.pulse === "open") return /^(re)?set_/.test(one.parameter) ? NEUTRAL[half] : one.parameter;
  return `${said.pulse === "both" ? "set" : said.pulse}_${half}`;
}

/** What a card calls its value: the parameter that is assigned, in words. */
function titleOf(one) {
  const parameter = parameterOf(one);
  if (!parameter) return isAsked(one) ? `${words(one.proposed.slice(2))}, pulse not said` : "no parameter";
  return saidOf(one)?.pulse === "both" ? `${words(parameter)}, and the same of reset` : words(parameter);
}

/** What a person said of a value and did not sign yet; it outlives a reload. */
const saidOf = (one) => kept(state.paper.key).said?.[one.id];
const sayOf = (one, what) => keep(state.paper.key, "said", { ...kept(state.paper.key).said, [one.id]: { ...saidOf(one), ...what } });
const sayPulse = (one, pulse) => sayOf(one, { pulse, parameter: undefined });

function ofWords(one) {
  const cited = noted(one, "whose:").match(/^cited (\d+)$/);
  return { paper: cited ? `[${cited[1]}]` : "", how: noted(one, "how:") };
}

/** What a person said of a value holds for those that follow; what its own words say is of it alone. */
function sayOfPaper(one, whose) {
  const byWords = ofWords(one);
  const said = ["paper", "how"].filter((name) => !byWords[name] || byWords[name] !== whose[name]);
  sayOnce(Object.fromEntries(said.map((name) => [name, whose[name]])));
}

/** Whose a value is and how it was obtained: as a person says it, else as the words of its sentence do, else as it was
 * said of the paper. */
function aboutOf(one) {
  const byWords = ofWords(one);
  const about = (name) => saidOf(one)?.[name] ?? (byWords[name] || saidOnce()[name]);
  return { paper: about("paper"), how: about("how") };
}

export function showText(form) {
  const items = listed();
  const at = Math.min(state.at.text ?? 0, Math.max(0, items.length - 1));
  state.at.text = at;
  const slot = state.slot;
  const head = slot ? `${sentenceCase(bar().parts[slot.part].name)}, ${slot.pulse}` : all ? "All values in sentences" : "Values in sentences";
  const known = slot ? ownDevice()?.[slot.pulse][slot.part] ?? [] : [];
  const inTables = state.paper.tables.flatMap((table) => table.values).filter((one) => one.status === "value").length;
  const done = state.paper.text.filter((one) => one.device !== "unassigned");
  fill(form, el("header", { class: "row" }, el("h3", {}, head), el("i", {}, plural(items.length, "candidate")), el("span", { class: "gap" }),
      slot ? button("All parts", "", () => { state.slot = null; show(); }, "quiet") : el("label", { class: "check" }, el("input", { type: "checkbox", checked: all, onchange: (event) => { all = event.target.checked; state.at.text = 0; show(); } }), "other parameters too")),
    known.length ? el("ul", { class: "lines" }, known.map((one) => el("li", {}, button(one.reads, "", () => one.page && showPage({ file: one.file, page: one.page, boxes: [one.box] }), "link"), el("i", {}, ` ${one.derived || "as printed"}`)))) : null,
    ...(items.length ? items.slice(Math.max(0, at - 1), at + 5).map((one) => card(one, items.indexOf(one) === at, () => { state.at.text = items.indexOf(one); show(); }, form)) : [el("p", { class: "soft" }, isReading() ? "The document is being read. Values appear here as soon as its text is." : "No sentence states one that is not assigned yet. ", inTables ? button(`The tables hold ${plural(inTables, "value")}`, "3", () => goTo("tables"), "link") : null)]),
    done.length ? el("details", {}, el("summary", {}, `${plural(done.length, "value")} assigned`), el("ul", { class: "lines" }, done.map(assignedLine))) : null,
    el("p", { class: "buttons" }, button("A value that is missing here", "V", () => beginEntry(), "quiet enter")),
    unfolded("not printed", "Looked for, not printed", notPrinted()),
  );
  const move = (step) => { state.at.isMoving = true; state.at.text = Math.max(0, Math.min(items.length - 1, at + step)); show(); };
  Object.assign(state.keys, { j: () => move(1), k: () => move(-1), a: () => form.querySelector(".item.current .assign")?.click(), t: () => form.querySelector(".item.current .assign-all")?.click(), x: () => form.querySelector(".item.current .reject")?.click(), s: () => form.querySelector(".item.current :is(.swap, .pulse-s)")?.click(), ...Object.fromEntries(["r", "o", "p"].filter((key) => form.querySelector(`.item.current .pulse-${key}`)).map((key) => [key, () => form.querySelector(`.item.current .pulse-${key}`).click()])) });
  const current = known.length && !state.at.isMoving ? known[0] : items[at];
  if (current?.page) showPage({ file: current.file, page: current.page, boxes: [current.box] });
}

/** A form below its title, which stays open as long as a person left it so, and where something is typed into it. */
function unfolded(name, title, content) {
  const known = (state.at.unfolded ??= {});
  const isOpen = known[name] ?? isBegun(state.paper.key, name);
  // What a click does to it is known before it is done: the form may be made anew right after.
  return el("details", { id: name.replace(" ", "-"), open: isOpen }, el("summary", { onclick: (event) => { known[name] = !event.target.closest("details").open; } }, title), content);
}

const sentenceCase = (text) => text[0].toUpperCase() + text.slice(1);

/** The words of a find as they are printed, raised letters raised: 10^10 is not 1010. */
const find = (one) => (one.marked ? printed(one.context.slice(...one.marked)) : one.printed);

function sentence(one) {
  if (!one.marked) return el("blockquote", {}, printed(one.context));
  const [begin, end] = one.marked;
  return el("blockquote", {}, printed(one.context.slice(0, begin)), el("mark", {}, find(one)), printed(one.context.slice(end)));
}

/** What a flag says behind its first word: `with:` other values of the pulse, `also:` places that print it alike. */
const noted = (one, word) => one.flags.find((flag) => flag.startsWith(word))?.slice(word.length) ?? "";

/** The other values of the pulse that its sentence states, and which of all are signed together. */
const othersOf = (one) => {
  const places = noted(one, "with:").split(" ").filter(Boolean);
  return state.paper.text.filter((other) => other.file === one.file && other.device === "unassigned" && places.includes(other.place));
};
const signedWith = (one, others) => [one, ...others.filter((other) => !saidOf(other)?.isLeft)];

/** A field for the parameter of a value; changed: what is shown of it elsewhere. */
function parameterField(one, label, changed = () => {}) {
  const box = input({ list: "parameters", value: parameterOf(one), placeholder: "say the pulse first", "aria-label": label, oninput: () => { sayOf(one, { parameter: box.value.trim() }); changed(); } });
  return box;
}

function card(one, isCurrent, choose, form) {
  if (!isCurrent) return el("div", { class: "item", onclick: choose }, el("p", {}, el("b", {}, find(one)), " ", el("i", {}, titleOf(one)), el("span", { class: "page" }, one.page ? `p. ${one.page}` : "")), sentence(one));
  const doubts = one.flags.filter((flag) => flag.startsWith("or:")).map((flag) => `or ${words(flag.slice(3))}`);
  const title = el("i", { class: "title" }, [titleOf(one), ...doubts].join(", "));
  const parameter = parameterField(one, "Parameter", () => { title.textContent = [titleOf(one), ...doubts].join(", "); });
  const device = input({ list: "devices", value: deviceName(), placeholder: "device, as the paper calls it", "aria-label": "Device" });
  const about = aboutOf(one);
  const paper = input({ list: "keysOfPapers", value: about.paper, placeholder: "this paper; else [12] or a key", oninput: () => sayOf(one, { paper: paper.value.trim() }) });
  const how = select(HOW, about.how);
  how.addEventListener("input", () => sayOf(one, { how: how.value }));
  const lacks = (all) => {
    if (!device.value.trim()) { say("Name the device first.", true); device.focus(); return true; }
    const open = all.find((each) => !parameterOf(each));
    if (!open) return false;
    say(isAsked(open) ? "The words do not say the pulse: S set, R reset, O both, P as printed." : "Say which parameter it is.", true);
    (form.querySelector(".pulses button") ?? parameter).focus();
    return true;
  };
  const assign = (all) => {
    if (lacks(all)) return;
    nameIt(device.value.trim());
    const { key } = state.paper;
    const whose = { device: deviceName(), paper: paper.value.trim(), how: how.value };
    attempt(async () => {
      const values = all.map((each) => ({ place: each.place, printed: each.text, parameter: parameterOf(each), seen: each.seen }));
      const both = all.filter((each) => saidOf(each)?.pulse === "both");
      const answer = await ask("decide", { key, file: one.file, ...whose, ...(values.length > 1 ? { what: "assign_tuple", values } : { what: "assign", ...values[0] }) });
      try {
        for (const each of both) await ask("listed", ofReset(each, { ...whose, parameter: parameterOf(each) }));
        const said = { ...kept(key).said };
        for (const each of all) delete said[each.id];
        keep(key, "said", said);
        sayOfPaper(one, whose);
      } finally { await again(); }
      say(answer.undo);
    });
  };
  const others = othersOf(one);
  const reject = () => attempt(async () => {
    const answer = await ask("value/decide", { id: one.id, verdict: "corrected", field: "status", value: "excluded", printed: one.printed, seen: one.seen, note: "no parameter of a device of this paper" });
    await again();
    say(`rejected: ${answer.undo}`);
  });
  const swaps = /^(re)?set_/.test(parameterOf(one)) && !isAsked(one);
  const swapped = () => {
    const [from, to] = parameterOf(one).startsWith("set_") ? ["set_", "reset_"] : ["reset_", "set_"];
    // The values that are stated together are of one transition.
    for (const each of [one, ...others]) if (parameterOf(each).startsWith(from)) sayOf(each, { parameter: to + parameterOf(each).slice(from.length) });
    show();
  };
  return el("div", { class: "item current" },
    el("p", {}, el("b", {}, find(one)), " ", title, el("span", { class: "page" }, one.page ? `p. ${one.page}` : "")),
    sentence(one),
    isAsked(one) ? el("div", { class: "pulses", role: "group", "aria-label": "Which pulse is it of?" }, el("span", { class: parameterOf(one) ? "" : "bad" }, "Which pulse?"), Object.entries(PULSES).map(([key, [name, pulse]]) => el("button", { type: "button", class: `chip pulse-${key}`, "aria-pressed": String(saidOf(one)?.pulse === pulse), onclick: () => { for (const each of [one, ...others]) if (isAsked(each)) sayPulse(each, pulse); show(); } }, name, el("kbd", {}, key.toUpperCase())))) : null,
    others.length ? members(others) : null,
    el("p", { class: "soft" }, wordsSay(one)),
    field("Parameter", parameter),
    isSaying()
      ? el("div", { class: "once-fields" }, field("Device", device), el("div", { class: "row" }, field("Whose it is", paper), field("How it was obtained", how)))
      : onceLine({ device: deviceName(), ...about }),
    el("p", { class: "buttons" }, button("Assign", "A", () => assign([one]), "strong assign"), others.length ? button(`Sign the ${signedWith(one, others).length} of this pulse`, "T", () => assign(signedWith(one, others)), "assign-all") : null, button("Reject", "X", reject, "reject"),
      swaps ? button("Set ⇄ reset", "S", swapped, "quiet swap") : null,
      one.page && one.box ? button("With a condition", "", () => beginEntry({ parameter: parameterOf(one), file: one.file, page: one.page, box: roundIt(one.box) }), "quiet") : null));
}

const roundIt = ([left, top, right, bottom]) => ({ left: Math.max(0, left - 3), top: Math.max(0, top - 2), right: right + 3, bottom: bottom + 2 });

/** Where other sentences print a value alike: their pages, where they have pages. */
function alike(places) {
  const pages = [...new Set(places.split(" ").map((place) => place.match(/^p(\d+)\./)?.[1]).filter(Boolean))];
  return pages.length ? `on page ${pages.join(", ")}` : plural(places.split(" ").length, "time");
}

function wordsSay(one) {
  const said = [noted(one, "how:"), noted(one, "whose:")].filter(Boolean).join(", ");
  return [said ? `The words say: ${said}.` : "Whose it is and how it was obtained is not said.", noted(one, "also:") ? `Printed alike ${alike(noted(one, "also:"))}.` : ""].join(" ");
}

/** The other values of the pulse, each with its quotation: its parameter can be corrected, or it is left out. */
const members = (others) => el("ul", { class: "members", "aria-label": "Of the same pulse" }, others.map((other) => {
  const taken = el("input", { type: "checkbox", checked: !saidOf(other)?.isLeft, onchange: () => { sayOf(other, { isLeft: !taken.checked }); show(); } });
  return el("li", {}, el("label", { class: "check" }, taken, el("b", {}, find(other))), parameterField(other, `Parameter of ${other.printed}`), sentence(other));
}));

/** A value that holds for both pulses stands once in the text: of reset it is listed beside, with its sentence. */
const ofReset = (one, { parameter, ...about }) => ({ key: state.paper.key, ...about, parameter: parameter.replace("set_", "reset_"), text: one.text, place: one.page ? `page ${one.page}` : one.place, note: `“${whole(one.context)}”` });

/** The words around a value without marks, and without those that are cut at their ends. */
const whole = (context) => context.replaceAll(/<[^>]+>/g, "").replace(/^…\S*\s+/, "").replace(/\s+\S*…$/, "");

const assignedLine = (one) => el("li", {}, el("b", {}, one.printed), ` ${words(one.parameter)} of ${one.device} `, button("take back", "", () => decide({ what: "unassign", file: one.file, place: one.place, seen: one.seen }), "link"));

function notPrinted() {
  const boxes = bar().first.map((name) => el("input", { type: "checkbox", value: name }));
  const first = state.paper.files.find((one) => one.pages.length);
  const pages = input({ value: first ? `1-${first.pages.length}` : "", placeholder: "1-8" });
  const supplement = input({ placeholder: "S1-S12, or nothing" });
  keepFields(state.paper.key, "not printed", { pages, supplement, ...Object.fromEntries(boxes.map((box) => [box.value, box])) });
  return el("form", { class: "fields", onsubmit: (event) => {
    event.preventDefault();
    const parameters = boxes.filter((one) => one.checked).map((one) => one.value);
    if (!parameters.length) { say("Say what you looked for.", true); return; }
    const { key } = state.paper;
    attempt(async () => {
      const answer = await ask("decide", { key, what: "looked_for", parameters, pages: pages.value, supplement: supplement.value });
      keep(key, "not printed", null);
      await again();
      say(answer.undo);
    });
  } }, el("div", { class: "checks" }, boxes.map((box) => el("label", { class: "check" }, box, words(box.value)))),
    el("div", { class: "row" }, field("Pages read", pages), field("Supplement read", supplement)), el("p", { class: "buttons" }, el("button", {}, `Sign as ${state.list.who}`)));
}
