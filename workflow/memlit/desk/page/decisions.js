// My decisions, of the paper that is open or of all: what, when and about which paper, each with "take back".
import { $, ask, attempt, button, el, fill, plural, query, say, words } from "./dom.js";
import { again, loadPapers, openPaper, state } from "./desk.js";

const KINDS = { assign: "assigned", assign_tuple: "pulse signed", unassign: "assignment ended", verdict: "looked at", listed: "listed", looked_for: "looked for", teach: "vocabulary", answered: "said of a table", drawn: "table drawn", figure: "figure described", cut: "figure cut out", sign: "signed", entry: "what the paper is" };
const MOST = 300;
let isOfAll = false;

export function showDecisions() {
  isOfAll = !state.paper;
  attempt(async () => {
    await load();
    if (!$("decisions").open) $("decisions").showModal();
  });
}

async function load() {
  const { who, decisions } = await ask(query("decisions", isOfAll ? {} : { key: state.paper.key }));
  const tab = (name, ofAll) => el("button", { type: "button", class: "chip", "aria-pressed": String(isOfAll === ofAll), onclick: () => { isOfAll = ofAll; attempt(load); } }, name);
  fill($("decisions"),
    el("header", { class: "row" }, el("h3", { id: "decisions-title" }, "My decisions"), el("i", {}, `${who}, ${plural(decisions.length, "decision")}`), el("span", { class: "gap" }), state.paper ? [tab("This paper", false), tab("All papers", true)] : null, button("Close", "Esc", () => $("decisions").close(), "quiet")),
    el("p", { class: "told", role: "status" }),
    decisions.length ? el("ol", { class: "decisions" }, decisions.slice(0, MOST).map(line)) : el("p", { class: "soft" }, "There is none yet. Each decision stands here from the moment it is taken, and can be taken back."),
    decisions.length > MOST ? el("p", { class: "soft" }, `The last ${MOST} of ${decisions.length} are shown.`) : null);
}

function line(one) {
  const open = () => { $("decisions").close(); openPaper(one.key); };
  return el("li", {},
    el("p", { class: "soft" }, el("time", {}, `${one.day} ${one.at}`), el("span", {}, KINDS[one.what] ?? words(one.what)), isOfAll ? button(one.name, "", open, "link") : null),
    el("p", {}, one.told),
    el("button", { type: "button", disabled: Boolean(one.rests), onclick: () => takeBack(one) }, "Take back"),
    one.rests ? el("p", { class: "soft" }, `On it rests: ${one.rests}`) : null);
}

async function takeBack(one) {
  try {
    const { told } = await ask("take_back", { number: one.number });
    if (one.what === "teach" || one.what === "sign") await loadPapers();
    if (state.paper) await again();
    await load();
    say(`taken back: ${told}`);
    tell(`taken back: ${told}`, "good");
    $("decisions").querySelector("ol button, header button")?.focus();
  } catch (error) {
    tell(error.message, "bad");
  }
}

function tell(text, kind) {
  const box = $("decisions").querySelector(".told");
  box.className = `told ${kind}`;
  box.textContent = text;
}
