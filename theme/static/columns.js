// What is known of all scans but their texts, in columns: what filters compare, verdicts, identifiers.
const letters = /[^a-z0-9]+/g;
const anyLetters = /[^\p{L}\p{M}\p{N}]+/gu;
const signs = { yes: "1", partly: "~", no: "0", unclear: "?", na: "-" };
const inWords = (verdict) => (verdict === "na" ? "not applicable" : verdict);

// The words of a text: letters and digits, separated by single spaces.
function plainWords(text) {
  const bare = fold(text);
  return bare.replace(/^[\0-\x7f]*$/.test(bare) ? letters : anyLetters, " ").trim();
}

// What the addresses of one paper have in common; `identifier` in corpus/links.py does the same when the data is made.
function identifier(address) {
  let bare = address.trim().toLowerCase().replace(/^(?:[a-z]+:)?\/\/(?:www\.|dx\.|export\.)?|#.*/g, "").replace(/^www\./, "");
  try {
    bare = decodeURIComponent(bare);
  } catch {
    // It is used as it was typed.
  }
  const named = /[?&]id=([^&]+)/.exec(bare);
  if (named) return named[1];
  const [host, ...rest] = bare.split("?")[0].split("/");
  const path = rest.join("/");
  if (host === "doi.org") return arxivOf(path);
  if (host === "arxiv.org") return arxivOf(rest.slice(1).join("/"));
  const ended = `/${path}`.replace(/\/(?:article|paper)\/(?:view|download)[a-z]*\/([0-9]+).*/, "/$1").replace(/(?:\.full)?\.(?:pdf|html?)$|-(?:paper|abstract)(?:-[a-z_]+)*\.[a-z]+$/, "");
  const parts = ended.replace(/\/0+(?=[0-9])|\/vol(?:ume)?(?=[0-9])/g, (found) => (found.includes("v") ? "/v" : "/")).split("/");
  const kept = [...new Set(parts.filter((part) => !["", "abs", "file", "forum", "hash", "html", "index.php", "paper", "papers", "pdf"].includes(part)))];
  const last = kept.at(-1) ?? "";
  return last.length >= 12 && !/^(?:\p{L}+|\p{N}+)$/u.test(last) && !last.includes("_") ? last : [host, ...kept].join("/");
}

const arxivOf = (text) => text.replace(/^10\.48550\/arxiv\./, "").replace(/^(?:([a-z-]+)(?:\.[a-z-]+)?(\/\d{7})|(\d{4}\.\d{4,5}))(?:v\d+)?(?:\.pdf)?$/, "$1$2$3");

// A token that can only be an identifier, as the data has it; empty for a word.
function strictIdentifier(token) {
  const text = token.toLowerCase().replace(/^(?:doi|arxiv):\s*/, "").replace(/^[("'<]+|[)"'>.,;]+$/g, "");
  if (/^(?:[a-z]+:\/\/|www\.)|^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\/./.test(text)) return identifier(/:\/\//.test(text) ? text : `//${text}`);
  return /^10\.\d{4,}\/.|^\d{4}\.\d{4,5}(?:v\d+)?(?:\.pdf)?$|^[a-z-]+(?:\.[a-z-]+)?\/\d{7}(?:v\d+)?$/.test(text) ? arxivOf(text) : "";
}

// Whether a query may have an identifier, so that these have to be loaded.
const mayIdentify = (query) => query.split(/\s+/).some((token) => strictIdentifier(token) || (token.length > 7 && /\d|[a-z].*[A-Z]/.test(token)));

function checksum(text) {
  let value = -1;
  for (const byte of new TextEncoder().encode(text)) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return ~value >>> 0;
}

// Whether one insertion, deletion, replacement or swap of neighbours makes one word of the other.
function near(one, other) {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  const ends = (skip, skipOther) => one.slice(start + skip) === other.slice(start + skipOther);
  return ends(1, 1) || ends(1, 0) || ends(0, 1) || (one[start] === other[start + 1] && one[start + 1] === other[start] && ends(2, 2));
}

class Scans {
  constructor(parts, facts) {
    this.facts = facts;
    this.signs = [];
    this.length = parts.reduce((sum, part) => sum + part.group.length, 0);
    this.group = new Uint16Array(this.length);
    this.groups = [];
    this.flags = new Map();
    this.scores = new Map();
    this.begins = [];
    const known = new Map();
    let row = 0;
    for (const part of parts) {
      this.begins.push(row);
      const places = part.groups.map((values) => {
        const key = JSON.stringify(values);
        if (!known.has(key)) known.set(key, this.groups.push(this.describe(values)) - 1);
        return known.get(key);
      });
      if (part.signs) this.addSigns(part, row);
      for (const place of part.group) this.group[row++] = places[place];
    }
    this.questions = this.allQuestions();
  }

  describe([folder, venue, year, instrument, rater, state, isScored]) {
    const [scored = "", unscored = ""] = this.facts.instruments[instrument].kinds;
    const type = isScored === null ? "" : isScored ? scored : unscored;
    const names = [venue, ...(this.facts.venues[venue] ?? []).filter((name) => !name.includes(" "))];
    const other = plainWords([year, instrument, rater, state, type].join(" "));
    return { folder, venue, year: String(year), instrument, rater, status: state || "published", type, isUnscored: isScored === false, words: ` ${plainWords(names.join(" "))} ${other} ` };
  }

  // Each question once, with its place among the signs of each instrument that asks it.
  allQuestions() {
    const found = new Map();
    for (const [key, instrument] of Object.entries(this.facts.instruments)) {
      instrument.questions.forEach(([id, label, category], place) => {
        if (!found.has(id)) found.set(id, { label, category, signs: "", places: {} });
        found.get(id).signs += instrument.signs;
        found.get(id).places[key] = place;
      });
    }
    return found;
  }

  addSigns(part, begin) {
    for (const signs of part.signs) this.signs.push(signs);
    for (const [place, flags] of Object.entries(part.flags)) this.flags.set(begin + Number(place), flags);
    for (const [place, score] of Object.entries(part.scores)) this.scores.set(begin + Number(place), score);
  }

  addIdentifiers(parts) {
    this.ids = Uint32Array.from(parts.flatMap((part) => part.ids));
    this.rowsOfIds = Uint32Array.from(parts.flatMap((part, number) => part.of.map((place) => this.begins[number] + place)));
  }

  identified(id) {
    const sum = checksum(id);
    const rows = [];
    this.ids?.forEach((known, place) => { if (known === sum) rows.push(this.rowsOfIds[place]); });
    return rows;
  }

  sign(row, question) {
    return this.signs[row][question.places[this.groups[this.group[row]].instrument]];
  }

  // Whether a scan reports red flags; empty if its instrument does not ask for them.
  flagged(row) {
    const flags = this.flags.get(row);
    return flags === undefined ? "" : flags ? "some" : "none";
  }

  // The score as a share; some papers have none.
  share(row) {
    const [part, whole] = this.score(row);
    return this.groups[this.group[row]].isUnscored || !whole ? undefined : part / whole;
  }

  // The score in words, as the pages without script show it.
  shownScore(row) {
    const [part, whole] = this.score(row);
    const { shown } = this.facts.instruments[this.groups[this.group[row]].instrument];
    const percent = `${((100 * part) / whole).toFixed(1)}\u202f%`;
    return shown === "percent" ? percent : `${part} of ${whole}${shown === "share" ? ` (${percent})` : ""}`;
  }

  score(row) {
    const known = this.scores.get(row);
    if (known) return known;
    let met = 0;
    let whole = 0;
    for (const sign of this.signs[row]) {
      if (sign === "1") met++;
      if ("10~".includes(sign)) whole++;
    }
    return [met, whole];
  }

  // What a filter compares if that is not the same for all scans of a group: a verdict, or whether there are red flags.
  ownValue(name) {
    const question = name.startsWith("?") && this.questions.get(name.slice(1));
    return question ? (row) => this.sign(row, question) : name === "flags" ? (row) => this.flagged(row) : undefined;
  }

  // Which filters a scan fails: how many, and the last one.
  filter(total, filters) {
    const failed = new Uint8Array(this.length);
    const last = new Uint8Array(this.length);
    filters.forEach(({ name, value }, index) => {
      const own = this.ownValue(name);
      const passing = !own && this.groups.map((group) => group[name] === value);
      for (let row = 0; row < this.length; row++) {
        if (total[row] && !(own ? own(row) === (signs[value] ?? value) : passing[this.group[row]])) {
          failed[row]++;
          last[row] = index;
        }
      }
    });
    return { failed, last };
  }

  // How many scans each value of a filter would leave, with all other filters as they are.
  counts(name, total, filters, { failed, last }) {
    const own = filters.findIndex((filter) => filter.name === name);
    const found = new Map();
    const value = this.ownValue(name);
    const byGroup = new Uint32Array(this.groups.length);
    for (let row = 0; row < this.length; row++) {
      if (!total[row] || !(failed[row] === 0 || (failed[row] === 1 && own >= 0 && last[row] === own))) continue;
      if (value) found.set(value(row), (found.get(value(row)) ?? 0) + 1);
      else byGroup[this.group[row]]++;
    }
    if (!value) this.groups.forEach((group, place) => byGroup[place] && found.set(group[name], (found.get(group[name]) ?? 0) + byGroup[place]));
    return found;
  }

  // The rows that were found, best first, then newest.
  ranked(total, failed, inOrder) {
    const keys = new Float64Array(this.length);
    let found = 0;
    for (let row = 0; row < this.length; row++) {
      if (!total[row] || failed[row]) continue;
      keys[found++] = inOrder ? -row : total[row] * 1e11 + Number(this.groups[this.group[row]].year) * 1e7 + (1e7 - 1 - row);
    }
    return Array.from(keys.subarray(0, found).sort().reverse(), (key) => (inOrder ? -key : 1e7 - 1 - (key % 1e7)));
  }
}
