// Opens what waits packed in the page: rows of a table beyond the first, entries of numbers, references.
"use strict";
const unpacked = async (block) => {
  const bytes = Uint8Array.from(atob(block.textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
};
const waiting = (() => {
  const drawers = [...document.querySelectorAll("script[data-first]")];
  const texts = new Map();

  // Drawers stand in the order of their anchors, so the one with an anchor is the last that does not begin after it.
  return async (anchor) => {
    const drawer = drawers.filter((one) => one.dataset.first <= anchor).pop();
    if (!drawer) return "";
    if (!texts.has(drawer)) texts.set(drawer, "\n" + await unpacked(drawer));
    const text = texts.get(drawer);
    const start = text.indexOf(`\n${anchor}\t`);
    return start < 0 ? "" : text.slice(start + anchor.length + 2, text.indexOf("\n", start + 1));
  };
})();
(() => {
  const card = document.getElementById("card");
  const INDEX = "numbers.html#";
  const MOST_BELOW = 24;
  let opener = null;

  // Without its id, for the address of an entry opens it as a whole.
  const bare = (html) => html.replace(/^<p id=[\w-]+>/, "<p>");
  const linked = (entry) => [...entry.querySelectorAll("a[href^='#n']")].map((link) => link.hash.slice(1));

  // The entry, and below it those that it was computed from, down to the printed characters.
  const openCard = async (anchor, html) => {
    const [body, below] = [card.querySelector(".entry"), card.querySelector(".below")];
    body.innerHTML = bare(html);
    card.dataset.anchor = anchor;
    below.replaceChildren();
    card.querySelector(".from").hidden = true;
    card.hidden = false;
    card.scrollTop = 0;
    card.querySelector(".all").href = INDEX + anchor;
    for (const link of document.querySelectorAll("a.current")) link.classList.remove("current");
    for (const link of document.querySelectorAll(`main a[href="${INDEX}${anchor}"]`)) link.classList.add("current");
    const seen = new Set([anchor]);
    let queue = linked(body);
    while (queue.length && seen.size <= MOST_BELOW) {
      const next = queue.shift();
      if (seen.has(next)) continue;
      seen.add(next);
      const item = document.createElement("li");
      item.innerHTML = bare(await waiting(next));
      if (location.hash !== `#${anchor}`) return;
      below.append(item);
      queue = [...queue, ...linked(item)];
    }
    card.querySelector(".from").hidden = !below.children.length;
  };

  const closeCard = () => {
    if (!card || card.hidden) return;
    card.hidden = true;
    for (const link of document.querySelectorAll("a.current")) link.classList.remove("current");
    history.replaceState(null, "", location.pathname + location.search);
    opener?.focus({ preventScroll: true });
  };

  const show = async () => {
    const anchor = location.hash.slice(1);
    if (!anchor) return;
    const there = document.getElementById(anchor);
    if (there) {
      // Most browsers open what is folded around the place that the address names; this is for the others.
      const folded = there.querySelector(":scope > details") ?? there.closest("details:not([open])");
      if (folded && !folded.open) {
        folded.open = true;
        there.scrollIntoView();
      }
      return;
    }
    const html = await waiting(anchor);
    if (!html || document.getElementById(anchor)) return;
    if (anchor.startsWith("ref-")) {
      const list = document.querySelector(".references");
      list.insertAdjacentHTML("beforeend", html);
      const own = list.lastElementChild;
      list.insertBefore(own, [...list.children].find((other) => other.value > own.value) ?? null);
    } else if (card) {
      await openCard(anchor, html);
      return;
    } else {
      document.getElementById("unpacked").insertAdjacentHTML("beforeend", html);
    }
    // The address once more, so that the browser goes there and marks it.
    location.replace(`#${anchor}`);
  };
  addEventListener("hashchange", show);
  show();

  if (card) {
    // A number opens its entry beside the text; without script the link leads to the index of all numbers.
    document.addEventListener("click", (event) => {
      const link = event.target.closest?.(`a[href^="${INDEX}"]:not(.all)`);
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      opener = link;
      location.hash = link.getAttribute("href").slice(INDEX.length);
      card.focus({ preventScroll: true });
    });
    card.querySelector("button").addEventListener("click", closeCard);
    addEventListener("keydown", (event) => event.key === "Escape" && closeCard());
  }

  for (const more of document.querySelectorAll(".more")) {
    more.hidden = false;
    more.firstElementChild.addEventListener("click", async () => {
      const body = more.previousElementSibling.previousElementSibling.querySelector("tbody");
      body.insertAdjacentHTML("beforeend", await unpacked(more.previousElementSibling));
      more.remove();
    });
  }
})();
