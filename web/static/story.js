// Light up the sentences that a field was read from while it is pointed at or has the focus.
const pieces = [...document.querySelectorAll("[data-e]")];
const of = (key) => pieces.filter((piece) => piece.dataset.e.split(" ").includes(key));

function light(key, isOn) {
  for (const piece of of(key)) piece.classList.toggle("lit", isOn);
}

for (const field of document.querySelectorAll("[data-keys]")) {
  const key = field.dataset.keys;
  if (!of(key).length) continue;
  for (const [name, isOn] of [["mouseenter", true], ["focusin", true], ["mouseleave", false], ["focusout", false]]) {
    field.addEventListener(name, () => light(key, isOn));
  }
}
import "./review.js";
