// What lists of scans share: filters, and the state of a search after the # of the address.
const fewQuestions = 12;
const facets = { venue: "Venue", year: "Year", instrument: "Instrument", rater: "Rater", status: "Status", type: "Kind of paper" };
const number = (value) => value.toLocaleString("en");
// How many scans were found, and which of them are shown if these are not all.
const inNumber = (shown, count) => `${shown < count ? `1–${number(shown)} of ` : ""}${number(count)} scan${count === 1 ? "" : "s"}`;
const order = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

function element(name, properties = {}, ...children) {
  const { hidden, ...others } = properties;
  const made = Object.assign(document.createElement(name), others);
  if (hidden) made.hidden = true;
  made.append(...children.filter((child) => child || child === 0));
  return made;
}

async function read(path) {
  const response = await fetch(root + path);
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return response.json();
}

// Keeps what is asked after the # of the address, for links and the back button; it is not sent to a server.
function writeAddress(asked, isStep) {
  const kept = asked.filter(([, value]) => value);
  const address = new URL(location);
  address.search = "";
  if (kept.length || address.hash.includes("=")) address.hash = new URLSearchParams(kept);
  if (address.href === location.href) return;
  if (isStep) history.pushState(history.state, "", address);
  else history.replaceState(history.state, "", address);
}

const readAddress = () => new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : location.search);

// Filters that can be opened; `change` is called when one is chosen or removed.
class Filters {
  constructor(change) {
    this.change = change;
    this.chosen = [];
    this.added = new Set(); // Questions of long instruments have a filter only after they were chosen from a list.
    this.summary = element("summary", { textContent: "Filters" });
    this.choices = element("div", { className: "filters" });
    this.clear = element("button", { type: "button", textContent: "Remove all filters", hidden: true });
    this.element = element("details", {}, this.summary, this.choices, this.clear);
    this.clear.addEventListener("click", () => { this.chosen = []; this.summary.focus(); change(); });
  }

  get isOpen() {
    return this.element.open;
  }

  // What is chosen as the address has it: verdicts as yes=question.
  get parameters() {
    return this.chosen.map(({ name, value }) => (name.startsWith("?") ? [value, name.slice(1)] : [name, value]));
  }

  restore(asked) {
    const found = [...asked].filter(([name, value]) => value && (name in facets || name === "flags")).map(([name, value]) => ({ name, value }));
    const answers = [...asked].filter(([name]) => name in signs).map(([value, id]) => ({ name: `?${id}`, value }));
    this.chosen = [...found, ...answers];
    if (this.chosen.length) this.element.open = true;
  }

  choose(name, value) {
    this.chosen = [...this.chosen.filter((filter) => filter.name !== name), ...(value ? [{ name, value }] : [])];
    return this.change();
  }

  // Shows how many of the scans that were found each value leaves.
  show(scans, total, passing) {
    this.summary.textContent = `Filters${this.chosen.length ? ` (${this.chosen.length})` : ""}`;
    this.clear.hidden = !this.chosen.length;
    if (!this.isOpen) return;
    const counted = (name) => scans.counts(name, total, this.chosen, passing);
    for (const [name, label] of Object.entries(facets)) {
      const found = counted(name);
      const values = [...new Set(scans.groups.map((each) => each[name]))].filter(Boolean).sort();
      if (name === "year") values.reverse();
      if (values.length > 1) this.select(name, label, values.map((value) => [value, name === "instrument" ? scans.facts.instruments[value].label : value, found.get(value)]));
    }
    if (scans.flags.size) {
      const found = counted("flags");
      this.select("flags", "Red flags", [["some", "some", found.get("some")], ["none", "none", found.get("none")]]);
    }
    this.showQuestions(scans, counted);
  }

  showQuestions(scans, counted) {
    const isShown = ([id, { places }]) => Object.keys(places).some((key) => scans.facts.instruments[key].questions.length <= fewQuestions) || this.chosen.some(({ name }) => name === `?${id}`) || this.added.has(id);
    const asked = [...scans.questions].filter(isShown);
    for (const [id, { label, signs: possible }] of asked) {
      const found = counted(`?${id}`);
      const words = Object.keys(signs).filter((value) => possible.includes(signs[value]));
      this.select(`?${id}`, label, words.map((value) => [value, inWords(value), found.get(signs[value])]));
    }
    const others = Map.groupBy ? [...Map.groupBy([...scans.questions].filter((question) => !isShown(question)), ([, { category }]) => category)] : [];
    if (others.length) this.offer(others);
  }

  // One filter: a list of values with the number of scans that each leaves.
  select(name, label, values) {
    const chosen = this.chosen.find((filter) => filter.name === name)?.value ?? "";
    const id = `filter-${name.replace("?", "")}`;
    const made = this.choices.querySelector(`#${CSS.escape(id)}`) ?? element("select", { id, onchange: () => this.choose(name, made.value) });
    made.replaceChildren(element("option", { value: "", textContent: "any" }), ...values.map(([value, text, count]) => element("option", { value, textContent: `${text} (${number(count ?? 0)})` })));
    made.value = chosen;
    if (!made.parentElement) this.choices.append(element("p", {}, element("label", { htmlFor: id, textContent: label }), made));
  }

  offer(others) {
    const chooser = this.choices.querySelector("#filter-more") ?? element("select", { id: "filter-more" });
    chooser.onchange = async () => {
      const id = chooser.value;
      this.added.add(id);
      await this.change();
      this.choices.querySelector(`#${CSS.escape(`filter-${id}`)}`).focus();
    };
    chooser.replaceChildren(element("option", { value: "", textContent: "choose a question" }), ...others.map(([label, questions]) => element("optgroup", { label }, ...questions.map(([value, question]) => element("option", { value, textContent: question.label })))));
    const place = chooser.parentElement ?? element("p", {}, element("label", { htmlFor: "filter-more", textContent: "More questions" }), chooser);
    this.choices.append(place);
  }
}

// Keeps the order of what is shown when a scan is opened, so that its page leads to the one before and after it.
addEventListener("click", ({ target }) => {
  const shown = [...document.querySelectorAll("main :is(tbody th, h3) a")].map(({ pathname }) => pathname);
  if (shown.includes(target.closest?.("a")?.pathname)) sessionStorage.setItem("list", JSON.stringify({ address: location.href, shown }));
});
