/* What the pages do beyond being read: reading settings, asking a figure, filtering the catalogue. */
(() => {
  "use strict";
  const root = document.currentScript.dataset.root;
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const make = (tag, text = "", attributes = {}) => Object.assign(document.createElement(tag), { textContent: text, ...attributes });
  /* Full-width and capital letters as plain ones, character by character, so that places in the text stay. */
  const plain = (text) => text.replace(/[^\u3000-\u9fff]/g, (character) => {
    const folded = character.normalize("NFKC").toLowerCase();
    return folded.length === character.length ? folded : character;
  });

  window.site = { root, one, all, make, plain }; // for the scripts that follow: searching

  /* --- reading settings: kept where the browser lets us, applied before the first paint by the page's head --- */

  const kept = (name) => { try { return localStorage.getItem(`reading.${name}`) } catch { return null } };
  const keep = (name, value) => {
    try { value ? localStorage.setItem(`reading.${name}`, value) : localStorage.removeItem(`reading.${name}`) } catch { /* not kept */ }
  };
  const settings = one(".settings");
  if (settings) {
    const page = document.documentElement.dataset;
    const contrast = matchMedia("(prefers-contrast: more)"), dark = matchMedia("(prefers-color-scheme: dark)");
    const palette = one("#palette"), large = one(".large-type");
    const paint = () => {
      page.palette = kept("palette") || palette.value || (contrast.matches ? "contrast" : dark.matches ? "dark" : "light");
    };
    palette.value = kept("palette") || "";
    palette.onchange = () => { keep("palette", palette.value); paint() };
    contrast.onchange = dark.onchange = paint;
    large.setAttribute("aria-pressed", String(page.type === "large"));
    large.onclick = () => {
      page.type = page.type === "large" ? "" : "large";
      large.setAttribute("aria-pressed", String(page.type === "large"));
      keep("type", page.type);
    };
  }

  for (const link of all("aside nav a")) if (link.pathname === location.pathname) link.setAttribute("aria-current", "page");

  /* --- the catalogue: by theme and by words --- */

  const filter = one(".catalogue-filter");
  if (filter) {
    const input = one("input[type=search]", filter), count = one(".catalogue-count", filter);
    const entries = all(".indicator").map((element) => ({ element, theme: element.id.split(".")[0], text: plain(element.textContent) }));
    const narrow = () => {
      const words = plain(input.value).split(/\s+/).filter(Boolean), theme = one("input[name=theme]:checked", filter).value;
      let shown = 0;
      for (const { element, theme: own, text } of entries) {
        element.hidden = !((!theme || own === theme) && words.every((word) => text.includes(word)));
        shown += !element.hidden;
      }
      for (const section of all(".catalogue > section")) section.hidden = !one(".indicator:not([hidden])", section);
      count.textContent = shown === entries.length ? `共 ${shown} 项指标` : shown ? `${entries.length} 项中的 ${shown} 项` : "没有符合的指标。";
    };
    const choose = (theme) => { one(`input[name=theme][value="${theme}"]`, filter).checked = true };
    const small = matchMedia("(max-width: 48em)").matches; // there one theme at a time, or the scroll has no end
    const reveal = () => {
      const target = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
      if (target?.matches(".indicator")) one("details", target).open = true;
      if (!target?.closest(".catalogue")) return;
      const theme = target.id.replace(/^theme-/, "").split(".")[0];
      if (small || target.closest("[hidden]")) { filter.reset(); choose(small ? theme : ""); narrow(); target.scrollIntoView() }
    };
    filter.onsubmit = (event) => event.preventDefault();
    filter.oninput = narrow;
    addEventListener("hashchange", reveal);
    if (small) choose(entries[0].theme);
    narrow();
    reveal();
  }
})();
