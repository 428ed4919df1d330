// Adds a field to the log and to the lists of files that finds commits and files. Without it, both lists are complete.
const { root } = document.currentScript.dataset;
const most = 50;
let data;
let writing;

// Words as they are compared: each begins after a space, so that " wo" finds the beginning of a word.
const spaced = (text) => ` ${fold(text).split(/[^\p{L}\p{M}\p{N}]+/u).join(" ")}`;

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

async function read(name) {
  const response = await fetch(`${root}search/${name}.json`);
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return response.json();
}

function commitsOf({ subjects, authors, by, days, oids }) {
  const length = oids.length / subjects.length;
  return subjects.map((subject, row) => {
    const oid = oids.slice(row * length, (row + 1) * length);
    return { oid, title: subject, note: `${authors[by[row]]} · ${days[row]} · ${oid.slice(0, 7)}`, address: `commit/${oid}.html`, text: spaced(`${subject} ${authors[by[row]]}`) };
  });
}

function filesOf({ folders }) {
  return folders.flatMap(([folder, rows]) => {
    const around = spaced(folder);
    return rows.map((row) => {
      const [name, address] = typeof row === "string" ? [row] : row;
      const own = spaced(name);
      return { title: folder + name, address: address ?? `file/${(folder + name).split("/").map(encodeURIComponent).join("/")}.html`, own, text: `${around} ${own}` };
    });
  });
}

async function load() {
  const numbers = await read("index");
  const all = (kind) => Promise.all(Array.from({ length: numbers[kind] }, (_, number) => read(`${kind}-${number + 1}`)));
  const [commits, files] = await Promise.all([all("commits"), all("files")]);
  return { commits: commits.flatMap(commitsOf).reverse(), files: files.flatMap(filesOf) };
}

const begins = (text, words) => words.every((word) => text.includes(` ${word}`));

// The whole hash or its beginning also finds a commit.
const isCommit = ({ oid, text }, words) => words.every((word) => text.includes(` ${word}`) || (word.length > 3 && oid.startsWith(word)));

// Names come before paths, words in their order before others, and beginnings of words before other places.
function rank({ own, text }, words) {
  if (begins(own, words)) return 1;
  if (text.includes(` ${words.join(" ")}`)) return 2;
  if (begins(text, words)) return words.some((word) => own.includes(` ${word}`)) ? 3 : 4;
  return words.every((word) => text.includes(word)) ? 5 : 0;
}

function findFiles(files, words) {
  const ranked = files.map((file) => [rank(file, words), file]).filter(([place]) => place);
  const order = ([a, x], [b, y]) => a - b || x.title.length - y.title.length || (x.title < y.title ? -1 : 1);
  return ranked.sort(order).map(([, file]) => file);
}

const line = ({ title, note, address }) => element("li", {}, element("a", { href: root + address, textContent: title }), " ", element("small", { textContent: note ?? "" }));
const count = (found, what) => `${found.length.toLocaleString("en")} ${what}${found.length === 1 ? "" : "s"}`;

async function show() {
  const words = spaced(field.value).split(" ").filter(Boolean);
  if (!words.length) {
    results.replaceChildren();
    status.textContent = "";
    return;
  }
  data ??= load();
  const { commits, files } = await data;
  if (words.join() !== spaced(field.value).split(" ").filter(Boolean).join()) return; // typed on meanwhile
  const kinds = [[findFiles(files, words), "file"], [commits.filter((commit) => isCommit(commit, words)), "commit"]];
  if (document.querySelector(".log")) kinds.reverse();
  status.textContent = kinds.map(([found, what]) => count(found, what) + (found.length > most ? ` (first ${most} shown)` : "")).join(", ");
  results.replaceChildren(...kinds.flatMap(([found]) => found.slice(0, most).map(line)));
}

function attempt() {
  return show().catch((error) => {
    data = undefined;
    status.textContent = `The search could not be loaded (${error.message}).`;
  });
}

// Keeps the search after the # of the address, for links and the back button; it is not sent to a server.
function write() {
  clearTimeout(writing);
  const address = new URL(location);
  if (field.value.trim() || address.hash.startsWith("#find=")) address.hash = field.value.trim() && new URLSearchParams({ find: field.value.trim() });
  history.replaceState(history.state, "", address);
}

function follow() {
  if (!location.hash.startsWith("#find=")) return;
  field.value = new URLSearchParams(location.hash.slice(1)).get("find");
  attempt();
}

// The arrows go through the field and the results; Enter in the field opens the first result.
function move(event) {
  const places = [field, ...results.querySelectorAll("a")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const place = places.indexOf(document.activeElement);
  if (step && places[place + step]) {
    event.preventDefault();
    places[place + step].focus();
  } else if (event.key === "Enter" && place === 0) {
    write();
    attempt().then(() => results.querySelector("a")?.click());
  }
}

const field = element("input", { type: "search", id: "find", autocomplete: "off", spellcheck: false });
const status = element("span", { className: "faint" });
status.setAttribute("role", "status");
const results = element("ul", { className: "found" });
const search = element("div", {}, element("p", { className: "find" }, element("label", { htmlFor: "find", textContent: "Find a file or commit " }), field, " ", status), results);
search.setAttribute("role", "search");
search.addEventListener("keydown", move);
field.addEventListener("focus", () => { data ??= load(); data.catch(() => { data = undefined; }); });
field.addEventListener("input", () => { clearTimeout(writing); writing = setTimeout(write, 200); attempt(); });
field.addEventListener("change", write);
addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
  event.preventDefault();
  field.focus();
});
addEventListener("hashchange", follow);
document.querySelector("h1").after(search);
follow();
