// A table as it is interpreted, beside its page: heads, devices, citation marks, and what to look at before it is signed.
import { ask, attempt, button, el, fill, field, HOW, input, plural, printed, say, select, words } from "./dom.js";
import { beginDrawing, mendTable, showDrawing } from "./drawing.js";
import { again, decide, nameIt, show, state } from "./desk.js";
import { keep, keepFields } from "./kept.js";
import { showPage, shown } from "./picture.js";

export function showTables(form) {
  const { tables, key } = state.paper;
  if (state.at.drawing) { showDrawing(form, state.at.drawing); return; }
  state.keys.d = beginDrawing;
  if (!tables.length) {
    fill(form, el("h3", {}, "Tables"), el("p", { class: "soft" }, state.paper.progress?.state === "done" ? "No table was found. A table that is a picture is written by hand as table_1.csv, one row a printed row, and dropped here." : "The tables are being read."), drawButton());
    return;
  }
  const useful = [...tables].sort((a, b) => Number(b.waits) - Number(a.waits) || b.values.length - a.values.length || b.unmapped.length - a.unmapped.length);
  const table = tables.find((one) => `${one.file}/${one.name}` === state.at.table) ?? useful[0];
  const open = table.ask.filter((id) => !value(table, id)?.verdict);
  const hidden = state.at.allTables ? [] : useful.filter((one) => !one.values.length && one !== table);
  fill(form, el("div", { class: "chips" }, useful.filter((one) => !hidden.includes(one)).map((one) => el("button", { class: "chip", "aria-pressed": String(one === table), onclick: () => { state.at.table = `${one.file}/${one.name}`; state.at.cell = null; show(); } }, one.label || `page ${one.page ?? "?"}`, el("b", {}, String(one.values.filter((v) => v.status === "value").length)))),
      hidden.length ? button(`${hidden.length} more without values`, "", () => { state.at.allTables = true; show(); }, "quiet") : null),
    el("p", { class: "caption" }, table.caption || ""),
    legend(table),
    isOfDevices(table),
    askedAgain(table),
    saidOfIt(table, key),
    looks(table, open),
    edits(table, key),
    grid(table, key),
    el("p", { class: "buttons" }, table.box ? button("Its box or columns are wrong", "M", () => mendTable(table), "quiet") : null, drawButton()),
  );
  const current = value(table, state.at.cell ?? open[0]);
  if (table.page) showPage({ file: table.file, page: current?.page ?? table.page, boxes: [table.box ? { box: table.box, kind: "table" } : null, current?.box ?? null] });
  Object.assign(state.keys, {
    ...(table.waits ? { y: () => sayAbout(table, "devices"), o: () => sayAbout(table, "others") } : {}),
    ...(table.box ? { m: () => mendTable(table) } : {}),
    c: () => form.querySelector(".look .confirm")?.click(),
    e: () => form.querySelector(".look .correct")?.click(),
    j: () => next(open, 1), k: () => next(open, -1),
  });
}

const doubtWords = (flag) => (flag.startsWith("read-by:") ? "read in the picture" : words(flag));

/** A device as it is printed, where the page knows it. */
const called = (one) => state.paper.devices.find((device) => device.name === one.device && device.paper === one.paper)?.title ?? one.device;

const value = (table, id) => table.values.find((one) => one.id === id);
const named = (table) => ({ file: table.file, name: table.name, label: table.label ?? "" });
/** Whether heads stand beside the rows, where devices are columns or the table is of one. */
const areHeadsBeside = (table) => table.devices_in === "columns" || table.devices_in === "table";

function next(open, step) {
  const at = open.indexOf(state.at.cell ?? open[0]);
  state.at.cell = open[Math.max(0, Math.min(open.length - 1, at + step))];
  show();
}

