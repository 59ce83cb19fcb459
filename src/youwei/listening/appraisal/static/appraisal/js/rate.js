// The ballot: a code behind the # of a link goes into the form and nowhere else; answers that cannot
// be sent stay on the page; how fast somebody answered is told in one word, never as a time.

const codeForm = document.querySelector("[data-code-form]");
const takeCode = () => {
  const field = codeForm.querySelector("input[name=code]");
  const code = decodeURIComponent(location.hash.slice(1));
  if (!code) return;
  field.value = code;
  history.replaceState(null, "", location.pathname);
  codeForm.requestSubmit();
};
if (codeForm) {
  addEventListener("hashchange", takeCode);
  takeCode();
}

const ballot = document.getElementById("ballot");
if (ballot) {
  const groups = () =>
    new Set([...ballot.querySelectorAll("input[type=radio]")].map((one) => one.name));
  const chosen = () => ballot.querySelectorAll("input[type=radio]:checked");
  const total = groups().size;
  const answered = ballot.querySelector("[data-answered]");
  const count = () => {
    answered.querySelector("[data-count]").textContent = chosen().length;
    answered.querySelector("[data-of]").textContent = total;
    answered.hidden = false;
  };
  ballot.addEventListener("change", count);
  count();

  const shown = performance.now();
  const kept = chosen().length > 0; // a draft came back: nothing can be said about its pace
  ballot.addEventListener("submit", (event) => {
    const offline = ballot.querySelector("[data-offline]");
    offline.hidden = navigator.onLine;
    if (!navigator.onLine) {
      event.preventDefault();
      offline.scrollIntoView({ block: "center" });
      return;
    }
    const seconds = (performance.now() - shown) / 1000;
    const fast = seconds < chosen().length * Number(ballot.dataset.seconds);
    const pace = ballot.querySelector("input[name=pace]");
    if (!kept) pace.value = fast ? "fast" : "usual";
  });
}
