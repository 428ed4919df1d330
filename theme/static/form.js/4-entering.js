// Proposes the folder and the name of a new scan's file, as `scanpress new` does: from venue and year, and from the title.
const venues = JSON.parse(document.getElementById("form").dataset.venues);
const marks = /\p{M}/gu;
const letters = { ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", æ: "ae", œ: "oe", ı: "i", ß: "ss" };
const longestName = 100;

function safeName(text) {
  let name = text.toLowerCase().replace(/[øłđðþæœıß]/g, (letter) => letters[letter]).normalize("NFKD").replace(marks, "");
  while (/\.(?:json|bib|ris|csl|html|xml)$/.test(name)) name = name.slice(0, name.lastIndexOf("."));
  name = name.replace(/[^a-z0-9]+/g, "-").slice(0, longestName).replace(/^-|-$/g, "") || "scan";
  return /^(?:con|prn|aux|nul|(?:com|lpt)\d)$/.test(name) ? `${name}-scan` : name;
}

// What two spellings of a venue share: no accents, no punctuation, no year and no ordinal number.
function venueSlug(name) {
  const plain = name.normalize("NFKD").replace(marks, "").toLowerCase();
  const found = (plain.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !/^(?:(?:19|20)\d\d|\d+(?:st|nd|rd|th))$/.test(word));
  const words = found.join(" ").replace(/^proceedings of /, "").replace(/^the /, "");
  return Object.hasOwn(venues, words) ? venues[words] : words.replaceAll(" ", "-");
}

function suggestedGroup(paper) {
  const venue = venueSlug(paper.venue ?? "");
  if (/[a-z0-9]/.test(venue)) return safeName(paper.year ? `${venue}-${paper.year}` : venue);
  const number = (paper.arxiv_id ?? "").split("/").at(-1);
  return number && safeName(`arxiv-${number[0] === "9" ? 19 : 20}${number.slice(0, 2)}`);
}

function suggestedName(paper) {
  const title = paper.title ?? "";
  if (/[a-z0-9]/i.test(title)) return safeName(title.split(":")[0]).split("-").slice(0, 6).join("-");
  return safeName((paper.arxiv_id || paper.doi || "").replaceAll(".", "-"));
}

// Shows the proposal where the page says how to save the file, and in the link that makes it on the forge.
function showPlace(scan) {
  const group = suggestedGroup(scan.paper ?? {});
  const name = nameOf(scan).replace(/\.json$/, "");
  const isNamed = Boolean(scan.paper?.title || scan.paper?.arxiv_id || scan.paper?.doi);
  const path = (form) => ((form.includes("{group}") ? group : isNamed) ? form.replace("{group}", group).replace("{name}", name) : "");
  for (const place of document.querySelectorAll("[data-place]")) {
    place.dataset.example ??= place.textContent;
    place.textContent = path(place.dataset.place) || place.dataset.example;
  }
  const link = document.querySelector("#new-file a");
  if (!link) return;
  const inside = path(document.querySelector("#new-file [data-place]").dataset.place);
  link.href = `${link.dataset.start}${inside && `?${link.dataset.name}=${encodeURIComponent(inside)}`}`;
}

// Helps while a field is filled in: removes invisible characters, shortens identifiers, notices several authors in one
// line, fills in the date, and says at the field what was changed and what is wrong.
const hints = new Map();
const date = form.querySelector("[data-key=rater] [data-key=date] input");
let dateIsTheirs = false;

const isText = (control) => control.matches("input:not([type=radio], [type=checkbox], [type=file]), textarea");

// Says something below a field, and reads it out. Without a text, the earlier hint is removed.
function hint(control, text, ...more) {
  hints.get(control)?.remove();
  hints.delete(control);
  control.removeAttribute("aria-describedby");
  if (!text) return;
  items += 1;
  const line = element("p", { id: `hint-${items}`, className: "notice measure" }, text, ...more);
  (control.closest("label") ?? control).after(line);
  hints.set(control, line);
  control.setAttribute("aria-describedby", line.id);
  clearTimeout(announcing);
  document.getElementById("announced").textContent = text;
}

// The first pattern finds hidden characters (group 1), marks of direction (group 2) and flags.
const unseen = new RegExp(patterns.unseen, "gu");
const rightToLeft = new RegExp(patterns.rightToLeft, "u");
const hides = (text) => [...text.matchAll(unseen)].some(([, hidden, mark]) => hidden || (mark && !rightToLeft.test(text)));
// Marks of direction stay in right-to-left text, as the check only warns of them there.
const withoutUnseen = (text, whole = text) => text.replace(unseen, (found, hidden, mark) => (hidden || (mark && !rightToLeft.test(whole)) ? "" : found));

// Word writes a vertical tab for a line break, and other programs have signs of their own. A vertical tab between small
// letters is a lost ligature instead.
const otherBreaks = /(?<!\p{Ll})\v|\v(?!\p{Ll})|[\x85\u2028\u2029]/gu;

// Removes invisible characters. The cursor stays behind the same letters.
function removeHidden(control) {
  const typed = control.closest("[data-as=lines]") ? control.value.replace(otherBreaks, "\n") : control.value;
  const clean = withoutUnseen(typed);
  if (clean === control.value) return false;
  const place = control.selectionStart === null ? null : withoutUnseen(typed.slice(0, control.selectionStart), typed).length;
  control.value = clean;
  if (place !== null) control.setSelectionRange(place, place);
  if (clean === typed) return false;
  hint(control, removal([typed], [clean]));
  return true;
}

// Says how many characters were removed. Programs that read PDF files write control characters where they cannot read a letter.
function removal(before, after) {
  const [typed, clean] = [before, after].map((texts) => [...texts.join("")].length);
  const count = typed - clean;
  const gaps = before.some((text) => /\p{L}[\0-\x08\v\f\x0e-\x1f]+\p{L}/u.test(text));
  const advice = gaps ? " Letters such as fi or fl may be missing there: compare the text with the paper." : "";
  return `${count} invisible ${count === 1 ? "character was" : "characters were"} removed.${advice}`;
}

// What people copy with an identifier: the same as in `scanpress new`.
const identifiers = Object.fromEntries(Object.entries(patterns.copied).map(([name, pattern]) => [name, (text) => new RegExp(`^(?:${pattern})$`, "i").exec(text)?.[1] ?? text]));

function shorten(control) {
  const typed = control.value.trim();
  const short = identifiers[control.dataset.identifier](typed);
  if (short === typed) return;
  control.value = short;
  hint(control, `Shortened to ${short}.`);
  noteChange();
}

function noticeAuthors(control) {
  const lines = control.value.split("\n").filter((line) => line.trim());
  const found = lines.map((line) => ({ line, names: writtenApart(line) })).filter(({ names }) => names.length !== 1);
  if (!found.length) return false;
  const [{ line, names }] = found;
  if (!names.length) {
    hint(control, `“${line.trim()}” seems to name several authors. Write one author per line.`);
    return true;
  }
  const button = element("button", { type: "button", textContent: "Write one per line" });
  button.addEventListener("click", () => {
    control.value = lines.flatMap((each) => (writtenApart(each).length > 1 ? writtenApart(each) : [each])).join("\n");
    noteChange();
    control.focus();
    if (!noticeAuthors(control)) hint(control, "There is one author per line now.");
  });
  hint(control, `“${line.trim()}” seems to name ${names.length} authors.`, " ", button);
  return true;
}

// Says what is wrong with a field that is left.
function noticeMistake(control) {
  const part = control.closest("[data-as]");
  const notes = [];
  if (part && controlOf(part) === control) readers[part.dataset.as](part, notes);
  control.toggleAttribute("aria-invalid", notes.length > 0);
  if (notes.length) hint(control, notes[0].text);
}

// The answers of a new scan are of today, as soon as it is said who answers.
function fillInDate(control) {
  const rater = date?.closest("[data-key=rater]");
  if (!rater?.contains(control) || opened) return;
  dateIsTheirs ||= control === date;
  if (dateIsTheirs) return;
  const isNamed = [...rater.querySelectorAll("select, input")].some((each) => each !== date && each.value);
  date.value = isNamed ? day(-new Date().getTimezoneOffset() * 60_000) : "";
}

// Before the progress is counted.
form.addEventListener("input", ({ target }) => {
  if (isText(target) && !removeHidden(target)) hint(target, "");
  fillInDate(target);
}, { capture: true });
form.addEventListener("change", ({ target }) => {
  if (!isText(target)) return;
  if (target.dataset.identifier) shorten(target);
  const isAuthors = target.closest("[data-as=lines]")?.dataset.key === "authors";
  if (!isAuthors || !noticeAuthors(target)) noticeMistake(target);
});
form.addEventListener("reset", () => {
  for (const control of [...hints.keys()]) hint(control, "");
  dateIsTheirs = false;
});
tell();
