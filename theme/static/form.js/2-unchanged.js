// What a reader does not change leaves the form as it was in the opened file: blanks around a text, kinds of line breaks,
// the order of a list, and empty values. Comes after 1-form.js.
// By part: the value of the file, and how the part shows it.
const originals = new Map();

const shownIn = (part) => (part.dataset.as === "choices" ? [...part.querySelectorAll("input:checked")].map((box) => box.value).join() : controlOf(part).value);
const remember = (part, value) => originals.set(part, { value, shown: shownIn(part) });

// Returns the value of the opened file if the part still shows it.
const unchanged = (part) => (originals.get(part)?.shown === shownIn(part) ? originals.get(part).value : undefined);

// Whether a form that nobody changed gives back the whole content of a file. What the form leaves out of it, because the
// check refuses it, makes it shorter. A whole number with a decimal point, such as the year 2023.0, is written anew.
const isWhole = (scan, found, text) => JSON.stringify(scan).length === JSON.stringify(found).length && !/": *\d+\.0/.test(text);
