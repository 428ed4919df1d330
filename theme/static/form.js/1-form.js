// Makes a scan from the answers in the form. Nothing is sent or stored: the file is made here, and the browser saves it.
const form = document.getElementById("form");
const progress = document.getElementById("progress");
const next = document.getElementById("next");
const missingList = document.getElementById("missing");
const saved = document.getElementById("saved");
const mail = document.getElementById("mail");
const width = 120;
// Those of the check.
const patterns = JSON.parse(form.dataset.patterns);
// Contents of an opened file that the form does not show: values of parts, empty ones too, and unknown keys.
const held = new Map();
const unknown = new Map();
// The opened file: its name, its path if the site has it, its bytes, and what the form makes of it without a change.
let opened;
let changed = false;
let leavingByMail = false;
let announcing;
let items = 0;

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

// The parts directly within a part, not those within these.
const allPartsOf = (part) => [...part.querySelectorAll("[data-as]")].filter((inner) => (inner.parentElement.closest("[data-as], li") ?? form) === part);
const partsOf = (part) => allPartsOf(part).filter((inner) => !inner.hidden);
const controlOf = (part) => part.querySelector("input, select, textarea");
const helpOf = (part) => (part.querySelector("small")?.textContent ?? "").replace(/ One per line\.$/, "");
const formatOf = (part) => (controlOf(part).inputMode === "url" ? "Write an address that starts with https:// or http:// and has no spaces." : helpOf(part));
const labelOf = (part) => (part.querySelector("legend > :first-child, b") ?? part).textContent;

// Each reader returns the value of a part, or undefined if it is empty, and notes missing and wrong values.
const readers = {
  const: (part) => (held.has(part) ? held.get(part) : JSON.parse(part.value)),
  kept: (part) => held.get(part),
  text: (part, notes) => plain(part, notes),
  choice: (part, notes) => plain(part, notes),
  number: (part, notes) => {
    const value = plain(part, notes);
    return value === undefined ? undefined : Number(value);
  },
  lines: (part, notes) => list(part, Object.assign([...(plain(part, notes) ?? [])], { apart: "apart" in part.dataset })),
  choices: (part) => list(part, unchanged(part) ?? [...part.querySelectorAll("input:checked")].map((box) => box.value)),
  merge: (part) => {
    const chosen = part.querySelector("input:checked");
    return chosen ? JSON.parse(chosen.value) : undefined;
  },
  group: (part, notes) => object(part, notes, "required" in part.dataset || "module" in part.dataset),
  list: (part, notes) => list(part, itemsOf(part).map((item) => object(item, notes, true))),
  named: (part, notes) => {
    const made = blank();
    for (const item of itemsOf(part)) {
      const name = plain(item, notes);
      if (name === undefined || name in made) notes.push({ part: item, text: name ? `${name} is used twice` : "Id" });
      else made[name] = object(item, notes, true);
    }
    for (const [name, value] of unknown.get(part) ?? []) made[name] = value;
    return Object.keys(made).length < Number(part.dataset.min) ? undefined : made;
  },
};

// Without a prototype a key called __proto__ is a key like any other.
const blank = () => Object.create(null);
const itemsOf = (part) => [...part.querySelector("ol").children];

function list(part, values) {
  const least = "required" in part.dataset ? Number(part.dataset.min) : 1;
  return values.length < least ? undefined : values;
}

function plain(part, notes) {
  const control = controlOf(part);
  const typed = control.value.replace(/\r\n?/g, "\n").trim();
  const value = (typed && unchanged(part)) || (part.dataset.as === "lines" ? typed.split("\n").map((line) => line.trim()).filter(Boolean) : typed);
  const texts = [value].flat();
  const { pattern, longest } = control.dataset;
  if (texts.some(hides)) notes.push({ part, text: `${labelOf(part)} contains an invisible character, which is removed when you change the text` });
  else if (longest && texts.some((text) => [...text].length > Number(longest))) notes.push({ part, text: `${labelOf(part)} is longer than ${longest} characters. ${helpOf(part)}`.trim() });
  else if (!control.validity.valid) notes.push({ part, text: `${labelOf(part)}: ${control.validationMessage}` });
  else if (typed && pattern && !texts.every((text) => new RegExp(pattern).test(text))) notes.push({ part, text: `${labelOf(part)} does not have the required format. ${formatOf(part)}`.trim() });
  return typed ? value : undefined;
}

