// Copy, save and print what the person has to keep.

const say = (button, words) => {
  const idle = button.dataset.idle ?? button.textContent;
  button.dataset.idle = idle;
  button.textContent = words;
  setTimeout(() => {
    button.textContent = idle;
  }, 2500);
};

const select = (element) => {
  const range = document.createRange();
  range.selectNodeContents(element);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
};

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy], [data-save], [data-print]");
  if (!button) return;
  if ("print" in button.dataset) {
    print();
    return;
  }
  const source = document.getElementById(button.dataset.copy ?? button.dataset.save);
  const text = source.dataset.text ?? source.textContent.trim();
  if ("copy" in button.dataset) {
    try {
      await navigator.clipboard.writeText(text);
      say(button, button.dataset.copied);
    } catch {
      select(source); // no clipboard here (plain http): selected, ready for the person's own copy
    }
    return;
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  link.download = button.dataset.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
});
