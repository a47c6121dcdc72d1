// What a person says of a panel, as figures.yaml keeps it: written from the form, and read back into it.
import { boxOf } from "./handles.js";
import { given } from "./scale.js";

const OF_PANEL = ["file", "page", "image", "panel", "label", "calibration", "mend", "drop", "join", "split", "name", "dismiss", "series"];
const OF_CURVE = { device: "device", reader: "reader", x: "x", y: "y", x_unit: "x_unit", y_unit: "y_unit", v_read: "v_read", state: "state", set_or_reset: "pulse" };
const NOTHING = { reader: "", device: "", x: "", y: "", x_unit: "", y_unit: "", v_read: "", state: "", pulse: "", name: "", cut: "", is_dropped: false, marks: null };
/** Pixels within which a mark that was taken away is found again, as figcurves finds it. */
const NEAR = 2;

const without = (from, names) => Object.fromEntries(Object.entries(from ?? {}).filter(([name]) => !names.includes(name)));
const filled = (from) => Object.fromEntries(Object.entries(from).filter(([, part]) => part !== undefined && part !== null && part !== "" && Object.keys(part).length !== 0 || typeof part === "number"));
/** Places are counted from the top on the screen, and those of a page from its foot in figures.yaml. */
const turned = (one) => ([x, y]) => [Math.round(100 * x) / 100, Math.round(100 * (one.height === null ? y : one.height - y)) / 100];
const apart = ([a, b], [c, d]) => Math.hypot(a - c, b - d);
const same = ([a, b], [c, d]) => a === c && b === d;

/** A form in which nothing is said yet. */
const nothingSaid = () => ({ label: "", series: {}, drop: {}, dismiss: {}, calibration: {}, said: {}, rest: {}, others: {} });

/** The form of a panel that is not described: its frame is known where it is one of several in a picture. */
export const emptyDraft = (one) => ({ ...nothingSaid(), ...(one.frame ? { frame: boxOf([one.frame.slice(0, 2), one.frame.slice(2)]) } : {}) });

/** The scale that is proposed from the labels of a picture, tick by tick, as a person would give it. */
export function propose(draft, one) {
  for (const axis of one.axes) {
    if (!axis.proposed || draft.calibration[axis.name]) continue;
    const side = axis.name === "x" ? 0 : 1;
    draft.calibration[axis.name] = { scale: axis.scale, unit: axis.unit ?? "", label: axis.label ?? "", isProposed: true, points: axis.ticks.map((tick) => [Math.round(10 * tick[side]) / 10, tick[2]]), spots: axis.ticks.map(([x, y]) => [x, y]) };
  }
}

/** What is said of a curve; at first nothing but the device at hand. */
export const toldOf = (draft, id, device) => (draft.series[id] ??= { ...NOTHING, device });

/** The form as a described panel fills it. What has no field there is kept as it is. */
export function draftOf(entry, one) {
  const draft = nothingSaid();
  const { frame, exclude, ...said } = entry.calibration ?? {};
  const box = ([left, top, right, bottom]) => boxOf([[left, top], [right, bottom]]);
  Object.assign(draft, { label: entry.label ?? "", drop: { ...entry.drop }, dismiss: { ...entry.dismiss }, said, rest: without(entry, OF_PANEL) });
  if (frame) draft.frame = box(frame);
  if (exclude) draft.exclude = exclude.map(box);
  const used = new Set();
  for (const curve of one.series) {
    const joined = Object.entries(entry.join ?? {}).find(([, pieces]) => pieces.includes(curve.id))?.[0];
    const name = joined ?? entry.name?.[curve.id] ?? "";
    const selectors = [joined, curve.id, curve.name].filter(Boolean);
    const cuts = selectors.map((selector) => entry.split?.[selector]).find(Boolean);
    const names = [...(cuts?.names ?? []), ...selectors, name];
    const key = names.find((selector) => entry.series?.[selector]);
    const assigned = entry.series?.[key];
    const told = toldOf(draft, curve.id, assigned?.device ?? "");
    Object.assign(told, { name, cut: cuts?.at.join(" ") ?? "", is_dropped: curve.id in draft.drop, marks: mendedMarks(curve, entry.mend?.[curve.id], one) });
    for (const [field, ours] of Object.entries(OF_CURVE)) told[ours] = String(assigned?.[field] ?? told[ours]);
    told.rest = without(assigned, Object.keys(OF_CURVE));
    if (cuts) told.parts = { cut: told.cut, names: cuts.names, series: Object.fromEntries(names.filter((part) => entry.series?.[part]).map((part) => [part, entry.series[part]])) };
    for (const part of names) used.add(part);
  }
  draft.others = without(entry.series, [...used]);
  return draft;
}

