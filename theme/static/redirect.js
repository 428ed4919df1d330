// Redirects to the new address of a scan and to the same answer: a refresh would drop the parts after ? and #.
// The target is part of the page and is never taken from the address.
location.replace(document.currentScript.dataset.target + location.search + location.hash);
