/* The page for missing pages looks for this script above its address. Where it is found tells where the site begins. */
if (!document.querySelector("base")) {
  const top = new URL("..", document.currentScript.src).href;
  document.head.prepend(Object.assign(document.createElement("base"), { href: top }));
}
