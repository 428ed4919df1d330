// Adds a button to each text that people copy, such as the hash of a commit. Without it, a click selects the text.
for (const text of document.querySelectorAll(".copy")) {
  if (!navigator.clipboard) break;
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Copy" });
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text.textContent);
    button.textContent = "Copied";
  });
  text.after(" ", button);
}
