/* Forms: the second click of a submission does nothing, the first error gets the focus, filters send themselves. */
(() => {
  document.addEventListener("submit", (evento) => {
    const formulario = evento.target;
    if (evento.defaultPrevented || formulario.method !== "post" || formulario.hasAttribute("hx-post")) return;
    if (formulario.dataset.enviando) {
      evento.preventDefault();
      return;
    }
    formulario.dataset.enviando = "sim";
    const botao = evento.submitter;
    /* Disabling at once would take the button's name and value out of what is sent. */
    setTimeout(() => {
      if (!botao || evento.defaultPrevented) return;
      botao.disabled = true;
      if (botao.dataset.enviando) botao.textContent = botao.dataset.enviando;
    });
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-enviando]").forEach((formulario) => {
      delete formulario.dataset.enviando;
      formulario.querySelectorAll("button:disabled:not([data-desligado])").forEach((b) => { b.disabled = false; });
    });
  });

  Guiche.cada("[data-foco]", (elemento) => elemento.focus());
  Guiche.cada("[data-imprimir]", (botao) => { botao.hidden = false; });
  Guiche.ao("click", "[data-imprimir]", () => window.print());
  Guiche.ao("change", "[data-envia-ao-mudar]", (campo) => campo.form.requestSubmit());

  /* The box at the head of a table ticks every row; the number beside the bulk action follows. */
  Guiche.ao("change", "[data-marca-todas]", (caixa) => {
    caixa.closest("table").querySelectorAll("tbody [data-marca-linha]").forEach((c) => { c.checked = caixa.checked; });
  });
  Guiche.cada("[data-marcadas]", (lugar) => { lugar.hidden = true; });
  Guiche.ao("change", "[data-marca-todas], [data-marca-linha]", (caixa) => {
    const tabela = caixa.closest("table");
    const linhas = [...tabela.querySelectorAll("[data-marca-linha]")];
    const marcadas = linhas.filter((c) => c.checked);
    linhas.forEach((c) => c.closest("tr").setAttribute("aria-selected", String(c.checked)));
    const cabeca = tabela.querySelector("[data-marca-todas]");
    cabeca.checked = marcadas.length === linhas.length;
    cabeca.indeterminate = marcadas.length > 0 && marcadas.length < linhas.length;
    document.querySelectorAll(`[data-marcadas="${tabela.id}"]`).forEach((lugar) => {
      lugar.hidden = marcadas.length === 0;
      lugar.querySelector("[data-quantas]").textContent = marcadas.length === 1 ? "1 selecionada" : `${marcadas.length} selecionadas`;
    });
  });
})();
