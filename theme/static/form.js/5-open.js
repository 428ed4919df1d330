// Opens a scan's file in the form. It is read in the browser and not sent; its content is shown as text only.
const said = document.getElementById("opened");
const largest = Number(form.dataset.largest);
// The same limits as in the check.
const deepest = 32;
const most = 20_000;

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const inShort = (names) => (names.length > 20 ? [...names.slice(0, 20), `${names.length - 20} more`] : names).map((name) => (name.length > 80 ? `${name.slice(0, 80)}…` : name)).join(", ");

// Each writer puts a value into a part, and returns whether the part now has this value.
const writers = {
  const: (part, value) => hold(part, value),
  kept: (part, value, told, path) => hold(part, value) && told.kept.push(path),
  text: (part, value) => put(part, value, "string") && remember(part, value),
  choice: (part, value) => put(part, value, "string"),
  number: (part, value) => put(part, value, "number"),
  lines: (part, value) => isList(value, (line) => typeof line === "string") && put(part, value.join("\n"), "string") && (value.some((line) => !line.trim()) || remember(part, value)),
  choices: (part, value) => {
    const boxes = [...part.querySelectorAll("input")];
    if (!isList(value, (each) => boxes.some((box) => box.value === each)) || new Set(value).size < value.length) return false;
    for (const box of boxes) box.checked = value.includes(box.value);
    remember(part, value);
    if ("modules" in part.dataset) showModules(part);
    return true;
  },
  merge: (part, answer) => {
    const options = [...part.querySelectorAll("input")].map((radio) => ({ radio, values: Object.entries(JSON.parse(radio.value)) }));
    const chosen = options.find(({ values }) => values.every(([key, value]) => answer[key] === value));
    if (chosen) chosen.radio.checked = true;
    return Boolean(chosen) || options[0].values.every(([key]) => (answer[key] ?? null) === null);
  },
  group: (part, value, told, path) => isObject(value) && fill(part, value, told, path),
  list: (part, value, told, path) => isList(value, isObject) && value.every((each, index) => fill(addItem(part), each, told, `${path}.${index + 1}`)),
  named: (part, value, told, path) => {
    if (!isObject(value)) return false;
    const pattern = new RegExp(part.querySelector("template").content.querySelector(".name").dataset.pattern);
    const [fitting, others] = [[], []];
    for (const entry of Object.entries(value)) (pattern.test(entry[0]) && isObject(entry[1]) ? fitting : others).push(entry);
    for (const [name, answer] of fitting) {
      const item = addItem(part);
      controlOf(item).value = name;
      fill(item, answer, told, `${path}.${name}`);
    }
    return keep(part, others, told, path);
  },
};

const isList = (value, fits) => Array.isArray(value) && value.every(fits);
const hold = (part, value) => held.set(part, value);

function put(part, value, type) {
  const control = controlOf(part);
  // A field of one line shows a space for a line break.
  const shown = String(value).replace(/\r\n?|\n/g, control.matches("input") ? " " : "\n");
  if (typeof value === type) control.value = shown;
  // A control may reject a value: a date field only accepts dates.
  if (typeof value === type && control.value.trim() === shown.trim()) return true;
  control.value = "";
  return false;
}

function keep(part, entries, told, path) {
  if (entries.length) unknown.set(part, entries);
  told.kept.push(...entries.map(([key]) => `${path}.${key}${key.startsWith("x-") ? "" : " (unknown)"}`));
  return true;
}

// Puts an object into the parts within a part. Empty values of the file stay empty.
function fill(part, values, told, path) {
  const known = new Set();
  for (const inner of allPartsOf(part)) {
    const { key, as } = inner.dataset;
    for (const name of as === "merge" ? Object.keys(JSON.parse(controlOf(inner).value)) : [key]) known.add(name);
    const value = as === "merge" ? values : Object.hasOwn(values, key) ? values[key] : undefined;
    const isEmpty = value === undefined ? as !== "const" : value === null && as !== "kept";
    if (inner.dataset.empty?.split(" ").includes(JSON.stringify(value))) hold(inner, value);
    if (!isEmpty && (inner.hidden || !writers[as](inner, value, told, `${path}.${key}`))) told.lost.push(`${path}.${key}`);
  }
  return keep(part, Object.entries(values).filter(([key]) => !known.has(key)), told, path);
}

