/* Asking a figure, and taking one along. A card beside it: hover, focus or a first tap shows it, Escape puts it away. */
(() => {
  "use strict";
  const { root } = window.site;
  const make = (tag, text = "", attributes = {}, ...inside) => {
    const element = Object.assign(document.createElement(tag), text ? { textContent: text, ...attributes } : attributes);
    element.append(...inside);
    return element;
  };
  const line = (text, className = "") => make("span", text, { className });

  /* --- what the card tells: at once what the link says of itself, then the years, the report and the passages --- */

  let loading = null;
  const load = () => loading ||= new Promise((resolve, reject) => {
    const script = make("script", "", { src: `${root}assets/cards.js`, onload: () => resolve(window.cards), onerror: reject });
    document.head.append(script);
  });
  const absolute = (address) => new URL(root + address, document.querySelector("link[rel=canonical]")?.href || location.href).href;

  const copied = (text) => {
    let done = false;
    const hand = (event) => { event.clipboardData.setData("text/plain", text); event.preventDefault(); done = true };
    document.addEventListener("copy", hand, { once: true });
    document.execCommand("copy"); /* also where the page is no secure context, or a file */
    document.removeEventListener("copy", hand);
    return done;
  };
  const copying = (label, text) => make("button", label, {
    type: "button",
    onclick: ({ target }) => { target.textContent = copied(text) ? "已复制" : "没能复制" },
  });

  const citing = (name, said, year, id, from) => {
    const permanent = absolute(`indicators.html#${id}`);
    const words = `${name}${/^[\d.]/.test(said) ? "" : "："}${said}（${year}年）`;
    return [copying("复制引用", `${words}。${from}。${permanent}`), copying("复制 Markdown", `[${words}](${permanent})，${from}`)];
  };

  /* An indicator's entry in the catalogue is cited by its newest year. */
  document.addEventListener("toggle", async ({ target }) => {
    const entry = target.closest?.(".indicator"), figure = entry?.querySelector("data");
    if (!figure || !target.matches(".particulars") || target.querySelector("button")) return;
    const { documents } = await load(), { id, year } = figure.dataset;
    const source = entry.querySelector("[data-field='figure.source']").textContent;
    target.append(...citing(entry.querySelector("h3").textContent, figure.textContent.trim(), year, id, `${documents[year]}，${source}`));
  }, true);

  const card = make("span", "", { className: "origin", id: "origin", hidden: true });
  card.setAttribute("role", "group");
  card.setAttribute("aria-label", "这个数的来历");

  const tell = async (link) => {
    const { name, definition, formula, numbers, source } = link.dataset;
    const figure = link.querySelector("data"), year = figure?.dataset.year, id = figure?.dataset.id;
    const said = figure?.textContent.trim() ?? link.textContent;
    const head = line(said, "said"), from = line(`出处：${source}`);
    const close = make("button", "关闭", { type: "button", className: "close", onclick: () => { const back = asked; hide(); back.focus({ preventScroll: true }); hide() } });
    card.replaceChildren(make("b", name), head, ...[definition].filter(Boolean).map((text) => line(text)),
      ...[formula, numbers].filter(Boolean).map((text) => line(text, "formula")), from,
      make("a", "在指标目录中查看", { href: link.href }), close);
    const cards = figure && await load().catch(() => null);
    if (!cards || asked !== link) return;
    const known = cards.figures[id] ?? {}, cited = cards.documents[year], passages = known[year]?.passages ?? {};
    head.append(make("small", ` ${cards.unit}，${year}年`));
    const earlier = Object.keys(known).filter((each) => each < year).sort().reverse();
    if (earlier.length) from.before(line(earlier.map((each) => `${each}年 ${known[each].said}`).join("；"), "earlier"));
    from.textContent = `出处：${cited}，${source}`;
    for (const [address, place] of Object.entries(passages)) {
      from.after(make("a", `原文：${place}`, { href: root + address }));
    }
    close.before(...citing(name, said, year, id, `${cited}，${source}`));
    uncover();
  };

  /* --- where and when it shows --- */

  let asked = null, waiting = 0, touched = false;
  const show = (link) => {
    clearTimeout(waiting);
    if (asked === link) return;
    hide();
    asked = link;
    tell(link);
    link.after(card);
    card.hidden = false;
    link.setAttribute("aria-describedby", "origin");
    uncover();
  };
  const uncover = () => { /* the foot of a phone's screen may lie over the figure */
    place();
    const covered = asked.getBoundingClientRect().bottom + 12 - card.getBoundingClientRect().top;
    if (card.getBoundingClientRect().left === 0 && covered > 0) scrollBy(0, covered);
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
    const top = below + height > innerHeight - edge && figure.top - height - 6 > edge ? figure.top - height - 6 : Math.max(edge, Math.min(below, innerHeight - height - edge));
    card.style.left = `${Math.max(edge, Math.min(figure.left, document.documentElement.clientWidth - width - edge))}px`;
    card.style.top = `${top}px`;
  };
  const figureOf = (event) => event.target.closest?.("a[data-name]");

  addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = figureOf(event);
    if (link) { clearTimeout(waiting); waiting = setTimeout(show, asked ? 0 : 120, link) }
    else if (card.contains(event.target)) clearTimeout(waiting);
    else if (asked && asked !== document.activeElement && !card.contains(document.activeElement)) later();
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
  addEventListener("keydown", (event) => {
    touched = false;
    if (event.key !== "Escape" || !asked) return;
    const back = card.contains(document.activeElement) && asked;
    if (back) back.focus();
    hide();
  });
  addEventListener("scroll", place, { passive: true });
  addEventListener("resize", place);

  /* --- a chart to take along: its own rows, and its picture as it stands, with where it comes from under it --- */

  const save = (content, name) => {
    const link = make("a", "", { href: URL.createObjectURL(content), download: name });
    link.click();
    setTimeout(URL.revokeObjectURL, 1000, link.href);
  };
  const rows = (chart) => [...chart.querySelectorAll("data")].map((figure) => {
    const { id, year, unit = "", qualifier = "" } = figure.dataset;
    const named = chart.querySelector(`[data-field="figure.name"][data-id="${id}"]`)?.textContent ?? id;
    return [id, named, year, figure.value, qualifier, unit, figure.textContent.trim()];
  });
  const table = (chart) => [["编号", "指标", "年度", "数值", "约数词", "单位", "原文说法"], ...rows(chart)]
    .map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")).join("\r\n");
  const picture = async (chart, cited) => {
    const { width } = chart.getBoundingClientRect(), copy = chart.cloneNode(true), scale = 2, edge = 24;
    const from = [chart, ...chart.querySelectorAll("*")], to = [copy, ...copy.querySelectorAll("*")];
    const dress = (element, style) => { for (const name of style) element.style.setProperty(name, style.getPropertyValue(name)) };
    from.forEach((element, n) => {
      dress(to[n], getComputedStyle(element));
      const sign = getComputedStyle(element, "::before"); /* an arrow, or the colour of a part */
      if (sign.content === "none") return;
      const copied = make("span", sign.content.slice(1, -1));
      dress(copied, sign);
      to[n].prepend(copied);
    });
    copy.querySelector(".chart-tools").replaceWith(Object.assign(document.createElement("p"), { textContent: cited, style: "font: 13px sans-serif; margin: 12px 0 0" }));
    Object.assign(copy.style, { margin: 0, border: 0, width: `${width}px`, height: "auto" });
    const { backgroundColor } = getComputedStyle(document.body), height = chart.offsetHeight + 40;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width + 2 * edge}" height="${height}"><foreignObject x="${edge}" y="0" width="${width}" height="${height}">${new XMLSerializer().serializeToString(copy)}</foreignObject></svg>`;
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: (width + 2 * edge) * scale, height: height * scale });
    const pen = canvas.getContext("2d");
    pen.fillStyle = backgroundColor;
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.scale(scale, scale);
    pen.drawImage(image, 0, 0);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  };
  for (const chart of document.querySelectorAll("figure.chart")) {
    const tools = chart.querySelector(".chart-tools"), title = chart.querySelector("figcaption").textContent.trim();
    const data = tools.querySelector("a[download]"), year = rows(chart)[0]?.[2] ?? "";
    const named = async (ending) => `${(await load().catch(() => null))?.unit ?? ""}${year}年${title}.${ending}`;
    data.onclick = async (event) => {
      event.preventDefault();
      save(new Blob(["\ufeff", table(chart)], { type: "text/csv" }), await named("csv"));
    };
    const button = make("button", "下载图片", { type: "button", className: "link", onclick: async () => {
      const cards = await load().catch(() => null);
      save(await picture(chart, cards ? `${cards.documents[year]}` : ""), await named("png"));
    } });
    button.append(make("span", `：${title}`, { className: "unseen" }));
    tools.append(button);
  }
})();