function mendedMarks(curve, mend, one) {
  if (!mend) return null;
  const gone = (mend.remove ?? []).map(turned(one));
  return [...curve.marks.filter((mark) => !gone.some((place) => apart(place, mark) <= NEAR)), ...(mend.add ?? []).map(turned(one))];
}

/** The marks of a curve that a person set and took away; nothing where they are as read. */
function mended(curve, told, one) {
  if (!told.marks) return null;
  const add = told.marks.filter((mark) => !curve.marks.some((other) => same(mark, other))).map(turned(one));
  const remove = curve.marks.filter((mark) => !told.marks.some((other) => same(mark, other))).map(turned(one));
  return add.length || remove.length ? filled({ add, remove }) : null;
}

const cutsOf = (told) => told.cut.split(/[;\s]+/).filter(Boolean).map((text) => Number(text.replace(",", ".")));

/** The entry of figures.yaml: what was said, and nothing else. */
export function entryOf(seen, number) {
  const one = seen.open, { draft, image } = one;
  const series = { ...draft.others }, mend = {}, drop = {}, join = {}, split = {}, name = {};
  for (const curve of one.series) {
    const told = draft.series[curve.id];
    if (told?.is_dropped) drop[curve.id] = draft.drop[curve.id] || "no data";
    const marks = told && !told.is_dropped && mended(curve, told, one);
    if (marks) mend[curve.id] = marks;
  }
  const kept = Object.entries(draft.series).filter(([, told]) => !told.is_dropped && told.reader);
  for (const [id, told] of kept) {
    const what = { ...filled(Object.fromEntries(Object.entries(OF_CURVE).map(([field, ours]) => [field, told[ours]]))), ...told.rest };
    if (what.v_read) what.v_read = Number(what.v_read);
    const inTurn = told.pulse.split(" ");
    if (inTurn.length > 1) delete what.set_or_reset;
    const called = told.name.trim();
    const pieces = called ? kept.filter(([, other]) => other.name.trim() === called).map(([piece]) => piece) : [id];
    if (pieces.length > 1) join[called] = pieces;
    else if (called) name[id] = called;
    const whole = pieces.length > 1 ? called : id;
    if (told.cut && told.parts?.cut === told.cut) {
      split[whole] = { at: cutsOf(told), ...filled({ names: told.parts.names }) };
      Object.assign(series, told.parts.series);
      continue;
    }
    const cuts = cutsOf(told);
    if (!cuts.length) { series[whole] = what; continue; }
    const names = Array.from({ length: cuts.length + 1 }, (_, place) => `${called || id} ${place + 1}`);
    split[whole] = { at: cuts, names };
    names.forEach((part, place) => { series[part] = inTurn.length > 1 ? { ...what, set_or_reset: inTurn[place % inTurn.length] } : what; });
  }
  const dismiss = Object.fromEntries(Object.entries(draft.dismiss).filter(([, why]) => why.trim()));
  const place = filled({ file: seen.file, page: seen.page, image, panel: one.part ? String(one.part) : seen.page && !image ? number : "", label: draft.label, calibration: given(draft) });
  return { ...place, ...draft.rest, ...filled({ mend, drop, join, split, name, dismiss }), series };
}

/** Whether anything was said of a panel that a person would miss. */
export function isBegun(draft) {
  const isTold = Object.values(draft.series).some((told) => told.reader || told.is_dropped || told.marks);
  return Boolean(draft.label || draft.exclude?.length || isTold || [draft.drop, draft.dismiss, draft.calibration].some((part) => Object.keys(part).length));
}
