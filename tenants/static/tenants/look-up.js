// Shows which division a code belongs to, and fills an empty name in.
const form = document.querySelector("[data-look-up]");
if (form) {
  const code = form.querySelector("[name=code]");
  const name = form.querySelector("[name=name]");
  const found = form.querySelector(".ct-found");
  code.addEventListener("input", async () => {
    if (!/^\d{6}$/.test(code.value.trim())) {
      found.textContent = "";
      return;
    }
    const response = await fetch(`${form.dataset.lookUp}?code=${encodeURIComponent(code.value.trim())}`);
    if (!response.ok) return;
    const division = await response.json();
    found.textContent = [division.province, division.prefecture, division.name]
      .filter(Boolean).join(" › ");
    if (!name.value && division.name) name.value = division.name;
  });
}
