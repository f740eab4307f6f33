// Work that goes on: fetch the page again every other second and put its main part in place.
const wait = 2000;

async function again() {
  try {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("main");
    const hasFocus = document.activeElement?.closest("main form");
    if (answer.ok && fresh && !hasFocus) document.querySelector("main").replaceChildren(...fresh.childNodes);
  } catch {
    // The server may be away for a moment; the next round asks again.
  }
  if (document.querySelector('[data-progress="open"]')) setTimeout(again, wait);
}

setTimeout(again, wait);