// Missing values are null in the file: the check lists them as still to answer.
function object(part, notes, wanted) {
  const made = blank();
  const own = [];
  const others = unknown.get(part) ?? [];
  let filled = others.length > 0;
  for (const inner of partsOf(part)) {
    const { key, as } = inner.dataset;
    const value = readers[as](inner, own);
    const kept = value ?? held.get(inner);
    const needed = "required" in inner.dataset || "module" in inner.dataset;
    filled ||= value !== undefined && as !== "const";
    if (value === undefined && needed) own.push({ part: inner, text: as === "merge" ? "Answer" : labelOf(inner) });
    if (as === "merge") Object.assign(made, value ?? unanswered(inner));
    else if (kept !== undefined || needed) made[key] = kept ?? (as === "named" ? {} : null);
  }
  if (!wanted && !filled && !own.some((note) => controlOf(note.part)?.value)) return undefined;
  for (const [key, value] of others) made[key] = value;
  notes.push(...own);
  return made;
}

const unanswered = (part) => Object.fromEntries(Object.keys(JSON.parse(controlOf(part).value)).map((key) => [key, null]));

// The canonical form of a scan: short lists of texts on one line, two spaces per level.
function write(value, depth = 0, column = 0) {
  const margin = `\n${"  ".repeat(depth + 1)}`;
  const end = `\n${"  ".repeat(depth)}`;
  if (Array.isArray(value) && value.length) {
    const line = `[${value.map((each) => JSON.stringify(each)).join(", ")}]`;
    if (!value.apart && value.every((each) => typeof each !== "object") && column + line.length < width) return line;
    return `[${value.map((each) => margin + write(each, depth + 1, margin.length - 1)).join(",")}${end}]`;
  }
  if (value && typeof value === "object" && Object.keys(value).length) {
    const pairs = Object.entries(value).map(([key, inner]) => {
      const name = `${margin}${JSON.stringify(key)}: `;
      return name + write(inner, depth + 1, name.length - 1);
    });
    return `{${pairs.join(",")}${end}}`;
  }
  return JSON.stringify(value);
}

function read() {
  const notes = [];
  return { scan: object(form, notes, true), missing: entries(notes) };
}

// One entry per question, even if several of its values are missing.
function entries(notes) {
  const found = new Map();
  for (const { part, text } of notes) {
    const question = part.closest("[data-question]");
    const around = part.closest("li") ?? part.parentElement.closest("fieldset");
    const name = question ? labelOf(question) : around && around !== part ? `${labelOf(around.closest("fieldset"))}: ${text}` : text;
    if (!found.has(question ?? part)) found.set(question ?? part, { name, question, target: part });
  }
  return [...found.values()];
}

// Shows how many questions are answered.
function tell() {
  const { scan, missing } = read();
  const questions = [...form.querySelectorAll("[data-question]")].filter((question) => !question.closest("[hidden]")).length;
  const others = missing.filter(({ question }) => !question).length;
  const more = others ? `, ${others} other ${others === 1 ? "field" : "fields"} to complete.` : ".";
  progress.textContent = `${questions - missing.length + others} of ${questions} answered${missing.length ? more : ". Nothing is missing."}`;
  next.hidden = !missing.length;
  showPlace(scan);
  if (mail) mail.href = letter(scan);
}

// After a change, the progress is read out only when a pause follows: otherwise it would interrupt who types.
function noteChange() {
  changed = true;
  tell();
  clearTimeout(announcing);
  announcing = setTimeout(() => { document.getElementById("announced").textContent = progress.textContent; }, 1500);
}

function goTo(target) {
  const control = target.matches("input") ? target : target.querySelector("input:checked") ?? target.querySelector("input, select, textarea, button");
  control?.focus();
}

function showMissing(missing) {
  const lines = missing.map(({ name, target }) => {
    const button = element("button", { type: "button", textContent: name });
    button.addEventListener("click", () => goTo(target));
    return element("li", {}, button);
  });
  const anyway = element("button", { type: "button", textContent: "Download the unfinished scan" });
  anyway.addEventListener("click", () => save(read().scan));
  missingList.replaceChildren(...(missing.length ? [element("p", { textContent: "Still missing or wrong. Select one to go to it:" }), element("ul", {}, ...lines), anyway] : []));
}

// If nothing was changed, the opened file is returned byte for byte.
const isAsOpened = (text) => opened !== undefined && opened.written === text;

function nameOf(scan) {
  return opened?.name || `${suggestedName(scan.paper ?? {})}.json`;
}

