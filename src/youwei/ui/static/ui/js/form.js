// What a form gains with a script: counters, file limits, one sending per press.
// Words come from data attributes, so that they are translated on the server.

const fill = (template, values) =>
  template.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

// A person's letters, not UTF-16 units: the server counts the same.
const letters = (text) => [...text.replace(/\r\n/g, "\n")].length;

for (const counter of document.querySelectorAll("[data-counts]")) {
  const area = document.getElementById(counter.dataset.counts);
  if (!area) continue;
  const spoken = document.createElement("span");
  spoken.className = "visually-hidden";
  spoken.setAttribute("aria-live", "polite");
  counter.after(spoken);
  let pause;
  const count = () => {
    const left = Number(counter.dataset.max) - letters(area.value);
    counter.classList.toggle("counter--over", left < 0);
    const template = left < 0 ? counter.dataset.over : counter.dataset.left;
    counter.textContent = fill(template, { n: Math.abs(left).toLocaleString() });
    clearTimeout(pause);
    pause = setTimeout(() => {
      if (document.activeElement === area && left < 50) spoken.textContent = counter.textContent;
    }, 900);
  };
  area.addEventListener("input", count);
  area.addEventListener("change", count);
  count();
}

const size = (bytes) =>
  bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024)).toLocaleString()} KB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`;

for (const box of document.querySelectorAll("[data-files]")) {
  const input = box.querySelector("input[type=file]");
  const list = box.querySelector(".files__list");
  const kept = new DataTransfer();
  const accepted = (input.accept || "").toLowerCase().split(",").map((part) => part.trim());
  const { tooLarge, tooMany, wrongKind, remove } = box.dataset;

  const wrong = (file, index) => {
    const name = file.name.toLowerCase();
    const known = accepted.filter((part) => part.startsWith("."));
    if (known.length && !known.some((end) => name.endsWith(end))) return wrongKind;
    if (file.size > Number(box.dataset.bytes)) return tooLarge;
    if (index >= Number(box.dataset.most)) return tooMany;
    return "";
  };

  const show = () => {
    list.replaceChildren();
    list.hidden = kept.files.length === 0;
    let faults = "";
    [...kept.files].forEach((file, index) => {
      const fault = wrong(file, index);
      faults ||= fault;
      const item = document.createElement("li");
      item.className = fault ? "files__item files__item--wrong" : "files__item";
      const name = document.createElement("span");
      name.className = "files__name";
      name.textContent = `${file.name} · ${size(file.size)}${fault ? ` · ${fault}` : ""}`;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "link-button";
      button.textContent = remove;
      button.setAttribute("aria-label", `${remove} ${file.name}`);
      button.addEventListener("click", () => {
        kept.items.remove(index);
        input.files = kept.files;
        show();
        input.focus();
      });
      item.append(name, button);
      list.append(item);
    });
    input.setCustomValidity(faults);
  };

  input.addEventListener("change", () => {
    // Choosing again adds, as people expect who photograph page after page.
    for (const file of input.files) {
      const twin = [...kept.files].some(
        (other) => other.name === file.name && other.size === file.size,
      );
      if (!twin) kept.items.add(file);
    }
    input.files = kept.files;
    show();
  });
}

// A second press while the first is under way sends nothing twice.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (form.dataset.sending) {
      event.preventDefault();
      return;
    }
    form.dataset.sending = "yes";
    const button = event.submitter;
    if (button?.dataset.sending) {
      button.dataset.idle = button.textContent;
      button.textContent = button.dataset.sending;
    }
    button?.setAttribute("aria-disabled", "true");
  });
}

// Coming back by the browser's arrow: the form can be sent again.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sending]")) {
    delete form.dataset.sending;
    for (const button of form.querySelectorAll("[aria-disabled=true]")) {
      button.removeAttribute("aria-disabled");
      if (button.dataset.idle) button.textContent = button.dataset.idle;
    }
  }
});

// After an error the summary is read first; a screen reader starts there.
document.querySelector("[data-take-focus]:not([data-still] *)")?.focus();
