// Text for comparison: without case and without accents (in Hindi and others, marks are letters and are kept).
// Characters that no Unicode normal form decomposes, and what people type instead.
const plain = { æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ß: "ss", ı: "i", ς: "σ", "’": "'", "‐": "-", "–": "-" };
// Few letters have accents, and these recur, so the results are cached.
const folded = new Map();
const fold = (text) => text.toLowerCase().replace(/[^\0-\x7f]+/g, (letters) => folded.get(letters) ?? foldLetters(letters));

function foldLetters(letters) {
  const bare = letters.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[æœøłđðþßıς’‐–]/g, (letter) => plain[letter]);
  folded.set(letters, bare);
  return bare;
}
