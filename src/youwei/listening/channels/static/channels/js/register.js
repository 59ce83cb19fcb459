// Taking down by keyboard: a digit chooses and goes on, Ctrl + Enter sends, and only what the
// matter needs is shown. Without a script everything stands there and the server decides.

const form = document.querySelector("[data-take-down]");
const conduct = form.dataset.conduct;
const own = new Set(form.dataset.own.split(" ").filter(Boolean));
const shown = (element, yes) => {
  if (element) element.hidden = !yes;
};
const value = (name) => form.elements[name]?.value ?? "";

const draw = () => {
  const kind = value("kind");
  const isConduct = kind === conduct;
  for (const part of form.querySelectorAll("[data-for-kind]")) {
    shown(part, part.dataset.forKind === kind);
  }
  shown(form.querySelector("[data-for-own]"), isConduct && own.has(value("about_organ")));
  shown(form.querySelector("[data-not-conduct]"), !isConduct);
  const needsContact = !isConduct && value("answer_by") !== "page";
  shown(form.querySelector("[data-for-contact]"), needsContact);
  // Not `required`: the server's sentence says what to do where there is no way to the person.
  form.elements.contact?.setAttribute("aria-required", needsContact);
  if (isConduct && form.elements.answer_by) form.elements.answer_by.value = "page";
};

const controls = () =>
  [...form.querySelectorAll("input, select, textarea, button")].filter(
    (one) => one.type !== "hidden" && one.type !== "file" && one.offsetParent !== null,
  );

const goOn = (radio) => {
  const all = controls();
  const last = all.filter((one) => one.name === radio.name).at(-1);
  all[all.indexOf(last) + 1]?.focus();
};

form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit(form.querySelector("button.button:not([type=button])"));
    return;
  }
  const radio = event.target;
  if (radio.type !== "radio" || !("digit" in radio.dataset)) return;
  if (!/^[1-9]$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
  const chosen = form.querySelectorAll(`input[name="${radio.name}"]`)[Number(event.key) - 1];
  if (!chosen) return;
  event.preventDefault();
  chosen.checked = true;
  chosen.dispatchEvent(new Event("change", { bubbles: true }));
  goOn(chosen);
});
form.addEventListener("change", draw);
draw();
if (!document.querySelector("[data-take-focus]")) {
  (form.querySelector("input[name=kind]:checked") ?? form.querySelector("input[name=kind]"))?.focus();
}
