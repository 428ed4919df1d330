// Searches in all texts. Of the index, only the files are loaded in which a word of the query may be.
const page = document.getElementById("search");
const { root } = page.dataset;
const pageLength = 10;
const most = 3; // places of a scan that are shown
const around = 90; // characters before and behind what was found
const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const values = new Map([...digits].map((digit, value) => [digit, value]));
// What a word counts in answers, in statements (findings, claims, red flags), in names, and in the title.
const counts = [1, 3, 4, 6];
const frequent = 0.4; // A word in more of the scans is not required if there are others.
const many = 100; // scans
const sorts = { "": "Relevance", score: "Score", date: "Date of the scan", year: "Year of the paper" };
const loaded = new Map();
let index;
let scans;
let state;
let found;
let shown = pageLength;
let writing;
let turn = 0;

const group = (row) => scans.groups[scans.group[row]];

// Loads a file once; what failed is tried again the next time.
function load(path) {
  if (!loaded.has(path)) loaded.set(path, read(path).catch((error) => { loaded.delete(path); throw error; }));
  return loaded.get(path);
}

const texts = async (name) => (await load(`search/texts/${name}.json`)).texts;
const ofParts = (kind) => Promise.all(index.parts.map(({ name }) => texts(`${name}/${kind}`)));

async function begin() {
  const [given, facts] = await Promise.all([texts("index"), load("scans/rows-0.json")]);
  let row = 0;
  const parts = given.parts.map(([files, similar, segments], place) => ({ name: place + 1, files, similar, begin: row, segments: segments.map((length) => (row += length) - length), end: row }));
  index = { parts, rows: given.rows };
  const groups = await ofParts("groups");
  groups.forEach(({ divided }, place) => { parts[place].divided = new Set(divided.split(",")); });
  scans = new Scans(groups, facts);
}

// What each search needs first is loaded once, when the field is entered: half of the time of a first search.
let begun;
const prepare = () => (begun ??= begin().catch((error) => { begun = undefined; throw error; }));

async function loadSigns() {
  const parts = scans.signs.length ? [] : await ofParts("signs");
  if (scans.signs.length) return;
  parts.forEach((part, place) => scans.addSigns(part, index.parts[place].begin));
  scans.dates = parts.flatMap((part) => part.dates);
}

async function loadIdentifiers() {
  scans.begins = index.rows;
  scans.addIdentifiers(await Promise.all(index.rows.map((_, part) => load(`scans/rows-${part + 1}-ids.json`))));
}

// Calls `visit` with each scan of a list: distances from one to the next, or a bit for each scan.
function eachScan(list, visit) {
  let row = 0;
  if (list[0] === ".") {
    for (const digit of list.slice(1)) {
      for (let bits = values.get(digit), bit = 0; bit < 6; bit++) if (bits & 32 >> bit) visit(row + bit);
      row += 6;
    }
    return;
  }
  let shift = 0;
  for (const letter of list) {
    const digit = values.get(letter);
    row += (digit & 31) << shift;
    shift = digit & 32 ? shift + 5 : 0;
    if (!shift) visit(row);
  }
}

// The file of a key; characters are counted as in Python.
const fileOf = (key, files) => checksum(key) % files;
const first = (word, length) => [...word].slice(0, length).join("");

// The lines of all words that begin as a word does, in each part.
const ofWord = (word) => Promise.all(index.parts.map(({ name, files, divided }) => {
  let length = 3;
  while (first(word, length) !== word && divided.has(first(word, length))) length++;
  return texts(`${name}/words-${fileOf(first(word, length).replace(/s$/, ""), files)}`);
}));

// What it counts that a word is in some places: a number with a bit for each.
const worth = (places) => counts.reduce((sum, value, place) => sum + (places >> place & 1) * value, 0);

