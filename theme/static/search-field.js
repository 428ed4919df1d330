// Takes what is typed into the header to the search page, after the # of the address, which is not sent to a server.
{
  const form = document.currentScript.previousElementSibling;
  const [field] = form;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.assign(`${form.action}#find=${encodeURIComponent(field.value.trim())}`);
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
    event.preventDefault();
    field.focus();
  });
}
