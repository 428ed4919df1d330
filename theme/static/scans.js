// Adds search and sorting to the list of all scans. Without it, the list is complete, in numbered pages.
const list = document.getElementById("list");
const table = list.querySelector("table");
const body = table.tBodies[0];
const root = list.dataset.root;
const fields = ["address", "title", "authors", "venue", "year", "instrument", "rater", "score", "part", "whole", "flags", "mark", "besides", "named"];
// Scores of different instruments cannot be compared: each instrument is sorted separately, in both directions.
const columns = [
  { name: "title", key: (row) => fold(row.title) },
  { name: "venue", key: (row) => fold(row.venue) },
  { name: "year", key: (row) => row.year },
  { name: "rater", key: (row) => row.instrument + row.rater },
  { name: "score", group: (row) => row.instrument, key: (row) => (row.whole ? row.part / row.whole : -1) },
  { name: "flags", key: (row) => row.flags ?? -1 },
];
const service = /^(?:https?:\/\/)?(?:(?:dx\.|www\.)?doi\.org\/|(?:www\.|export\.)?arxiv\.org\/(?:abs|pdf|html)\/)|^(?:doi|arxiv):/;
const arxiv = /^(?:10\.48550\/arxiv\.)?(\d{4}\.\d{4,5})(?:v\d*)?(?:\.pdf)?[.,;]*(?:[?#].*)?$/;
const shownAtOnce = 100;
let rows;
let shown = shownAtOnce;
let sorting = { column: -1, down: false };
let writing;

// The words to search for; a pasted address of a DOI or arXiv id becomes the identifier.
const wordsOf = (text) => fold(text).split(/\s+/).map((word) => (service.test(word) ? identifier(word) : word).replace(arxiv, "$1")).filter(Boolean);

function identifier(address) {
  const bare = address.replace(service, "").replace(/[.,;]+$/, "");
  try {
    return fold(decodeURIComponent(bare));
  } catch {
    return bare;
  }
}

async function load() {
  rows ??= Promise.all(
    Array.from({ length: Number(list.dataset.parts) }, (_, part) =>
      fetch(`${root}scans/rows-${part + 1}.json`).then((response) => {
        if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
        return response.json();
      }),
    ),
  ).then((parts) =>
    parts.flatMap((part) =>
      part.rows.map((values) => {
        const row = Object.fromEntries(fields.map((field, index) => [field, values[index]]));
        row.text = fold([row.title, row.authors, row.venue, row.year, row.instrument, row.rater, row.mark, row.besides, part.venues[row.named]].join("\n"));
        return row;
      }),
    ),
  );
  return rows;
}

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.filter((child) => child !== ""));
  return made;
}

function line(row) {
  const bar = element("meter", { min: 0, max: row.whole, value: row.part });
  bar.setAttribute("aria-hidden", "true");
  const head = element("th", { scope: "row" }, element("a", { href: root + row.address, textContent: row.title }),
    row.mark && element("b", { className: "state", textContent: ` ${row.mark}` }), element("br"), element("small", { textContent: row.authors }));
  const cells = [head, element("td", {}, row.venue), element("td", {}, String(row.year)), element("td", {}, `${row.instrument} `, element("br"), element("small", { textContent: row.rater })),
    element("td", {}, bar, ` ${row.score}`), element("td", {}, row.flags === null ? "–" : String(row.flags))];
  cells[2].className = "number";
  cells[4].className = "score";
  cells[5].className = "number flags";
  return element("tr", {}, ...cells);
}

const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

function sorted(found) {
  const { group = () => "", key } = columns[sorting.column];
  const sign = sorting.down ? -1 : 1;
  return found.map((row) => [group(row), key(row), row]).sort((a, b) => order(a[0], b[0]) || sign * order(a[1], b[1])).map(([, , row]) => row);
}

async function show() {
  const all = await load();
  const words = wordsOf(search.value);
  let found = all.filter((row) => words.every((word) => row.text.includes(word)));
  if (sorting.column >= 0) found = sorted(found);
  body.replaceChildren(...found.slice(0, shown).map(line));
  status.textContent = `${found.length.toLocaleString("en")} of ${all.length.toLocaleString("en")} scans`;
  more.hidden = found.length <= shown;
  document.querySelector("nav.pages")?.remove();
}

function attempt() {
  return show().catch((error) => {
    rows = undefined;
    status.textContent = `The list could not be loaded (${error.message}). The numbered pages below list all scans.`;
  });
}

// Keeps search and order after the # of the address, for links and the back button; it is not sent to a server.
function write() {
  clearTimeout(writing);
  const chosen = sorting.column < 0 ? "" : (sorting.down ? "-" : "") + columns[sorting.column].name;
  const kept = [["find", search.value.trim()], ["sort", chosen]].filter(([, value]) => value);
  const address = new URL(location);
  address.search = "";
  if (kept.length || address.hash.includes("=")) address.hash = new URLSearchParams(kept);
  history.replaceState(history.state, "", address);
}

function sortBy(column, down) {
  sorting = { column, down };
  heads.forEach((head) => head.removeAttribute("aria-sort"));
  heads[column]?.setAttribute("aria-sort", down ? "descending" : "ascending");
}

function restore() {
  const asked = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : location.search);
  const sort = asked.get("sort") ?? "";
  const column = columns.findIndex(({ name }) => name === sort.replace("-", ""));
  search.value = asked.get("find") ?? "";
  sortBy(column, sort.startsWith("-"));
  return search.value !== "" || column >= 0;
}

// Following another link to this page does not reload it.
function follow() {
  if (!location.hash.includes("=")) return;
  clearTimeout(writing);
  shown = shownAtOnce;
  restore();
  attempt();
}

const heads = [...table.tHead.rows[0].cells];
const search = element("input", { type: "search", id: "find", autocomplete: "off", spellcheck: false });
const status = element("span", { className: "faint" });
status.setAttribute("role", "status");
const more = element("button", { type: "button", textContent: "Show more", hidden: true });
// Browsers limit how often a script may change the address.
search.addEventListener("input", () => { shown = shownAtOnce; clearTimeout(writing); writing = setTimeout(write, 200); attempt(); });
search.addEventListener("change", write);
search.addEventListener("focus", () => { load().catch(() => { rows = undefined; }); });
more.addEventListener("click", async () => {
  const first = shown;
  shown += shownAtOnce;
  await attempt();
  body.rows[first]?.querySelector("a").focus();
});
list.before(element("p", { className: "find" }, element("label", { htmlFor: "find", textContent: "Find a title, author, venue, year, DOI or arXiv id " }), search, " ", status));
list.after(more);

heads.forEach((head, column) => {
  const button = element("button", { type: "button", textContent: head.textContent });
  button.addEventListener("click", () => {
    sortBy(column, sorting.column === column && !sorting.down);
    write();
    attempt();
  });
  head.replaceChildren(button);
});

addEventListener("hashchange", follow);
if (restore()) attempt();
