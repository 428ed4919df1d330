// Finds the scan that the address of a page names, as in #scans/acl-2024/example/:question, and fetches its file.
"use strict";
const siteRoot = new URL("../", document.currentScript.src);

// The names of folder and file are those that scans may have. So an address cannot lead to another host or folder.
// In a layout of one's own, a part of a path has any character that Windows allows, and does not begin with a dot.
const isOwnLayout = "layout" in document.currentScript.dataset;
const plainName = "[a-z0-9]+(?:[-._]+[a-z0-9]+)*";
const anyName = '[^./<>:"|?*\\\\\\p{Cc}][^/<>:"|?*\\\\\\p{Cc}]{0,200}';
const scanPath = isOwnLayout ? `${anyName}(?:/${anyName}){0,20}?` : `scans/${plainName}/${plainName}`;

function namedScan() {
  const [, path, question = ""] = new RegExp(`^#(${scanPath})/(?:index\\.html)?(?::([\\w.-]{1,200}))?$`, "u").exec(decoded(location.hash)) ?? [];
  if (!path) return undefined;
  const address = path.split("/").map(encodeURIComponent).join("/");
  return { path, address, question, file: new URL(`${address}.json`, siteRoot), page: new URL(`${address}/${question && `#${question}`}`, siteRoot) };
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

async function fetchScan({ file, path }) {
  const response = await fetch(file, { credentials: "omit", redirect: "error" });
  if (!response.ok) throw new Error(`the site answered with ${response.status}.`);
  return new File([await response.blob()], `${path.split("/").pop()}.json`);
}

// Returns the address that opens an e-mail. Letters that are only one half of a character cannot be in an address.
function mailto(address, subject, lines) {
  const encoded = (text) => encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd"));
  return `mailto:${address}?subject=${encoded(subject)}&body=${encoded(lines.join("\r\n"))}`;
}

// Returns the link on this page to the form of the scan's instrument, by the same keys as in the check.
function formOf(scan) {
  const links = [...document.querySelectorAll("a[data-key]")];
  const [, key] = /([a-z][a-z0-9_]*-[0-9]{1,4})\.schema\.json#?$/.exec(scan.$schema) ?? [];
  const version = scan.instrument_version ?? scan.scan_version;
  const named = key ?? (scan.instrument || version ? `${scan.instrument ?? "survey"}-${version}` : "");
  return links.find(({ dataset }) => (named ? dataset.key === named : "assumed" in dataset));
}
