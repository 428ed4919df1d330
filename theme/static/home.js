// Adds a search field to the front page that opens the list of all scans. Without it, a link opens the list.
const ways = document.getElementById("ways");
const form = document.createElement("form");
const label = Object.assign(document.createElement("label"), { htmlFor: "find", textContent: "Find a title, author, venue, year, DOI or arXiv id " });
const search = Object.assign(document.createElement("input"), { type: "search", id: "find", autocomplete: "off", spellcheck: false });
const button = Object.assign(document.createElement("button"), { textContent: "Find" });
form.className = "find";
form.setAttribute("role", "search");
form.append(label, search, " ", button);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const words = search.value.trim();
  location.assign(ways.dataset.list + (words && `#find=${encodeURIComponent(words)}`));
});
ways.before(form);
