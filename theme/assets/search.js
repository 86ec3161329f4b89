/* Searching the report: a box that finds sections. Where it leads, found.js shows the words. */
(() => {
  "use strict";
  const { root, one, all, make, plain, land } = window.site;
  const form = one(".search");
  if (!form) return;
  const input = one("input", form), panel = one(".search-results"), count = one("p", panel), list = one("ol", panel);
  let loading = null, most = 0, years = 0;

  /* --- the index: a script, so that it also loads from a folder. `fold` makes one of all ways to write a character --- */

  let fold = plain;
  const load = () => loading ||= new Promise((resolve, reject) => {
    const script = make("script", "", { src: `${root}assets/search_index.js`, onerror: reject });
    script.onload = () => {
      const { sections, traditional, ...tables } = window.searchIndex;
      const simple = new Map(traditional.match(/../gu)?.map((pair) => [...pair]));
      fold = (text) => plain(text).replace(/\p{Script=Han}/gu, (character) => simple.get(character) ?? character);
      const entries = sections.map((entry) => ({
        ...entry, in: fold(entry.text), by: fold(entry.title), id: entry.url.includes(".html#") ? entry.url.split("#")[1] : "",
      }));
      resolve({ ...tables, entries });
    };
    document.head.append(script);
  });

  /* --- finding: every word must occur, as it is, as a synonym or as its pinyin initials --- */

  const literal = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const times = (text, word) => text.split(word).length - 1;
  const occurs = (word) => (entry) => entry.by.includes(word) || entry.in.includes(word) || entry.id.includes(word);

  /* What some patterns find in all texts, as [what, weight], best first: a heading counts for five, `bonus` is added once. */
  const runs = ({ entries }, patterns, bonus = () => 0) => {
    const found = new Map();
    for (const { by, in: text, id } of entries)
      for (const [haystack, weight] of [[by, 5], [text, 1], [id, 1]])
        for (const [run] of patterns.flatMap((pattern) => [...haystack.matchAll(pattern)])) found.set(run, (found.get(run) ?? bonus(run)) + weight);
    return [...found].sort((a, b) => b[1] - a[1]);
  };
  const spelled = (index, word) => {
    if (!/^[a-z]{2,}$/.test(word) || [...word].some((letter) => !index.initials[letter])) return [];
    const pattern = new RegExp([...word].map((letter) => `[${index.initials[letter]}]`).join(""), "gu");
    const enough = word.length > 2 ? 2 : 5; // two letters fit too much: they must stand in a heading
    return runs(index, [pattern]).filter(([, weight]) => weight >= enough).slice(0, 3).map(([run]) => run);
  };
  const alternatives = (index, word) => {
    const synonyms = index.synonyms.map((group) => group.map(fold)).flatMap((group) =>
      group.filter((one) => word.includes(one)).flatMap((one) => group.map((other) => word.replace(one, other))));
    const all = [...new Set([word, ...synonyms])];
    return index.entries.some((entry) => all.some((one) => occurs(one)(entry))) ? all : [...all, ...spelled(index, word)];
  };
  const rated = ({ entries }, words, needed) => entries
    .map((entry) => {
      const met = words.map((ways) => ways.filter((way) => occurs(way)(entry))).filter((ways) => ways.length);
      const found = [...new Set(met.flat())];
      const weight = found.reduce((sum, word) => sum + 8 * times(entry.by, word) + Math.min(3, times(entry.in, word)), 0);
      return { entry, found, met: met.length, weight: weight + 4 * met.length + (found.includes(entry.by) || found.includes(entry.id) ? 20 : 0) };
    })
    .filter(({ met }) => met >= needed)
    .sort((a, b) => b.weight - a.weight || parseInt(b.entry.url) - parseInt(a.entry.url) || 0);
  const pairs = (word) => {
    const units = word.match(/[\w.]+|[^]/gu) || []; // a number or a Latin word is one
    return units.length < 3 ? [word] : units.slice(1).map((unit, at) => units[at] + unit);
  };
  const search = (index, query) => {
    const words = fold(query).split(/\s+/).filter(Boolean), ways = words.map((word) => alternatives(index, word));
    const whole = rated(index, ways, ways.length);
    if (whole.length) return { results: whole, exact: true };
    const parts = words.flatMap(pairs).map((part) => [part]);
    return { results: rated(index, parts, Math.ceil(parts.length / 2)), near: mended(index, words) };
  };

  /* --- one slip in a word: another character (of the same sound first), one too many, one missing, two the wrong way round --- */

  const alike = (index, one, other) => one.length === other.length && [...one].every((character, at) =>
    character === other[at] || Object.values(index.initials).some((group) => group.includes(character) && group.includes(other[at])));
  const slips = (word) => {
    const letters = [...word].map(literal), any = "[\\p{Script=Han}\\w.]";
    const forms = letters.flatMap((letter, at) => {
      const before = letters.slice(0, at), [next, ...rest] = letters.slice(at + 1);
      const after = next ? [next, ...rest] : [];
      return [[...before, any, ...after], [...before, ...after], at ? [...before, any, letter, ...after] : null, next ? [...before, next, letter, ...rest] : null];
    });
    return forms.filter((form) => form?.length > Math.min(2, letters.length - 1)).map((form) => new RegExp(form.join(""), "gu"));
  };
  const mended = (index, words) => {
    const better = words.map((word) => {
      if (word.length < 2 || index.entries.some(occurs(word))) return word;
      const sorted = (text) => [...text].sort().join("");
      const closeness = (run) => alike(index, word, run) || sorted(run) === sorted(word) ? 2000 : run.length > word.length ? 3000 : 0;
      const least = word.length > 2 ? 0 : 2000; // of two characters, none but another of the same sound, or the other order
      return runs(index, slips(word), closeness).find(([, weight]) => weight > least)?.[0] ?? word;
    });
    return better.join() === words.join() ? "" : better.join(" ");
  };

  /* --- the list of what was found --- */

  const marked = (text, words) => {
    const folded = fold(text), pieces = [];
    let at = 0;
    for (const { index, 0: { length } } of words.length ? folded.matchAll(wordsOf(words)) : []) {
      pieces.push(text.slice(at, index), make("mark", text.slice(index, index + length)));
      at = index + length;
    }
    return [...pieces, text.slice(at)];
  };
  const wordsOf = (words) => new RegExp([...words].sort((a, b) => b.length - a.length).map(literal).join("|"), "g");
  const around = ({ entry, found }) => {
    const first = Math.min(...found.map((word) => entry.in.indexOf(word)).filter((from) => from >= 0), entry.text.length);
    const from = first < entry.text.length ? Math.max(0, first - 24) : 0;
    return `${from ? "…" : ""}${entry.text.slice(from, from + 80)}${from + 80 < entry.text.length ? "…" : ""}`;
  };
  const line = (result) => {
    const { entry, found } = result, [address, place] = entry.url.split("#");
    const words = found.filter((word) => entry.in.includes(word) || entry.by.includes(word));
    const find = words.length ? `?find=${encodeURIComponent(words.join(" "))}` : "";
    const link = make("a", "", { href: `${root}${address}${find}${place ? `#${place}` : ""}` });
    link.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || link.pathname !== location.pathname) return;
      event.preventDefault(); // the page is here already
      location.hash = place ?? "";
      land(words, place);
    };
    const title = make("b"), text = make("span");
    title.append(...marked(entry.title, found));
    text.append(...marked(around(result), found));
    const year = years > 1 ? /^\d{4}(?=\/)/.exec(address)?.[0] : "";
    const whence = [year && `${year}年`, entry.page !== entry.title && entry.page].filter(Boolean).join(" ");
    link.append(title, ...(whence ? [" ", make("small", whence)] : []), " ", text);
    const item = make("li");
    item.append(link);
    return item;
  };
  const said = (query, { results, exact, near }) => {
    if (!results) return ["搜索暂时不能用。"];
    if (exact) return [`找到 ${results.length} 处`];
    const better = make("button", near, { type: "button", className: "suggestion", onclick: () => { input.value = near; input.focus(); input.oninput() } });
    return [
      `没有找到“${query}”。`,
      ...(near ? ["您要找的是不是", better, "？"] : []),
      ...(results.length ? [`下面 ${results.length} 处有其中的部分字词。`] : [
        "可以换短一些的词，或者只打拼音的首字母（行政复议打 xzfy）；也可以到", make("a", "指标目录", { href: `${root}indicators.html` }), "里按主题找。",
      ]),
    ];
  };
  const tell = async () => {
    const query = input.value.trim();
    if (!query) { panel.hidden = true; return }
    let index;
    try { index = await load() } catch { index = null }
    if (query !== input.value.trim()) return;
    years = new Set(index?.entries.map(({ url }) => parseInt(url)).filter(Boolean)).size;
    const answer = index ? search(index, query) : {}, results = answer.results ?? [];
    count.replaceChildren(...said(query, answer));
    count.dataset.asked = query;
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
    const links = all("a, button", panel), at = links.indexOf(document.activeElement);
    if (event.key === "Escape") { panel.hidden = true; input.focus() }
    else if (event.key === "ArrowDown") (links[at + 1] || links[0])?.focus();
    else if (event.key === "ArrowUp") (at > 0 ? links[at - 1] : input).focus();
    else return;
    event.preventDefault();
  };
  addEventListener("pointerdown", (event) => { if (!form.contains(event.target)) panel.hidden = true });
  form.addEventListener("focusout", (event) => { if (event.relatedTarget && !form.contains(event.relatedTarget)) panel.hidden = true });
  list.addEventListener("click", (event) => { if (event.target.closest("a")) panel.hidden = true });
})();