// Marks the scans that have a word, or one that begins with it, by the places where they have it.
// If too many words begin with it, their scans are in one line, which has a star.
async function mark(marks, { word, isStart }) {
  (await ofWord(word)).forEach((text, part) => {
    const { begin, end } = index.parts[part];
    const every = new Uint8Array(end - begin);
    const whole = every.slice();
    const needle = `,${word}${isStart ? "" : " "}`;
    for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) {
      const [other, ...lists] = text.slice(at + 1, text.indexOf(",", at + 1)).split(" ");
      lists.forEach((list, place) => eachScan(list, (row) => {
        every[row] |= 1 << place;
        if (other === word) whole[row] |= 1 << place;
      }));
    }
    every.forEach((places, row) => { if (places) marks[begin + row] = Math.max(marks[begin + row], worth(places), 2 * worth(whole[row])); });
  });
}

// Words that differ by one letter: those of its file, and those with nearly its length that end alike.
// If its beginning is divided, others that begin so are apart. The four that seem most frequent are taken.
async function similar(word) {
  const { length } = [...word];
  const others = index.parts.flatMap(({ name, similar: files, divided }) => {
    const keys = [-1, 0, 1].map((more) => length + more + [...word].slice(-2).join(""));
    if (divided.has(first(word, 3))) keys.push(first(word, length < 7 ? 3 : 4));
    return keys.map((key) => texts(`${name}/similar-${fileOf(key, files)}`));
  });
  const found = new Map();
  for (const text of [...await ofWord(word), ...await Promise.all(others)]) {
    for (const line of text.split(",")) {
      const [other] = line.split(" ");
      if (!other.endsWith("*") && near(word, other)) found.set(other, (found.get(other) ?? 0) + line.length);
    }
  }
  return [...found].sort((one, other) => other[1] - one[1]).slice(0, 4).map(([other]) => ({ word: other }));
}

