/* Toasts: close by button or Escape. Those that ask nothing leave after a while, unless pointed at or focused. */
(() => {
  const DURA = 8000;
  const fechar = (aviso) => aviso.remove();

  Guiche.ao("click", "[data-fecha-aviso]", (botao) => fechar(botao.closest(".gc-aviso")));
  document.addEventListener("keydown", (evento) => {
    if (evento.key === "Escape") document.querySelectorAll(".gc-aviso:focus-within").forEach(fechar);
  });

  function agendar(aviso) {
    const pedeAlgo = aviso.matches("[data-tom=erro], [data-tom=alerta]") || aviso.querySelector("a, form, [data-fica]");
    if (pedeAlgo) return;
    let relogio = setTimeout(() => fechar(aviso), DURA);
    aviso.addEventListener("pointerenter", () => clearTimeout(relogio));
    aviso.addEventListener("pointerleave", () => { relogio = setTimeout(() => fechar(aviso), DURA); });
  }

  /* What comes by itself is also in the notification centre: only the latest stay on the page. A live region speaks only of what arrives after it: toasts that came with the page are put in again. */
  const CABEM = 3;
  Guiche.cada("#avisos-ao-vivo", (regiao) => {
    new MutationObserver(() => {
      const vivos = regiao.querySelectorAll(".gc-aviso");
      if (vivos.length > CABEM) fechar(vivos[0]);
    }).observe(regiao, { childList: true });
  });
  Guiche.cada("#avisos", (regiao) => {
    const vindos = [...regiao.querySelectorAll(".gc-aviso")];
    vindos.forEach((aviso) => aviso.remove());
    requestAnimationFrame(() => regiao.append(...vindos));
    new MutationObserver((mudancas) => {
      for (const mudanca of mudancas) {
        for (const no of mudanca.addedNodes) if (no instanceof Element && no.matches(".gc-aviso")) agendar(no);
      }
    }).observe(regiao, { childList: true });
  });
})();
