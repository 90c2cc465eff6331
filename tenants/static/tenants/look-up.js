// Shows which division a code belongs to, and fills an empty name in.
const form = document.querySelector("[data-look-up]");
if (form) {
  const code = form.querySelector("[name=code]");
  const name = form.querySelector("[name=name]");
  const found = form.querySelector(".ct-found");
  code.addEventListener("input", async () => {
    const asked = code.value.trim();
    found.textContent = "";
    if (!/^\d{6}$/.test(asked)) return;
    const response = await fetch(`${form.dataset.lookUp}?code=${asked}`);
    if (!response.ok) return;
    const division = await response.json();
    // A slow answer to what stood here before says nothing of what stands here now.
    if (code.value.trim() !== asked) return;
    found.textContent = [division.province, division.prefecture, division.name]
      .filter(Boolean).join(" › ");
    if (!name.value && division.name) name.value = division.name;
  });
}
