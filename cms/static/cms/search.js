// Proposals below a field of the site's search. Without this script the form does all by itself.
(function () {
  var WAIT = 140;
  function build(form, field, number) {
    var list = document.createElement("ul");
    var timer = 0, asked = "", active = -1;
    list.id = "proposals-" + number;
    list.className = "proposals";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", form.getAttribute("data-proposals"));
    form.appendChild(list);
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-expanded", "false");
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("autocomplete", "off");

    function close() {
      list.hidden = true;
      active = -1;
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
    }
    function choose(next) {
      var lines = list.children;
      if (active >= 0) lines[active].setAttribute("aria-selected", "false");
      active = (next + lines.length + 1) % (lines.length + 1);
      if (active === lines.length) active = -1;
      if (active < 0) { field.removeAttribute("aria-activedescendant"); return; }
      lines[active].setAttribute("aria-selected", "true");
      lines[active].scrollIntoView({ block: "nearest" });
      field.setAttribute("aria-activedescendant", lines[active].id);
    }
    function show(found) {
      list.textContent = "";
      found.forEach(function (one, at) {
        var line = document.createElement("li");
        var link = document.createElement("a");
        var kind = document.createElement("small");
        line.id = list.id + "-" + at;
        line.setAttribute("role", "option");
        line.setAttribute("aria-selected", "false");
        link.href = one.url;
        link.tabIndex = -1;
        link.textContent = one.title;
        kind.textContent = one.kind;
        link.appendChild(kind);
        line.appendChild(link);
        list.appendChild(line);
      });
      active = -1;
      list.hidden = found.length === 0;
      field.setAttribute("aria-expanded", String(found.length > 0));
      field.removeAttribute("aria-activedescendant");
    }
    function ask() {
      var typed = field.value.trim();
      if (typed === asked) return;
      asked = typed;
      if (!typed) { close(); return; }
      fetch(form.getAttribute("data-suggest") + "?q=" + encodeURIComponent(typed))
        .then(function (answer) { return answer.ok ? answer.json() : { proposals: [] }; })
        .then(function (answer) { if (field.value.trim() === typed) show(answer.proposals); })
        .catch(close);
    }
    field.addEventListener("input", function () {
      window.clearTimeout(timer);
      timer = window.setTimeout(ask, WAIT);
    });
    field.addEventListener("keydown", function (event) {
      // A word that is still being composed has its keys to itself.
      if (event.isComposing || list.hidden) return;
      if (event.key === "ArrowDown") { event.preventDefault(); choose(active + 1); }
      else if (event.key === "ArrowUp") { event.preventDefault(); choose(active < 0 ? list.children.length - 1 : active - 1); }
      else if (event.key === "Escape") { event.preventDefault(); close(); }
      else if (event.key === "Enter" && active >= 0) {
        event.preventDefault();
        window.location.assign(list.children[active].firstChild.href);
      }
    });
    form.addEventListener("focusout", function (event) {
      if (!form.contains(event.relatedTarget)) close();
    });
    // The field keeps the focus until the link has been followed.
    list.addEventListener("mousedown", function (event) { event.preventDefault(); });
  }
  Array.prototype.forEach.call(document.querySelectorAll("form[data-suggest]"), function (form, number) {
    build(form, form.querySelector("input[type=search]"), number);
  });
})();
