import { $, ask, hideForm } from "./dom.js";

const state = { items: [], place: new Map(), seen: [], current: null, detail: null, mode: null, busy: false, asked: 0 };

function element(name, text, attributes) {
  const made = document.createElement(name);
  if (text !== undefined && text !== null) made.textContent = text;
  for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
  return made;
}

function say(text, isBad) {
  $("status").textContent = text;
  $("status").classList.toggle("bad", Boolean(isBad));
}

// A draft outlives the tab: what was typed and not saved is there again.
const draftName = (id) => `memlit draft ${id}`;
function keepDraft() {
  if (!state.mode) return;
  const draft = { mode: state.mode, field: $("field").value, value: $("value").value, note: $("note").value };
  try { localStorage.setItem(draftName(state.current), JSON.stringify(draft)); } catch { /* storage is off */ }
}
function dropDraft() { try { localStorage.removeItem(draftName(state.current)); } catch { /* storage is off */ } }
function draft() {
  try { return JSON.parse(localStorage.getItem(draftName(state.current))); } catch { return null; }
}

function showQueue() {
  const nav = $("groups");
  nav.replaceChildren();
  const group = state.current && state.place.get(state.current).group;
  for (const [name, title] of Object.entries(state.groups)) {
    const own = state.items.filter((item) => item.group === name);
    const open = own.filter((item) => !item.verdict);
    if (!own.length) continue;
    const button = element("button", title, { "aria-current": String(name === group) });
    button.append(element("b", String(open.length)));
    button.title = `${open.length} of ${own.length} not looked at`;
    button.disabled = !open.length;
    button.addEventListener("click", () => show(open[0].id));
    nav.append(button);
  }
  const decided = state.items.filter((item) => item.verdict).length;
  $("bar").max = state.items.length || 1;
  $("bar").value = decided;
  $("count").textContent = `${decided} of ${state.items.length} checked`;
}

function nextOpen() {
  const from = state.current ? state.items.findIndex((item) => item.id === state.current) : -1;
  const turned = [...state.items.slice(from + 1), ...state.items.slice(0, Math.max(from, 0))];
  return turned.find((item) => !item.verdict);
}

async function next() {
  const item = nextOpen();
  if (item) await show(item.id);
  else if (!state.items.some((other) => !other.verdict)) finish();
}

function finish() {
  $("main").hidden = true;
  $("empty").hidden = false;
  state.current = null;
  showQueue();
}

async function back() {
  state.seen.pop();
  const id = state.seen.pop();
  if (id) await show(id);
}

async function show(id) {
  const asked = ++state.asked;
  let detail;
  try {
    detail = await ask(`settle/item?id=${encodeURIComponent(id)}`);
  } catch (error) {
    say(error.message, true);
    return;
  }
  if (asked !== state.asked) return;
  state.current = id;
  state.detail = detail;
  if (state.seen.at(-1) !== id) state.seen.push(id);
  history.replaceState(null, "", `#${encodeURIComponent(id)}`);
  $("main").hidden = false;
  $("empty").hidden = true;
  $("main").dataset.id = id;
  closeForm();
  showValue(detail);
  showSource(detail);
  showQueue();
  const kept = draft();
  if (kept) openForm(kept.mode, kept);
}

function showValue(detail) {
  const own = state.items.filter((item) => item.group === state.place.get(detail.id).group);
  $("group").textContent = detail.group;
  $("place").textContent = `${own.findIndex((item) => item.id === detail.id) + 1} of ${own.length}`;
  $("printed").textContent = `“${detail.printed}”`;
  $("printed").classList.toggle("long", detail.printed.length > 60);
  const reads = $("reads");
  reads.replaceChildren();
  if (detail.status === "value") {
    reads.append("read as ", element("b", `${detail.parameter} = ${detail.value}`));
  } else if (detail.status === "text") {
    reads.append("read as ", element("b", `words on ${detail.parameter}`));
  } else {
    reads.append(element("b", detail.parameter), `, ${detail.status}: ${reason(detail.reason)}`);
  }
  showVerdict(detail.check);
  const facts = $("facts");
  facts.replaceChildren();
  const add = (name, ...values) => {
    const told = values.flat().filter(Boolean);
    if (told.length) facts.append(element("dt", name), ...told.map((text) => element("dd", text)));
  };
  add("means", detail.meaning);
  add("meant part", detail.piece);
  add("under", detail.headers.join(" · "));
  add("beside", detail.stub);
  add("unit", detail.unit);
  add("device", detail.device);
  add("paper", detail.paper && (detail.paper_title ? `${detail.paper_title} (${detail.paper})` : detail.paper));
  add("printed in", detail.document === detail.paper ? "the paper itself" : `${detail.document_title || detail.document}`);
  add("at", detail.where);
  add("trust", detail.trust);
  add("flags", detail.flags.join(", "));
  add("disagrees", detail.conflicts);
  add("corrected", detail.corrections);
  add("rests on it", detail.uses, detail.n_uses > detail.uses.length ? `and ${detail.n_uses - detail.uses.length} more` : "");
  facts.append(element("dt", "id"), element("dd", detail.id, { class: "id" }));
}

