// Leads from an earlier address to the page of the file, and to the same line of it.
const target = new URL(document.links[0].href);
target.hash = location.hash || target.hash;
location.replace(target);
