// Adds search, filters and sorting to the list of all scans. Without it, the list is complete, in numbered pages.
const list = document.getElementById("list");
const table = list.querySelector("table");
const body = table.tBodies[0];
const { root } = list.dataset;
const layout = JSON.parse(list.dataset.columns);
const pageLength = 100;
const firstRows = [...body.rows];
const pagers = [...list.querySelectorAll("nav.pages")];
// Scores of different instruments cannot be compared: each instrument is sorted separately, in both directions.
const columns = {
  title: { label: "Paper", key: (row) => fold(scans.titles[row]) },
  venue: { label: "Venue", key: (row) => fold(group(row).venue) },
  year: { label: "Year", key: (row) => group(row).year },
  rater: { label: "Instrument, rater", key: (row) => group(row).instrument + group(row).rater },
  score: { label: "Score", downFirst: true, group: (row) => group(row).instrument, key: (row) => scans.share(row) },
  flags: { label: "Red flags", downFirst: true, key: (row) => scans.flags.get(row) },
};
const loading = {};
let scans;
let state;
let shown = pageLength;
let writing;
let turn = 0;

const group = (row) => scans.groups[scans.group[row]];

const readRows = (name) => read(`scans/rows-${name}.json`);
const readParts = (kind) => Promise.all(Array.from({ length: Number(list.dataset.parts) }, (_, part) => readRows(`${part + 1}-${kind}`)));

// Loads each kind of data once; what failed is tried again the next time.
function once(kind, work) {
  loading[kind] ??= work().catch((error) => {
    delete loading[kind];
    throw error;
  });
  return loading[kind];
}

const loadTitles = () => once("titles", async () => { const [facts, parts] = await Promise.all([readRows(0), readParts("titles")]); scans = new TitledScans(parts, facts); });
const loadAuthors = () => once("authors", async () => { await loadTitles(); scans.addAuthors(await readParts("authors")); });
const loadIdentifiers = () => once("ids", async () => { await loadTitles(); scans.addIdentifiers(await readParts("ids")); });

// The signs of a scan and the same in words, as the pages without script show them.
function answers(row) {
  const { instrument, isUnscored } = group(row);
  const { questions, kinds } = scans.facts.instruments[instrument];
  const given = [...scans.signs[row]];
  if (isUnscored) return [["–"], kinds[2]];
  const mark = (sign) => (sign === "1" ? element("b", { textContent: "✓" }) : sign === "0" ? element("i", { textContent: "✗" }) : "~?".includes(sign) ? sign : "–");
  if (questions.length > fewQuestions) {
    const [met, unmet, partly] = ["1", "0", "~"].map((sign) => given.filter((each) => each === sign).length);
    return [[mark("1"), ` ${met} `, mark("0"), ` ${unmet}${partly ? ` ~ ${partly}` : ""}`], `${met} yes, ${unmet} no${partly ? `, ${partly} partly` : ""}`];
  }
  const words = { 1: "yes", 0: "no", "~": "partly", "?": "unclear" };
  return [given.map(mark), questions.map(([, label], place) => `${label} ${words[given[place]] ?? "not applicable"}`).join(", ")];
}

function authorsInShort(row) {
  const names = scans.authors?.[row].split("\n") ?? [];
  return names.slice(0, 8).join(", ") + (names.length > 8 ? ` and ${names.length - 8} more` : "");
}

