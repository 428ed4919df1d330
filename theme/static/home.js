// Opens what was found in the list of all scans, with the words after the # of the address, which is not sent to a server.
const form = document.querySelector("form[role=search]");
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const words = form.elements.find.value.trim();
  location.assign(form.action + (words && `#find=${encodeURIComponent(words)}`));
});
