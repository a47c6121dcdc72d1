// Numbers with a prefix and a unit, as the page prints them and as a reader types them.
"use strict";
const POWERS = { a: -18, f: -15, p: -12, n: -9, "µ": -6, u: -6, m: -3, "": 0, k: 3, M: 6, G: 9, T: 12 };
const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
// The number that raised digits are, as in 10⁻⁶.
const unraised = (digits) => Number(digits.replace("⁻", "-").replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/gu, (digit) => RAISED.indexOf(digit)));
// The digits 1.2 or 1.2e3 with their prefix as one number, rounded once.
const scaled = (digits, prefix) => {
  const [plain, exponent] = digits.split("e");
  return Number(`${plain}e${Number(exponent ?? 0) + POWERS[prefix]}`);
};
const withoutUnit = (text, unit) => new Error(`“${text}” has no unit: write ${text.trim()} n${unit}, ${text.trim()} µ${unit} or ${text.trim()} ${unit}`);
