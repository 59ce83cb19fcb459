// Puts the form where this script stands, and gives the frame the height of its page.
(() => {
  const script = document.currentScript;
  const address = new URL(script.src.replace(/\.js(\?.*)?$/, "/"));
  const frame = document.createElement("iframe");
  frame.src = address.href;
  frame.title = script.dataset.title || "反映问题";
  frame.referrerPolicy = "no-referrer";
  frame.width = "100%";
  frame.height = "900";
  frame.style.border = "0";
  script.after(frame);
  addEventListener("message", (event) => {
    if (event.source !== frame.contentWindow || event.origin !== address.origin) return;
    const height = Number(event.data?.youweiHeight);
    if (height > 0 && height < 20000) frame.height = String(Math.ceil(height));
  });
})();