function save(scan) {
  const text = `${write(scan)}\n`;
  const address = URL.createObjectURL(isAsOpened(text) ? opened.file : new Blob([text], { type: "application/json" }));
  element("a", { href: address, download: nameOf(scan) }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  keepSaying(`${nameOf(scan)} was downloaded.`);
}

async function copy() {
  const { scan, missing } = read();
  const text = `${write(scan)}\n`;
  showMissing(missing);
  try {
    await navigator.clipboard.writeText(isAsOpened(text) ? opened.text : text);
    keepSaying(missing.length ? "The unfinished scan was copied." : "The scan was copied.");
  } catch {
    saved.textContent = "This browser does not let the page copy. Download the scan instead.";
  }
}

function keepSaying(text) {
  saved.textContent = text;
  changed = false;
}

// An e-mail that lists the changes if they are few; all else must be attached by hand.
function letter(scan) {
  const about = opened?.path ?? (scan.paper?.title ?? "").slice(0, 150);
  const made = opened ? changes(opened.scan, scan) : [];
  const attached = `The file ${nameOf(scan)} is attached.`;
  const [subject, scanLine] = [`${opened ? "Corrected" : "New"} scan${about && `: ${about}`}`, `Scan: ${about}`];
  const listed = mailto(mail.dataset.to, subject, [scanLine, "", ...made]);
  return made.length && listed.length <= 1900 ? listed : mailto(mail.dataset.to, subject, [scanLine, attached, ""]);
}

// Lists each value that differs, by its place in the file.
function changes(before, after, place = "") {
  if (![before, after].every((value) => value && typeof value === "object" && !Array.isArray(value))) {
    const shown = (value) => (value === undefined || value === null ? "(empty)" : typeof value === "string" ? value : JSON.stringify(value));
    return shown(before) === shown(after) ? [] : [place, `  was: ${shown(before)}`, `  now: ${shown(after)}`];
  }
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => changes(before[key], after[key], place ? `${place}.${key}` : key));
}

function addItem(part) {
  const item = part.querySelector("template").content.cloneNode(true).firstElementChild;
  items += 1;
  for (const radio of item.querySelectorAll("[type=radio]")) radio.name += items;
  part.querySelector("ol").append(item);
  return item;
}

function showModules(part) {
  for (const box of part.querySelectorAll("input")) form.querySelector(`[data-module][data-key="${box.value}"]`).hidden = !box.checked;
}

// Shows what is asked in this scan: some questions depend on a value, such as the type of the paper.
function showAsked() {
  const valueOf = (key) => controlOf(form.querySelector(`[data-decides][data-key="${key}"]`)).value;
  for (const part of form.querySelectorAll("[data-when]")) {
    const [key, values] = JSON.parse(part.dataset.when);
    part.hidden = !values.includes(valueOf(key));
  }
}

form.addEventListener("click", ({ target }) => {
  if (target.matches(".add")) controlOf(addItem(target.closest("fieldset"))).focus();
  else if (target.matches(".remove")) {
    const add = target.closest("fieldset:has(> ol)").querySelector(":scope > .add");
    target.closest("li").remove();
    add.focus();
  } else return;
  noteChange();
});
form.addEventListener("input", ({ target }) => {
  const modules = target.closest("[data-modules]");
  if (modules) showModules(modules);
  if (target.closest("[data-decides]")) showAsked();
  noteChange();
});
form.addEventListener("submit", (event) => event.preventDefault());
document.getElementById("download").addEventListener("click", () => {
  const { scan, missing } = read();
  showMissing(missing);
  if (!missing.length) save(scan);
});
document.getElementById("copy").addEventListener("click", copy);
next.addEventListener("click", () => goTo(read().missing[0].target));
// Browsers treat a link that opens an e-mail as one that leaves the page.
mail?.addEventListener("click", () => {
  leavingByMail = true;
  setTimeout(() => { leavingByMail = false; }, 500);
});
addEventListener("beforeunload", (event) => {
  if (changed && !leavingByMail) event.preventDefault();
});

// A day that has begun nowhere on earth is later than tomorrow.
const day = (later) => new Date(Date.now() + later).toISOString().slice(0, 10);
for (const control of form.querySelectorAll("[data-latest]")) control.max = control.type === "date" ? day(86_400_000) : new Date().getFullYear() + 1;
for (const part of [form, document.getElementById("sending")]) part.hidden = false;
showAsked();
