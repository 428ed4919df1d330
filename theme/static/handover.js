// Hands a file over to the form of its instrument, which opens in a new tab, so that what was typed here stays. Both tabs
// are of this site; the file is neither stored nor sent.
const offered = new Map();

// Returns a link to the form that a scan belongs to, or undefined if there is none or it is this form.
function rightForm(found, file, path) {
  const isNamed = isObject(found) && ["$schema", "instrument", "scan_version", "checklist"].some((key) => Object.hasOwn(found, key));
  const link = isNamed ? formOf(found) : undefined;
  if (!link || link.dataset.key === form.dataset.instrument) return undefined;
  const { question } = namedScan() ?? { question: "" };
  const id = crypto.randomUUID?.() ?? String(Math.random());
  const place = path ? `${path.replace(/\.json$/, "")}/${question && `:${question}`}` : `from:${id}`;
  if (!path) offer(id, file);
  const way = element("a", { href: `${link.href}#${place}`, target: "_blank", textContent: "Open it in its own form" });
  way.dataset.label = link.textContent;
  return way;
}

function offer(id, file) {
  for (const channel of offered.values()) channel.close();
  offered.clear();
  const channel = new BroadcastChannel(id);
  channel.addEventListener("message", ({ data }) => { if (data === "ready") channel.postMessage(file); });
  offered.set(id, channel);
}

// Opens the file that another tab of this site offers under the name in the address.
function takeOver() {
  const [, id] = /^#from:([\w.-]{1,80})$/.exec(location.hash) ?? [];
  if (!id) return;
  const channel = new BroadcastChannel(id);
  channel.addEventListener("message", async ({ data }) => {
    if (!(data instanceof File)) return;
    channel.close();
    await openFile(data);
  });
  channel.postMessage("ready");
}
