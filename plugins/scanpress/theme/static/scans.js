// Adds finding and sorting to the list of all scans. Without it the list is complete, in numbered pages.
const list = document.getElementById("list");
const table = list.querySelector("table");
const body = table.tBodies[0];
const root = list.dataset.root;
const fields = ["address", "title", "authors", "venue", "year", "instrument", "rater", "date", "score", "part", "whole", "flags", "status"];
const keys = [
  (row) => row.title.toLowerCase(),
  (row) => row.venue.toLowerCase(),
  (row) => row.year,
  (row) => row.instrument + row.rater,
  (row) => (row.whole ? row.part / row.whole : -1),
  (row) => row.flags ?? -1,
];
const shownAtOnce = 100;
let rows;
let shown = shownAtOnce;
let sorting = { column: -1, down: false };

async function load() {
  rows ??= Promise.all(
    Array.from({ length: Number(list.dataset.parts) }, (_, part) =>
      fetch(`${root}scans/rows-${part + 1}.json`).then((response) => {
        if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
        return response.json();
      }),
    ),
  ).then((parts) =>
    parts.flat().map((values) => {
      const row = Object.fromEntries(fields.map((field, index) => [field, values[index]]));
      row.text = [row.title, row.authors, row.venue, row.year, row.instrument, row.rater, row.status].join("\n").toLowerCase();
      return row;
    }),
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
    row.status && element("b", { className: "state", textContent: ` ${row.status}` }), element("br"), element("small", { textContent: row.authors }));
  const cells = [head, element("td", {}, row.venue), element("td", {}, String(row.year)), element("td", {}, `${row.instrument} `, element("br"), element("small", { textContent: row.rater })),
    element("td", {}, bar, ` ${row.score}`), element("td", {}, row.flags === null ? "–" : String(row.flags))];
  cells[2].className = "number";
  cells[4].className = "score";
  cells[5].className = "number flags";
  return element("tr", {}, ...cells);
}

async function show() {
  const all = await load();
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let found = all.filter((row) => words.every((word) => row.text.includes(word)));
  if (sorting.column >= 0) {
    const key = keys[sorting.column];
    const sign = sorting.down ? -1 : 1;
    found = found.map((row) => [key(row), row]).sort(([a], [b]) => (a < b ? -sign : a > b ? sign : 0)).map(([, row]) => row);
  }
  body.replaceChildren(...found.slice(0, shown).map(line));
  status.textContent = `${found.length.toLocaleString("en")} of ${all.length.toLocaleString("en")} scans`;
  more.hidden = found.length <= shown;
  document.querySelector("nav.pages")?.remove();
}

function attempt() {
  show().catch((error) => {
    rows = undefined;
    status.textContent = `The list could not be loaded (${error.message}). The numbered pages below hold all scans.`;
  });
}

const search = element("input", { type: "search", id: "find", autocomplete: "off", spellcheck: false });
const status = element("span", { className: "faint" });
status.setAttribute("role", "status");
const more = element("button", { type: "button", textContent: "Show more", hidden: true });
search.addEventListener("input", () => { shown = shownAtOnce; attempt(); });
search.addEventListener("focus", () => { load().catch(() => { rows = undefined; }); });
more.addEventListener("click", () => { shown += shownAtOnce; attempt(); });
list.before(element("p", { className: "find" }, element("label", { htmlFor: "find", textContent: "Find a title, author, venue or year " }), search, " ", status));
list.after(more);

[...table.tHead.rows[0].cells].forEach((head, column) => {
  const button = element("button", { type: "button", textContent: head.textContent });
  button.addEventListener("click", () => {
    sorting = { column, down: sorting.column === column && !sorting.down };
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", sorting.down ? "descending" : "ascending");
    attempt();
  });
  head.replaceChildren(button);
});

const asked = new URLSearchParams(location.search).get("find");
if (asked) {
  search.value = asked;
  attempt();
}
