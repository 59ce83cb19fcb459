// Loaded before the page is painted: what the reader chose stays in this browser only.
// Not a module, so that no page flashes in the wrong theme.
(() => {
  const root = document.documentElement;
  const read = (name) => {
    try {
      return localStorage.getItem(`ui.${name}`);
    } catch {
      return null; // storage may be switched off; the system's choice then stands
    }
  };
  const apply = (name, value) => {
    if (value) root.dataset[name] = value;
    else delete root.dataset[name];
  };
  for (const name of ["theme", "text"]) apply(name, read(name));
  root.classList.add("js");

  const choose = (name, value) => {
    apply(name, value);
    try {
      if (value) localStorage.setItem(`ui.${name}`, value);
      else localStorage.removeItem(`ui.${name}`);
    } catch {
      // it holds for this page
    }
    show();
  };

  const show = () => {
    for (const button of document.querySelectorAll("[data-set-theme], [data-set-text]")) {
      const name = "setTheme" in button.dataset ? "theme" : "text";
      const value = button.dataset[name === "theme" ? "setTheme" : "setText"];
      button.setAttribute("aria-pressed", String((root.dataset[name] ?? "") === value));
    }
    for (const button of document.querySelectorAll("[data-toggle-text]")) {
      button.setAttribute("aria-pressed", String(root.dataset.text === "large"));
    }
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-set-theme], [data-set-text], [data-toggle-text]");
    if (!button) return;
    if ("setTheme" in button.dataset) choose("theme", button.dataset.setTheme);
    else if ("setText" in button.dataset) choose("text", button.dataset.setText);
    else choose("text", root.dataset.text === "large" ? "" : "large");
  });

  document.addEventListener("DOMContentLoaded", () => {
    for (const part of document.querySelectorAll("[data-needs-script]")) part.hidden = false;
    show();
  });

  // Menus and confirmations that open in place close with Escape, and menus by a click outside.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = event.target.closest?.("details.menu[open], details.confirm[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
    const closer = event.target.closest?.("[data-closes]");
    if (!closer) return;
    const open = closer.closest("details");
    open.open = false;
    open.querySelector("summary").focus();
  });
})();
