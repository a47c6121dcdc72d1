"use strict";
// What the author filled in, as a table for the supplement. Nothing is sent anywhere.
const status = document.getElementById("status");
const WORDS = { V: "voltage", tau: "pulse width", G_on: "on state", G_off: "off state" };

function pulses() {
  return [...document.querySelectorAll(".pulse")].map((field) => {
    const value = (name) => field.querySelector(`[name="${name}"]`).value.trim();
    const parts = Object.keys(WORDS).map((name) => {
      const input = field.querySelector(`[name="${name}"]`);
      const text = input.value.trim();
      const isPrinted = text !== "" && text === input.dataset.printed;
      return { name, text, place: isPrinted ? input.dataset.place : "author" };
    });
    return { device: value("device"), transition: value("transition"), parts };
  });
}

function answers() {
  const filled = [...document.querySelectorAll("textarea")].filter((area) => area.value.trim());
  return filled.map((area) => ({ asked: area.dataset.title, text: area.value.trim() }));
}

// Pulses of one device and transition are told apart by a number.
function rows() {
  const count = {};
  const filled = pulses().filter((pulse) => pulse.parts.some((part) => part.text));
  for (const pulse of filled) {
    pulse.group = `${pulse.device || "device"} ${pulse.transition}`;
    count[pulse.group] = (count[pulse.group] || 0) + 1;
  }
  const seen = {};
  return filled.flatMap((pulse) => {
    seen[pulse.group] = (seen[pulse.group] || 0) + 1;
    const condition = count[pulse.group] > 1 ? `pulse ${seen[pulse.group]}` : "";
    return pulse.parts.filter((part) => part.text).map((part) => ({
      device: pulse.device || "device", transition: pulse.transition, condition, name: part.name, text: part.text, place: part.place,
    }));
  });
}

function cells() {
  const head = ["device", "pulse", "quantity", "value", "place"];
  const values = rows().map((row) => [row.device, [row.transition, row.condition].filter(Boolean).join(", "), WORDS[row.name], row.text, row.place === "author" ? "given by the authors" : row.place]);
  return [head, ...values, ...answers().map((one) => ["", "", one.asked, one.text, "given by the authors"])];
}

const LATEX = { "\\": "\\textbackslash{}", "&": "\\&", "%": "\\%", "$": "\\$", "#": "\\#", "_": "\\_", "{": "\\{", "}": "\\}", "~": "$\\sim$", "^": "\\textasciicircum{}", "µ": "$\\mu$", "μ": "$\\mu$", "Ω": "$\\Omega$", "Ω": "$\\Omega$", "τ": "$\\tau$", "−": "$-$", "–": "--", "±": "$\\pm$", "≥": "$\\geq$", "≤": "$\\leq$", "×": "$\\times$", "≈": "$\\approx$", "∼": "$\\sim$", "²": "\\textsuperscript{2}" };
function latex(text) {
  return text.split(/(\^[-−+]?\d+)/).map((piece) => {
    const power = /^\^([-−+]?\d+)$/.exec(piece);
    return power ? `$^{${power[1].replace("−", "-")}}$` : [...piece].map((letter) => LATEX[letter] || letter).join("");
  }).join("");
}

function asLatex(table) {
  const lines = table.map((row) => `${row.map(latex).join(" & ")} \\\\`);
  return ["% Table S1, made with memlit sheet.", "\\begin{table}", "\\caption{Pulses and states of the devices of this work.}", "\\begin{tabular}{llp{4cm}p{4cm}l}", "\\hline", lines[0], "\\hline", ...lines.slice(1), "\\hline", "\\end{tabular}", "\\end{table}", ""].join("\n");
}

// A field that begins as a formula would be run by a spreadsheet.
function field(text) {
  const safe = /^[=+@\t\r]|^-(?![\d.])/.test(text) ? `'${text}` : text;
  return /[",\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

function asCsv(table) {
  return "\ufeff" + table.map((row) => row.map(field).join(",")).join("\r\n") + "\r\n";
}

function rtf(text) {
  return [...text].map((letter) => {
    const code = letter.codePointAt(0);
    if ("\\{}".includes(letter)) return `\\${letter}`;
    if (code < 128) return letter === "\n" ? "\\line " : letter;
    return [...Array(letter.length).keys()].map((place) => `\\u${(letter.charCodeAt(place) << 16) >> 16}?`).join("");
  }).join("");
}

function asRtf(table) {
  const edges = [1600, 3000, 5600, 8200, 10000].map((edge) => `\\cellx${edge}`).join("");
  const lines = table.map((row, place) => `\\trowd${edges}${row.map((cell) => `\\intbl${place ? "" : "\\b"} ${rtf(cell)}\\b0\\cell`).join("")}\\row`);
  return `{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}\\fs18\n\\b Table S1.\\b0  Pulses and states of the devices of this work.\\par\n${lines.join("\n")}\n}\n`;
}

const KINDS = { tex: [asLatex, "application/x-tex"], csv: [asCsv, "text/csv"], rtf: [asRtf, "application/rtf"] };

function save(kind) {
  const [written, type] = KINDS[kind];
  const name = `table_s1.${kind}`;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([written(cells())], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
  status.textContent = `${name} is saved.`;
}

for (const button of document.querySelectorAll("[data-save]")) {
  button.addEventListener("click", () => save(button.dataset.save));
}
document.getElementById("another").addEventListener("click", () => {
  const all = document.querySelectorAll(".pulse");
  const copy = all[all.length - 1].cloneNode(true);
  copy.querySelector("legend").textContent = "Another pulse";
  for (const input of copy.querySelectorAll("input")) {
    input.value = "";
    input.dataset.printed = "";
  }
  for (const shown of copy.querySelectorAll("small, .metrics")) shown.textContent = "";
  all[all.length - 1].after(copy);
  copy.querySelector("input").focus();
});
