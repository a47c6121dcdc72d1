"use strict";
// Which items are shown, in the list and in the picture.
(() => {
  const form = document.getElementById("filters");
  const count = document.getElementById("count");
  const rows = [...document.querySelectorAll("#items tbody tr")];
  const marks = [...document.querySelectorAll(".picture [data-key]")];
  const checked = (name) => new Set([...form.querySelectorAll(`[name="${name}"]:checked`)].map((box) => box.value));
  const has = (name) => form.elements[name] !== undefined;

  const isShown = (row, words, sets, from, to) => {
    const data = row.dataset;
    const year = Number(data.year);
    return words.every((word) => data.words.includes(word)) && sets.class.has(data.class) && (!has("role") || sets.role.has(data.role))
      && data.whose.split("|").some((name) => sets.whose.has(name)) && (!year || (year >= from && year <= to));
  };

  const show = () => {
    const words = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const sets = { class: checked("class"), role: checked("role"), whose: checked("whose") };
    const from = Number(form.elements.from?.value) || 0;
    const to = Number(form.elements.to?.value) || 9999;
    const kept = new Set();
    for (const row of rows) {
      row.hidden = !isShown(row, words, sets, from, to);
      if (!row.hidden) kept.add(row.dataset.key);
    }
    for (const mark of marks) mark.style.display = kept.has(mark.dataset.key) ? "" : "none";
    count.textContent = `${kept.size} of ${rows.length} ${form.dataset.items}`;
  };

  form.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(show));
  show();
})();
