// Budgets that a reader changes: each cell of the table of devices says whether it is met.
"use strict";
(() => {
  const form = document.getElementById("budget-form");
  const result = document.getElementById("budget-result");

  // A budget in SI; seconds: of the longer units of time. Throws what is wrong in words.
  const budget = (text, { unit, label }, seconds) => {
    const power = (_, times, digits) => `${times ? "" : "1"}e${unraised(digits)}`;
    const plain = text.replace(/[\u00a0\u202f ]/g, "").replace(/[µμ]/g, "u").replace(/(^|×)10([⁰¹²³⁴⁵⁶⁷⁸⁹]+)/, power);
    const found = plain.match(/^(\d*\.?\d+(?:e[+-]?\d+)?)([a-zA-Z]*)$/);
    if (!found) throw new Error(`${label}: “${text}” is no number with its unit`);
    const letters = found[2].replace(/(cycle|state)s?$/, "");
    if (unit === "s" && letters in seconds) return Number(found[1]) * seconds[letters];
    const prefix = letters.endsWith(unit) ? letters.slice(0, -unit.length) : letters;
    if (!(prefix in POWERS)) throw new Error(`${label}: “${text}” has another unit than ${unit}`);
    if (["J", "W", "s"].includes(unit) && letters === "") throw new Error(`${label}: ${withoutUnit(text, unit).message}`);
    return scaled(found[1], prefix);
  };
  const sign = ([low, high, isKnown], { most }, limit) => {
    if (!isKnown) return "";
    const [least, largest] = [low ?? 0, high ?? Infinity];
    if (most !== null) return largest <= limit ? "✓" : least > limit ? "✗" : "?";
    return least >= limit ? "✓" : largest < limit ? "✗" : "?";
  };

  (async () => {
    const data = JSON.parse(await unpacked(document.getElementById("budget-data")));
    const table = form.parentElement.querySelector("table");
    // The rows as they were made, whatever order a reader sorts them in.
    const rows = [...table.tBodies[0].rows];
    const before = table.tHead.rows[0].cells.length - data.quantities.length;
    const show = () => {
      let limits;
      try {
        limits = data.quantities.map((quantity) => budget(form.elements[quantity.name].value, quantity, data.seconds));
      } catch (error) {
        result.textContent = error.message;
        return;
      }
      let all = 0;
      rows.forEach((row, place) => {
        const signs = data.quantities.map((quantity, at) => sign(data.rows[place][at], quantity, limits[at]));
        signs.forEach((one, at) => {
          const cell = row.cells[before + at];
          const first = cell.firstChild;
          if (first?.nodeType === Node.TEXT_NODE && data.rows[place][at][2]) first.nodeValue = `${one} `;
        });
        row.classList.toggle("fails", signs.includes("✗"));
        all += signs.every((one) => one === "✓");
      });
      const open = rows.filter((row) => !row.classList.contains("fails")).length - all;
      result.textContent = `${all} of ${rows.length} devices are known to meet all; ${open} fail none of what is known.`;
    };
    form.hidden = false;
    form.addEventListener("input", show);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(show));
    show();
  })();
})();
