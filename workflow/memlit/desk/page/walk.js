// One item after another, with its source beside it: what the second look and the blind readings share.
import { $, el, fill } from "./dom.js";

/** Show how many items are done. */
export function showProgress(done, of, words) {
  $("bar").max = of || 1;
  $("bar").value = done;
  $("count").textContent = `${done} of ${of} ${words}`;
}

/** The places of all items, from the one behind `from` round to it. */
export const placesBehind = (from, items) => items.map((_, step) => (from + 1 + step) % items.length);

/** Show facts by their names, several lines of one below each other; what is nothing is left out. */
export function showFacts(facts, ...more) {
  fill($("facts"), Object.entries(facts).flatMap(([name, said]) => {
    const lines = [said].flat().filter(Boolean);
    return lines.length ? [el("dt", {}, name), ...lines.map((text) => el("dd", {}, text))] : [];
  }), ...more);
}

/** Show the picture of a source; failed: what is said where it cannot be drawn. */
export function showPicture(address, alt, failed) {
  const box = $("source");
  const ended = (note) => { $("source-note").textContent = note; box.classList.remove("waiting"); };
  const image = el("img", { alt, src: address, onload: () => ended(""), onerror: () => { ended(failed); image.remove(); } });
  $("source-note").textContent = "The page is being drawn …";
  box.classList.add("waiting");
  fill(box, image);
}

/** Keys that do something while nobody types; escape: ends what is typed, and gives whether something was. */
export function onKeys(keys, escape) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && escape(event)) { event.preventDefault(); return; }
    if (event.target.closest("input, select, textarea")) return;
    if (event.key.startsWith("Arrow") && event.target.id === "source") return;
    const action = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action || event.repeat) return;
    event.preventDefault();
    action();
  });
}
