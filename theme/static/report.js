// Fills in the e-mail with the scan and the question that the address names, and with what the scan says now.
const about = document.getElementById("about");
const says = document.getElementById("says");
const lines = document.getElementById("lines");
const email = document.getElementById("write");
const asks = lines.textContent.trimEnd().split("\n").at(-1);
// Mail programs cut off long addresses.
const longest = 400;

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const words = (value) => (typeof value === "string" ? value.replace(/\s+/g, " ").trim() : "");

// Returns the answer to a question, whose id has its category before it in a category that takes any id.
function answerIn(scan, question) {
  const [id, category] = question.split(".").reverse();
  const forms = JSON.parse(says.dataset.forms);
  const containers = Object.values(scan).filter(isObject);
  const groups = [...containers, ...containers.flatMap(Object.entries).filter(([key, group]) => isObject(group) && (!category || key === category)).map(([, group]) => group)];
  const answers = groups.filter((group) => Object.hasOwn(group, id)).map((group) => group[id]).filter(isObject);
  const [answer, form] = answers.map((each) => [each, forms.find(({ key }) => Object.hasOwn(each, key))]).find(([, found]) => found) ?? [];
  if (!answer) return [];
  const { met, notMet, notApplicable } = says.dataset;
  const value = answer[form.key];
  const verdict = value === true ? met : value === false ? notMet : typeof value === "number" ? `${value} ${form.unit}`.trim() : words(value);
  return [answer[form.applies] === false ? notApplicable : verdict, words(answer[form.reason])];
}

function show(named, scan = {}) {
  const title = words(scan.paper?.title) || named.path;
  const label = named.question.split(".").pop().replace(/[_-]+/g, " ").trim();
  const question = label.slice(0, 1).toUpperCase() + label.slice(1);
  const [answer, reason] = named.question ? answerIn(scan, named.question) : [];
  const [scanLink, questionLink] = about.querySelectorAll("a");
  [scanLink.textContent, questionLink.textContent] = [title, question];
  [scanLink.href, questionLink.href] = [named.page.href.split("#")[0], named.page.href];
  document.getElementById("question").hidden = !question;
  says.hidden = !answer;
  document.getElementById("answer").textContent = answer ? `${answer}.` : "";
  document.getElementById("reason").textContent = reason ?? "";
  about.hidden = false;
  const short = [...(reason ?? "")].length > longest ? `${[...reason].slice(0, longest).join("")}…` : reason;
  const said = answer ? `The page says: ${answer}.${short ? ` ${short}` : ""}` : "The page says: ";
  const filled = [`Page: ${named.page.href}`, `Paper: ${title === named.path ? "" : title}`, `Question: ${question}`, said, "The paper says, and where: ", asks];
  lines.textContent = `${filled.join("\n")}\n`;
  email.href = mailto(email.dataset.to, `Mistake in ${named.path}${question && `: ${named.question}`}`, filled);
  showWays(named, scan);
}

function showWays(named, scan) {
  const edit = document.getElementById("edit");
  if (edit) edit.href = `${edit.dataset.start}${named.address}.json`;
  const form = formOf(scan);
  const link = document.getElementById("form");
  link.hidden = !form;
  document.getElementById("forms").hidden = Boolean(form);
  if (form) link.querySelector("a").href = `${form.href}#${named.address}/${named.question && `:${named.question}`}`;
}

async function fillIn() {
  const named = namedScan();
  if (!named) return;
  show(named);
  try {
    const scan = JSON.parse(await (await fetchScan(named)).text());
    if (isObject(scan) && namedScan()?.page.href === named.page.href) show(named, scan);
  } catch {
    // The e-mail still names the page.
  }
}

addEventListener("hashchange", fillIn);
fillIn();
