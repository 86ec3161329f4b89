/* Where the search led: the words are marked where they stand, one of them is in sight, and a bar leads to the others. */
(() => {
  "use strict";
  const { one, all, make, plain } = window.site;
  const article = one("article");
  let bar = null;

  /* The places of some words in the article, in its order, each with whether it is within `section`. */
  const places = (words, within) => {
    const nodes = [], walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    let text = "";
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.parentElement.closest("script, style, svg, nav, form, [hidden]")) continue;
      nodes.push({ node, from: text.length });
      text += plain(node.data);
    }
    const at = (offset) => {
      const { node, from } = nodes.findLast((each) => each.from <= offset);
      return [node, offset - from];
    };
    const literal = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).sort((a, b) => b.length - a.length);
    return [...text.matchAll(new RegExp(literal.join("|"), "g"))].map(({ index, 0: { length } }) => {
      const range = document.createRange(), [last, offset] = at(index + length - 1);
      range.setStart(...at(index));
      range.setEnd(last, offset + 1);
      return { range, inside: within(range) };
    });
  };

  /* A section: from its heading to the next one, or the element itself that is named. Without a name: all above the first. */
  const section = (place) => {
    const headings = all("h1, h2, h3", article), named = place ? document.getElementById(place) : headings[0];
    const heading = named && (named.matches("h1, h2, h3") ? named : null);
    const next = heading && headings[headings.indexOf(heading) + 1];
    const inside = (range) => {
      const node = range.startContainer;
      if (!heading) return Boolean(named?.contains(node));
      const after = heading.contains(node) || heading.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING;
      return Boolean(after && (!next || next.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING));
    };
    return { start: named ?? article, inside };
  };

  const highlight = (name, ranges) => {
    if (!window.Highlight) return; // the page still stands at the words
    ranges.length ? CSS.highlights.set(name, new Highlight(...ranges)) : CSS.highlights.delete(name);
  };
  const put = (range) => {
    for (let fold = range.startContainer.parentElement.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    const { top, bottom } = range.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight - (bar?.offsetHeight ?? 0) - 16) scrollBy(0, top - innerHeight * 0.35);
    highlight("found-now", [range]);
  };
  const away = () => {
    bar?.remove();
    bar = null;
    highlight("found", []);
    highlight("found-now", []);
  };

  /* Shows the words on this page, beginning with the section at `place` ("" for the top). */
  const land = (words, place) => {
    away();
    const { start, inside } = section(place);
    start.scrollIntoView();
    const found = words.length ? places(words, inside) : [];
    if (!found.length) return;
    let now = Math.max(0, found.findIndex((each) => each.inside));
    const said = make("span", "");
    said.setAttribute("role", "status");
    const show = (step) => {
      now = (now + step + found.length) % found.length;
      said.textContent = `“${words.join("、")}”在本页第 ${now + 1} 处，共 ${found.length} 处`;
      put(found[now].range);
    };
    const button = (text, action) => make("button", text, { type: "button", onclick: action });
    bar = make("div", "", { className: "found-bar" });
    bar.append(said, ...(found.length > 1 ? [button("上一处", () => show(-1)), button("下一处", () => show(1))] : []), button("关闭", away));
    article.after(bar);
    highlight("found", found.map(({ range }) => range));
    show(0);
  };
  window.site.land = land;

  addEventListener("keydown", (event) => { if (event.key === "Escape") away() });
  const words = new URLSearchParams(location.search).get("find")?.split(" ").filter(Boolean) ?? [];
  const arrive = () => requestAnimationFrame(() => land(words, decodeURIComponent(location.hash.slice(1))));
  if (words.length && article) document.readyState === "complete" ? arrive() : addEventListener("load", arrive);
})();
