// Adds search, filters and sorting to the list of all scans. Without it, the list is complete, in numbered pages.
const list = document.getElementById("list");
const table = list.querySelector("table");
const body = table.tBodies[0];
const { root } = list.dataset;
const layout = JSON.parse(list.dataset.columns);
const pageLength = 100;
const fewQuestions = 12;
const firstRows = [...body.rows];
const pagers = [...list.querySelectorAll("nav.pages")];
// Scores of different instruments cannot be compared: each instrument is sorted separately, in both directions.
const columns = {
  title: { label: "Paper", key: (row) => fold(scans.titles[row]) },
  venue: { label: "Venue", key: (row) => fold(group(row).venue) },
  year: { label: "Year", key: (row) => group(row).year },
  rater: { label: "Instrument, rater", key: (row) => group(row).instrument + group(row).rater },
  score: { label: "Score", downFirst: true, group: (row) => group(row).instrument, key: share },
  flags: { label: "Red flags", downFirst: true, key: (row) => scans.flags.get(row) },
};
const facets = { venue: "Venue", year: "Year", instrument: "Instrument", status: "Status", type: "Kind of paper" };
const loading = {};
let scans;
let state;
let shown = pageLength;
let writing;
let turn = 0;

const group = (row) => scans.groups[scans.group[row]];
const order = (one, other) => (one < other ? -1 : one > other ? 1 : 0);
const number = (value) => value.toLocaleString("en");
const plural = (count) => (count === 1 ? "scan" : "scans");

// A theoretical paper has no score, and comes last in both directions.
function share(row) {
  const [part, whole] = scans.score(row);
  return group(row).type === "theoretical" || !whole ? undefined : part / whole;
}

async function read(name) {
  const response = await fetch(`${root}scans/rows-${name}.json`);
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return response.json();
}

const readParts = (kind) => Promise.all(Array.from({ length: Number(list.dataset.parts) }, (_, part) => read(`${part + 1}-${kind}`)));

// Loads each kind of data once; what failed is tried again the next time.
function once(kind, work) {
  loading[kind] ??= work().catch((error) => {
    delete loading[kind];
    throw error;
  });
  return loading[kind];
}

const loadTitles = () => once("titles", async () => { const [facts, parts] = await Promise.all([read(0), readParts("titles")]); scans = new Scans(parts, facts); });
const loadAuthors = () => once("authors", async () => { await loadTitles(); scans.addAuthors(await readParts("authors")); });
const loadIdentifiers = () => once("ids", async () => { await loadTitles(); scans.addIdentifiers(await readParts("ids")); });

function element(name, properties = {}, ...children) {
  const { hidden, ...others } = properties;
  const made = Object.assign(document.createElement(name), others);
  if (hidden) made.hidden = true;
  made.append(...children.filter((child) => child || child === 0));
  return made;
}

// The signs of a scan and the same in words, as the pages without script show them.
function answers(row) {
  const { instrument, type } = group(row);
  const { questions } = scans.facts.instruments[instrument];
  const given = [...scans.signs[row]];
  if (type === "theoretical") return [["–"], "questions on data and hardware rarely apply to theory"];
  const mark = (sign) => (sign === "1" ? element("b", { textContent: "✓" }) : sign === "0" ? element("i", { textContent: "✗" }) : "–");
  if (questions.length > fewQuestions) {
    const [met, unmet] = ["1", "0"].map((sign) => given.filter((each) => each === sign).length);
    return [[mark("1"), ` ${met} `, mark("0"), ` ${unmet}`], `${met} yes, ${unmet} no`];
  }
  const words = { 1: "yes", 0: "no" };
  return [given.map(mark), questions.map(([, label], place) => `${label} ${words[given[place]] ?? "not applicable"}`).join(", ")];
}

function authorsInShort(row) {
  const names = scans.authors?.[row].split("\n") ?? [];
  return names.slice(0, 8).join(", ") + (names.length > 8 ? ` and ${names.length - 8} more` : "");
}