// A reason starts with its type, one word with underscores.
function reason(text) { return (text || "").replace(/^\w+/, (type) => type.replaceAll("_", " ")); }

function showVerdict(check) {
  const line = $("verdict");
  line.hidden = !check;
  if (!check) return;
  line.className = check.verdict;
  line.textContent = `${check.verdict} by ${check.who}, ${check.date}${check.note ? `: ${check.note}` : ""}`;
}

function showSource(detail) {
  const source = detail.source;
  const box = $("source");
  box.replaceChildren();
  box.classList.remove("waiting");
  $("source-title").textContent = source.caption || detail.where;
  $("source-note").textContent = source.why || "";
  if (source.kind === "picture") {
    const image = element("img", null, { alt: source.alt, src: `settle/picture?id=${encodeURIComponent(detail.id)}` });
    image.addEventListener("error", () => { $("source-note").textContent = "The picture cannot be drawn; run snakemake again."; image.remove(); box.classList.remove("waiting"); });
    image.addEventListener("load", () => { $("source-note").textContent = ""; box.classList.remove("waiting"); });
    $("source-note").textContent = "The page is being drawn …";
    box.classList.add("waiting");
    box.append(image);
  } else if (source.kind === "quote") {
    const quote = element("blockquote");
    const [before, ...after] = source.text.split(source.mark);
    quote.append(before);
    if (after.length) quote.append(element("mark", source.mark), after.join(source.mark));
    box.append(quote);
  } else {
    box.append(table(source));
  }
  box.scrollTop = box.scrollLeft = 0;
  const hit = box.querySelector(".hit");
  if (hit) {
    const place = hit.getBoundingClientRect(), frame = box.getBoundingClientRect();
    box.scrollLeft = place.left - frame.left - Math.max(0, (frame.width - place.width) / 2);
    box.scrollTop = place.top - frame.top - Math.max(0, (frame.height - place.height) / 2);
  }
}

// Rows of a whole table bear their numbers; those that are left out between them are counted.
function table(source) {
  const made = element("table");
  const lines = new Map(source.rows.map((row) => [row, element("tr")]));
  // A cell that reaches down from a row which is not shown stands in the first shown one.
  const cells = source.cells.map((cell) => ({ cell, row: source.rows.find((row) => cell[0] <= row && row < cell[0] + cell[2]) }));
  if (source.n_rows) for (const [row, line] of lines) line.append(element("th", String(row), { class: "n", scope: "row" }));
  for (const { cell: [row, col, rowspan, colspan, text], row: shown } of cells.sort((a, b) => a.cell[1] - b.cell[1])) {
    const one = element(row === 0 ? "th" : "td", text, { rowspan, colspan });
    one.classList.toggle("hit", row === source.hit[0] && col === source.hit[1]);
    one.classList.toggle("head", row === 0);
    one.classList.toggle("stub", col === 0);
    lines.get(shown).append(one);
  }
  let before = -1;
  for (const [row, line] of lines) {
    if (row > before + 1) made.append(gap(row - before - 1));
    made.append(line);
    before = row;
  }
  if (source.n_rows && before + 1 < source.n_rows) made.append(gap(source.n_rows - before - 1));
  return made;
}

function gap(number) {
  const line = element("tr", null, { class: "gap" });
  line.append(element("td", `${number} more row${number === 1 ? "" : "s"}`, { colspan: 99 }));
  return line;
}

function openForm(mode, kept) {
  if (!state.current) return;
  state.mode = mode;
  const isCorrection = mode === "corrected";
  $("form-title").textContent = isCorrection ? "Correct" : "Dispute";
  $("fields").hidden = !isCorrection;
  $("field").value = kept ? kept.field : "text";
  $("value").value = kept ? kept.value : "";
  $("note").value = kept ? kept.note : "";
  $("note").placeholder = isCorrection ? "misprint: the text on page 3 says so" : "what is wrong with it";
  if (isCorrection && !kept) suggest();
  $("form").hidden = false;
  $(isCorrection ? "value" : "note").focus();
  preview();
}

