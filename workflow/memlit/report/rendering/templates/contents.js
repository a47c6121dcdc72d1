// The contents follow the reader: the section that is being read is marked in them, and shown where they scroll.
"use strict";
(() => {
  const nav = document.querySelector("nav.contents");
  const links = new Map([...nav.querySelectorAll("a[href^='#']")].map((link) => [link.hash.slice(1), link]));
  const sections = [...document.querySelectorAll("main > section[id]")].filter((section) => links.has(section.id));
  const seen = new Set();
  let current = null;
  let unfolded = null;

  const mark = () => {
    const link = links.get(sections.find((section) => seen.has(section))?.id) ?? current;
    if (!link || link === current) return;
    current?.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    current = link;
    // What the script unfolds it folds again; what a reader unfolds stays.
    if (unfolded && !unfolded.contains(link)) unfolded.open = false;
    const fold = link.closest("details details:not([open])");
    if (fold) fold.open = true;
    unfolded = fold ?? (unfolded?.contains(link) ? unfolded : null);
    // In the list's own scroll, for the page must stay where it is.
    const beyond = link.offsetTop - nav.scrollTop;
    if (getComputedStyle(nav).position === "sticky" && (beyond < 40 || beyond > nav.clientHeight - 60)) {
      nav.scrollTop = link.offsetTop - nav.clientHeight / 2;
    }
  };
  const watch = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) seen[isIntersecting ? "add" : "delete"](target);
    mark();
  }, { rootMargin: "-12% 0px -75% 0px" });
  sections.forEach((section) => watch.observe(section));
})();
