// Fills in the e-mail with the scan that the reader comes from: report/#scans/acl-2024/example/index.html:question
"use strict";
const given = decodeURIComponent(location.hash.slice(1));
const found = /^(scans\/[\w.\/-]+?\/)(?::([\w.-]+))?$/.exec(given);
if (found) {
  const [, path, question] = found;
  const page = new URL("../" + path + (question ? "#" + question : ""), location.href);
  const about = document.getElementById("about");
  about.querySelector("a").href = page.href;
  about.querySelector("a").textContent = path;
  about.querySelector("span").textContent = question ? ", question " + question : "";
  about.hidden = false;
  const link = document.getElementById("write");
  const lines = ["Page: " + page.href, "Question: " + (question || ""), "The page says:", "The paper says, and where:", ""];
  link.href = link.href.split("?")[0] + "?subject=" + encodeURIComponent("Mistake in " + path)
    + "&body=" + encodeURIComponent(lines.join("\r\n"));
}
