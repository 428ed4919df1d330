// Finds scans by words of titles and authors: each of the two columns is one text.
const weights = { titleWord: 6, titleStart: 4, authorWord: 3, authorStart: 2, other: 1 };

// The texts of one column as one long text, in which every word has a space before and behind it.
class Texts {
  constructor(values) {
    this.starts = new Uint32Array(values.length + 1);
    const lines = values.map((value, row) => {
      const line = ` ${value.split("\n").map(plainWords).join("  ")} `;
      this.starts[row + 1] = this.starts[row] + line.length;
      return line;
    });
    this.all = lines.join("");
  }

  // Raises the marks of all rows that have a word, or the start of one.
  mark(marks, word, whole, start) {
    const needle = ` ${word}`;
    for (let at = this.all.indexOf(needle), row = 0; at >= 0; at = this.all.indexOf(needle, at + 1)) {
      while (this.starts[row + 1] <= at) row++;
      const weight = this.all[at + needle.length] === " " ? whole : start;
      if (weight > marks[row]) marks[row] = weight;
    }
  }

  *words() {
    for (let at = 0, end; at < this.all.length; at = end + 1) {
      end = this.all.indexOf(" ", at);
      if (end > at) yield this.all.slice(at, end);
    }
  }
}

// All scans, or (without authors) what is known of them until all data has been loaded.
class TitledScans extends Scans {
  constructor(parts, facts) {
    super(parts, facts);
    this.titles = parts.flatMap((part) => part.titles);
    this.names = parts.flatMap((part) => part.names);
    this.text = new Texts(this.titles);
    this.venues = this.namesOfVenues();
  }

  // Names of more than one word, longest first, each with its venue: they are found as a whole.
  namesOfVenues() {
    const found = new Map();
    for (const venue of new Set(this.groups.map((group) => group.venue))) {
      for (const name of [plainWords(venue), ...(this.facts.venues[venue] ?? [])]) if (name.includes(" ")) found.set(name, venue);
    }
    return [...found].sort(([one], [other]) => other.length - one.length);
  }

  addAuthors(parts) {
    this.authors = parts.flatMap((part) => part.authors);
    this.people = new Texts(this.authors);
  }

