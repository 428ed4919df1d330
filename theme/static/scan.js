// Names the answer at the address in the link to report a mistake, and adds a button that shares the address. Leads to
// the scans before and after this one in the list that one came from.
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
function followList({ address, shown }) {
  const place = shown.indexOf(location.pathname);
  if (place < 0) return;
  const link = (properties) => Object.assign(document.createElement("a"), properties);
  const old = [...document.querySelectorAll(".others [rel]")];
  const line = old[0]?.parentElement ?? Object.assign(document.createElement("p"), { className: "others" });
  old.forEach((each) => each.remove());
  for (const [rel, textContent, href] of [["prev", "Previous", shown[place - 1]], ["next", "Next", shown[place + 1]]]) if (href) line.append(link({ rel, textContent, href }), " ");
  const list = document.createElement("span");
  list.append("in ", link({ textContent: "your list", href: address }));
  line.append(list);
  if (!line.isConnected) document.querySelector(".actions").after(line);
}

followList(JSON.parse(sessionStorage.getItem("list")) ?? { shown: [] });
addEventListener("hashchange", follow);
follow();
