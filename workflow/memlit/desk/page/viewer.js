// The pages of a PDF as PDF.js draws them, with selection, search and links. Over each page lies a sheet of its size,
// which holds what the desk marks on it.
import "./pdfjs/pdf.min.mjs";
import { EventBus, LinkTarget, PDFFindController, PDFLinkService, PDFViewer } from "./pdfjs/pdf_viewer.mjs";
import { $, el } from "./dom.js";

const { pdfjsLib } = globalThis;
pdfjsLib.GlobalWorkerOptions.workerSrc = new URL("./pdfjs/pdf.worker.min.mjs", import.meta.url).href;

/** The width of the view; a person makes it larger or smaller. */
const WHOLE_WIDTH = "page-width";
/** Pixels of the screen above a place that is brought to sight, and above the top of a page. */
const ABOVE = 140, MARGIN = 8;

const bus = new EventBus();
const links = new PDFLinkService({ eventBus: bus, externalLinkTarget: LinkTarget.BLANK });
const viewer = new PDFViewer({ container: $("pages"), eventBus: bus, linkService: links, findController: new PDFFindController({ eventBus: bus, linkService: links }), removePageBorders: true });
links.setViewer(viewer);

let opened = { address: "", task: null, ready: null };
let whenPlaced = () => {};

/** Show the pages of a PDF; ends when the sizes of all are known, and fails where it cannot be drawn. */
export function openPages(address) {
  if (opened.address === address) return opened.ready;
  closePages();
  const task = pdfjsLib.getDocument({ url: address, isEvalSupported: false });
  const ready = task.promise.then((pages) => {
    if (opened.task !== task) return null;
    viewer.setDocument(pages);
    links.setDocument(pages, null);
    return viewer.pagesPromise;
  });
  opened = { address, task, ready };
  return ready;
}

/** Let go of the document that is shown. */
export function closePages() {
  if (!opened.task) return;
  opened.task.destroy();
  opened = { address: "", task: null, ready: null };
  viewer.setDocument(null);
  links.setDocument(null, null);
  $("over").replaceChildren();
}

export const nPages = () => viewer.pagesCount;
export const sheetOf = (page) => $("over").children[page - 1] ?? null;
export const canvasOf = (page) => viewer.getPageView(page - 1)?.canvas ?? null;
export const pageOf = (sheet) => [...$("over").children].indexOf(sheet) + 1;

/** Lay the sheets over their pages, which have other places at another scale. */
function laySheets() {
  const over = $("over");
  const pages = viewer.viewer.querySelectorAll(".page");
  while (over.children.length > pages.length) over.lastChild.remove();
  while (over.children.length < pages.length) over.append(el("div", { class: "paper-sheet" }));
  pages.forEach((page, place) => {
    Object.assign(over.children[place].style, { left: `${page.offsetLeft}px`, top: `${page.offsetTop}px`, width: `${page.offsetWidth}px`, height: `${page.offsetHeight}px` });
  });
  whenPlaced();
}

/** Do something each time the sheets have a new place. */
export function onPlaced(work) { whenPlaced = work; }

/** Bring a box of a page to sight, its edges as parts of the page; the top of the page where there is none. */
export function bringToSight(page, box) {
  const sheet = sheetOf(page), view = $("pages");
  if (!sheet) return;
  if (!box) { view.scrollTo({ top: sheet.offsetTop - MARGIN }); return; }
  const [left, top, right, bottom] = [box[0] * sheet.offsetWidth, box[1] * sheet.offsetHeight, box[2] * sheet.offsetWidth, box[3] * sheet.offsetHeight];
  const isHigh = bottom - top > view.clientHeight - ABOVE;
  view.scrollTo({ top: sheet.offsetTop + top - (isHigh ? MARGIN : Math.min(ABOVE, view.clientHeight / 3)), left: right < view.clientWidth ? 0 : sheet.offsetLeft + left - view.clientWidth / 3 });
}

/** Larger or smaller, about a place of the window where one is given. */
export function zoomPages(factor, origin) { viewer.updateScale({ scaleFactor: factor, ...(origin ? { origin } : {}), drawingDelay: 200 }); }

/** Look for words in the document; step: 1 for the next place, -1 for the one before, 0 where the words are new. */
export function findWords(words, step) {
  bus.dispatch("find", { source: null, type: step ? "again" : "", query: words, caseSensitive: false, entireWord: false, highlightAll: true, findPrevious: step < 0, matchDiacritics: false });
}

/** Do something with the place among the places that were found, and their number. */
export function onFound(work) {
  for (const name of ["updatefindmatchescount", "updatefindcontrolstate"]) bus.on(name, ({ matchesCount }) => work(matchesCount.current, matchesCount.total));
}

/** Do something when a person scrolled to another page. */
export function onScrolledTo(work) { bus.on("pagechanging", ({ pageNumber }) => work(pageNumber)); }

bus.on("pagesinit", () => { viewer.currentScaleValue = WHOLE_WIDTH; laySheets(); });
for (const name of ["pagesloaded", "scalechanging"]) bus.on(name, laySheets);
new ResizeObserver(() => {
  if (!viewer.pdfDocument || !$("pages").clientWidth) return;
  if (viewer.currentScaleValue === WHOLE_WIDTH) viewer.currentScaleValue = WHOLE_WIDTH;
  laySheets();
}).observe($("pages"));
