// Papers by parameters: what is printed of each, what is missing, and behind a cell its quotation and who confirmed it.
import { $, ask, attempt, el, fill, plural, query, say, words } from "./dom.js";

const state = { list: null, at: null };
const MOST = 150;
const COLUMNS = "memlit columns";
const ROLES = { missing: "nothing read", absent: "not printed" };

const chosen = () => { try { return JSON.parse(localStorage.getItem(COLUMNS)) ?? []; } catch { return []; } };
const choose = (columns) => { try { localStorage.setItem(COLUMNS, JSON.stringify(columns)); } catch { /* storage is off */ } };

async function load(columns = chosen()) {
  await attempt(async () => {
    state.list = await ask(query("over/table", { columns: columns.join(",") }));
    $("who").textContent = state.list.who;
    fill($("parameters"), state.list.parameters.map((one) => el("option", { value: one.name }, `${words(one.name)}, ${plural(one.n, "paper")}`)));
    show();
  });
}

const cells = (one) => state.list.columns.map((name) => one.cells[name]);
const values = (one) => cells(one).flatMap((cell) => cell.values);
const FILTERS = {
  "": () => true,
  read: (one) => values(one).length > 0,
  missing: (one) => cells(one).some((cell) => cell.state === "missing"),
  confirmed: (one) => values(one).some((value) => value.verdict === "confirmed"),
  open: (one) => values(one).some((value) => value.is_used && value.verdict !== "confirmed"),
  notes: (one) => one.notes.length > 0,
};

function show() {
  const { columns, papers } = state.list;
  const wanted = $("search").value.trim().toLowerCase().split(/\s+/);
  const found = papers.filter((one) => {
    const text = `${one.key} ${one.name} ${one.title} ${one.class} ${one.set} ${words(one.set)}`.toLowerCase();
    return wanted.every((word) => text.includes(word)) && FILTERS[$("only").value](one);
  });
  $("count").textContent = `${found.length} of ${plural(papers.length, "paper")}${found.length > MOST ? `, the first ${MOST} shown` : ""}`;
  const head = el("tr", {}, el("th", { scope: "col" }, "paper"), columns.map((name) => el("th", { scope: "col" }, words(name),
    columns.length > 1 ? el("button", { type: "button", "aria-label": `Leave out ${words(name)}`, onclick: () => { const left = columns.filter((other) => other !== name); choose(left); load(left); } }, "×") : null)),
    el("th", { scope: "col" }, "notes"));
  fill($("table"), el("table", {}, el("thead", {}, head), el("tbody", {}, found.slice(0, MOST).map(row))));
}

function row(one) {
  return el("tr", {}, el("th", { scope: "row" }, el("a", { href: `./#${encodeURIComponent(one.key)}` }, one.name), el("small", {}, [one.class, one.is_accepted ? "signed" : "not signed"].filter(Boolean).join(", "))),
    state.list.columns.map((name) => cell(one, name)),
    el("td", {}, el("button", { type: "button", title: one.notes.map((note) => note.note).join(" / "), onclick: () => showNotes(one) }, one.notes.map((note) => note.note).join(" / ") || el("span", { class: "unused" }, "add"))));
}

function cell(one, name) {
  const own = one.cells[name];
  if (own.state !== "read") return el("td", { class: own.state }, ROLES[own.state]);
  const first = own.values[0];
  return el("td", {}, el("button", { type: "button", "aria-pressed": "false", "aria-label": `${words(name)} of ${one.name}: ${first.printed}${own.n > 1 ? ` and ${own.n - 1} more` : ""}`, onclick: (event) => showBehind(one, name, event.currentTarget) },
    el("span", { class: `${first.verdict} ${first.is_used ? "" : "unused"}` }, first.printed), own.n > 1 ? el("small", { class: "unused" }, ` +${own.n - 1}`) : null));
}

async function showBehind(one, name, pressed) {
  $("table").querySelector("[aria-pressed='true']")?.setAttribute("aria-pressed", "false");
  pressed.setAttribute("aria-pressed", "true");
  const { values: own, n } = one.cells[name];
  fill($("behind"), el("h2", {}, `${words(name)} of ${one.name}`), el("p", { class: "note" }, "being looked up …"));
  const turn = (state.at = {});
  await attempt(async () => {
    const details = await Promise.all(own.map((value) => ask(query("settle/item", { id: value.id }))));
    if (turn !== state.at) return;
    fill($("behind"), el("h2", {}, `${words(name)} of ${one.name}`),
      n > own.length ? el("p", { class: "note" }, `${own.length} of ${n} values, those in use first`) : null,
      own.map((value, place) => article(value, details[place])));
  });
}

function article(value, detail) {
  const { source } = detail;
  const about = [detail.headers.join(" · "), detail.stub].filter(Boolean).join("; ");
  const quotation = source.kind === "quote" ? source.text : [about, detail.printed].filter(Boolean).join(": ");
  return el("article", {},
    el("p", {}, el("b", {}, value.printed), ` of ${value.device}`, detail.status === "value" ? `, read as ${detail.value}` : `, ${detail.status}`),
    el("blockquote", {}, quotation),
    el("p", { class: "note" }, `${detail.where}, ${detail.document}${value.is_used ? "" : "; not in use"}`),
    el("p", { class: "note" }, value.by ? `${value.verdict} by ${value.by}` : "nobody has confirmed it yet"),
    el("p", {}, el("a", { href: `settle#${encodeURIComponent(value.id)}` }, "Look at it beside its page")));
}

function showNotes(one) {
  state.at = {};
  const mine = one.notes.find((note) => note.who === state.list.who);
  const box = el("input", { value: mine?.note ?? "", autocomplete: "off" });
  const form = el("form", {}, el("label", {}, "Your note", box), el("p", { class: "buttons" }, el("button", { type: "submit", class: "strong" }, "Keep it")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(async () => { const { undo } = await ask("note", { key: one.key, note: box.value }); await load(); say(undo); });
  });
  fill($("behind"), el("h2", {}, `Notes on ${one.name}`), one.notes.filter((note) => note !== mine).map((note) => el("p", {}, note.note, el("span", { class: "note" }, ` (${note.who}, ${note.date})`))), form);
  box.focus();
}

$("search").addEventListener("input", show);
$("only").addEventListener("change", show);
$("column").addEventListener("change", (event) => {
  const name = event.target.value.trim();
  event.target.value = "";
  if (!state.list.parameters.some((one) => one.name === name)) { if (name) say(`${name} is read of no paper`, true); return; }
  const columns = [...state.list.columns.filter((other) => other !== name), name];
  choose(columns);
  load(columns);
});
load();
