/* The checklist of a new password: data-exigencias names the field, each line has its expression in data-padrao. */
Guiche.cada("[data-exigencias]", (lista) => {
  const campo = document.getElementById(lista.dataset.exigencias);
  if (!campo) return;
  const linhas = [...lista.querySelectorAll("[data-padrao]")].map((linha) => [linha, new RegExp(linha.dataset.padrao)]);
  const conferir = () => linhas.forEach(([linha, padrao]) => {
    const cumprida = padrao.test(campo.value);
    linha.toggleAttribute("data-ok", cumprida);
    linha.querySelector("[data-cumprida]").textContent = campo.value ? (cumprida ? ": cumprido" : ": falta") : "";
  });
  campo.addEventListener("input", conferir);
  conferir();
});
