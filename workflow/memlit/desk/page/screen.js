// Screening: one record after another, another's decision hidden until this person decided, differences settled last.
import { $, ask, attempt, el, fill, hideForm, query, say, words } from "./dom.js";
import { onKeys, placesBehind, showFacts, showProgress } from "./walk.js";

const TITLES = { identification: "Identify", screening: "Screen", eligibility: "Judge the full text", included: "Include" };
const TAKES = { identified: "Identify", passed: "Pass", included: "Include" };
const state = { stage: "screening", list: null, at: null, form: null, isBusy: false };

const isApart = (one) => one.differs && !one.settled;
const current = () => state.list.items[state.at];
const decisions = () => state.list.stages[state.stage];

async function load(stage, record) {
  await attempt(async () => {
    state.list = await ask(query("screening", { stage }));
    state.stage = stage;
    $("who").textContent = state.list.who;
    fill($("reasons"), state.list.reasons.map((word) => el("option", { value: `${word}: ` }, words(word))));
    const { criteria } = state.list;
    fill($("criteria"), criteria.length ? criteria.map((text) => el("li", {}, text)) : el("li", { class: "note" }, "None is written. They stand under screening, criteria, in config/config.yaml."));
    $("reasons-used").textContent = state.list.reasons.length ? `Reasons given so far: ${state.list.reasons.map(words).join(", ")}` : "";
    const place = state.list.items.findIndex((one) => one.record === record);
    show(place >= 0 ? place : nextOpen(-1));
  });
}

/** The next record that this person has not decided on, else the next difference. */
function nextOpen(from) {
  const { items } = state.list;
  const turned = placesBehind(from, items);
  return turned.find((place) => !items[place].mine) ?? turned.find((place) => isApart(items[place])) ?? null;
}

function show(place) {
  state.at = place;
  const { items } = state.list;
  showProgress(items.filter((one) => one.mine).length, items.length, "decided by you");
  closeForm();
  showStages();
  $("main").hidden = place === null;
  $("empty").hidden = place !== null;
  $("empty").textContent = items.length ? "Every record of this stage is decided." : "No record has come to this stage yet.";
  fill($("take"), `${TAKES[decisions().find((name) => name in TAKES)]} `, el("kbd", {}, "P"));
  $("leave").hidden = !decisions().includes("excluded");
  $("take").disabled = $("leave").disabled = place === null;
  $("undo").disabled = place === null || !current().mine;
  if (place !== null) showRecord(current(), `${place + 1} of ${items.length}`);
}

function showStages() {
  const apart = state.list.items.filter(isApart);
  fill($("groups"),
    Object.keys(state.list.stages).map((name) => el("button", { "aria-current": String(name === state.stage), onclick: () => load(name) }, TITLES[name])),
    apart.length ? el("button", { onclick: () => show(state.list.items.indexOf(apart[0])) }, "Differences", el("b", {}, String(apart.length))) : null);
}

function showRecord(one, place) {
  history.replaceState(null, "", `#${state.stage}/${encodeURIComponent(one.record)}`);
  $("main").dataset.record = one.record;
  $("key").textContent = one.record;
  $("place").textContent = place;
  $("title").textContent = one.title || `${one.record}, no title`;
  showFacts({ by: one.author, in: [one.journal, one.year].filter(Boolean).join(", "), DOI: one.doi });
  $("abstract").textContent = one.abstract || "The library has no abstract of it.";
  $("abstract").classList.toggle("note", !one.abstract);
  $("abstract-form").open = false;
  $("abstract-form").querySelector("summary").textContent = one.abstract ? "Change the abstract" : "Write the abstract";
  $("abstract-text").value = one.abstract;
  const line = (row, name) => el("li", {}, el("b", {}, name), `: ${row.decision}`, row.reason ? `, ${row.reason.replace(/^\w+:/, (word) => words(word))}` : "", row.date ? ` (${row.date})` : "");
  fill($("said"),
    one.mine ? line(one.mine, "You") : null,
    one.others.map((row) => line(row, row.who || "Someone whose name is not recorded")),
    one.settled ? line(one.settled, `Settled by ${one.settled.who}`) : null,
    isApart(one) ? el("li", { class: "buttons" }, decisions().map((name) => el("button", { type: "button", onclick: () => openForm({ decision: name, settles: true }) }, `Settle: ${name}`))) : null);
  $("blind").textContent = standing(one);
}

function standing(one) {
  if (one.settled) return "";
  if (!one.mine) return one.is_read_by_another ? "Someone has decided on it. You see how once you have decided." : "Nobody has decided on it yet.";
  if (one.differs) return "You differ. Talk about it; whoever settles it says why.";
  return one.others.length ? "You agree." : "Nobody else has decided on it yet.";
}

function openForm(form) {
  if (state.at === null) return;
  state.form = form;
  $("form-title").textContent = form.settles ? `Settle the difference: ${form.decision}` : "Exclude";
  $("reason").value = form.settles ? "" : current().mine?.reason ?? "";
  $("form").hidden = false;
  $("reason").focus();
}

function closeForm() {
  state.form = null;
  hideForm($("form"));
}

async function send(path, message, told) {
  if (state.isBusy || state.at === null) return;
  state.isBusy = true;
  const { record } = current(), from = state.at;
  await attempt(async () => {
    await ask(path, { record, stage: state.stage, ...message });
    state.list = await ask(query("screening", { stage: state.stage }));
    say(`${record}: ${told}`);
    // A difference that has just come to light stays in sight.
    show(path === "unscreen" || isApart(state.list.items[from]) ? from : nextOpen(from));
  });
  state.isBusy = false;
}

function step(by) {
  const n = state.list.items.length;
  if (n) show(((state.at ?? 0) + by + n) % n);
}

const take = () => send("screen", { decision: decisions().find((name) => name in TAKES) }, "decided");
const leave = () => { if (decisions().includes("excluded")) openForm({ decision: "excluded" }); };
const undo = () => { if (state.at !== null && current().mine) send("unscreen", {}, "your decision is taken back"); };
const keys = { p: take, x: leave, u: undo, ArrowRight: () => step(1), ArrowLeft: () => step(-1) };

$("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const reason = $("reason").value.trim();
  if (!reason.replace(/^\w+:/, "").trim()) { say("Give a reason: the next reader has only that.", true); $("reason").focus(); return; }
  send("screen", { ...state.form, reason }, state.form.settles ? "settled" : "excluded");
});
$("abstract-keep").addEventListener("click", () => attempt(async () => {
  const { record } = current();
  await ask("abstract", { key: record, abstract: $("abstract-text").value });
  await load(state.stage, record);
  say(`${record}: the abstract is in the library`);
}));
$("cancel").addEventListener("click", closeForm);
for (const [name, work] of Object.entries({ take, leave, undo, back: keys.ArrowLeft, next: keys.ArrowRight })) $(name).addEventListener("click", () => work());

const [stage, record] = decodeURIComponent(location.hash.slice(1)).split("/");
await load(stage in TITLES ? stage : "screening", record);
if (state.list) {
  onKeys(keys, () => {
    const isOpen = Boolean(state.form);
    if (isOpen) closeForm();
    return isOpen;
  });
}
