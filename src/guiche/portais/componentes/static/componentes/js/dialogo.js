/* data-abre="id" opens the <dialog>; data-fecha closes the one around it. showModal keeps the focus inside and makes
   the rest inert; what this adds is the return of the focus to where the person was. A click on the backdrop closes. */
(() => {
  const origem = new WeakMap();

  Guiche.abrir = (dialogo) => {
    if (!dialogo || dialogo.open) return;
    origem.set(dialogo, document.activeElement);
    dialogo.showModal();
    (dialogo.querySelector("[autofocus]") ?? dialogo.querySelector("input:not([type=hidden]), select, textarea"))?.focus();
  };

  Guiche.ao("click", "[data-abre]", (botao, evento) => {
    const dialogo = document.getElementById(botao.dataset.abre);
    if (!dialogo) return;
    evento.preventDefault();
    Guiche.abrir(dialogo);
  });
  Guiche.ao("click", "dialog [data-fecha]", (botao, evento) => {
    evento.preventDefault();
    botao.closest("dialog").close();
  });
  Guiche.ao("pointerdown", "dialog", (dialogo, evento) => {
    if (evento.target === dialogo && !dialogo.hasAttribute("data-firme")) dialogo.close();
  });
  document.addEventListener("close", (evento) => {
    const antes = origem.get(evento.target);
    if (antes?.isConnected) antes.focus();
  }, true);
})();