function line(row) {
  const { venue, year, instrument, rater, status, type } = group(row);
  const flags = scans.flags.get(row);
  const [part, whole] = scans.score(row);
  const named = [scans.facts.instruments[instrument].label, rater || "unknown rater"];
  const note = [layout.usual[0] && named.join() !== layout.usual.join() && named.join(", "), !layout.flags && flags && `${flags} red flag${flags > 1 ? "s" : ""}`].filter(Boolean).join(", ");
  const cell = (className, ...children) => element("td", { className }, ...children);
  const head = element("th", { scope: "row" }, element("a", { href: root + scans.address(row), textContent: scans.titles[row] }),
    status !== "published" && element("b", { className: "state", textContent: ` ${status}` }), type === "theoretical" && element("b", { className: "none", textContent: " theoretical" }),
    element("br"), element("small", { textContent: [authorsInShort(row), note].filter(Boolean).join(" · ") }));
  const cells = [head, element("td", {}, venue), cell("number", year)];
  if (layout.instrument) cells.push(element("td", {}, named[0], element("br"), element("small", { textContent: named[1] })));
  if (layout.answers.length) {
    const [marks, words] = answers(row);
    const drawn = element("span", {}, ...marks);
    drawn.ariaHidden = "true";
    cells.push(cell("signs", drawn, element("span", { className: "hidden", textContent: words })));
  }
  if (share(row) === undefined) cells.push(cell("score", element("span", { className: "none", textContent: "no score" })));
  else {
    const bar = element("meter", { min: 0, max: whole, value: part });
    bar.ariaHidden = "true";
    const percent = !scans.facts.instruments[instrument].yes ? ` (${((100 * part) / whole).toFixed(1)}\u202f%)` : "";
    cells.push(cell("score", bar, ` ${part} of ${whole}${percent}`));
  }
  if (layout.flags) cells.push(cell("number flags", flags === undefined ? element("span", { className: "none", textContent: "–" }) : String(flags)));
  return element("tr", {}, ...cells);
}

function sorted(rows) {
  const { group: kind = () => "", key } = columns[state.sort.replace("-", "")];
  const sign = state.sort.startsWith("-") ? -1 : 1;
  const known = (value) => (value === undefined ? 1 : 0);
  return rows.map((row) => [kind(row), key(row), row])
    .sort((one, other) => order(one[0], other[0]) || known(one[1]) - known(other[1]) || sign * order(one[1], other[1]))
    .map(([, , row]) => row);
}

const asksNothing = () => !state.find && !state.filters.length && !state.sort;

function showFirst() {
  body.replaceChildren(...firstRows);
  pagers.forEach((pager) => { pager.hidden = false; });
  status.textContent = "";
  advice.textContent = "";
  more.hidden = true;
  table.ariaBusy = null;
}

function wait() {
  table.ariaBusy = "true";
  body.replaceChildren();
  more.hidden = true;
  pagers.forEach((pager) => { pager.hidden = true; });
  advice.textContent = "";
  status.textContent = "Searching…";
}

// What a reader needs to know about what was found.
function adviceOn({ terms, similar }, rows) {
  if (similar.length && rows.length) {
    const text = ` ${plainWords(scans.titles[rows[0]])} ${plainWords(scans.authors[rows[0]])} `;
    const used = similar.filter((word) => text.includes(` ${word} `) && !terms.some((term) => term.word === word));
    return `No scan has exactly these words. Did you mean “${used.join(" ")}”? These scans have similar words.`;
  }
  if (rows.length) return "";
  if (terms.some((term) => term.id)) return "No scan gives this identifier. Try the title of the paper.";
  return "Try fewer words, only the family name of an author, or fewer filters.";
}

// Shows what is asked for; with titles alone first, since authors take as long again to load.
async function show() {
  const mine = ++turn;
  if (asksNothing()) {
    showFirst();
    if (filters.open) await loadTitles().then(() => mine === turn && showFilters(...filtered().slice(1)));
    return;
  }
  if (!scans) wait();
  await loadTitles();
  if (mayIdentify(state.find)) await loadIdentifiers();
  if (mine !== turn) return;
  if (!scans.authors && state.find) {
    const hasFound = draw(true);
    if (!hasFound) wait();
    await loadAuthors();
    if (mine !== turn) return;
  } else if (!scans.authors) {
    loadAuthors().then(() => mine === turn && draw(false), report);
  }
  draw(false);
}

