// A crawl under way: ask for its figures every other second, and write them where they stand.
const wait = 2000;
const address = document.querySelector("[data-run]").dataset.run;

function place(attribute, name) {
  return document.querySelector(`[${attribute}="${CSS.escape(name)}"]`);
}

async function again() {
  try {
    const answer = await fetch(address, { headers: { accept: "application/json" } });
    if (answer.ok) {
      const { state, figures, shares } = await answer.json();
      const isNew = Object.keys(figures).some((name) => !place("data-figure", name));
      // What has no place yet, and the report in the end, come with the page itself.
      if (state !== "going" || isNew) return location.reload();
      for (const [name, text] of Object.entries(figures)) place("data-figure", name).textContent = text;
      for (const [name, share] of Object.entries(shares)) place("data-share", name)?.setAttribute("width", share);
    }
  } catch {
    // The server may be away for a moment; the next round asks again.
  }
  setTimeout(again, wait);
}

setTimeout(again, wait);
