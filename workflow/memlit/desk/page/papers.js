// One column of papers: those first that one more reading completes.
import { $, el } from "./dom.js";
import { bar, openPaper, state } from "./desk.js";

const TITLES = { credited: "Behind the benchmark", others: "Other papers", unstated: "No role stated", done: "Nothing missing" };
const MOST = 400;

export function showPapers() {
  const wanted = $("search").value.trim().toLowerCase();
  const found = state.list.papers.filter((one) => `${one.key} ${one.name} ${one.title} ${one.doi} ${one.class}`.toLowerCase().includes(wanted.split(":")[0]));
  const groups = { credited: [], others: [], unstated: [], done: [] };
  for (const one of found) groups[groupOf(one)].push(one);
  const lines = [];
  for (const [name, papers] of Object.entries(groups)) {
    if (!papers.length) continue;
    lines.push(el("h2", {}, name === "unstated" && !state.list.roles.length ? "No class stated" : TITLES[name], el("b", {}, String(papers.length))));
    lines.push(...papers.slice(0, MOST).map(line));
  }
  const box = $("papers");
  const kept = box.scrollTop;
  box.replaceChildren(...(lines.length ? lines : [el("p", { class: "soft" }, wanted ? "No paper of the library has that. Drop its PDF." : "The library is empty. Drop the PDF of a paper anywhere on this page.")]));
  box.scrollTop = kept;
}

const groupOf = (one) => (!one.missing.length ? "done" : !one.is_device_paper ? "unstated" : one.is_credited ? "credited" : "others");

function line(one) {
  const isOpen = state.paper?.key === one.key;
  const dots = Object.entries(bar().parts).map(([part, { symbol }]) =>
    el("i", { class: one.missing.includes(part) ? "missing" : "known", title: `${symbol}: ${one.missing.includes(part) ? "missing" : "known"}` }));
  return el("button", { class: "paper", "aria-current": String(isOpen), onclick: () => openPaper(one.key), title: one.title },
    el("span", { class: "name" }, one.name, one.class ? el("em", {}, one.class) : null),
    el("span", { class: "dots" }, dots),
    el("span", { class: "title" }, one.title || `${one.key}, no title`),
    el("em", {}, one.is_accepted ? "signed" : one.documents ? "at hand" : ""),
    one.lacks.length ? el("span", { class: "lacks" }, one.lacks.join(", ")) : null);
}

/** Bring the paper that is open into sight; a search that hides it is over. */
export function showOpen() {
  const open = () => $("papers").querySelector("[aria-current='true']");
  if (!open() && $("search").value) { $("search").value = ""; showPapers(); }
  open()?.scrollIntoView({ block: "nearest" });
}

$("search").addEventListener("keydown", (event) => {
  const first = $("papers").querySelector(".paper");
  if (event.key === "Enter" && first) { event.target.blur(); first.click(); }
  if (event.key === "ArrowDown") { event.preventDefault(); $("papers").querySelector(".paper")?.focus(); }
});
$("papers").addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const all = [...$("papers").querySelectorAll(".paper")];
  all[Math.max(0, Math.min(all.length - 1, all.indexOf(document.activeElement) + step))]?.focus();
});