  address(row) {
    const name = this.names[row];
    const shared = /^(\d+)~/.exec(name);
    const given = shared && this.titles[row].toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, Number(shared[1]));
    const { folder } = this.groups[this.group[row]];
    return `${folder && `${folder}/`}${shared ? given + name.slice(shared[0].length) : name}/`;
  }

  // Marks the groups in which a test holds, and with them their scans.
  markGroups(marks, test, weight = weights.other) {
    const held = this.groups.map(test);
    for (let row = 0; row < this.length; row++) if (held[this.group[row]] && marks[row] < weight) marks[row] = weight;
  }

  markWord(marks, word, { whole = false, authorsOnly = false } = {}) {
    const initial = word.length === 1;
    if (!authorsOnly) this.text.mark(marks, word, weights.titleWord, whole || initial ? 0 : weights.titleStart);
    this.people?.mark(marks, word, weights.authorWord, whole ? 0 : weights.authorStart);
    if (!authorsOnly && !initial) this.markGroups(marks, (group) => group.words.includes(` ${word}${whole ? " " : ""}`));
  }

  // Marks all scans that have a term of the query: each mark says how well.
  marks(term) {
    const marks = new Uint8Array(this.length);
    if (term.id) for (const row of this.identified(term.id)) marks[row] = weights.titleWord;
    if (term.venue) this.markGroups(marks, (group) => term.venue.every((word) => ` ${plainWords([group.venue, ...(this.facts.venues[group.venue] ?? [])].join(" "))} `.includes(` ${word}`)));
    if (term.year) this.markGroups(marks, (group) => group.year >= term.year[0] && group.year <= term.year[1]);
    if (term.named) this.markGroups(marks, (group) => term.named.includes(group.venue));
    if (term.all) {
      const each = term.all.map((word) => this.marks({ word }));
      for (let row = 0; row < this.length; row++) marks[row] = Math.max(marks[row], Math.min(...each.map((found) => found[row])));
    }
    if (term.word) {
      this.markWord(marks, term.word, term);
      // What is written ae, oe or ue may be a letter with two dots.
      const bare = term.word.replace(/([aou])e/g, "$1");
      if (bare !== term.word && bare.length > 3) this.markWord(marks, bare, { ...term, whole: true });
      const doubled = term.umlauts;
      if (doubled) this.markWord(marks, doubled, term);
    }
    for (const word of term.similar ?? []) this.markWord(marks, word, { ...term, whole: true });
    return marks;
  }

  // The terms of a query; each has to be found.
  parse(query) {
    const terms = [];
    let rest = query.replace(/(venue|year|author):\s*("[^"]*"|\S+)/gi, (_, field, value) => {
      const words = plainWords(value).split(" ").filter(Boolean);
      const years = value.match(/\d{4}/g);
      if (field.toLowerCase() === "venue" && words.length) terms.push({ venue: words });
      if (field.toLowerCase() === "year" && years) terms.push({ year: [years[0], years.at(-1)] });
      if (field.toLowerCase() === "author") words.forEach((word) => terms.push({ word, authorsOnly: true }));
      return " ";
    });
    rest = rest.split(/\s+/).filter((token) => {
      const whole = token.toLowerCase().replace(/[.,;)]+$/, "");
      const id = strictIdentifier(token) || (whole.length > 7 && this.identified(whole).length ? whole : "");
      if (id) terms.push({ id });
      return !id && !/^(?:doi|arxiv):$/i.test(token);
    }).join(" ");
    return [...terms, ...this.parseWords(rest)];
  }

  parseWords(text) {
    const raw = new Map(); // words with their umlauts written as two letters
    for (const token of text.split(/\s+/)) {
      const doubled = token.normalize("NFC").toLowerCase().replace(/[äöü]/g, (letter) => ({ ä: "ae", ö: "oe", ü: "ue" })[letter]);
      if (doubled !== token.toLowerCase()) plainWords(token).split(" ").forEach((word, index) => raw.set(word, plainWords(doubled).split(" ")[index]));
    }
    let words = ` ${plainWords(text)} `.replace(/ et al(?= )/g, "").replace(/ and(?= )/g, "").replace(/ ([a-z]+)((?:19|20)\d\d)(?= )/g, (found, name, year) => (this.groups.some((group) => group.words.includes(` ${name} `)) ? ` ${name} ${year}` : found));
    const terms = [];
    for (const [name, venue] of this.venues) {
      const [before, after] = words.split(` ${name} `);
      const tail = after === undefined && this.unfinished(words, name);
      if (after === undefined && !tail) continue;
      const found = terms.find((term) => term.text === (tail || name));
      if (found) found.named.push(venue);
      else terms.push({ text: tail || name, named: [venue], all: (tail || name).split(" ") });
      if (!tail) words = `${before.replace(/(?: proceedings of)?(?: the)?(?: \d+(?:st|nd|rd|th))?$/, "")} ${after}`;
    }
    for (const { text: done } of terms) if (words.endsWith(` ${done} `)) words = words.slice(0, -done.length - 1);
    const single = words.split(" ").filter(Boolean);
    return [...terms, ...single.map((word) => ({ word, umlauts: raw.get(word), whole: /^(?:19|20)\d\d$/.test(word) }))];
  }

  // The end of what was typed, if it is three words or more and a venue's name begins with it.
  unfinished(words, name) {
    const typed = words.trim().split(" ");
    for (let start = 0; start + 3 <= typed.length; start++) {
      const tail = typed.slice(start).join(" ");
      if (name.startsWith(tail)) return tail;
    }
    return "";
  }

  // Every word of titles and authors with its number.
  get vocabulary() {
    if (!this.counted || this.counted.people !== this.people) {
      const counts = new Map();
      for (const texts of [this.text, this.people]) for (const word of texts?.words() ?? []) if (word.length > 3) counts.set(word, (counts.get(word) ?? 0) + 1);
      this.counted = { counts, people: this.people };
    }
    return this.counted.counts;
  }

  similar(word) {
    const found = [];
    for (const [other, count] of this.vocabulary) if (near(word, other)) found.push([other, count]);
    return found.sort((one, other) => other[1] - one[1]).slice(0, 20).map(([other]) => other);
  }

  // Adds up the marks of all terms; a scan without one of them has none.
  total(terms) {
    const total = new Uint16Array(this.length).fill(1);
    for (const term of terms) {
      const marks = this.marks(term);
      for (let row = 0; row < this.length; row++) total[row] = total[row] && marks[row] ? total[row] + marks[row] : 0;
    }
    return total;
  }

  // Finds scans: how well each fits, and which similar words were searched for because nothing else was found.
  find(query) {
    const terms = this.parse(query);
    let total = this.total(terms);
    let similar = [];
    if (this.people && !total.some(Boolean)) {
      const forgiven = terms.map((term) => (term.word?.length >= 5 ? { ...term, similar: this.similar(term.word) } : term));
      similar = forgiven.flatMap((term) => term.similar ?? []);
      if (similar.length) total = this.total(forgiven);
    }
    const phrase = ` ${plainWords(query)} `;
    if (phrase.length > 2) {
      for (let at = this.text.all.indexOf(phrase), row = 0; at >= 0; at = this.text.all.indexOf(phrase, at + 1)) {
        while (this.text.starts[row + 1] <= at) row++;
        const isTitle = this.text.starts[row] === at && this.text.starts[row + 1] === at + phrase.length;
        if (total[row]) total[row] += isTitle ? 1000 : 3;
      }
    }
    return { total, terms, similar };
  }
}
