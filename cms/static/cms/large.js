// Large type for the old (长辈版): kept in a cookie that only this script reads, so that the page
// itself is the same for all and stays in the page cache; applied before the first paint.
(function () {
  var name = "countylink-large";
  var root = document.documentElement;
  function on() { return document.cookie.split("; ").indexOf(name + "=1") >= 0; }
  function apply() {
    root.toggleAttribute("data-large", on());
    document.querySelectorAll("[data-large-switch]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(on()));
    });
  }
  apply();
  document.addEventListener("DOMContentLoaded", apply);
  document.addEventListener("click", function (event) {
    var target = event.target;
    if (!target || !target.closest || !target.closest("[data-large-switch]")) return;
    document.cookie = name + "=" + (on() ? "0; max-age=0" : "1; max-age=31536000") + "; path=/; samesite=lax";
    apply();
  });
})();
