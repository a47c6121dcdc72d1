// Files come in one by one, are recognised, and wait until they are put to their paper.
import { $, ask, attempt, button, el, fill, field, input, query, say, select, size, words } from "./dom.js";
import { loadPapers, openPaper, state } from "./desk.js";
import { boxes, lookUp } from "./paper.js";

const waiting = new Map();

export async function showInbox() {
  for (const one of (await ask("inbox")).files) waiting.set(one.id, one);
  show();
}

export async function bringFiles(files) {
  for (const file of files) {
    const name = `sending ${file.name}`;
    say(name);
    await attempt(async () => {
      const one = await send(file, (share) => say(`${name}, ${Math.round(100 * share)} %`));
      waiting.set(one.id, one);
      say(`${one.name} is here: say which paper it is of`);
    });
    show();
  }
}

// fetch tells nothing of how far an upload is; this does.
function send(file, tell) {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open("POST", `bring?${new URLSearchParams({ name: file.name })}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.addEventListener("progress", (event) => tell(event.loaded / (event.total || 1)));
    request.addEventListener("error", () => fail(new Error(`${file.name} was not taken: it is over 200 MB, or the desk has ended`)));
    request.addEventListener("load", () => {
      let value;
      try { value = JSON.parse(request.responseText); } catch { value = { problem: request.responseText }; }
      if (request.status === 200) done(value); else fail(new Error(value.problem));
    });
    request.send(file);
  });
}

function show() {
  const box = $("inbox");
  box.hidden = !waiting.size;
  $("welcome").hidden = Boolean(waiting.size || state.paper);
  fill(box, ...[...waiting.values()].map((one) => (one.kind === "library" ? libraryCard(one) : card(one))));
  box.querySelector("button.strong")?.focus();
}

function done(one) { waiting.delete(one.id); show(); }

const leave = (one) => button("Leave it out", "", () => attempt(async () => { await ask("leave", { id: one.id }); done(one); }), "quiet");

function labels() {
  const { classes, roles, sets } = state.list;
  return {
    classes: boxes("Classes of its devices", classes, []),
    ...(roles.length ? { role: select({ "": "not said", ...Object.fromEntries(roles.map((name) => [name, name])) }, roles[0], { "aria-label": "Role" }) } : {}),
    set: select(Object.fromEntries(sets.map((name) => [name, words(name)])), sets.at(-1), { "aria-label": "Set" }),
  };
}

/** What the paper is, for the review: each with its name above it. */
const labelRow = (more) => el("div", {}, more.classes.node, el("div", { class: "row" }, more.role ? field("What the device is", more.role) : null, field("Set of papers", more.set)));

const values = (fields) => Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, one.value]));
const labelsOf = (more) => ({ device_classes: more.classes.values(), role: more.role?.value || null, sets: [more.set.value] });

function put(one, message) {
  return attempt(async () => {
    const { key, name } = await ask("put", { id: one.id, ...message });
    done(one);
    await loadPapers();
    await openPaper(key, one.kind === "figure" ? "figures" : "text");
    const isUnnamed = !state.list.papers.find((paper) => paper.key === key)?.class;
    say(`${name} is in sources/${key}${isUnnamed ? "; no class of its devices is said yet: say it under Documents" : ""}`);
  });
}

function card(one) {
  const told = one.told;
  const known = one.papers[0];
  const about = state.list.papers.find((paper) => paper.key === known);
  const head = el("header", {}, el("h3", {}, one.name), el("i", {}, `${one.kind}, ${size(one.size)}`));
  if (one.duplicate) return el("div", { class: "card" }, head, el("p", { class: "bad" }, `These bytes are here already: ${one.duplicate}`), el("p", { class: "buttons" }, leave(one)));
  const supplement = el("input", { type: "checkbox" });
  const other = input({ list: "keysOfPapers", placeholder: "key of another paper", value: known ? "" : state.paper?.key ?? "" });
  const toKnown = el("div", {},
    known ? el("p", {}, "This is ", el("b", {}, about?.title || known), ` (${known}), which the library has.`) : null,
    el("div", { class: "row" }, known ? button("Put it there", "", () => put(one, { key: known, supplement: supplement.checked }), "strong") : null,
      other, button("To that paper", "", () => put(one, { key: other.value.trim(), supplement: supplement.checked })), el("label", { class: "check" }, supplement, "supplement")));
  if (known || one.kind === "figure") return el("div", { class: "card" }, head, toKnown, el("p", { class: "buttons" }, leave(one)));
  const fields = { title: input({ value: told.title }), author: input({ value: told.author, placeholder: "not found on the page; write Doe, Jane and Roe, Richard" }), year: input({ value: told.year }), doi: input({ value: told.doi }) };
  const more = labels();
  const enter = (event) => { if (event.key === "Enter" && event.target.matches("input") && !event.target.closest("details")) event.currentTarget.querySelector("button.strong").click(); };
  return el("div", { class: "card beside-page", onkeydown: enter }, head,
    el("p", { class: "soft" }, "A new paper. Compare what its first page says:"),
    el("div", { class: "fields" }, field("Title", fields.title), field("Authors", fields.author), el("div", { class: "row" }, field("Year", fields.year), field("DOI", fields.doi), lookUp(fields.doi, fields)), labelRow(more)),
    one.name.toLowerCase().endsWith(".pdf") ? el("img", { class: "first-page", alt: `first page of ${one.name}`, src: query("brought", { id: one.id }) }) : null,
    el("p", { class: "buttons" }, button("Add the paper", "", () => put(one, { texts: values(fields), labels: labelsOf(more) }), "strong"), leave(one)),
    el("details", {}, el("summary", {}, "It is a supplement, or of a paper of the list"), toKnown));
}

function libraryCard(one) {
  const more = labels();
  return el("div", { class: "card" }, el("header", {}, el("h3", {}, one.name), el("i", {}, "library")),
    el("p", { class: "soft" }, "Entries that the library has are left as they are. No file that the export names is opened: drop the documents too."),
    labelRow(more),
    el("p", { class: "buttons" }, button("Add its entries", "", () => attempt(async () => {
      const { added, lines } = await ask("library", { id: one.id, labels: labelsOf(more) });
      waiting.delete(one.id);
      await loadPapers();
      await showInbox();
      say([`${added.length} added`, ...lines].join("; "), !added.length);
    }), "strong"), leave(one)));
}
