// One form, shown step by step. Without a script all steps stand below each other.
// The browser's back button goes to the step before; each step is checked before the next.

const fill = (template, values) =>
  template.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

const make = (tag, className, text = "") => {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
};

const fault = (control) => {
  if (control.validity.valueMissing) return control.dataset.missing || control.validationMessage;
  return control.validationMessage;
};

const mark = (control) => {
  const field = control.closest(".field");
  const id = `${control.id.replace(/_\d+$/, "")}_step_error`;
  let list = document.getElementById(id);
  if (!list) {
    list = make("ul", "errors");
    list.id = id;
    (field.querySelector(".field__control") ?? control).before(list);
  }
  list.replaceChildren(make("li", "", fault(control)));
  field.classList.add("field--wrong");
  for (const one of field.querySelectorAll(`[name="${CSS.escape(control.name)}"]`)) {
    one.setAttribute("aria-invalid", "true");
    const described = (one.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
    if (!described.includes(id)) {
      one.setAttribute("aria-describedby", [...described, id].join(" "));
    }
  }
};

const unmark = (control) => {
  const field = control.closest(".field--wrong");
  if (!field || [...field.querySelectorAll(":invalid")].length) return;
  field.classList.remove("field--wrong");
  field.querySelectorAll(".errors").forEach((list) => list.replaceChildren());
  field.querySelectorAll("[aria-invalid]").forEach((one) => one.removeAttribute("aria-invalid"));
};

const setUp = (form) => {
  const steps = [...form.querySelectorAll("[data-step]")];
  if (steps.length < 2) return;
  const words = form.dataset;
  const last = steps.length - 1;
  let current = 0;

  form.noValidate = true;
  form.classList.add("form--stepped");

  const progress = make("ol", "steps");
  progress.setAttribute("aria-label", words.progress);
  steps.forEach((step, index) => {
    const item = make("li", "steps__step", `${index + 1} ${step.dataset.step}`);
    progress.append(item);
    step.querySelector("legend").tabIndex = -1;
  });
  form.prepend(progress);

  const actions = form.querySelector("[data-step-actions]");
  const back = make("button", "button button--second", words.back);
  const next = make("button", "button", words.next);
  back.type = next.type = "button";
  actions.prepend(back);
  back.after(next);
  const sending = [...actions.children].filter((part) => part !== back && part !== next);

  const show = (index, { focus = true } = {}) => {
    current = Math.min(Math.max(index, 0), last);
    steps.forEach((step, position) => {
      step.hidden = position !== current;
    });
    [...progress.children].forEach((item, position) => {
      item.classList.toggle("steps__step--past", position < current);
      if (position === current) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
    });
    back.hidden = current === 0;
    next.hidden = current === last;
    for (const part of sending) part.hidden = current !== last;
    if (focus) {
      progress.scrollIntoView({ block: "start" });
      steps[current].querySelector("legend").focus({ preventScroll: true });
    }
    form.dispatchEvent(new CustomEvent("step", { detail: { index: current } }));
  };

  const go = (index) => {
    history.pushState({ step: index }, "");
    show(index);
  };

  const check = (step) => {
    const wrong = [...step.querySelectorAll(":invalid")].filter(
      (control) => control.matches("input, select, textarea") && !control.closest("[hidden]"),
    );
    wrong.forEach(mark);
    wrong[0]?.focus();
    return wrong.length === 0;
  };

  next.addEventListener("click", () => {
    if (check(steps[current])) go(current + 1);
  });
  back.addEventListener("click", () => go(current - 1));
  addEventListener("popstate", (event) => show(event.state?.step ?? 0));
  for (const kind of ["input", "change"]) {
    form.addEventListener(kind, (event) => event.target.closest && unmark(event.target));
  }

  // Enter in a one-line field means "next" until the last step.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || current === last) return;
    if (!event.target.matches("input:not([type=checkbox], [type=radio])")) return;
    event.preventDefault();
    next.click();
  });

  form.addEventListener("submit", (event) => {
    const first = steps.findIndex((step) => step.querySelector(":invalid"));
    if (first === -1) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (first !== current) go(first);
    check(steps[first]);
  }, { capture: true });

  // A link of the error summary opens the step that holds the field.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    const target = link && document.getElementById(link.hash.slice(1));
    const index = steps.findIndex((step) => target && step.contains(target));
    if (index === -1) return;
    event.preventDefault();
    if (index !== current) go(index);
    const field = target.closest(".field") ?? target;
    field.scrollIntoView({ block: "center" });
    (target.matches("input, select, textarea") ? target : field.querySelector("input"))?.focus();
  });

  const faulty = steps.findIndex((step) => step.querySelector('.field--wrong, [aria-invalid="true"]'));
  const kept = history.state?.step;
  show(faulty === -1 ? (kept ?? 0) : faulty, { focus: false });
};

document.querySelectorAll("form[data-steps]").forEach(setUp);
