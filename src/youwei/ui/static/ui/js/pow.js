// The proof of work against floods: solved in the browser, no outside service, nothing about the
// person is measured. Registers the workers and the words before the widget is loaded.

const slot = document.querySelector("[data-pow]");

if (slot) {
  const { module, pbkdf2, sha, words, language } = slot.dataset;
  await import(module);
  const known = globalThis.$altcha;
  for (const bits of ["256", "384", "512"]) {
    known.algorithms.set(`PBKDF2/SHA-${bits}`, () => new Worker(pbkdf2, { type: "module" }));
    known.algorithms.set(`SHA-${bits}`, () => new Worker(sha, { type: "module" }));
  }
  known.i18n.set(language, JSON.parse(words));
  const widget = document.createElement("altcha-widget");
  widget.className = "pow__widget";
  for (const [name, value] of Object.entries({
    challenge: slot.dataset.pow,
    name: slot.dataset.name,
    language,
    auto: "onfocus",
    configuration: JSON.stringify({
      hideLogo: true,
      hideFooter: true,
      humanInteractionSignature: false,
      minDuration: 0,
    }),
  })) {
    widget.setAttribute(name, value);
  }
  slot.replaceChildren(widget);
}
