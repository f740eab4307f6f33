// Copying the text for WhatsApp, and putting entries in order by dragging them.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    const box = document.getElementById(button.dataset.copy);
    box.select();
    try {
      await navigator.clipboard.writeText(box.value);
    } catch {
      // Where the page is not secure there is no clipboard; the text is selected all the same.
      document.execCommand("copy");
    }
    const before = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = before; }, 2000);
  });
}

// What is sent to reorder a section: a form like those of its buttons, with all keys in order.
function reorder(list) {
  const form = list.querySelector("form").cloneNode(true);
  const keys = [...list.children].map((entry) => entry.dataset.key).join("\n");
  for (const name of ["action", "keys"]) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = name === "action" ? "order" : keys;
    form.append(field);
  }
  form.hidden = true;
  document.body.append(form);
  form.submit();
}

for (const list of document.querySelectorAll("[data-sortable]")) {
  if (list.children.length < 2) continue;
  let dragged = null;
  for (const entry of list.children) {
    entry.draggable = true;
    entry.classList.add("draggable");
  }
  list.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("li[data-key]");
  });
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("li[data-key]");
    if (!dragged || !over || over.parentElement !== list) return;
    event.preventDefault();
    if (over === dragged) return;
    const { top, height } = over.getBoundingClientRect();
    over[event.clientY < top + height / 2 ? "before" : "after"](dragged);
  });
  list.addEventListener("drop", (event) => {
    if (!dragged) return;
    event.preventDefault();
    dragged = null;
    reorder(list);
  });
}
