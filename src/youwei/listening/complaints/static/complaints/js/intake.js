// The last look before sending, and the exact statement as the organ would see it.

for (const shown of document.querySelectorAll("[data-shows]")) {
  const source = document.getElementById(shown.dataset.shows);
  if (!source) continue;
  const show = () => {
    shown.textContent = source.value.trim() || shown.dataset.empty;
  };
  source.addEventListener("input", show);
  source.addEventListener("change", show);
  show();
}

const review = document.querySelector("[data-review]");
const form = review?.closest("form");

const labelOf = (field) => {
  const label = field.querySelector("legend, .field__label, .choice__label").cloneNode(true);
  label.querySelector(".field__optional")?.remove();
  return label.textContent.trim();
};

const wordsOf = (field) => {
  const words = [];
  for (const control of field.querySelectorAll("input, select, textarea")) {
    if (!control.name) continue;
    if (["radio", "checkbox"].includes(control.type)) {
      if (!control.checked) continue;
      const own = control.closest(".choice")?.querySelector(".choice__label");
      words.push(own?.textContent.trim() ?? "");
    } else if (control.type === "file") {
      words.push(...[...control.files].map((file) => file.name));
    } else if (control.tagName === "SELECT") {
      if (control.value) words.push(control.selectedOptions[0].textContent.trim());
    } else {
      words.push(control.value.trim());
    }
  }
  return words.filter(Boolean).join("\n");
};

const make = (tag, words = "") => {
  const element = document.createElement(tag);
  element.textContent = words;
  return element;
};

const isShown = (field) => {
  const part = field.closest(".revealed");
  return !part || getComputedStyle(part).display !== "none";
};

const row = (field) => {
  const said = wordsOf(field);
  const single = field.querySelector(":scope > .choice") !== null;
  const needed = field.querySelector("[required]") !== null;
  if (!said && !needed) return null;
  const line = make("div");
  line.className = "review__row";
  const control = field.querySelector("input:not([type=hidden]), select, textarea");
  const link = make("a", review.dataset.change);
  link.href = `#${control.id}`;
  link.setAttribute("aria-label", `${review.dataset.change}: ${labelOf(field)}`);
  const value = make("dd", single ? "✓" : said || review.dataset.nothing);
  const change = make("dd");
  change.append(link);
  line.append(make("dt", labelOf(field)), value, change);
  return line;
};

form?.addEventListener("step", () => {
  const list = make("dl");
  for (const field of form.querySelectorAll("[data-step] .field")) {
    if (field.closest("[data-step]").contains(review) || !isShown(field)) continue;
    const line = row(field);
    if (line) list.append(line);
  }
  review.replaceChildren(list);
});
