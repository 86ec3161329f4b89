// Before the first paint: what the reader chose last time, or what the system asks for.
document.documentElement.classList.replace("no-js", "js");
(function (root) {
  var kept = function (name) { try { return localStorage.getItem("reading." + name) } catch (error) { return null } };
  var asks = function (what) { return matchMedia("(" + what + ")").matches };
  root.palette = kept("palette") || (asks("prefers-contrast: more") ? "contrast" : asks("prefers-color-scheme: dark") ? "dark" : "light");
  if (kept("type")) root.type = kept("type");
})(document.documentElement.dataset);
