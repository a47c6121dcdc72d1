// Opens what waits packed in the page: charts, rows of a table beyond the first, entries that only few readers ask for.
"use strict";
const unpacked = async (block) => {
  const bytes = Uint8Array.from(atob(block.textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
};
(() => {
  const drawers = [...document.querySelectorAll("script[data-first]")];
  const texts = new Map();

  // Drawers stand in the order of their anchors, so the one with an anchor is the last that does not begin after it.
  const entry = async (anchor) => {
    const drawer = drawers.filter((one) => one.dataset.first <= anchor).pop();
    if (!drawer) return "";
    if (!texts.has(drawer)) texts.set(drawer, "\n" + await unpacked(drawer));
    const text = texts.get(drawer);
    const start = text.indexOf(`\n${anchor}\t`);
    return start < 0 ? "" : text.slice(start + anchor.length + 2, text.indexOf("\n", start + 1));
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
    const html = await entry(anchor);
    if (!html || document.getElementById(anchor)) return;
    if (anchor.startsWith("ref-")) {
      const list = document.querySelector(".references");
      list.insertAdjacentHTML("beforeend", html);
      const own = list.lastElementChild;
      list.insertBefore(own, [...list.children].find((other) => other.value > own.value) ?? null);
    } else {
      document.getElementById("unpacked").insertAdjacentHTML("beforeend", html);
    }
    // The address once more, so that the browser goes there and marks it.
    location.replace(`#${anchor}`);
  };
  addEventListener("hashchange", show);
  show();

  for (const more of document.querySelectorAll(".more")) {
    more.hidden = false;
    more.firstElementChild.addEventListener("click", async () => {
      const body = more.previousElementSibling.previousElementSibling.querySelector("tbody");
      body.insertAdjacentHTML("beforeend", await unpacked(more.previousElementSibling));
      more.remove();
    });
  }
})();
