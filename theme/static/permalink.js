// Leads from the address of a version to the page of the file that still has this content, and to the same line.
location.replace(document.querySelector("link[rel=canonical]").href + location.hash);