function grid(table, key) {
  const read = new Map(), stubs = new Set(), heads = new Map();
  for (const [row, col, parameter, stub] of table.read) { read.set(`${row},${col}`, parameter); if (stub) stubs.add(stub); }
  for (const [row, col, text, nearest] of table.unmapped) heads.set(`${row},${col}`, { text, nearest });
  const firstOf = (row, col) => table.read.find(([r, c]) => (areHeadsBeside(table) ? r === row : c === col))?.[2];
  const values = new Map(table.values.map((one) => [one.at.join(","), one]));
  const lines = [];
  for (const [row, col, rowspan, colspan, text] of table.cells) {
    const at = `${row},${col}`;
    const one = values.get(at);
    const unknown = heads.get(at);
    const isHead = !read.has(at) && (areHeadsBeside(table) ? col === 0 : row <= 1) && firstOf(row, col) && text.trim();
    // A label that is read as a name of its device is a label all the same.
    const isStub = stubs.has(text.trim()) && (!read.has(at) || read.get(at) === "device_name");
    const kind = one ? `value ${one.status} ${one.doubts.length ? "doubt" : ""} ${one.verdict ? "seen" : ""}` : unknown ? "unknown" : isStub ? "stub" : isHead ? "head" : "";
    const note = one ? `${words(one.parameter)} of ${one.device}${one.reads ? `: ${one.reads}` : `: ${one.reason}`}` : unknown ? ["not known", unknown.nearest.map(words).join(", ")].filter(Boolean).join("; near: ") : isHead ? words(firstOf(row, col)) : "";
    const click = () => {
      if (isStub) { state.at.edit = { kind: "device", text: text.trim(), at: [row, col] }; show(); }
      else if (one) { state.at.cell = one.id; state.at.edit = null; show(); }
      else if (text.trim()) { state.at.edit = { kind: "head", text: text.trim(), at: [row, col], nearest: unknown?.nearest ?? [], now: firstOf(row, col) }; show(); }
    };
    (lines[row] ??= []).push(el("td", { rowspan, colspan, class: `${kind} ${state.at.cell && one?.id === state.at.cell ? "here" : ""}`, title: note, onclick: click, tabindex: text.trim() ? "0" : false, onkeydown: (event) => { if (event.key === "Enter") click(); } },
      text, isHead && !one ? el("small", {}, words(firstOf(row, col))) : unknown ? el("small", {}, "?") : null));
  }
  return el("div", { class: "grid" }, el("table", {}, [...lines].map((line) => el("tr", {}, line ?? []))));
}

function legend(table) {
  const n = (status) => table.values.filter((one) => one.status === status).length;
  const papers = [...new Set(table.values.map((one) => one.paper).filter(Boolean))];
  return el("p", { class: "soft" }, [`${plural(n("value"), "value")} read`, n("flagged") ? `${n("flagged")} flagged` : "", n("excluded") ? `${n("excluded")} left out` : "", table.unmapped.length ? plural(table.unmapped.length, "unknown head") : "", papers.length ? `of ${papers.slice(0, 3).join(", ")}${papers.length > 3 ? ` and ${papers.length - 3} more` : ""}` : ""].filter(Boolean).join(", "));
}

const sayAbout = (table, said) => decide({ what: "about", table: named(table), about: said });

/** The question of a table that nobody has answered: its values are proposed, none is used before. */
function isOfDevices(table) {
  if (!table.waits) return null;
  if (table.answered_by) {
    return el("section", { class: "look of-devices" }, el("h3", {}, `${table.answered_by} answered this table; nobody has accepted it`),
      el("p", { class: "bad" }, "Its values are drawn as they were answered. None is used yet."),
      el("p", { class: "buttons" }, button("They are as printed", "Y", () => sayAbout(table, "devices"), "strong"), button("No table of devices", "O", () => sayAbout(table, "others"), "quiet")));
  }
  return el("section", { class: "look of-devices" }, el("h3", {}, "Is this a table of devices, read as drawn below?"), el("p", { class: "bad" }, "Its values are proposed by its words alone. None is used yet."),
    el("p", { class: "buttons" }, button("Yes, of devices", "Y", () => sayAbout(table, "devices"), "strong"), button("No, of others", "O", () => sayAbout(table, "others"), "quiet")));
}

