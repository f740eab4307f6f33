// Keys for decisions: T or K keeps, X drops, U takes back, J goes on to the next.
const names = { t: "t", k: "t", x: "x", u: "u", j: "j" };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest("input, textarea, select")) return;
  const name = names[event.key.toLowerCase()];
  const found = name && document.querySelector(`main [data-key="${name}"]`);
  if (!found) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  found.click();
}, { capture: true });
