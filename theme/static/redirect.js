// Leads on to where a scan is now, and to the answer that was asked for: a refresh would drop what follows ? and #.
// Where it leads is written in the page, and never taken from the address.
location.replace(document.currentScript.dataset.target + location.search + location.hash);
