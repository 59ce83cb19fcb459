// Finding an organ by typing part of its name, in place of a long list (ARIA combobox pattern).
// The select stays the field that is sent; without a script it is used as it is.

const MOST = 12;

const inOrder = (letters, name) => {
  let at = -1;
  for (const letter of letters) {
    at = name.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
};

// Whole pieces first, then abbreviations such as 发改委 for 发展和改革委员会.
const rank = (typed, name) => {
  if (name.startsWith(typed)) return 0;
  if (name.includes(typed)) return 1;
  return inOrder(typed, name) ? 2 : 3;
};

const make = (tag, className, text = "") => {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
};

const setUp = (select) => {
  const organs = [...select.options]
    .filter((option) => option.value)
    .map((option, position) => ({ option, position, name: option.textContent.trim() }));
  const box = make("div", "finder");
  const input = make("input", "input");
  const list = make("div", "finder__list");
  const none = make("p", "finder__none");
  none.setAttribute("role", "status");
  const { id } = select;
  Object.assign(input, { type: "text", autocomplete: "off", spellcheck: false });
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  }
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", `${id}_list`);
  list.id = `${id}_list`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", document.querySelector(`label[for="${id}"]`).textContent.trim());
  list.hidden = true;
  select.id = `${id}_value`;
  input.id = id;
  select.hidden = true;
  select.before(box);
  box.append(input, list, none, select);

  let shown = [];
  let active = -1;

  const name = () => (select.value ? select.selectedOptions[0].textContent.trim() : "");
  const close = () => {
    list.hidden = true;
    none.textContent = "";
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (index) => {
    active = index;
    [...list.querySelectorAll("[role=option]")].forEach((item, position) => {
      item.setAttribute("aria-selected", String(position === index));
      if (position === index) item.scrollIntoView({ block: "nearest" });
    });
    if (index < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `${list.id}_${index}`);
  };
  const choose = (organ) => {
    select.value = organ ? organ.option.value : "";
    input.value = name();
    close();
    select.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const open = () => {
    const typed = input.value.trim().toLowerCase();
    shown = organs
      .map((organ) => ({ organ, place: typed ? rank(typed, organ.name.toLowerCase()) : 0 }))
      .filter(({ place }) => place < 3)
      .sort((a, b) => a.place - b.place || a.organ.position - b.organ.position)
      .slice(0, typed ? MOST : organs.length)
      .map(({ organ }) => organ);
    list.replaceChildren();
    shown.forEach((organ, index) => {
      const item = make("div", "finder__organ", organ.name);
      item.id = `${list.id}_${index}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.addEventListener("pointerdown", (event) => event.preventDefault());
      item.addEventListener("click", () => choose(organ));
      list.append(item);
    });
    none.textContent = shown.length ? "" : select.dataset.none;
    list.hidden = shown.length === 0;
    input.setAttribute("aria-expanded", String(shown.length > 0));
    mark(typed && shown.length ? 0 : -1);
  };

  input.addEventListener("input", open);
  input.addEventListener("click", () => list.hidden && open());
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) open();
      else mark((active + (event.key === "ArrowDown" ? 1 : -1) + shown.length) % shown.length);
    } else if (event.key === "Enter" && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      if (active >= 0) choose(shown[active]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      close();
    }
  });
  // What is typed but names no organ is not kept: an empty field is clearer than half a name.
  input.addEventListener("blur", () => {
    const exact = organs.find((organ) => organ.name === input.value.trim());
    if (exact) choose(exact);
    else if (!input.value.trim() && select.value) choose(null);
    else {
      input.value = name();
      close();
    }
  });
  select.addEventListener("change", () => {
    if (document.activeElement !== input) input.value = name();
  });
  select.form.addEventListener("reset", () => setTimeout(() => choose(null)));
  input.value = name();
};

document.querySelectorAll("select[data-search]").forEach(setUp);
