import { $, ask, attempt, el, fill, hideForm, plural, query, say } from "./dom.js";
import { onKeys, placesBehind, showFacts, showPicture, showProgress } from "./walk.js";

const state = { items: [], place: new Map(), seen: [], current: null, detail: null, mode: null, busy: false, asked: 0 };

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
  const group = state.current && state.place.get(state.current).group;
  fill($("groups"), Object.entries(state.groups).map(([name, title]) => {
    const own = state.items.filter((item) => item.group === name);
    const open = own.filter((item) => !item.verdict);
    const told = `${open.length} of ${own.length} not looked at`;
    return own.length ? el("button", { "aria-current": String(name === group), title: told, disabled: !open.length, onclick: () => show(open[0].id) }, title, el("b", {}, String(open.length))) : null;
  }));
  showProgress(state.items.filter((item) => item.verdict).length, state.items.length, "checked");
}

function nextOpen() {
  const from = state.items.findIndex((item) => item.id === state.current);
  return placesBehind(from, state.items).map((place) => state.items[place]).find((item) => !item.verdict);
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
  await attempt(async () => { detail = await ask(query("settle/item", { id })); });
  if (!detail || asked !== state.asked) return;
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
  const { status, parameter } = detail;
  const told = { value: `${parameter} = ${detail.value}`, text: `words on ${parameter}` }[status];
  fill($("reads"), told ? ["read as ", el("b", {}, told)] : [el("b", {}, parameter), `, ${status}: ${reason(detail.reason)}`]);
  showVerdict(detail.check);
  showFacts({
    means: detail.meaning,
    "meant part": detail.piece,
    under: detail.headers.join(" · "),
    beside: detail.stub,
    unit: detail.unit,
    device: detail.device,
    paper: detail.paper && (detail.paper_title ? `${detail.paper_title} (${detail.paper})` : detail.paper),
    "printed in": detail.document === detail.paper ? "the paper itself" : detail.document_title || detail.document,
    at: detail.where,
    trust: detail.trust,
    flags: detail.flags.join(", "),
    disagrees: detail.conflicts,
    corrected: detail.corrections,
    "rests on it": [...detail.uses, detail.n_uses > detail.uses.length ? `and ${detail.n_uses - detail.uses.length} more` : ""],
  }, el("dt", {}, "id"), el("dd", { class: "id" }, detail.id));
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
    showPicture(query("settle/picture", { id: detail.id }), source.alt, "The picture cannot be drawn; run snakemake again.");
  } else if (source.kind === "quote") {
    const [before, ...after] = source.text.split(source.mark);
    box.append(el("blockquote", {}, before, after.length ? [el("mark", {}, source.mark), after.join(source.mark)] : null));
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
  const made = el("table");
  const lines = new Map(source.rows.map((row) => [row, el("tr")]));
  // A cell that reaches down from a row which is not shown stands in the first shown one.
  const cells = source.cells.map((cell) => ({ cell, row: source.rows.find((row) => cell[0] <= row && row < cell[0] + cell[2]) }));
  if (source.n_rows) for (const [row, line] of lines) line.append(el("th", { class: "n", scope: "row" }, String(row)));
  for (const { cell: [row, col, rowspan, colspan, text], row: shown } of cells.sort((a, b) => a.cell[1] - b.cell[1])) {
    const isHit = row === source.hit[0] && col === source.hit[1];
    const kinds = [isHit ? "hit" : "", row === 0 ? "head" : "", col === 0 ? "stub" : ""].filter(Boolean).join(" ");
    lines.get(shown).append(el(row === 0 ? "th" : "td", { rowspan, colspan, class: kinds }, text));
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

const gap = (number) => el("tr", { class: "gap" }, el("td", { colspan: 99 }, plural(number, "more row")));

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
  const message = { id: state.current, field: $("field").value, value: $("value").value };
  await new Promise((done) => setTimeout(done, 150));
  if (turn !== waiting) return;
  try {
    const found = await ask("settle/preview", message);
    if (turn !== waiting || !found.status) return;
    if (found.status === "value") fill(line, "would read as ", el("b", {}, `${found.parameter} = ${found.value}`));
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
  await attempt(async () => {
    const answer = await ask("settle/decide", { id, verdict, printed: state.detail.printed, seen: state.detail.seen, ...more });
    dropDraft();
    closeForm();
    state.place.get(id).verdict = answer.verdict?.verdict;
    say(`${verdict}: “${state.detail.printed}” of ${id}`);
    await next();
  });
  state.busy = false;
  showQueue();
}

async function undo() {
  // The last decision that is in sight: of this value, else of the one before.
  const id = [...state.seen].reverse().find((seen) => state.place.get(seen).verdict);
  if (state.busy || !id) { say("There is nothing to undo."); return; }
  state.busy = true;
  await attempt(async () => {
    const { verdict: still } = await ask("settle/undo", { id });
    state.place.get(id).verdict = still?.verdict;
    say(still ? `${still.verdict} by ${still.who}, ${still.date} stands; only your own decisions of today can be undone` : `undone: ${id}`, Boolean(still));
    await show(id);
  });
  state.busy = false;
}

function leaveForm() {
  const isOpen = Boolean(state.mode);
  if (isOpen) { dropDraft(); closeForm(); }
  return isOpen;
}

const keys = {
  c: () => decide("confirmed"),
  e: () => openForm("corrected"),
  d: () => openForm("disputed"),
  u: undo,
  ArrowRight: next,
  ArrowLeft: back,
};

onKeys(keys, leaveForm);

$("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const note = $("note").value.trim();
  if (!note) { say("Give a reason: the next reader has only that.", true); $("note").focus(); return; }
  const more = state.mode === "corrected" ? { field: $("field").value, value: $("value").value.trim() } : {};
  decide(state.mode, { note, ...more });
});
$("form").addEventListener("input", () => { keepDraft(); preview(); });
$("field").addEventListener("change", () => { suggest(); keepDraft(); preview(); });
$("cancel").addEventListener("click", leaveForm);
$("confirm").addEventListener("click", keys.c);
$("correct").addEventListener("click", keys.e);
$("dispute").addEventListener("click", keys.d);
$("undo").addEventListener("click", undo);
$("back").addEventListener("click", back);
$("next").addEventListener("click", next);

attempt(async () => {
  const { items, groups, who, fields } = await ask("settle/queue");
  Object.assign(state, { items, groups, place: new Map(items.map((item) => [item.id, item])) });
  $("who").textContent = who;
  fill($("field"), fields.map((name) => el("option", { value: name }, name)));
  const asked = decodeURIComponent(location.hash.slice(1));
  if (state.place.has(asked)) await show(asked);
  else await next();
  if (!items.length) finish();
});
