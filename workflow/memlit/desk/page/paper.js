// What a paper is: its entry as a form, its documents taken out and put back, and the paper removed as a whole.
import { $, ask, attempt, button, el, field, fill, input, plural, query, say, words } from "./dom.js";
import { again, loadPapers, openPaper, state } from "./desk.js";
import { keep, keepFields } from "./kept.js";

const TEXTS = { title: "Title", author: "Authors, joined by “and”", year: "Year", journal: "Journal or proceedings", doi: "DOI", abstract: "Abstract" };

/** Boxes to tick, one for each name; `values` gives those that are ticked. */
export function boxes(title, names, ticked) {
  const made = Object.entries(names).map(([name, text]) => [name, el("input", { type: "checkbox", checked: ticked.includes(name) })].concat(text));
  return {
    node: el("fieldset", { class: "boxes" }, el("legend", {}, title), made.map(([name, box, text]) => el("label", { class: "check", title: text }, box, name))),
    fields: Object.fromEntries(made.map(([name, box]) => [`${title} ${name}`, box])),
    values: () => made.filter(([, box]) => box.checked).map(([name]) => name),
  };
}

/** Ask Crossref for the entry of a DOI, and put what it says into fields by their names. */
export function lookUp(doi, fields) {
  return button("Look it up at Crossref", "", () => attempt(async () => {
    say("asking api.crossref.org about this DOI …");
    const { texts } = await ask("look_up", { doi: doi.value.trim() });
    for (const [name, one] of Object.entries(fields)) {
      if (!texts[name] || one === doi) continue;
      one.value = texts[name];
      one.dispatchEvent(new Event("input", { bubbles: true }));
    }
    say("Crossref has answered: compare it with the first page, then keep it");
  }), "quiet look-up");
}

/** The form of the entry, beside the first page. */
export function paperForm(key) {
  const box = el("details", { class: "entry", open: state.at.isDescribing });
  box.append(el("summary", {}, "What the paper is: title, authors, classes, sets"));
  box.addEventListener("toggle", () => { state.at.isDescribing = box.open; if (box.open && !box.querySelector("form")) show(box, key); });
  if (box.open) show(box, key);
  return box;
}

async function show(box, key) {
  await attempt(async () => {
    const entry = await ask(query("entry", { key }));
    const { classes, roles, sets } = state.list;
    const fields = Object.fromEntries(Object.keys(TEXTS).map((name) => [name, name === "abstract" ? el("textarea", { rows: 4, value: entry.texts[name] }) : input({ value: entry.texts[name] })]));
    keepFields(key, "entry", fields);
    const named = (names) => Object.fromEntries(names.map((name) => [name, words(name)]));
    const labels = {
      device_classes: boxes("Classes of its devices", classes, entry.device_classes),
      ...(roles.length ? { roles: boxes("What its devices are", named(roles), entry.roles) } : {}),
      sets: boxes("Sets of papers", named(sets), entry.sets),
    };
    for (const one of Object.values(labels)) keepFields(key, "entry", one.fields);
    const form = el("form", { class: "fields" },
      field(TEXTS.title, fields.title), field(TEXTS.author, fields.author),
      el("div", { class: "row" }, field(TEXTS.year, fields.year), field(TEXTS.journal, fields.journal)),
      el("div", { class: "row" }, field(TEXTS.doi, fields.doi), lookUp(fields.doi, fields)),
      field(TEXTS.abstract, fields.abstract),
      Object.values(labels).map((one) => one.node),
      el("p", { class: "buttons" }, el("button", { class: "strong", type: "submit" }, "Keep it"), button("Remove the paper …", "", () => askRemoval(key), "quiet")));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      attempt(async () => {
        const texts = Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, one.value]));
        const { undo } = await ask("entry", { key, texts, ...Object.fromEntries(Object.entries(labels).map(([name, one]) => [name, one.values()])) });
        keep(key, "entry", null);
        await loadPapers();
        await again();
        say(undo);
      });
    });
    box.querySelector("form")?.remove();
    box.append(form);
  });
}

async function askRemoval(key) {
  await attempt(async () => {
    const { lines } = await ask(query("removal", { key }));
    const dialog = $("removal");
    fill(dialog, el("h3", { id: "removal-title" }, `Remove ${key}`),
      el("p", {}, "All of this goes; it is kept under results/run/removed."),
      el("ul", { class: "lines" }, lines.map((line) => el("li", {}, line))),
      el("p", { class: "buttons" }, button("Keep the paper", "Esc", () => dialog.close()), button("Remove it", "", () => remove(key, lines), "strong")));
    dialog.showModal();
  });
}

async function remove(key, lines) {
  $("removal").close();
  await attempt(async () => {
    const { kept } = await ask("remove", { key, lines });
    history.replaceState(null, "", location.pathname);
    state.paper = null;
    await loadPapers();
    $("paper").hidden = true;
    $("welcome").hidden = false;
    say(`${key} is removed; what was there is kept in ${kept}`);
  });
}

/** A button that takes a document out of the folder of its paper. */
export const takeOut = (key, file) => button("Take out", "", () => attempt(async () => {
  const { kept } = await ask("take_out", { key, file });
  await again();
  await loadPapers();
  say(`${file} is taken out, and kept in ${kept}`);
}), "quiet");

/** The documents that were taken out, each with a button that puts it back; empty where there is none. */
export function takenOut(key) {
  const box = el("div", {});
  ask(query("removed", { key })).then(({ names }) => {
    if (!names.length) return;
    fill(box, el("p", { class: "soft" }, `${plural(names.length, "document")} taken out:`), el("ul", { class: "files" }, names.map((file) => el("li", {}, el("span", {}, file), button("Put back", "", () => attempt(async () => { await ask("put_back", { key, file }); await openPaper(key); await loadPapers(); say(`${file} is back`); }), "quiet")))));
  }).catch((error) => say(error.message, true));
  return box;
}
