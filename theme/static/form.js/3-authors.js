// Notices several authors in one text, by the rule of the check: readings() of scanpress.checking.known.authors, whose
// patterns the page has. Comes after 1-form.js.
const authors = Object.fromEntries(Object.entries(patterns.authors).map(([name, pattern]) => [name, new RegExp(pattern, "iu")]));
authors.wholeSuffix = new RegExp(`^(?:${patterns.authors.suffix})$`, "iu");
const mostReadings = 4;

const trimmed = (text) => text.replace(/^[ \t,\uff0c]+|[ \t,\uff0c]+$/g, "");
const every = (texts, test) => texts.every((text) => test(text));

function split(separator, text) {
  const parts = text.split(authors[separator]).map(trimmed).filter(Boolean);
  return parts.length ? parts : [""];
}

function areInitials(part) {
  const letters = part.replace(/[\s.-]/g, "");
  return /^\p{L}{1,3}$/u.test(letters) && letters === letters.toUpperCase() && letters !== letters.toLowerCase();
}

function isFullName(part) {
  const [first, ...others] = part.trim().split(/\s+/);
  const isLower = first === first.toLowerCase() && first !== first.toUpperCase();
  return (others.length > 0 && !isLower) || authors.spaceless.test(part);
}

function mayBeOneName(parts) {
  const [first, last] = [parts[0], parts.at(-1)].map((part) => areInitials(part.trim().split(/\s+/).at(-1)));
  return parts.length === 2 && last && !first;
}

// A suffix, such as Jr., belongs to the part before it.
function betweenCommas(text) {
  const parts = [];
  for (const part of split("comma", text)) {
    if (parts.length && authors.wholeSuffix.test(part)) parts.push(`${parts.pop()}, ${part}`);
    else parts.push(part);
  }
  return parts;
}

function readingsOfCommas(names) {
  const [families, given] = [0, 1].map((rest) => names.filter((_, index) => index % 2 === rest));
  const isEven = families.length === given.length;
  const pairs = given.map((first, index) => `${families[index]}, ${first}`);
  if (isEven && every(given, areInitials) && !families.some(areInitials)) return [pairs];
  if (every(names, isFullName)) return mayBeOneName(names) ? [pairs, names] : [names];
  if (isEven && (given.length === 1 || !given.some(isFullName) || !families.some(isFullName))) return [pairs, names];
  return names.length === 1 || !names.some(isFullName) ? [names] : [];
}

function readingsOf(text) {
  if (authors.group.test(text)) return [[text]];
  const [strong, joined] = [split("and", text), split("joined", text)];
  const isJoined = strong.length === 1 && joined.length > 1 && every(joined, (end) => isFullName(betweenCommas(end).at(-1)));
  const asOne = isJoined && !authors.comma.test(text) ? [[text]] : [];
  const parts = (isJoined ? joined : strong).map(betweenCommas);
  const names = parts.flat();
  if (parts.length > 1 && parts.at(-1).length === 1 && new Set(names.map(isFullName)).size === 1) return [...asOne, names];
  let found = parts.map(readingsOfCommas);
  if (parts.length > 1 && parts.at(-1).length > 1) found = found.map((each) => (each[0]?.length === 1 ? each.slice(0, 1) : each));
  if (found.reduce((product, each) => product * each.length, 1) > mostReadings) return asOne;
  return [...asOne, ...found.reduce((made, each) => made.flatMap((start) => each.map((end) => [...start, ...end])), [[]])];
}

// The lists of names that a text may mean.
function readings(given) {
  const text = given.trim().replace(/^[ \t,;\uff0c]+|[ \t,;\uff0c]+$/g, "").replace(/[ \t\u00a0]{2,}/g, " ");
  if (!text || authors.others.test(text)) return [];
  const listed = split("apart", text);
  if (listed.length > 1) {
    const inner = listed.map((part) => readingsOf(part.replace(/^(?:and|&)\s+/, "")));
    return [inner.flatMap((found, index) => (found.length === 1 ? found[0] : [listed[index]]))];
  }
  return [...new Map(readingsOf(text).map((names) => [JSON.stringify(names), names])).values()];
}

// The text itself if it may be one name, several names, or none if it is not clear where each begins.
function writtenApart(text) {
  const found = readings(text);
  if (!text.trim() || found.some((names) => names.length === 1)) return [text.trim()];
  return found.length === 1 ? found[0] : [];
}
