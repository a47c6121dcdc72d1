// Digitized curves of the paper, and what each is.
import { el, field, input, plural, select, words } from "./dom.js";
import { decide, state } from "./desk.js";

export function showFigures(form) {
  const { series } = state.paper;
  form.replaceChildren(el("h3", {}, plural(series.length, "digitized series").replace("seriess", "series")),
    series.length ? el("ul", { class: "lines" }, series.map((one) => el("li", {}, `${one.label ?? one.file}: ${one.series}, ${one.device}`))) : el("p", { class: "soft" }, "Drop a digitizer’s project or a picture of a figure."));
}
