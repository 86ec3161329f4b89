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

// The print button, and the answer to whoever scans the code on a printed copy (print.html#version=a1b2c3d4e5f6).
const button = document.getElementById("print");
button.hidden = false;
button.addEventListener("click", () => window.print());

const printed = /^#version=([0-9a-f]{12})$/.exec(location.hash);
if (printed) {
  const current = document.querySelector("[data-version]").dataset.version;
  const answer = document.getElementById("version-answer");
  answer.textContent = printed[1] === current
    ? "您手中打印件的数据校验码与本页相同，它就是现行的。"
    : "您手中打印件的数据校验码与本页不同，打印以后有改动，请以本页为准；更正了什么，见“关于本站”。";
  answer.classList.add(printed[1] === current ? "same" : "changed");
  answer.hidden = false;
}
