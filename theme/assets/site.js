/* What the pages do beyond being read: reading settings, asking a figure, filtering the catalogue. */
(() => {
  "use strict";
  const root = document.currentScript.dataset.root.replace(/\/?$/, "/");
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

  /* --- asking a figure: a card beside it; hover, focus, or a first tap shows it, Escape puts it away --- */

  const card = make("span", "", { className: "origin", id: "origin", hidden: true });
  let asked = null, waiting = 0, touched = false;

  const show = (link) => {
    clearTimeout(waiting);
    if (asked === link) return;
    hide();
    asked = link;
    const { name, definition, formula, numbers, source } = link.dataset;
    card.replaceChildren(make("b", name));
    if (definition) card.append(make("span", definition));
    if (formula) card.append(make("span", formula, { className: "formula" }));
    if (numbers) card.append(make("span", numbers, { className: "formula" }));
    card.append(make("span", `出处：${source}`), make("a", "在指标目录中查看", { href: link.href, tabIndex: -1 }));
    one("main").append(card);
    card.hidden = false;
    link.setAttribute("aria-describedby", "origin");
    place();
  };
  const hide = () => {
    clearTimeout(waiting);
    card.hidden = true;
    asked?.removeAttribute("aria-describedby");
    asked = null;
  };
  const later = () => { clearTimeout(waiting); waiting = setTimeout(hide, 250) };
  const place = () => {
    if (!asked) return;
    const figure = asked.getClientRects()[0] || asked.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = card;
    const edge = 12, below = figure.bottom + 6;
    const top = below + height > innerHeight - edge && figure.top - height - 6 > edge ? figure.top - height - 6 : below;
    card.style.left = `${Math.max(edge, Math.min(figure.left, document.documentElement.clientWidth - width - edge))}px`;
    card.style.top = `${top}px`;
  };
  const figureOf = (event) => event.target.closest?.("a[data-name]");

  addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = figureOf(event);
    if (link) { clearTimeout(waiting); waiting = setTimeout(show, asked ? 0 : 120, link) }
    else if (card.contains(event.target)) clearTimeout(waiting);
    else if (asked && asked !== document.activeElement) later();
    else if (!asked) clearTimeout(waiting);
  });
  addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
    if (asked && !figureOf(event) && !card.contains(event.target)) hide();
  });
  addEventListener("click", (event) => {
    const link = figureOf(event);
    if (link && touched && asked !== link) { event.preventDefault(); show(link) }
  });
  addEventListener("focusin", (event) => {
    const link = figureOf(event);
    if (link && !touched) show(link);
    else if (!link && !card.contains(event.target)) hide();
  });
  addEventListener("keydown", (event) => { touched = false; if (event.key === "Escape") hide() });
  addEventListener("scroll", place, { passive: true });
  addEventListener("resize", place);

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
    const reveal = () => {
      const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (target?.closest("[hidden]")) { filter.reset(); narrow(); target.scrollIntoView() }
    };
    filter.onsubmit = (event) => event.preventDefault();
    filter.oninput = narrow;
    addEventListener("hashchange", reveal);
    narrow();
  }
})();
