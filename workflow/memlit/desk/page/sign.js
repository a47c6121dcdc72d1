// The draft in words, what speaks against it, the signature, and a run of the workflow.
import { $, ask, attempt, button, el, fill, plural, query, say } from "./dom.js";
import { goTo, isReading, loadPapers, openPaper, state } from "./desk.js";
import { showPage } from "./picture.js";

export async function showSign(form) {
  const key = state.paper.key;
  fill(form, el("h3", {}, "The draft"), el("p", { class: "soft" }, "is being put into words …"));
  await attempt(async () => {
    const draft = await ask(query("draft", { key }));
    if (state.step !== "sign" || state.paper.key !== key) return;
    const open = state.paper.tables.flatMap((table) => table.ask.filter((id) => !table.values.find((one) => one.id === id)?.verdict && table.values.find((one) => one.id === id)?.paper));
    const accept = button(`Sign as ${state.list.who}`, "Enter", () => sign(key, draft.digest, open), "strong sign");
    accept.disabled = draft.stops.length > 0 || isReading();
    if (!draft.n_values) {
      fill(form, el("h3", {}, "Nothing is read yet"),
        el("p", { class: "soft" }, "A record holds what a device of the paper is said to have. Assign a value of the text, a table or a figure first, or say that it is not printed."),
        el("p", { class: "buttons" }, button("To the text", "2", () => goTo("text")), button("To the tables", "3", () => goTo("tables"))));
      if (!state.paper.looked_for.length) return;
    }
    fill(form, el("h3", {}, "The draft in words"),
      el("ul", { class: "draft" }, draft.lines.map((line) => el("li", {}, line))),
      el("p", { class: "soft" }, [plural(draft.n_values, "value"), draft.n_left ? `${plural(draft.n_left, "candidate")} of the text left unassigned` : "", draft.n_curves ? `${plural(draft.n_curves, "curve")} not described` : ""].filter(Boolean).join(", ")),
      draft.no_entry.length ? el("p", {}, `Values of ${plural(draft.no_entry.length, "cited work")} without an entry in the library (${draft.no_entry.join(", ")}) are kept and shown, and are no row of the benchmark. With its entry it becomes one: drop a .bib or .ris export.`) : null,
      stopped(draft.stops),
      draft.doubts.length ? el("section", { class: "doubts" }, el("h3", {}, `${plural(draft.doubts.length, "value")} in doubt`), el("ul", { class: "lines" }, draft.doubts.map((one) => el("li", {}, el("button", { class: "link", onclick: () => one.page && showPage({ file: one.file, page: one.page, boxes: [one.box] }) }, `${one.printed}, ${one.about}`), el("ul", {}, one.lines.map((line) => el("li", { class: "bad" }, line))))))) : draft.stops.length ? null : el("p", { class: "good" }, "Nothing speaks against it."),
      open.length ? el("p", { class: "bad" }, `${plural(open.length, "value")} of the tables ${open.length === 1 ? "was" : "were"} not looked at.`) : null,
      el("p", { class: "buttons" }, accept, el("i", {}, isReading() ? "still being read: it can be signed when all of it is shown" : `writes extracted/${key}.json`)),
      el("section", { id: "run" }),
    );
    const spot = draft.doubts.find((one) => one.page);
    if (spot) showPage({ file: spot.file, page: spot.page, boxes: [spot.box] });
    state.keys.Enter = () => accept.click();
    showRun();
  });
}

/** Files without which no record is written: each with what is wrong, whole. */
function stopped(lines) {
  if (!lines.length) return null;
  return el("section", { class: "doubts" }, el("h3", {}, `It cannot be signed yet: ${plural(lines.length, "file")} cannot be read`),
    el("ul", { class: "lines" }, lines.map((line) => el("li", { class: "bad" }, line))),
    el("p", { class: "buttons" }, button("Take a file out", "1", () => goTo("documents"), "quiet"), button("Give a picture its scale", "4", () => goTo("figures"), "quiet")));
}

/** digest: of the draft that is shown. Where the paper has another by now, nothing is signed and that one is shown. */
function sign(key, digest, open) {
  if (open.length && !state.at.signAnyway) { state.at.signAnyway = true; say("Values of the tables were not looked at. Sign again to sign all the same.", true); return undefined; }
  return attempt(async () => {
    say("reading once more, and writing the record …");
    state.at.signAnyway = false;
    try {
      const { n } = await ask("accept", { key, draft: digest });
      say(`signed: ${n ? plural(n, "change") : "no change"} in extracted/${key}.json`);
      await loadPapers();
    } finally {
      // Signing takes a while, in which another paper may have been opened.
      if (state.paper.key === key) await openPaper(key, "sign");
    }
  });
}

/** What a run changed, by kinds: what readers of the report see first, open where it is short. */
const OPEN_LINES = 12;
function changes(sections) {
  if (!sections.length) return el("p", {}, "Nothing changed in the results.");
  return el("div", { class: "changes" }, sections.map((one) => el("details", { open: !one.is_minor && one.lines.length <= OPEN_LINES },
    el("summary", {}, one.title), el("ul", { class: "lines" }, one.lines.map((line) => el("li", { class: line.startsWith(" ") ? "soft" : null }, line))))));
}

let asked = 0;
async function showRun() {
  const turn = ++asked;
  let wasGoing = false;
  for (;;) {
    const box = $("run");
    if (turn !== asked || !box) return;
    let run;
    try { run = await ask(query("run", { key: state.paper.key })); } catch (error) { say(error.message, true); return; }
    const start = button(run.state === "none" ? "Run the workflow" : "Run again", "", () => attempt(async () => { await ask("run", { key: state.paper.key }); showRun(); }));
    const going = run.state === "going" || run.state === "comparing";
    fill(box, el("h3", {}, "What it changes"),
      ...(going ? [el("p", { class: "row" }, el("progress", { max: run.of || 1, value: run.done }), el("span", {}, run.state === "comparing" ? "ended; what it changed is being worked out" : run.of ? `${run.done} of ${run.of} steps` : "starting"), run.state === "comparing" ? null : button("Stop", "", () => attempt(() => ask("stop", { what: "run" })), "quiet"))]
        : [el("p", {}, state.paper.is_accepted ? "A run takes the record into the medians and the report." : "A run uses the draft too, and says that it is not signed."), start]),
      run.state === "failed" ? el("pre", { class: "bad" }, run.lines.join("\n")) : "",
      run.state === "done" ? (state.paper.is_accepted ? run.is_first ? el("p", {}, "This was the first run: there is no other to compare it with.") : changes(run.changed) : el("p", { class: "soft" }, "The run is done. What it changed is shown when the record is signed: who reads does not see the outcome first.")) : "",
      !going && run.has_report ? el("p", {}, el("a", { href: "results/report.html", target: "_blank", rel: "noopener" }, "Open the report of the last run")) : "");
    if (!going && wasGoing) await loadPapers();
    if (!going) return;
    wasGoing = true;
    await new Promise((done) => setTimeout(done, 1000));
  }
}
