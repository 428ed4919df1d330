// Proposes the folder and the name of a new scan's file, as `scanpress new` does: from venue and year, and from the title.
const venues = JSON.parse(document.getElementById("form").dataset.venues);
const marks = /\p{M}/gu;
const letters = { ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", æ: "ae", œ: "oe", ı: "i", ß: "ss" };
const longestName = 100;

function safeName(text) {
  let name = text.toLowerCase().replace(/[øłđðþæœıß]/g, (letter) => letters[letter]).normalize("NFKD").replace(marks, "");
  while (/\.(?:json|bib|ris|csl|html|xml)$/.test(name)) name = name.slice(0, name.lastIndexOf("."));
  name = name.replace(/[^a-z0-9]+/g, "-").slice(0, longestName).replace(/^-|-$/g, "") || "scan";
  return /^(?:con|prn|aux|nul|(?:com|lpt)\d)$/.test(name) ? `${name}-scan` : name;
}

// What two spellings of a venue share: no accents, no punctuation, no year and no ordinal number.
function venueSlug(name) {
  const plain = name.normalize("NFKD").replace(marks, "").toLowerCase();
  const found = (plain.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !/^(?:(?:19|20)\d\d|\d+(?:st|nd|rd|th))$/.test(word));
  const words = found.join(" ").replace(/^proceedings of /, "").replace(/^the /, "");
  return Object.hasOwn(venues, words) ? venues[words] : words.replaceAll(" ", "-");
}

function suggestedGroup(paper) {
  const venue = venueSlug(paper.venue ?? "");
  if (/[a-z0-9]/.test(venue)) return safeName(paper.year ? `${venue}-${paper.year}` : venue);
  return /^\d{4}\./.test(paper.arxiv_id ?? "") ? `arxiv-20${paper.arxiv_id.slice(0, 2)}` : "";
}

function suggestedName(paper) {
  const title = paper.title ?? "";
  if (/[a-z0-9]/i.test(title)) return safeName(title.split(":")[0]).split("-").slice(0, 6).join("-");
  return safeName((paper.arxiv_id || paper.doi || "").replaceAll(".", "-"));
}

// Shows the proposal where the page says how to save the file, and in the link that makes it on the forge.
function showPlace(scan) {
  const group = suggestedGroup(scan.paper ?? {});
  const name = nameOf(scan).replace(/\.json$/, "");
  const isNamed = Boolean(scan.paper?.title || scan.paper?.arxiv_id || scan.paper?.doi);
  const path = (form) => ((form.includes("{group}") ? group : isNamed) ? form.replace("{group}", group).replace("{name}", name) : "");
  for (const place of document.querySelectorAll("[data-place]")) {
    place.dataset.example ??= place.textContent;
    place.textContent = path(place.dataset.place) || place.dataset.example;
  }
  const link = document.querySelector("#new-file a");
  if (!link?.dataset.name) return;
  const inside = path(document.querySelector("#new-file [data-place]").dataset.place);
  link.href = `${link.dataset.start}${inside && `?${link.dataset.name}=${encodeURIComponent(inside)}`}`;
}