// Reads the content of a file; throws an error that describes the problem.
async function documentIn(file) {
  if (file.size > largest) throw new Error(`it is larger than ${largest} bytes, the limit for a scan.`);
  const bytes = await file.arrayBuffer();
  const text = attempt(() => new TextDecoder("utf-8", { fatal: true }).decode(bytes), () => "it is not a UTF-8 text file.");
  const found = attempt(() => JSON.parse(text), ({ message }) => `it is not valid JSON: ${inShort([message])}.`);
  const sizes = { keys: 0, values: 0 };
  measure(found, 1, sizes);
  // Parsing keeps only the last of repeated keys. Once escapes are removed, a text ends at the next quotation mark.
  const texts = text.replace(/\\./gs, "").match(/"[^"]*"(?:\s*:)?/g) ?? [];
  if (texts.filter((each) => each.endsWith(":")).length !== sizes.keys) throw new Error("a key is used twice; remove one of them.");
  if (!isObject(found)) throw new Error("it is not a scan: a scan begins with { and ends with }.");
  return found;
}

function attempt(action, reason) {
  try {
    return action();
  } catch (error) {
    throw new Error(reason(error));
  }
}

function measure(value, depth, sizes) {
  sizes.values += 1;
  if (depth > deepest || sizes.values > most) throw new Error("it has too many levels or too many values for a scan.");
  if (typeof value === "number" && !(Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value))) throw new Error("it contains a number that is too large for a browser.");
  if (value === null || typeof value !== "object") return;
  if (!Array.isArray(value)) sizes.keys += Object.keys(value).length;
  for (const inner of Object.values(value)) measure(inner, depth + 1, sizes);
}

// Says why a file belongs to another form, if it does.
function requireThisInstrument(found) {
  const named = form.dataset.schema;
  const marks = allPartsOf(form).filter((part) => part.dataset.as === "const" && Object.hasOwn(found, part.dataset.key));
  for (const { dataset: { key }, value } of marks) {
    if (found[key] !== JSON.parse(value)) throw new Error(`its ${key} is ${inShort([JSON.stringify(found[key])])}, and this form is for ${value}.`);
  }
  const schema = Object.hasOwn(found, "$schema") ? String(found.$schema) : "";
  if (schema && !schema.includes(named)) throw new Error(`its $schema is ${inShort([schema])}, and this form is for ${named}.`);
  if (!schema && !marks.length && !("assumed" in form.dataset)) throw new Error("it does not name its instrument, so it does not belong to this form.");
}

// Opens a file, whether it was chosen by hand or fetched from the site at a path.
async function openFile(file, path) {
  let found;
  try {
    found = await documentIn(file);
    requireThisInstrument(found);
    if (changed && !confirm("The file will replace the answers on this page. Open it?")) return;
    opened = undefined;
    const told = take(found);
    const { scan } = read();
    const text = await file.text();
    opened = { file, path, scan, name: /^[\w.-]+\.json$/.test(file.name) ? file.name : "", text, written: isWhole(scan, found, text) && `${write(scan)}\n` };
    show(file.name, told);
    offerToClean();
    showWays(path);
    tell();
  } catch (error) {
    refuse(file.name, "opened", error, rightForm(found, file, path));
  }
}

// Says why a file was not opened. A link to the form that it belongs to opens in a new tab.
function refuse(name, what, { message }, link) {
  const reason = link ? `it is a scan for the ${link.dataset.label}.` : message;
  const way = link ? [link, " (in a new tab). "] : [];
  said.replaceChildren(element("p", { className: "notice" }, `${inShort([name])} was not ${what}: ${reason} `, ...way, "Nothing on this page has changed."));
}

// Offers to edit the file where the forge has it, or to make a new one.
function showWays(path) {
  const [made, same] = ["new-file", "same-file"].map((id) => document.getElementById(id));
  if (!made) return;
  [made.hidden, same.hidden] = [path !== undefined, path === undefined];
  const link = same.querySelector("a");
  if (path !== undefined) link.href = `${link.dataset.start}${path.split("/").map(encodeURIComponent).join("/")}`;
}

// Opens the scan that the address names, and moves to its question.
async function openNamed() {
  const named = namedScan();
  if (!named) return;
  const path = `${named.path}.json`;
  if (opened?.path !== path) {
    try {
      await openFile(await fetchScan(named), path);
    } catch (error) {
      refuse(path, "loaded", error);
    }
  }
  if (opened?.path === path) showQuestion(named.question);
}

