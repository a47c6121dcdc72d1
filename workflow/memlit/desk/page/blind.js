// Read blind: one drawn value after another with its page; what the record holds is compared when all are read.
import { $, ask, attempt, el, fill, plural, query, say, words } from "./dom.js";
import { onKeys, placesBehind, showFacts, showPicture, showProgress } from "./walk.js";

const ROLES = { first: "you read it first", second: "you read it second", done: "read by you", "not needed": "read by two others" };
const state = { list: null, at: 0, item: null };
const isOpen = (one) => one.role === "first" || one.role === "second";

async function load() {
  await attempt(async () => {
    state.list = await ask("blind/items");
    $("who").textContent = state.list.who;
    const { items, is_done: isDone } = state.list;
    const own = items.filter((one) => one.role !== "not needed");
    showProgress(own.filter((one) => one.role === "done").length, own.length, "read by you");
    $("empty").hidden = items.length > 0;
    $("main").hidden = !items.length || isDone;
    $("agreement").hidden = !items.length || !isDone;
    $("back").disabled = $("next").disabled = !items.length || isDone;
    if (!items.length) return;
    if (isDone) await showAgreement();
    else await show(nextOpen(state.at - 1));
  });
}

function nextOpen(from) {
  const { items } = state.list;
  return placesBehind(from, items).find((place) => isOpen(items[place])) ?? 0;
}

async function show(place) {
  const { items } = state.list;
  const item = await ask(query("blind/item", { id: items[place].id }));
  Object.assign(state, { at: place, item });
  $("main").dataset.id = item.id;
  $("role").textContent = ROLES[item.role];
  $("method").textContent = item.method;
  $("place").textContent = `${place + 1} of ${items.length}`;
  $("title").textContent = `${words(item.parameter)} of ${item.device}`;
  showFacts({ "it means": item.meaning, transition: item.transition, condition: item.condition, which: item.remark, at: item.where, sentence: item.sentence, under: item.headers.join(" · "), beside: item.stub, unit: item.unit, in: item.title ? `${item.title} (${item.document})` : item.document, DOI: item.doi },
    item.color.length ? [el("dt", {}, "the curve's colour"), el("dd", {}, swatch(item.color))] : null);
  $("asks").textContent = item.asks;
  $("text").value = item.mine?.text ?? "";
  $("note").value = item.mine?.note ?? "";
  showSource(item);
  $("text").focus();
}

function swatch(color) {
  const square = el("span", { class: "swatch", role: "img", "aria-label": `red ${color[0]}, green ${color[1]}, blue ${color[2]}` });
  square.style.background = `rgb(${color.join(" ")})`;
  return square;
}

function showSource({ id, source, where }) {
  $("source-title").textContent = source.alt || where;
  if (source.kind !== "picture") {
    fill($("source"), el("p", { class: "note" }, "Its document is not at hand here. Read it in your own copy, at the place that stands on the left."));
    $("source-note").textContent = "";
    return;
  }
  showPicture(query("blind/picture", { id }), source.alt, "The page cannot be drawn. Read it in your own copy.");
  $("source").scrollTop = 0;
}

async function showAgreement() {
  const { lines, differences } = await ask("blind/agreement");
  const line = (one) => el("li", {}, el("b", {}, one.id), el("br"), `record: ${one.recorded}; `, Object.entries(one.readings).map(([name, row]) => `${name}: ${row.text || "could not be read"} (${row.who})`).join("; "), " ", el("a", { href: `settle#${encodeURIComponent(one.id)}` }, "look at it again"));
  fill($("agreement"), el("section", { class: "value" },
    el("h2", { class: "long" }, "You have read all. How the readings agree"),
    el("pre", { tabindex: "0" }, lines.join("\n")),
    el("p", { class: "buttons" }, el("button", { class: "draw", onclick: draw }, "Draw more to read again")),
    el("h3", {}, differences.length ? `${plural(differences.length, "value")} on which they differ` : "They differ nowhere"),
    el("ul", { class: "lines" }, differences.map(line))));
}

async function keep() {
  const text = $("text").value.trim(), note = $("note").value.trim();
  if (!text && !note) { say("Type what is printed, or why it cannot be read.", true); $("text").focus(); return; }
  const isKept = await attempt(async () => {
    const { reading } = await ask("blind/read", { id: state.item.id, text, note });
    say(`kept as the ${reading} reading`);
  });
  if (isKept) { state.at += 1; await load(); }
}

/** Draw values that were not drawn before, and show the first of them. */
async function draw() {
  const isDrawn = await attempt(async () => {
    say("drawing values of the accepted records …");
    const { n } = await ask("blind/draw", {});
    say(`${plural(n, "value")} drawn`);
  });
  if (isDrawn) await load();
}

function step(by) {
  if ($("main").hidden) return;
  const n = state.list.items.length;
  attempt(() => show((state.at + by + n) % n));
}

$("empty").querySelector(".draw").addEventListener("click", draw);
$("form").addEventListener("submit", (event) => { event.preventDefault(); keep(); });
$("back").addEventListener("click", () => step(-1));
$("next").addEventListener("click", () => step(1));
onKeys({ ArrowRight: () => step(1), ArrowLeft: () => step(-1) }, (event) => event.target.blur());
load();