function suggest() {
  const field = $("field").value;
  const known = { text: state.detail.printed, parameter: state.detail.parameter, unit: state.detail.unit, paper: state.detail.paper, device: state.detail.device, status: "excluded" };
  $("value").value = known[field] || "";
  $("value").select();
}

function closeForm() {
  state.mode = null;
  hideForm($("form"));
  $("preview").textContent = "";
}

let waiting = 0;
async function preview() {
  const line = $("preview");
  line.className = "";
  line.replaceChildren();
  if (state.mode !== "corrected") return;
  const turn = ++waiting;
  const message = { id: state.current, verdict: "corrected", field: $("field").value, value: $("value").value, note: "" };
  await new Promise((done) => setTimeout(done, 150));
  if (turn !== waiting) return;
  try {
    const found = await ask("settle/preview", message);
    if (turn !== waiting || !found.status) return;
    if (found.status === "value") line.replaceChildren("would read as ", element("b", `${found.parameter} = ${found.value}`));
    else line.textContent = `would be ${found.status}${found.reason ? `: ${reason(found.reason)}` : ""}`;
  } catch (error) {
    if (turn !== waiting) return;
    line.className = "bad";
    line.textContent = error.message;
  }
}

async function decide(verdict, more) {
  if (state.busy || !state.current) return;
  state.busy = true;
  const id = state.current;
  try {
    const answer = await ask("settle/decide", { id, verdict, printed: state.detail.printed, ...more });
    dropDraft();
    closeForm();
    state.place.get(id).verdict = answer.verdict && answer.verdict.verdict;
    say(`${verdict}: “${state.detail.printed}” of ${id}`);
    await next();
  } catch (error) {
    say(error.message, true);
  } finally {
    state.busy = false;
    showQueue();
  }
}

async function undo() {
  // The last decision that is in sight: of this value, else of the one before.
  const id = [...state.seen].reverse().find((seen) => state.place.get(seen).verdict);
  if (state.busy || !id) { say("There is nothing to undo."); return; }
  state.busy = true;
  try {
    const answer = await ask("settle/undo", { id });
    const still = answer.verdict;
    state.place.get(id).verdict = still && still.verdict;
    say(still ? `${still.verdict} by ${still.who}, ${still.date} stands; only your own decisions of today can be undone` : `undone: ${id}`, Boolean(still));
    await show(id);
  } catch (error) {
    say(error.message, true);
  } finally {
    state.busy = false;
  }
}

const keys = {
  c: () => decide("confirmed"),
  e: () => openForm("corrected"),
  d: () => openForm("disputed"),
  u: undo,
  ArrowRight: next,
  ArrowLeft: back,
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && state.mode) { dropDraft(); closeForm(); event.preventDefault(); return; }
  if (event.target.closest("input, select, textarea")) return;
  if (event.key.startsWith("Arrow") && event.target.id === "source") return;
  const action = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!action || event.repeat) return;
  event.preventDefault();
  action();
});

$("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const note = $("note").value.trim();
  if (!note) { say("Give a reason: the next reader has only that.", true); $("note").focus(); return; }
  const more = state.mode === "corrected" ? { field: $("field").value, value: $("value").value.trim() } : {};
  decide(state.mode, { note, ...more });
});
$("form").addEventListener("input", () => { keepDraft(); preview(); });
$("field").addEventListener("change", () => { suggest(); keepDraft(); preview(); });
$("cancel").addEventListener("click", () => { dropDraft(); closeForm(); });
$("confirm").addEventListener("click", keys.c);
$("correct").addEventListener("click", keys.e);
$("dispute").addEventListener("click", keys.d);
$("undo").addEventListener("click", undo);
$("back").addEventListener("click", back);
$("next").addEventListener("click", next);

async function start() {
  try {
    const queue = await ask("settle/queue");
    state.items = queue.items;
    state.groups = queue.groups;
    state.place = new Map(queue.items.map((item) => [item.id, item]));
    $("who").textContent = queue.who;
    $("field").replaceChildren(...queue.fields.map((name) => element("option", name, { value: name })));
    const asked = decodeURIComponent(location.hash.slice(1));
    if (state.place.has(asked)) await show(asked);
    else await next();
    if (!state.items.length) finish();
  } catch (error) {
    say(error.message, true);
  }
}

start();
