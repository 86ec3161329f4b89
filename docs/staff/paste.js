const told = (text) => { document.getElementById("done").textContent = text };
const lines = (block) => block.matches("table")
  ? [...block.rows].map((row) => [...row.cells].map((cell) => cell.textContent).join("\t")).join("\n") : block.textContent;
const plain = (texts) => texts.flatMap((text) => text.children.length ? [...text.children].map(lines) : [text.textContent]).join("\n");

/* The event works everywhere, also from a file or a plain http address, where the newer interface is refused. */
const copy = (texts, onlyPlain) => {
  const html = texts.map((text) => text.innerHTML.trim()).join("\n");
  const hand = (event) => {
    if (!onlyPlain) event.clipboardData.setData("text/html", html);
    event.clipboardData.setData("text/plain", plain(texts));
    event.preventDefault();
  };
  document.addEventListener("copy", hand, { once: true });
  told(document.execCommand("copy") ? "已复制，请到别的系统里粘贴。" : "没能复制；请选中文字，按 Ctrl 和 C。");
  document.removeEventListener("copy", hand);
};

/* An element as the browser shows it, drawn at twice its size. */
const picture = async (element) => {
  const clone = element.cloneNode(true), shown = [element, ...element.querySelectorAll("*")];
  [clone, ...clone.querySelectorAll("*")].forEach((each, number) => {
    for (const name of getComputedStyle(shown[number])) each.style.setProperty(name, getComputedStyle(shown[number]).getPropertyValue(name));
  });
  const { width, height } = element.getBoundingClientRect();
  const markup = new XMLSerializer().serializeToString(clone);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><foreignObject width="100%" height="100%">${markup}</foreignObject></svg>`;
  const image = new Image();
  await new Promise((resolve, reject) => { Object.assign(image, { onload: resolve, onerror: reject, src: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}` }) });
  const canvas = Object.assign(document.createElement("canvas"), { width: width * 2, height: height * 2 });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
};

document.addEventListener("click", async ({ target }) => {
  const section = target.closest("section"), { copy: what, image } = target.dataset, onlyPlain = "plain" in target.dataset;
  if (what === "whole") copy([...document.querySelectorAll("section:not([data-apart]) > .text")], onlyPlain);
  if (what === "part") copy([section.querySelector(".text")], onlyPlain);
  if (what === "said") copy([section.querySelector(".said")], true);
  if (!image) return;
  const blob = picture(section.querySelector(".drawn"));
  if (image === "copy" && navigator.clipboard?.write) {
    await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]).then(() => told("图片已复制。"), () => told("没能复制；请保存图片。"));
  } else {
    Object.assign(document.createElement("a"), { href: URL.createObjectURL(await blob), download: `${section.dataset.picture.replace("：", "-")}.png` }).click();
    told("图片已保存到下载文件夹。");
  }
});