/** Cells that the answers mean to hold a value and whose print is none: asked again, each with its reason. */
function askedAgain(table) {
  if (!table.refused.length) return null;
  return el("section", { class: "look" }, el("h3", {}, `${plural(table.refused.length, "cell")} asked again`),
    el("ul", {}, table.refused.map((line) => el("li", { class: "bad" }, line))));
}

/** Whose the values of a table are, and how they were obtained: nothing in its print says that they were measured. */
function saidOfIt(table, key) {
  const name = `${table.file} ${table.name}: whose`;
  const how = select(HOW, table.how);
  const work = input({ list: "keysOfPapers", value: table.whose.replace(/^.*:ref-(\d+)$/, "[$1]"), placeholder: "as its labels say" });
  keepFields(key, name, { how, work });
  return el("form", { class: "fields whose", onsubmit: (event) => {
    event.preventDefault();
    keep(key, name, null);
    decide({ what: "table_said", table: named(table), paper: work.value.trim(), how: how.value });
  } }, el("div", { class: "row" }, field("How its values were obtained", how), field("Whose they are: [12], a DOI, a key", work), el("button", {}, "Say it of the table")));
}

function looks(table, open) {
  if (!table.ask.length) return null;
  const id = state.at.cell ?? open[0];
  const one = value(table, id);
  const head = el("header", { class: "row" }, el("h3", {}, open.length ? `${plural(open.length, "value")} to look at` : "All that is asked was looked at"), el("i", {}, "every one in doubt, and a tenth of the others"), el("span", { class: "gap" }),
    open.length > 1 ? button("Confirm them all", "", () => confirmAll(table, open), "quiet") : null);
  if (!one) return el("section", { class: "look" }, head);
  return el("section", { class: "look" }, head, el("div", { class: "item current" },
    el("p", {}, el("b", {}, one.printed), ` ${words(one.parameter)} of ${called(one)}`, el("span", { class: "page" }, one.page ? `p. ${one.page}` : "")),
    el("p", { class: one.reads ? "" : "bad" }, one.reads ? `read as ${one.reads}` : one.reason, one.doubts.length ? el("i", {}, `; ${one.doubts.map(doubtWords).join(", ")}`) : null),
    el("p", { class: "soft" }, printed([...one.headers, one.stub, one.cited].filter(Boolean).join(" · "))),
    state.at.edit?.kind === "correct" && state.at.edit.id === id ? correction(one) : el("p", { class: "buttons" },
      button("Confirm", "C", () => verdict(one, "confirmed", {}), "strong confirm"), button("Correct", "E", () => { state.at.edit = { kind: "correct", id }; state.at.cell = id; show(); }, "correct"),
      button("Leave out", "", () => verdict(one, "corrected", { field: "status", value: "excluded", note: "no parameter of this device" }), "quiet"), one.verdict ? el("i", {}, one.verdict) : null)));
}

async function verdict(one, name, more) {
  await attempt(async () => {
    const answer = await ask("value/decide", { id: one.id, verdict: name, printed: one.printed, seen: one.seen, ...more });
    if (name === "corrected") keep(state.paper.key, `correct ${one.id}`, null);
    Object.assign(state.at, { cell: null, edit: null });
    await again();
    say(answer.undo);
  });
}

async function confirmAll(table, open) {
  await attempt(async () => {
    for (const id of open) {
      const one = value(table, id);
      if (one.status === "value") await ask("value/decide", { id, verdict: "confirmed", printed: one.printed, seen: one.seen });
    }
    await again();
    say(`${plural(open.length, "value")} looked at`);
  });
}