function filtered() {
  const found = scans.find(state.find);
  return [found, found.total, scans.filter(found.total, state.filters)];
}

function draw(isFirst) {
  const [found, total, passing] = filtered();
  let rows = scans.ranked(total, passing.failed, !found.terms.length && !state.filters.length);
  if (isFirst && !rows.length) return false;
  if (state.sort) rows = sorted(rows);
  body.replaceChildren(...rows.slice(0, shown).map(line));
  const last = Math.min(shown, rows.length);
  status.textContent = rows.length ? `1–${number(last)} of ${number(rows.length)} ${plural(rows.length)}${isFirst ? ", searching authors…" : ""}` : "0 scans";
  advice.textContent = isFirst ? "" : adviceOn(found, rows);
  more.hidden = rows.length <= shown;
  pagers.forEach((pager) => { pager.hidden = true; });
  table.ariaBusy = isFirst ? "true" : null;
  showFilters(total, passing);
  return true;
}

function report(error) {
  showFirst();
  status.textContent = `The list could not be loaded (${error.message}). The numbered pages below list all scans.`;
}

const attempt = () => show().catch(report);

// One filter: a list of values with the number of scans that each leaves.
function select(name, label, values) {
  const chosen = state.filters.find((filter) => filter.name === name)?.value ?? "";
  const id = `filter-${name.replace("?", "")}`;
  const made = choices.querySelector(`#${CSS.escape(id)}`) ?? element("select", { id, onchange: () => choose(name, made.value) });
  made.replaceChildren(element("option", { value: "", textContent: "any" }), ...values.map(([value, text, count]) => element("option", { value, textContent: `${text} (${number(count ?? 0)})` })));
  made.value = chosen;
  if (!made.parentElement) choices.append(element("p", {}, element("label", { htmlFor: id, textContent: label }), made));
}

function showFilters(total, passing) {
  summary.textContent = `Filters${state.filters.length ? ` (${state.filters.length})` : ""}`;
  clear.hidden = !state.filters.length;
  if (!filters.open) return;
  const counted = (name) => scans.counts(name, total, state.filters, passing);
  for (const [name, label] of Object.entries(facets)) {
    const found = counted(name);
    const values = [...new Set(scans.groups.map((each) => each[name]))].filter(Boolean).sort();
    if (name === "year") values.reverse();
    if (values.length > 1) select(name, label, values.map((value) => [value, name === "instrument" ? scans.facts.instruments[value].label : value, found.get(value)]));
  }
  const asked = [...scans.questions].filter(([id, { places }]) => Object.keys(places).some((key) => scans.facts.instruments[key].questions.length <= fewQuestions) || state.filters.some(({ name }) => name === `?${id}`) || added.has(id));
  for (const [id, { label, yes }] of asked) {
    const found = counted(`?${id}`);
    const words = { yes: "yes", no: "no", ...(!yes && { na: "not applicable" }) };
    select(`?${id}`, label, Object.entries(words).map(([value, text]) => [value, text, found.get(signs[value])]));
  }
  showQuestions(new Set(asked.map(([id]) => id)));
}

// Questions of long instruments have a filter only after they were chosen from this list.
const added = new Set();
function showQuestions(asked) {
  const others = Map.groupBy ? [...Map.groupBy([...scans.questions].filter(([id]) => !asked.has(id)), ([, { category }]) => category)] : [];
  if (!others.length) return;
  const chooser = choices.querySelector("#filter-more") ?? element("select", { id: "filter-more" });
  chooser.onchange = async () => {
    const id = chooser.value;
    added.add(id);
    await attempt();
    choices.querySelector(`#${CSS.escape(`filter-${id}`)}`).focus();
  };
  chooser.replaceChildren(element("option", { value: "", textContent: "choose a question" }), ...others.map(([label, questions]) => element("optgroup", { label }, ...questions.map(([value, question]) => element("option", { value, textContent: question.label })))));
  const place = chooser.parentElement ?? element("p", {}, element("label", { htmlFor: "filter-more", textContent: "More questions" }), chooser);
  choices.append(place);
}

