// Light or dark: the system's choice unless the reader chose; applied before the first paint.
(function () {
  var key = "countylink-theme";
  var root = document.documentElement;
  root.setAttribute("data-scripted", "");
  function apply(value) {
    if (value === "light" || value === "dark") root.setAttribute("data-theme", value);
    else root.removeAttribute("data-theme");
  }
  try { apply(window.localStorage.getItem(key)); } catch (error) { /* private mode */ }
  document.addEventListener("click", function (event) {
    var target = event.target;
    if (!target || !target.closest || !target.closest("[data-theme-switch]")) return;
    var dark = root.getAttribute("data-theme") === "dark" ||
      (!root.hasAttribute("data-theme") && window.matchMedia("(prefers-color-scheme: dark)").matches);
    var next = dark ? "light" : "dark";
    apply(next);
    try { window.localStorage.setItem(key, next); } catch (error) { /* private mode */ }
  });
})();
