// A passkey that was not read is said on the page, beside the button that was pressed.
document.addEventListener("allauth.error", (event) => {
  const said = document.querySelector("[data-passkey-error]");
  if (!said) return;
  event.preventDefault();
  said.hidden = false;
  said.focus();
});
