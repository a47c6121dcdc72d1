// A table drawn by a person: its box and the lines between its columns, dragged or moved by arrow keys; what stands
// inside is read as it is drawn.
import { ask, attempt, button, el, fill, field, input, plural, query, say } from "./dom.js";
import { decide, show, state } from "./desk.js";
import { at, boxHandles, boxOf, edgesOf, handle, placeOfLine } from "./handles.js";
import { lay, showPage, shown, takeClicks } from "./picture.js";

/** Draw a table that no reader found: two corners first. */
export function beginDrawing() {
  const place = shown();
  if (place.file) open({ file: place.file, page: place.page, corners: [], box: null, columns: [] });
}

/** Move the box and the lines of a table as they were read. */
export function mendTable(table) {
  const [left, top, right, bottom] = table.box;
  open({ file: table.file, page: table.page, corners: [], box: { left, top, right, bottom }, columns: linesOf(table), label: table.label ?? "", caption: table.caption ?? "" });
  read();
}

/** The middle between each two neighbouring columns, of the cells that stand in one column alone. */
function linesOf(table) {
  const left = new Map(), right = new Map();
  for (const [, col, , colspan, , box] of table.cells) {
    if (!box || colspan > 1) continue;
    left.set(col, Math.min(left.get(col) ?? Infinity, box[0]));
    right.set(col, Math.max(right.get(col) ?? -Infinity, box[2]));
  }
  const columns = [...left.keys()].sort((a, b) => a - b);
  return columns.slice(1).map((col, place) => (right.get(columns[place]) + left.get(col)) / 2);
}

function open(drawing) {
  state.at.drawing = { rows: null, isEdited: false, label: "", caption: "", ...drawing };
  showPage({ file: drawing.file, page: drawing.page, near: drawing.box && [drawing.box.left, drawing.box.top] });
  takeClicks(clicked);
  show();
  layLines();
}

function clicked([x, y]) {
  const drawing = state.at.drawing;
  if (!drawing.box) {
    // The table stands on the page of its first corner.
    if (!drawing.corners.length) drawing.page = shown().page;
    drawing.corners.push([x, y]);
    if (drawing.corners.length === 2) {
      drawing.box = boxOf(drawing.corners);
      changed();
    }
  } else if (x > drawing.box.left && x < drawing.box.right) {
    drawing.columns.push(x);
    changed();
  }
  layLines();
  show();
}

/** A line in the middle of the widest column: for who has no pointer. */
function addLine() {
  const { box, columns } = state.at.drawing;
  const edges = [box.left, ...[...columns].sort((a, b) => a - b), box.right];
  const gaps = edges.slice(1).map((x, place) => [x - edges[place], (x + edges[place]) / 2]);
  columns.push(gaps.sort((a, b) => b[0] - a[0])[0][1]);
  changed();
  layLines();
  show();
  [...document.querySelectorAll(".laid.column")].at(-1)?.focus();
}

/** What was read is stale: read it again, unless a person typed into it. */
let waiting = 0;
function changed() {
  const turn = ++waiting;
  setTimeout(() => { if (turn === waiting && state.at.drawing?.box && !state.at.drawing.isEdited) read(); }, 300);
}

async function read() {
  const drawing = state.at.drawing;
  const box = edgesOf(drawing.box).map((place) => place.toFixed(1));
  await attempt(async () => {
    const { rows } = await ask(query("drawn", { key: state.paper.key, file: drawing.file, page: drawing.page, box, columns: drawing.columns.map((x) => x.toFixed(1)) }));
    if (state.at.drawing !== drawing) return;
    Object.assign(drawing, { rows, isEdited: false });
    say(`${plural(rows.length, "row")} read; compare them with the page`);
    const held = document.activeElement.closest(".laid");
    show();
    held?.focus();
  });
}

function layLines() {
  const drawing = state.at.drawing;
  const { box, columns } = drawing;
  if (!box) { lay(drawing.corners.map(([x, y]) => el("span", { class: "laid corner", style: at(x, y) }))); return; }
  lay([...boxHandles(box, "the table", changed), ...columns.map((_, place) => handle({
    name: `line ${place + 1} between columns; Delete takes it away`,
    kind: "upright column",
    place: () => placeOfLine(box, columns[place]),
    move: (x) => { columns[place] = Math.max(box.left, Math.min(box.right, x)); },
    done: changed,
    remove: () => { columns.splice(place, 1); changed(); layLines(); show(); },
  }))]);
}

// The form beside the page.

export function showDrawing(form, drawing) {
  const stop = () => { state.at.drawing = null; takeClicks(null); lay([]); show(); };
  const told = drawing.box
    ? `${plural(drawing.columns.length + 1, "column")}. Drag an edge or a line, or move it by the arrow keys. A click in the table sets a line, Delete or a double click takes one away.`
    : drawing.corners.length ? "Click the opposite corner." : "Click a corner of the table on the page, its heads included.";
  const save = async () => {
    const message = { what: "drawn", file: drawing.file, label: drawing.label, caption: drawing.caption, page: drawing.page, rows: drawing.rows };
    if (await decide(message)) { state.at.table = null; stop(); }
  };
  const label = input({ value: drawing.label, placeholder: "Table 2", oninput: (event) => { drawing.label = event.target.value; } });
  const caption = input({ value: drawing.caption, oninput: (event) => { drawing.caption = event.target.value; } });
  fill(form, el("h3", {}, drawing.label ? `${drawing.label}, drawn on the page` : "A table drawn on the page"), el("p", { class: "soft", "aria-live": "polite" }, told),
    el("p", { class: "buttons" }, drawing.box ? button("Add a line", "L", addLine) : null, drawing.isEdited ? button("Read it again", "R", read) : null, button("Leave it", "", stop, "quiet")),
    drawing.rows ? cells(drawing) : null,
    drawing.rows ? el("p", { class: "soft" }, "A row is a printed line: ↑ joins it with the one above, × leaves it out. What you type stands for what is printed.") : null,
    drawing.rows ? el("div", { class: "row" }, field("Printed label", label), field("Caption", caption)) : null,
    drawing.rows ? el("p", { class: "buttons" }, button("Save the table", "", save, "strong")) : null);
  if (drawing.box) Object.assign(state.keys, { l: addLine, r: read });
}

function cells(drawing) {
  const edited = () => { drawing.isEdited = true; };
  const join = (place) => () => { drawing.rows[place - 1] = drawing.rows[place - 1].map((above, col) => `${above} ${drawing.rows[place][col]}`.trim()); drawing.rows.splice(place, 1); edited(); show(); };
  const leave = (place) => () => { drawing.rows.splice(place, 1); edited(); show(); };
  const cell = (row, place) => (text, col) => el("td", {}, input({ value: text, title: text, "aria-label": `row ${place + 1}, column ${col + 1}`, oninput: (event) => { row[col] = event.target.value; edited(); } }));
  const tools = (place) => el("td", { class: "tools" }, place ? el("button", { type: "button", class: "quiet", "aria-label": `join row ${place + 1} with the one above`, onclick: join(place) }, "↑") : null, el("button", { type: "button", class: "quiet", "aria-label": `leave row ${place + 1} out`, onclick: leave(place) }, "×"));
  return el("div", { class: "grid" }, el("table", {}, drawing.rows.map((row, place) => el("tr", {}, row.map(cell(row, place)), tools(place)))));
}
