// A half-written form survives an error, a time-out and a reload: kept in this tab only, gone
// when the tab closes or the receipt is shown. Loaded before steps.js.

const store = {
  read(key) {
    try {
      return JSON.parse(sessionStorage.getItem(`draft.${key}`)) ?? null;
    } catch {
      return null;
    }
  },
  write(key, values) {
    try {
      sessionStorage.setItem(`draft.${key}`, JSON.stringify(values));
    } catch {
      // no storage: the form works without a draft
    }
  },
  clear(key) {
    try {
      sessionStorage.removeItem(`draft.${key}`);
    } catch {
      // nothing was kept
    }
  },
};

for (const done of document.querySelectorAll("[data-clear-draft]")) {
  store.clear(done.dataset.clearDraft);
}

const kept = (control) =>
  control.name &&
  !control.disabled &&
  !["file", "password", "submit", "button"].includes(control.type) &&
  (control.type !== "hidden" || "keep" in control.dataset);

const valuesOf = (form) => {
  const values = {};
  for (const control of form.elements) {
    if (!kept(control)) continue;
    const name = control.name;
    if (["radio", "checkbox"].includes(control.type)) {
      values[name] ??= [];
      if (control.checked) values[name].push(control.value);
    } else {
      values[name] = [...(values[name] ?? []), control.value];
    }
  }
  return values;
};

// A form that the server sent back holds what was just sent: newer than any draft.
const untouched = (form) => !("returned" in form.dataset);

const restore = (form, values) => {
  const position = {};
  let restored = false;
  for (const control of form.elements) {
    if (!kept(control) || !(control.name in values)) continue;
    const wanted = values[control.name];
    if (["radio", "checkbox"].includes(control.type)) {
      control.checked = wanted.includes(control.value);
      restored ||= control.checked;
    } else {
      const value = wanted[position[control.name] ?? 0];
      position[control.name] = (position[control.name] ?? 0) + 1;
      if (value === undefined) continue;
      control.value = value;
      if (control.type !== "hidden" && control.tagName !== "SELECT") restored ||= Boolean(value);
    }
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }
  return restored;
};

for (const form of document.querySelectorAll("form[data-draft]")) {
  const key = form.dataset.draft;
  const values = store.read(key);
  const notice = form.querySelector(".draft");
  if (values && untouched(form) && restore(form, values) && notice) notice.hidden = false;
  let pause;
  let touched = false;
  const keep = () => store.write(key, valuesOf(form));
  form.addEventListener("input", () => {
    touched = true;
    clearTimeout(pause);
    pause = setTimeout(keep, 250);
  });
  form.addEventListener("change", keep);
  form.addEventListener("submit", keep);
  addEventListener("pagehide", () => {
    if (touched) keep();
  });
  notice?.querySelector("[data-drop-draft]")?.addEventListener("click", () => {
    clearTimeout(pause);
    touched = false;
    store.clear(key);
    form.reset();
    store.clear(key); // what listens to the emptied fields may have kept them
    notice.hidden = true;
    form.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  });
}
