"use strict";
// A correction of one value as a file. Nothing is sent anywhere.
(() => {
  const form = document.getElementById("correction");
  const status = form.querySelector("[role=status]");
  const value = (name) => form.elements[name].value.trim();
  const NEEDED = { value: "what it should read", reason: "the reason", who: "your name" };

  const isNone = () => value("field") === "status";
  const lacking = () => Object.keys(NEEDED).filter((name) => !value(name) && !(name === "value" && isNone())).map((name) => NEEDED[name]);

  const content = () => {
    const printed = form.elements.id.selectedOptions[0].dataset.printed;
    const one = { id: value("id"), printed, field: value("field"), value: isNone() ? "excluded" : value("value"), reason: value("reason") };
    const day = new Date().toISOString().slice(0, 10);
    return { format: "memlit-correction-1", signed_by: value("who"), date: day, device: form.dataset.device, corrections: [one] };
  };

  const save = () => {
    const lack = lacking();
    if (lack.length) {
      status.textContent = `The file needs ${lack.join(", ")}.`;
      return;
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(content(), null, 1) + "\n"], { type: "application/json" }));
    link.download = `${form.dataset.device.replace("/", "--")}.correction.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href));
    status.textContent = `Saved as ${link.download}.`;
  };

  if (!form.elements.id.options.length) return;
  form.hidden = false;
  form.elements.field.addEventListener("input", () => { form.querySelector(".value").hidden = isNone(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector("button").addEventListener("click", save);
})();
