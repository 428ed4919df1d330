// Names the answer at the address in the link to report a mistake, and adds a button that shares the address.
const report = document.getElementById("report");
const { href, textContent } = report;
const answers = [...document.querySelectorAll(".category li, .variables tr[id]")];

function follow() {
  const place = answers.findIndex(({ id }) => `#${id}` === location.hash);
  report.href = href;
  report.textContent = textContent;
  if (place < 0) return;
  const { id } = answers[place];
  report.href = `${href}:${id}`;
  report.textContent = `${textContent} in “${answers[place].querySelector("a").textContent}”`;
}

async function share({ target }) {
  if (navigator.share) return navigator.share({ title: document.title, url: location.href }).catch(() => {});
  await navigator.clipboard.writeText(location.href);
  target.textContent = "Address copied";
}

if (navigator.share || navigator.clipboard) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Share" });
  button.addEventListener("click", share);
  report.before(button, " ");
}
addEventListener("hashchange", follow);
follow();
