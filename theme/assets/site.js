/* What the pages do beyond being read: reading settings, asking a figure, searching, filtering the catalogue. */
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

  /* --- search: every word must occur; where a sentence has none of it whole, its pairs of characters are looked for --- */

  const form = one(".search");
  if (form) {
    const input = one("input", form), panel = one(".search-results"), count = one("p", panel), list = one("ol", panel);
    let loading = null, most = 0;

    const load = () => loading ||= new Promise((resolve, reject) => {
      const script = make("script", "", { src: `${root}assets/search_index.js`, onerror: reject });
      script.onload = () => resolve(window.searchIndex.map((entry) => ({ ...entry, in: plain(entry.text), by: plain(entry.title) })));
      document.head.append(script);
    });
    const times = (text, word) => text.split(word).length - 1;
    const rated = (index, words, needed) => index
      .map((entry) => {
        const found = words.filter((word) => entry.by.includes(word) || entry.in.includes(word));
        const weight = found.reduce((sum, word) => sum + 8 * times(entry.by, word) + Math.min(3, times(entry.in, word)), 0);
        return { entry, found, weight: weight + 4 * found.length + (words.includes(entry.by) ? 20 : 0) };
      })
      .filter(({ found }) => found.length >= needed)
      .sort((a, b) => b.weight - a.weight);
    const pairs = (word) => {
      const units = word.match(/[\w.]+|[^]/gu) || []; // a number or a Latin word is one
      return units.length < 3 ? [word] : units.slice(1).map((unit, at) => units[at] + unit);
    };
    const search = (index, query) => {
      const words = plain(query).split(/\s+/).filter(Boolean);
      const whole = rated(index, words, words.length);
      const parts = words.flatMap(pairs);
      return whole.length || !words.length ? whole : rated(index, parts, Math.ceil(parts.length / 2));
    };
    const marked = (text, words) => {
      const folded = plain(text), pieces = [];
      let at = 0;
      while (at < text.length) {
        const next = words.map((word) => ({ word, from: folded.indexOf(word, at) })).filter(({ from }) => from >= 0)
          .sort((a, b) => a.from - b.from || b.word.length - a.word.length)[0];
        if (!next) break;
        pieces.push(text.slice(at, next.from), make("mark", text.slice(next.from, next.from + next.word.length)));
        at = next.from + next.word.length;
      }
      return [...pieces, text.slice(at)];
    };
    const around = ({ entry, found }) => {
      const at = Math.max(0, Math.min(...found.map((word) => entry.in.indexOf(word)).filter((from) => from >= 0), entry.text.length) - 24);
      const from = found.some((word) => entry.in.includes(word)) ? at : 0;
      return `${from ? "…" : ""}${entry.text.slice(from, from + 80)}${from + 80 < entry.text.length ? "…" : ""}`;
    };
    const line = (result) => {
      const { entry, found } = result;
      const inText = found.find((word) => entry.in.includes(word));
      const href = root + entry.url + (inText ? `${entry.url.includes("#") ? "" : "#"}:~:text=${encodeURIComponent(inText)}` : "");
      const link = make("a", "", { href });
      const title = make("b"), text = make("span");
      title.append(...marked(entry.title, found));
      text.append(...marked(around(result), found));
      link.append(title, ...(entry.page === entry.title ? [] : [" ", make("small", entry.page)]), " ", text);
      const item = make("li");
      item.append(link);
      return item;
    };
    const tell = async () => {
      const query = input.value.trim();
      if (!query) { panel.hidden = true; return }
      let index;
      try { index = await load() } catch { index = null }
      if (query !== input.value.trim()) return;
      const results = index ? search(index, query) : [];
      count.textContent = !index ? "搜索暂时不能用。" : results.length ? `找到 ${results.length} 处` : `没有找到“${query}”。`;
      list.replaceChildren(...results.slice(0, most).map(line));
      if (results.length > most) {
        const more = make("button", `再看 ${results.length - most} 处`, { type: "button", onclick: () => { most = Infinity; tell() } });
        const item = make("li");
        item.append(more);
        list.append(item);
      }
      panel.hidden = false;
    };
    input.oninput = () => { most = 12; tell() };
    input.onfocus = () => { load().catch(() => {}) };
    input.onclick = () => { if (panel.hidden) input.oninput() };
    form.onsubmit = (event) => { event.preventDefault(); one("a", list)?.click() };
    form.onkeydown = (event) => {
      const links = all("a, button", list), at = links.indexOf(document.activeElement);
      if (event.key === "Escape") { panel.hidden = true; input.focus() }
      else if (event.key === "ArrowDown") (links[at + 1] || links[0])?.focus();
      else if (event.key === "ArrowUp") (at > 0 ? links[at - 1] : input).focus();
      else return;
      event.preventDefault();
    };
    addEventListener("pointerdown", (event) => { if (!form.contains(event.target)) panel.hidden = true });
    form.addEventListener("focusout", (event) => { if (event.relatedTarget && !form.contains(event.relatedTarget)) panel.hidden = true });
    list.addEventListener("click", (event) => { if (event.target.closest("a")) panel.hidden = true });
  }

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
