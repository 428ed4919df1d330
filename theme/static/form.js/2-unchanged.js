// What a reader does not change leaves the form as it was in the opened file: blanks around a text, kinds of line breaks,
// the order of a list, and empty values. Comes after 1-form.js.
const originals = new Map();  // by part: the value of the file, and how the part shows it
const empties = new Map();  // by part: null, an empty text, list or object

const shownIn = (part) => (part.dataset.as === "choices" ? [...part.querySelectorAll("input:checked")].map((box) => box.value).join("\n") : controlOf(part).value);
const remember = (part, value) => originals.set(part, { value, shown: shownIn(part) });

// Returns the value of the opened file if the part still shows it.
function unchanged(part) {
  const original = originals.get(part);
  return original && original.shown === shownIn(part) ? original.value : undefined;
}

// Whether an empty value of the file is one that the check accepts.
function allowsEmpty(part, value) {
  const { as, min } = part.dataset;
  if (as === "group") return isObject(value) && !allPartsOf(part).some((inner) => "required" in inner.dataset);
  if (["list", "lines", "choices"].includes(as)) return Array.isArray(value) && !Number(min);
  return "empty" in part.dataset && (value === null || (value === "" && as === "text"));
}

const isEmptyValue = (value) => value === null || value === "" || (typeof value === "object" && !Object.keys(value).length);

// Whether two values are equal, whatever the order of the keys.
function isEqual(one, other) {
  if (one === null || other === null || typeof one !== "object" || typeof other !== "object") return Object.is(one, other);
  const keys = Object.keys(one).filter((key) => key !== "apart" || !Array.isArray(one));
  return Array.isArray(one) === Array.isArray(other) && keys.length === Object.keys(other).length && keys.every((key) => Object.hasOwn(other, key) && isEqual(one[key], other[key]));
}

// Whether a file writes a whole number, such as a year, with a decimal point or an exponent: the check refuses this.
function hasPointInWhole(text) {
  const inside = [form, ...[...form.querySelectorAll("template")].map(({ content }) => content)];
  const parts = inside.flatMap((each) => [...each.querySelectorAll("[data-as=number], [data-as=const]")]);
  const keys = parts.filter((part) => controlOf(part)?.step !== "any").map((part) => part.dataset.key);
  return keys.some((key) => new RegExp(`"${key}"\\s*:\\s*-?[0-9]+[.eE]`).test(text));
}
