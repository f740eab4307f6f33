// What every page is nicer with: "/" leads to the search box, J and K through results, printing.
document.documentElement.classList.add("js");

const isTyping = (event) =>
  event.ctrlKey || event.metaKey || event.altKey ||
  event.target.closest("input, textarea, select, [contenteditable]");

const hits = [...document.querySelectorAll("[data-hit]")];
let at = -1;

function go(step) {
  if (!hits.length) return;
  hits[at]?.classList.remove("at");
  at = Math.min(Math.max(at + step, 0), hits.length - 1);
  hits[at].classList.add("at");
  hits[at].querySelector("a").focus();
}

document.addEventListener("keydown", (event) => {
  if (isTyping(event)) return;
  const box = document.querySelector("[data-search]");
  if (event.key === "/" && box) {
    event.preventDefault();
    box.focus();
    box.select();
  } else if (event.key === "j") go(1);
  else if (event.key === "k") go(-1);
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => print());
}
