// What a person typed and did not send yet: kept for each paper until the window is closed, also over a reload.
const place = (key) => `memlit desk ${key}`;

/** What is kept of a paper, by the names of its forms. */
export function kept(key) {
  try { return JSON.parse(sessionStorage.getItem(place(key))) ?? {}; } catch { return {}; }
}

/** Keep something of a paper under a name; what is nothing is forgotten. */
export function keep(key, name, value) {
  const all = kept(key);
  if (value === null || value === undefined) delete all[name];
  else all[name] = value;
  try { sessionStorage.setItem(place(key), JSON.stringify(all)); } catch { /* storage is off */ }
}

/** Fill fields with what was typed into them before, and keep what is typed from now on. */
export function keepFields(key, name, fields) {
  const known = kept(key)[name] ?? {};
  for (const [field, one] of Object.entries(fields)) {
    const isBox = one.type === "checkbox";
    if (field in known) one[isBox ? "checked" : "value"] = known[field];
    const typed = () => keep(key, name, { ...kept(key)[name], [field]: isBox ? one.checked : one.value });
    one.addEventListener("input", typed);
  }
}

/** Whether something was typed into a form. */
export const isBegun = (key, name) => name in kept(key);
