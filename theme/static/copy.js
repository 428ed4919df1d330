// Adds a button to each text that people copy, such as the hash of a commit, and to the link of a file's bytes, which it
// reads when the button is used. Without it, a click selects the text.
for (const text of document.querySelectorAll(".copy")) {
  if (!navigator.clipboard) break;
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: text.href ? "Copy file" : "Copy" });
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text.href ? await (await fetch(text.href)).text() : text.textContent);
    button.textContent = "Copied";
  });
  text.after(" ", button);
}