// Marks a question of the scan; in a category that takes any id, the id has its category before it.
function showQuestion(named) {
  const [id, category] = named.split(".").reverse();
  const isIn = (part) => !category || part.parentElement.closest(`[data-as]`)?.dataset.key === category;
  const own = [...form.querySelectorAll("ol > li")].filter((item) => item.querySelector(".name")?.value === id);
  const part = [...form.querySelectorAll("[data-question]"), ...own].find((each) => (each.dataset.key ?? id) === id && isIn(each) && !each.closest("[hidden]"));
  for (const other of form.querySelectorAll(".notice")) other.classList.remove("notice");
  if (!part) return;
  part.classList.add("notice");
  goTo(part);
  part.scrollIntoView();
}

// Names the fields of an opened file that have invisible characters, and removes all of these by one click.
function offerToClean() {
  const controls = [...form.querySelectorAll("input, textarea")].filter(({ value }) => hides(value));
  if (!controls.length) return;
  const names = controls.map((control) => {
    const part = control.closest("[data-as]");
    const question = part.closest("[data-question]");
    return question && question !== part ? `${labelOf(question)}: ${labelOf(part)}` : labelOf(part);
  });
  const button = element("button", { type: "button", textContent: "Remove them" });
  const line = element("p", { className: "notice", tabIndex: -1 }, `Invisible characters are in: ${inShort(names)}. `, button);
  button.addEventListener("click", () => {
    const before = controls.map(({ value }) => value);
    for (const control of controls) control.value = withoutUnseen(control.value);
    line.replaceChildren(`${removal(before, controls.map(({ value }) => value))} They were in: ${inShort(names)}.`);
    // The button is gone, and the keyboard goes on from here.
    line.focus();
    noteChange();
  });
  said.append(line);
}

function take(found) {
  const told = { kept: [], lost: [] };
  form.reset();
  held.clear();
  unknown.clear();
  originals.clear();
  for (const list of form.querySelectorAll("ol")) list.replaceChildren();
  for (const modules of form.querySelectorAll("[data-modules]")) showModules(modules);
  for (const part of form.querySelectorAll("[data-decides]")) put(part, found[part.dataset.key], "string");
  showAsked();
  fill(form, found, told, "");
  missingList.replaceChildren();
  changed = false;
  tell();
  return told;
}

function show(name, { kept, lost }) {
  const names = (paths) => inShort(paths.map((path) => path.slice(1)));
  const lines = [`${inShort([name])} is open.`];
  if (kept.length) lines.push(`Not shown here, but kept unchanged in the file: ${names(kept)}.`);
  if (lost.length) lines.push(`Not loaded, because this form cannot show it. Answer it again, or correct the file in an editor: ${names(lost)}.`);
  said.replaceChildren(...lines.map((textContent, index) => element("p", { textContent, className: lost.length && index === lines.length - 1 ? "notice" : "" })));
}

// Hands a file over to the form of its instrument, which opens in a new tab, so that what was typed here stays. Both tabs
// are of this site; the file is neither stored nor sent.
let offered;

// Returns a link to the form that a scan belongs to, or undefined if there is none or it is this form.
function rightForm(found, file, path) {
  const isNamed = isObject(found) && ["$schema", "instrument", "scan_version", "checklist"].some((key) => Object.hasOwn(found, key));
  const link = isNamed ? formOf(found) : undefined;
  if (!link || link.dataset.key === form.dataset.instrument) return undefined;
  const { question } = namedScan() ?? { question: "" };
  const id = crypto.randomUUID?.() ?? String(Math.random());
  const place = path ? `${path.replace(/\.json$/, "")}/${question && `:${question}`}` : `from:${id}`;
  if (!path) offer(id, file);
  const way = element("a", { href: `${link.href}#${place}`, target: "_blank", textContent: "Open it in its own form" });
  way.dataset.label = link.textContent;
  return way;
}

function offer(id, file) {
  offered?.close();
  const channel = new BroadcastChannel(id);
  channel.addEventListener("message", ({ data }) => { if (data === "ready") channel.postMessage(file); });
  offered = channel;
}

// Opens the file that another tab of this site offers under the name in the address.
function takeOver() {
  const [, id] = /^#from:([\w.-]{1,80})$/.exec(location.hash) ?? [];
  if (!id) return;
  const channel = new BroadcastChannel(id);
  channel.addEventListener("message", async ({ data }) => {
    if (!(data instanceof File)) return;
    channel.close();
    await openFile(data);
  });
  channel.postMessage("ready");
}

document.getElementById("file").addEventListener("change", async ({ target }) => {
  if (target.files.length) await openFile(target.files[0]);
  // So that the same file can be opened again.
  target.value = "";
});
document.getElementById("open").hidden = false;
addEventListener("hashchange", openNamed);
openNamed();
takeOver();