function correction(one) {
  const what = el("select", {}, ["text", "unit", "parameter", "device", "paper"].map((name) => el("option", { value: name }, name)));
  const known = { text: one.text, unit: "", parameter: one.parameter, device: one.device, paper: one.paper ?? "" };
  const to = input({ value: one.text });
  const why = input({ placeholder: "why: the next reader has only that" });
  const told = el("p", { class: "soft" });
  const look = () => attempt(async () => {
    const found = await ask("value/preview", { id: one.id, field: what.value, value: to.value });
    told.textContent = found.status === "value" ? `would read as ${words(found.parameter)} = ${found.value}` : found.status ? `would be ${found.status}: ${found.reason}` : "";
  });
  what.addEventListener("change", () => { to.value = known[what.value]; look(); });
  to.addEventListener("input", look);
  keepFields(state.paper.key, `correct ${one.id}`, { what, to, why });
  setTimeout(() => to.focus());
  return el("form", { class: "fields", onsubmit: (event) => {
    event.preventDefault();
    if (!why.value.trim()) { say("Give a reason: the next reader has only that.", true); why.focus(); return; }
    verdict(one, "corrected", { field: what.value, value: to.value.trim(), note: why.value.trim() });
  } }, el("div", { class: "row" }, field("What is wrong", what), field("It should be", to)), field("Reason", why), told, el("p", { class: "buttons" }, el("button", { class: "strong" }, "Save"), button("Cancel", "", () => { keep(state.paper.key, `correct ${one.id}`, null); state.at.edit = null; show(); }, "quiet")));
}

function edits(table, key) {
  const edit = state.at.edit;
  if (!edit || edit.kind === "correct") return el("p", { class: "soft" }, "Click a head to say what it means, a label to say whose device it is, a value to look at it.");
  const name = `${table.file} ${table.name}: ${edit.text}`;
  const clear = () => { state.at.edit = null; keep(state.paper.key, name, null); };
  const cancel = button("Cancel", "", () => { clear(); show(); }, "quiet");
  if (edit.kind === "head") {
    const parameter = input({ list: "parameters", value: edit.nearest[0] ?? edit.now ?? "" });
    keepFields(state.paper.key, name, { parameter });
    setTimeout(() => parameter.focus());
    const take = (where) => { clear(); decide({ text: edit.text, parameter: parameter.value.trim(), ...where }); };
    const here = { what: "head", table: named(table), at: edit.at };
    return el("form", { class: "fields edit", onsubmit: (event) => { event.preventDefault(); take(here); } }, el("h3", {}, `“${edit.text}” means`),
      el("div", { class: "chips" }, edit.nearest.map((name) => el("button", { type: "button", class: "chip", onclick: () => { parameter.value = name; } }, words(name)))), parameter,
      el("p", { class: "buttons" }, el("button", { class: "strong" }, "In this table"), button("In every document", "", () => take({ what: "teach" })), cancel));
  }
  const marks = edit.text.match(/\[\d+\]/g) ?? [];
  const device = input({ list: "devices", value: edit.text.replaceAll(/\[[\d, –-]+\]/g, "").trim() });
  const paper = input({ list: "keysOfPapers", value: marks.length ? "" : key, placeholder: "key of the paper it is of" });
  keepFields(state.paper.key, name, { device, paper });
  setTimeout(() => device.focus());
  return el("form", { class: "fields edit", onsubmit: (event) => { event.preventDefault(); clear(); nameIt(device.value.trim()); decide({ what: "device", table: named(table), at: edit.at, label: edit.text, device: device.value.trim(), paper: paper.value.trim() }); } },
    el("h3", {}, `“${edit.text}” is`), el("div", { class: "row" }, field("Device", device), field("Of the paper", paper)),
    el("p", { class: "buttons" }, el("button", { class: "strong" }, "Save"), cancel));
}

const drawButton = () => (shown().file ? button("Draw one that is missing", "D", beginDrawing, "quiet") : null);