// The terms of a query: a word in the forms in which it may be written; the last one may not be finished.
function parse(query) {
  const terms = query.split(/\s+/).flatMap((token) => {
    const doubled = token.normalize("NFC").toLowerCase().replace(/[äöü]/g, (vowel) => ({ ä: "ae", ö: "oe", ü: "ue" })[vowel]);
    const umlauts = plainWords(doubled).split(" ");
    return plainWords(token).split(" ").map((word, place) => {
      const bare = word.replace(/([aou])e/g, "$1");
      const number = /[a-z]{3}s$/.test(word) ? word.slice(0, -1) : `${word}s`;
      return { word, forms: [...new Set([word, umlauts[place], word.length > 4 ? bare : word, number])].map((each) => ({ word: each })) };
    });
  }).filter(({ word }) => word);
  const last = terms.at(-1);
  if (last && [...last.word].length > 2 && !/["\s]$/.test(query)) last.forms[0].isStart = true;
  return terms;
}

async function evaluate(term) {
  const marks = new Uint8Array(scans.length);
  await Promise.all(term.forms.map((form) => mark(marks, form)));
  const count = marks.reduce((sum, value) => sum + (value > 0), 0);
  const forms = count || term.isForgiven || !/^(?!\d+$).{5}/u.test(term.word) ? [] : await similar(term.word);
  return forms.length ? evaluate({ ...term, forms, isForgiven: true }) : { ...term, marks, count };
}

// Finds scans: how well each fits, and what has to be said about it.
async function search(query) {
  const tokens = query.split(/\s+/).filter((token) => !/^(?:doi|arxiv):$/i.test(token));
  const identifiers = tokens.map(strictIdentifier).filter(Boolean);
  const terms = await Promise.all(parse(tokens.filter((token) => !strictIdentifier(token)).join(" ")).map(evaluate));
  const loose = terms.every(({ count }) => count) ? [] : tokens.filter(mayIdentify).map((token) => token.toLowerCase());
  if (identifiers.length || loose.length) await loadIdentifiers();
  const total = new Uint16Array(scans.length);
  const rows = [...identifiers, ...loose].flatMap((id) => scans.identified(id));
  for (const row of rows) total[row] = 1;
  if (identifiers.length || rows.length) return { total, terms: [], isIdentified: true };
  return terms.length ? rank(total, terms) : { total: total.fill(1), terms };
}

function rank(total, terms) {
  const rare = terms.filter(({ count }) => scans.length < many || count < frequent * scans.length);
  const required = rare.length ? rare : terms;
  const numbers = new Uint8Array(scans.length);
  const sums = new Float32Array(scans.length);
  for (const term of terms) {
    term.weight = Math.log2(1 + scans.length / (term.count || 1)) * (required.includes(term) ? 1 : 0.2);
    term.isShown = required.includes(term) || term.word.length > 3;
    term.marks.forEach((value, row) => {
      sums[row] += term.weight * value;
      if (value && required.includes(term)) numbers[row]++;
    });
  }
  const best = numbers.reduce((one, other) => Math.max(one, other), 0);
  numbers.forEach((value, row) => { if (best && value === best) total[row] = Math.min(60_000, 1 + 10 * sums[row]); });
  return { total, terms, isPartial: best < required.length };
}

// Rows in the order that was chosen; scores of different instruments cannot be compared.
function ordered(rows) {
  if (!state.sort) return rows;
  const kind = (row) => (state.sort === "score" ? group(row).instrument : "");
  const key = { score: (row) => scans.share(row) ?? -1, date: (row) => scans.dates[row], year: (row) => group(row).year }[state.sort];
  return rows.sort((one, other) => order(kind(one), kind(other)) || order(key(other), key(one)));
}

async function readScan(row) {
  const part = index.parts.findLast(({ begin }) => begin <= row);
  const place = part.segments.findLastIndex((begin) => begin <= row);
  let rest = row - part.segments[place];
  const [folder, names] = (await texts(`${part.name}/paths-${place}`)).find(([, each]) => (rest -= each.length) < 0);
  const path = `${folder && `${folder}/`}${names.at(rest)}`.split("/").map(encodeURIComponent).join("/");
  return { row, address: `${root}${path}/`, scan: await load(`${path}.json`) };
}

// The places of a scan's page that have text, each with its anchor; answers have their result, too.
function placesOf(scan, { answers }) {
  const places = [];
  const add = (anchor, label, text, result) => text && places.push({ anchor, label: result ? `${result}: ${label}` : label, text: masked(text) });
  // What has a reason is an answer, of a category or not.
  const addAnswers = (part, category) => {
    for (const [id, given] of Object.entries(part)) {
      const form = given && typeof given === "object" && answers.find(({ key }) => Object.hasOwn(given, key));
      const value = form && given[form.key];
      const reason = form && (given[form.reason] || (form.isText && value));
      if (reason) {
        const asked = scans.questions.get(category ? `${category}.${id}` : id);
        const anchor = asked || !category ? id : `${category}.${id}`;
        const label = asked?.label ?? id[0].toUpperCase() + id.slice(1).replaceAll("_", " ");
        const result = given[form.applies] === false ? "Not applicable" : value === true ? "Yes" : value === false ? "No" : form.isText ? "" : [value, form.unit].filter((each) => each !== "").join(" ");
        add(anchor, label, reason, result);
      } else if (!category && given && typeof given === "object") addAnswers(given, id);
    }
  };
  const { key_findings: findings, red_flags: flags = [], claims = [], engagement_factors: factors = {}, reply, status: state, ...others } = scan;
  add("findings", "Key findings", findings);
  flags.forEach(({ flag, detail }, place) => add(`flag-${place + 1}`, "Red flag", `${flag}. ${detail}`));
  for (const part of Object.values(others)) if (part && typeof part === "object") addAnswers(part, "");
  claims.forEach(({ claim, evidence }, place) => add(`claim-${place + 1}`, "Claim", `${claim}. ${evidence}`));
  for (const { justification } of Object.values(factors)) add("engagement", "Engagement factors", justification);
  add("", "Reply by the authors", reply?.text);
  add("", "Note", state?.note);
  return places;
}

// E-mail addresses are masked as on pages: see `mask_addresses` in scan_pages/links.py.
const masked = (text) => text.replace(/(?:\{[^{}@\n]{1,300}\}|[\p{L}\p{N}_.+%-]{1,64})@[\p{L}\p{N}_-]{1,63}(?:\.[\p{L}\p{N}_-]{1,63}){1,8}/gu, "EMAIL");

// Where words of the query are in a text.
function hitsIn(text) {
  return [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].flatMap(({ 0: word, index: start }) => {
    const words = plainWords(word).split(" ");
    const term = found.terms.find(({ isShown, forms }) => isShown && forms.some((form) => words.some((each) => each === form.word || (form.isStart && each.startsWith(form.word)))));
    return term ? [{ start, end: start + word.length, term }] : [];
  });
}

const weightOf = (hits) => [...new Set(hits.map(({ term }) => term))].reduce((sum, { weight }) => sum + weight, 0);

// A text with what was found in it marked, from one character to another.
function marked(text, from = 0, to = text.length) {
  let at = from;
  const parts = hitsIn(text).filter(({ start, end }) => start >= from && end <= to).flatMap(({ start, end }) => {
    const before = text.slice(at, start);
    at = end;
    return [before, element("mark", { textContent: text.slice(start, end) })];
  });
  return [...parts, text.slice(at, to)];
}

// A text, shortened around the best of what was found.
function context(text, hits) {
  const [[, best]] = hits.map(({ start }) => [weightOf(hits.filter((hit) => hit.start >= start && hit.start < start + around)), start]).sort(([one], [other]) => other - one);
  const from = best > around ? text.indexOf(" ", best - around) + 1 : 0;
  const to = best + 2 * around < text.length ? Math.max(text.lastIndexOf(" ", best + 2 * around), best) : text.length;
  return [from ? " … " : " ", ...marked(text, from, to), to < text.length ? " …" : ""];
}

// What is shown of a scan: the places with most of the query first.
function linesOf({ address, scan, row }) {
  const places = placesOf(scan, scans.facts.instruments[group(row).instrument]).map((place) => ({ ...place, hits: hitsIn(place.text) })).filter(({ hits }) => hits.length).sort((one, other) => weightOf(other.hits) - weightOf(one.hits));
  const lines = places.slice(0, most).map(({ anchor, label, text, hits }) => element("li", {}, element("a", { href: anchor ? `${address}#${encodeURIComponent(anchor)}` : address, textContent: label }), ...context(text, hits)));
  const rest = places.length - most;
  return rest > 0 ? [...lines, element("li", { textContent: `${rest} more place${rest > 1 ? "s" : ""} in this scan` })] : lines;
}

// A paper with its scans; the title leads to the first of them.
function shownPaper(several) {
  const [{ row: first, address: title, scan: { paper } }] = several;
  const { venue, year } = group(first);
  const names = paper.authors.slice(0, 8).join(", ") + (paper.authors.length > 8 ? ` and ${paper.authors.length - 8} more` : "");
  const parts = several.flatMap((one) => {
    const { instrument, rater, status: state, isUnscored } = group(one.row);
    const [part, whole] = scans.signs.length ? scans.score(one.row) : [];
    const score = whole && (scans.facts.instruments[instrument].shown === "percent" ? scans.shownScore(one.row) : `${part} of ${whole}`);
    const said = [scans.facts.instruments[instrument].label, rater || "unknown rater", !isUnscored && score].filter(Boolean).join(", ");
    const name = several.length > 1 ? element("a", { href: one.address, textContent: said }) : said;
    return [element("p", { className: "faint" }, name, state !== "published" && element("b", { className: "state", textContent: ` ${state}` })), element("ul", { className: "links" }, ...linesOf(one))];
  });
  return element("li", {}, element("h3", {}, element("a", { href: title }, ...marked(paper.title))), element("p", {}, element("small", {}, ...marked(names), ` · ${venue} ${year}`)), ...parts);
}

// Scans of one paper are shown together.
function byPaper(given) {
  const papers = new Map();
  for (const each of given) {
    const key = `${plainWords(each.scan.paper.title)} ${each.scan.paper.year}`;
    papers.set(key, [...(papers.get(key) ?? []), each]);
  }
  return [...papers.values()];
}

function adviceOn({ terms, isIdentified, isPartial }, rows) {
  if (!rows.length) return isIdentified ? "No scan gives this identifier. Try the title of the paper." : "Try fewer or other words, or fewer filters.";
  const quoted = (words) => words.map((word) => `“${word}”`).join(", ");
  const forgiven = terms.filter((term) => term.isForgiven);
  if (forgiven.length) return `No text has ${quoted(forgiven.map(({ word }) => word))}. These have ${quoted(forgiven.map(({ forms }) => forms[0].word))}.`;
  return isPartial ? "No scan has all of these words. These have most of them." : "";
}

const asksNothing = () => !state.find.trim() && !filters.chosen.length;

async function show() {
  const mine = ++turn;
  if (asksNothing()) {
    results.replaceChildren();
    status.textContent = advice.textContent = "";
    sorting.hidden = more.hidden = true;
    if (!filters.isOpen) return;
  } else status.textContent = "Searching…";
  await prepare();
  if (filters.isOpen || filters.chosen.length || ["score", "date"].includes(state.sort)) await loadSigns();
  const now = await search(state.find);
  if (mine !== turn) return;
  const passing = scans.filter(now.total, filters.chosen);
  filters.show(scans, now.total, passing);
  if (asksNothing()) return;
  const rows = ordered(scans.ranked(now.total, passing.failed, false));
  const given = await Promise.all(rows.slice(0, shown).map(readScan));
  if (mine !== turn) return;
  found = now;
  results.replaceChildren(...byPaper(given).map(shownPaper));
  status.textContent = inNumber(shown, rows.length);
  advice.textContent = adviceOn(now, rows);
  sorting.hidden = !rows.length;
  more.hidden = rows.length <= shown;
}

function attempt() {
  return show().catch((error) => {
    results.replaceChildren();
    status.textContent = `The search could not be loaded (${error.message}).`;
  });
}

// Shows what is asked, from the beginning, and has it in the address.
function change(isStep) {
  shown = pageLength;
  clearTimeout(writing);
  // Browsers limit how often a script may change the address.
  if (isStep) write(true);
  else writing = setTimeout(write, 200);
  return attempt();
}

const write = (isStep) => writeAddress([["find", state.find.trim()], ...filters.parameters, ["sort", state.sort]], isStep);

async function restore() {
  const asked = readAddress();
  const sort = asked.get("sort") ?? "";
  state = { find: (asked.get("find") ?? "").slice(0, field.maxLength), sort: sort in sorts ? sort : "" };
  field.value = state.find;
  chooser.value = state.sort;
  shown = pageLength;
  filters.restore(asked);
  await attempt();
}

// The arrows go through the field and what was found; Enter in the field opens the first result.
function move(event) {
  const places = [field, ...results.querySelectorAll("a")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const place = places.indexOf(document.activeElement);
  if (step && place >= 0 && places[place + step]) {
    event.preventDefault();
    places[place + step].focus();
  } else if (event.key === "Enter" && place === 0) {
    clearTimeout(writing);
    write();
    attempt().then(() => results.querySelector("a")?.click());
  }
}

const field = element("input", { type: "search", id: "find", autocomplete: "off", spellcheck: false, maxLength: 300, oninput: () => { state.find = field.value; change(); }, onfocus: () => prepare().catch(() => {}) });
const [status, advice] = [["span", "status"], ["p", "note"]].map(([name, role]) => element(name, { className: "faint", role }));
const results = element("ul", { className: "items" });
const more = element("button", { type: "button", textContent: "Show more", hidden: true, onclick: async () => {
  const first = results.children.length;
  shown += pageLength;
  await attempt();
  results.children[first]?.querySelector("a").focus();
} });
const chooser = element("select", { id: "sort", onchange: () => { state.sort = chooser.value; change(true); } }, ...Object.entries(sorts).map(([value, textContent]) => element("option", { value, textContent })));
const sorting = element("p", { hidden: true }, element("label", { htmlFor: "sort", textContent: "Sort by " }), chooser);
const filters = new Filters(() => change(true));
filters.element.addEventListener("toggle", () => { if (filters.isOpen) attempt(); });
const box = element("div", { role: "search", onkeydown: move }, element("p", { className: "find" }, element("label", { htmlFor: "find", textContent: "Find words" }), " ", field, " ", status), advice, filters.element, sorting, element("h2", { className: "hidden", textContent: "Results" }), results, more);
addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
  event.preventDefault();
  field.focus();
});
addEventListener("hashchange", restore);
page.replaceChildren(box);
restore().then(() => {
  // An identifier leads straight to its paper, but for readers who come back from there.
  const isBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  const links = results.querySelectorAll("h3 a");
  if (!isBack && found?.isIdentified && links.length === 1) location.replace(links[0].href);
});
