// A search over all that the page says, and tables whose rows are cards on a phone.
"use strict";
(() => {
  const MOST = 12;
  const SHOWN = 90;

  // On a phone a row of many columns is a card: each cell says which column it is of.
  const CARD_FROM = 4;
  const onPhone = matchMedia("(max-width: 40rem)");
  const asCards = (table) => {
    const labels = [...table.tHead.rows[0].cells].map((head) => head.textContent.trim());
    if (labels.length < CARD_FROM) return;
    table.classList.add("cards-on-phone");
    for (const row of table.tBodies[0].rows) [...row.cells].forEach((cell, place) => { cell.dataset.label = labels[place]; });
  };
  const cardsIfPhone = () => {
    if (!onPhone.matches) return;
    document.querySelectorAll("main .table > table:not(.cards-on-phone)").forEach(asCards);
    document.querySelectorAll(".rows[open]").forEach((fold) => { fold.open = false; });
  };
  cardsIfPhone();
  onPhone.addEventListener("change", cardsIfPhone);

  // As one types it: a Greek letter as its Latin one.
  const LATIN = { "α": "a", "β": "b", "γ": "g", "τ": "tau", "µ": "u", "μ": "u", "−": "-" };
  const folded = (text) => text.toLowerCase().replace(/[αβγτµμ−]/g, (letter) => LATIN[letter]);
  const search = document.getElementById("search");
  const found = document.getElementById("found");
  const titleOf = (element) => element.closest("section")?.querySelector("h2")?.textContent ?? "";
  const entries = () => [...document.querySelectorAll("main h2, main :is(h3, p, figcaption, dt, dd), main section ul > li, main tbody tr, .references li")];
  const said = (hit) => (hit.cells ? [...hit.cells].slice(0, 3).map((cell) => cell.textContent.trim()).join(", ") : hit.textContent.trim().replace(/\s+/g, " "));
  // Of a long text what stands around the first word.
  const around = (text, word) => {
    const start = Math.max(0, folded(text).indexOf(word) - 30);
    return text.length > SHOWN ? `${start ? "…" : ""}${text.slice(start, start + SHOWN)}…` : text;
  };
  const lead = (element) => {
    for (let fold = element.closest("details:not([open])"); fold; fold = fold.parentElement.closest("details:not([open])")) fold.open = true;
    element.scrollIntoView({ block: "center" });
    document.querySelector(".lit")?.classList.remove("lit");
    element.classList.add("lit");
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
  };
  search.hidden = false;
  search.addEventListener("submit", (event) => event.preventDefault());
  search.addEventListener("input", () => {
    const words = folded(search.elements.words.value).split(/\s+/).filter(Boolean);
    const hits = words.length ? entries().filter((one) => words.every((word) => folded(one.textContent).includes(word))) : [];
    found.replaceChildren(...hits.slice(0, MOST).map((hit) => {
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.textContent = `${around(said(hit), words[0])}${hit.matches("h2") ? "" : ` (${titleOf(hit)})`}`;
      button.addEventListener("click", () => lead(hit));
      item.append(button);
      return item;
    }));
    document.getElementById("hits").textContent = words.length ? `${hits.length} found${hits.length > MOST ? `, the first ${MOST}` : ""}` : "";
  });
})();
