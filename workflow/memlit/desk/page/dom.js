// Elements, messages and the line at the foot: what every part of the page uses.
export const $ = (id) => document.getElementById(id);

/** An element with text or children; attributes that begin with `on` are listeners, `style` an object. */
export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key === "style") Object.assign(made.style, value);
    else if (key === "value") made.value = value;
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

export async function ask(path, message) {
  const options = message && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(message) };
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Error("memlit desk does not answer; start it again. What was decided is kept.");
  }
  const text = await answer.text();
  let value;
  try { value = JSON.parse(text); } catch { value = { problem: text }; }
  if (!answer.ok) throw new Error(value.problem);
  return value;
}

/** Hide a form: a hidden field keeps the focus until the next frame, and a key before it would be taken for typing. */
export function hideForm(form) {
  if (form.contains(document.activeElement)) document.activeElement.blur();
  form.hidden = true;
}

/** Put children in the place of what an element holds; what is nothing is left out. */
export function fill(node, ...children) {
  node.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
}

/** How a value was obtained. */
export const HOW = { "": "not said", measured: "measured", simulated: "simulated", assumed: "assumed", extrapolated: "extrapolated" };

export const query = (name, asked) => `${name}?${new URLSearchParams(asked)}`;

export function say(text, isBad = false) {
  $("status").textContent = text;
  $("status").classList.toggle("bad", isBad);
}

/** Do something that may fail, and say so in the line at the foot. Gives whether it went well. */
export async function attempt(work) {
  try {
    await work();
    return true;
  } catch (error) {
    say(error.message, true);
    return false;
  }
}

/** A size of a file in bytes. */
export const size = (bytes) => (bytes < 1e5 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);

export const words = (name) => name.replaceAll("_", " ");
export const plural = (n, name) => `${n} ${name}${n === 1 ? "" : "s"}`;
export const button = (text, key, work, kind = "") => el("button", { type: "button", class: kind, onclick: work }, text, key ? el("kbd", {}, key) : null);

export function field(label, input) {
  return el("label", {}, label, input);
}

export function input(attributes = {}) {
  return el("input", { autocomplete: "off", spellcheck: "false", ...attributes });
}

export function select(options, value, attributes = {}) {
  const made = el("select", attributes, Object.entries(options).map(([name, text]) => el("option", { value: name }, text)));
  made.value = value ?? "";
  return made;
}

/** The words of a sentence, raised and lowered as they are printed. */
export const printed = (text) => [...text.matchAll(/<(sup|sub)>(.*?)<\/\1>|<\/?su[bp]>|[^<]+|</g)].map(([all, kind, inner]) => (kind ? el(kind, {}, inner) : all.startsWith("<su") || all.startsWith("</su") ? "" : all));