function line(row) {
  const { venue, year, instrument, rater, status, type, isUnscored } = group(row);
  const flags = scans.flags.get(row);
  const [part, whole] = scans.score(row);
  const named = [scans.facts.instruments[instrument].label, rater || "unknown rater"];
  const note = [layout.usual[0] && named.join() !== layout.usual.join() && named.join(", "), !layout.flags && flags && `${flags} red flag${flags > 1 ? "s" : ""}`].filter(Boolean).join(", ");
  const cell = (className, ...children) => element("td", { className }, ...children);
  const head = element("th", { scope: "row" }, element("a", { href: root + scans.address(row), textContent: scans.titles[row] }),
    status !== "published" && element("b", { className: "state", textContent: ` ${status}` }), isUnscored && element("b", { className: "none", textContent: ` ${type}` }),
    element("br"), element("small", { textContent: [authorsInShort(row), note].filter(Boolean).join(" · ") }));
  const cells = [head, element("td", {}, venue), cell("number", year)];
  if (layout.instrument) cells.push(element("td", {}, named[0], element("br"), element("small", { textContent: named[1] })));
  if (layout.answers.length) {
    const [marks, words] = answers(row);
    const drawn = element("span", {}, ...marks);
    drawn.ariaHidden = "true";
    cells.push(cell("signs", drawn, element("span", { className: "hidden", textContent: words })));
  }
  if (scans.share(row) === undefined) cells.push(cell("score", element("span", { className: "none", textContent: "no score" })));
  else {
    const bar = element("meter", { min: 0, max: whole, value: part });
    bar.ariaHidden = "true";
    cells.push(cell("score", bar, ` ${scans.shownScore(row)}`));
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

const asksNothing = () => !state.find && !filters.chosen.length && !state.sort;

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
    if (filters.isOpen) await loadTitles().then(() => mine === turn && filters.show(scans, ...filtered().slice(1)));
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
  return [found, found.total, scans.filter(found.total, filters.chosen)];
}

function draw(isFirst) {
  const [found, total, passing] = filtered();
  let rows = scans.ranked(total, passing.failed, !found.terms.length && !filters.chosen.length);
  if (isFirst && !rows.length) return false;
  if (state.sort) rows = sorted(rows);
  body.replaceChildren(...rows.slice(0, shown).map(line));
  status.textContent = inNumber(shown, rows.length) + (isFirst ? ", searching authors…" : "");
  advice.textContent = isFirst ? "" : adviceOn(found, rows);
  more.hidden = rows.length <= shown;
  pagers.forEach((pager) => { pager.hidden = true; });
  table.ariaBusy = isFirst ? "true" : null;
  filters.show(scans, total, passing);
  return true;
}

function report(error) {
  showFirst();
  status.textContent = `The list could not be loaded (${error.message}). The numbered pages below list all scans.`;
}

const attempt = () => show().catch(report);

// Adds what is asked to the address, as a step of its own if the back button shall undo it.
function write(isStep) {
  clearTimeout(writing);
  writeAddress([["find", state.find], ...filters.parameters, ["sort", state.sort]], isStep);
}

function sortBy(sort) {
  state.sort = sort;
  for (const [name, head] of heads) {
    head.removeAttribute("aria-sort");
    if (sort.replace("-", "") === name) head.setAttribute("aria-sort", sort.startsWith("-") ? "descending" : "ascending");
  }
}

function restore() {
  const asked = readAddress();
  const sort = asked.get("sort") ?? "";
  state = { find: (asked.get("find") ?? "").slice(0, search.maxLength), sort: "" };
  filters.restore(asked);
  search.value = state.find;
  sortBy(sort.replace("-", "") in columns ? sort : "");
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
const filters = new Filters(() => { shown = pageLength; write(true); return attempt(); });
// Browsers limit how often a script may change the address.
search.addEventListener("input", () => { state.find = search.value.trim(); shown = pageLength; clearTimeout(writing); writing = setTimeout(write, 200); attempt(); });
search.addEventListener("change", () => write());
search.addEventListener("focus", () => { loadAuthors().catch(() => {}); });
filters.element.addEventListener("toggle", () => { if (filters.isOpen) attempt(); });
more.addEventListener("click", async () => {
  const first = shown;
  shown += pageLength;
  await attempt();
  body.rows[first]?.querySelector("a").focus();
});
document.getElementById("tools").append(element("p", { className: "find" }, element("label", { htmlFor: "find", textContent: "Find a paper" }), " ", search, " ", status), advice, filters.element);
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
