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
      for (const aviso of vivos) if (Number(aviso.dataset.aviso) > Number(regiao.dataset.ultimo)) regiao.dataset.ultimo = aviso.dataset.aviso;
      for (let sobra = 0; sobra < vivos.length - CABEM; sobra += 1) fechar(vivos[sobra]);
    }).observe(regiao, { childList: true });
  });

  /* While the live channel is down, a page that is being looked at asks every thirty seconds. By fetch and not by htmx, so that asking does not wind up the clock of the session; who was logged out (4401, or sent to the login) is left in peace. */
  const PERGUNTA = 30000;
  const SEM_LOGIN = 4401;
  Guiche.cada("#avisos-ao-vivo[data-reserva]", (regiao) => {
    let relogio = null;
    const parar = () => { clearInterval(relogio); relogio = null; };
    const esperar = () => { relogio ??= setInterval(perguntar, PERGUNTA); };

    async function perguntar() {
      if (document.hidden) return;
      try {
        const resposta = await fetch(`${regiao.dataset.reserva}?depois=${regiao.dataset.ultimo}`, { redirect: "manual" });
        if (resposta.type === "opaqueredirect") parar();
        else if (resposta.ok && relogio) regiao.append(document.createRange().createContextualFragment(await resposta.text()));
      } catch {
        /* Without a network there is nothing to say: the next question comes in thirty seconds. */
      }
    }

    regiao.addEventListener("htmx:ws:after:connection", parar);
    regiao.addEventListener("htmx:ws:close", (evento) => {
      if (evento.detail.code === SEM_LOGIN) parar();
      else esperar();
    });
    esperar();
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
