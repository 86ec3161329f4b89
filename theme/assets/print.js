// What the reader has chosen on the site, or the system asks for: dark or light, large type.
const kept = (name) => { try { return localStorage.getItem(`reading.${name}`) } catch { return null } };
const dark = matchMedia("(prefers-color-scheme: dark)");
const paint = () => {
  const palette = kept("palette") || (dark.matches ? "dark" : "light");
  document.documentElement.dataset.palette = palette === "light" ? "light" : "dark";
};
dark.addEventListener("change", paint);
paint();
if (kept("type") === "large") document.getElementById("reading").checked = true;

// Firefox and Safari leave out what stands in a page's margins; that is said before printing.
if (!("CSSMarginRule" in window)) document.getElementById("print-note").hidden = false;

// The print button.
const button = document.getElementById("print");
button.hidden = false;
button.addEventListener("click", () => window.print());