function choose(name, value) {
  state.filters = [...state.filters.filter((filter) => filter.name !== name), ...(value ? [{ name, value }] : [])];
  shown = pageLength;
  write(true);
  attempt();
}

// Keeps what is asked after the # of the address, for links and the back button; it is not sent to a server.
function write(isStep) {
  clearTimeout(writing);
  const kept = [["find", state.find], ...state.filters.map(({ name, value }) => (name.startsWith("?") ? [value, name.slice(1)] : [name, value])), ["sort", state.sort]].filter(([, value]) => value);
  const address = new URL(location);
  address.search = "";
  if (kept.length || address.hash.includes("=")) address.hash = new URLSearchParams(kept);
  if (address.href === location.href) return;
  if (isStep) history.pushState(history.state, "", address);
  else history.replaceState(history.state, "", address);
}

function sortBy(sort) {
  state.sort = sort;
  for (const [name, head] of heads) {
    head.removeAttribute("aria-sort");
    if (sort.replace("-", "") === name) head.setAttribute("aria-sort", sort.startsWith("-") ? "descending" : "ascending");
  }
}

function restore() {
  const asked = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : location.search);
  const found = [...asked].filter(([name, value]) => value && name in facets).map(([name, value]) => ({ name, value }));
  const verdicts = [...asked].filter(([name]) => name in signs).map(([value, id]) => ({ name: `?${id}`, value }));
  const sort = asked.get("sort") ?? "";
  state = { find: (asked.get("find") ?? "").slice(0, search.maxLength), filters: [...found, ...verdicts], sort: "" };
  search.value = state.find;
  sortBy(sort.replace("-", "") in columns ? sort : "");
  if (state.filters.length) filters.open = true;
}

// Following another link to this page, or going back, does not reload it.
function follow() {
  if (!location.hash.includes("=") && location.hash.length > 1) return;
  clearTimeout(writing);
  shown = pageLength;
  restore();
  attempt();
}

const heads = Object.entries(columns).map(([name, { label }]) => [name, [...table.tHead.rows[0].cells].find((head) => head.textContent === label)]).filter(([, head]) => head);
const search = element("input", { type: "search", id: "find", autocomplete: "off", spellcheck: false, maxLength: 300, placeholder: list.dataset.hint });
const status = element("span", { className: "faint" });
status.setAttribute("role", "status");
const advice = element("p", { className: "faint" });
advice.setAttribute("role", "note");
const more = element("button", { type: "button", textContent: "Show more", hidden: true });
const summary = element("summary", { textContent: "Filters" });
const choices = element("div", { className: "filters" });
const clear = element("button", { type: "button", textContent: "Remove all filters", hidden: true });
const filters = element("details", {}, summary, choices, clear);
// Browsers limit how often a script may change the address.
search.addEventListener("input", () => { state.find = search.value.trim(); shown = pageLength; clearTimeout(writing); writing = setTimeout(write, 200); attempt(); });
search.addEventListener("change", () => write());
search.addEventListener("focus", () => { loadAuthors().catch(() => {}); });
filters.addEventListener("toggle", () => { if (filters.open) attempt(); });
clear.addEventListener("click", () => { state.filters = []; shown = pageLength; write(true); summary.focus(); attempt(); });
more.addEventListener("click", async () => {
  const first = shown;
  shown += pageLength;
  await attempt();
  body.rows[first]?.querySelector("a").focus();
});
list.before(element("p", { className: "find" }, element("label", { htmlFor: "find", textContent: "Find a paper" }), " ", search, " ", status), advice, filters);
list.after(more);

for (const [name, head] of heads) {
  const button = element("button", { type: "button", textContent: head.textContent });
  button.addEventListener("click", () => {
    const isFirst = state.sort.replace("-", "") !== name;
    sortBy((isFirst ? columns[name].downFirst : !state.sort.startsWith("-")) ? `-${name}` : name);
    write(true);
    attempt();
  });
  head.replaceChildren(button);
}

addEventListener("hashchange", follow);
restore();
if (!asksNothing()) attempt();
