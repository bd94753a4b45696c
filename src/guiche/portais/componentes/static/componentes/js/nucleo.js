"use strict";
/* Helpers of the other scripts. All behaviour hangs on data attributes and is delegated from the document, so that
   parts of a page swapped in later work without being set up again. Everything here improves pages that already
   work without it. */
const Guiche = {
  /** Run `fazer(elemento, evento)` when `tipo` happens inside an element that matches `seletor`. */
  ao(tipo, seletor, fazer, opcoes) {
    document.addEventListener(tipo, (evento) => {
      const alvo = evento.target instanceof Element ? evento.target.closest(seletor) : null;
      if (alvo) fazer(alvo, evento);
    }, opcoes);
  },

  /** Run `fazer(raiz)` now for the page, and again for each part that htmx puts into it. */
  cada(seletor, fazer) {
    const varrer = () => document.querySelectorAll(seletor).forEach((elemento) => {
      const feitos = (elemento.guicheFeitos ??= new Set());
      if (!feitos.has(fazer)) {
        feitos.add(fazer);
        fazer(elemento);
      }
    });
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", varrer);
    else varrer();
    document.addEventListener("htmx:after:swap", varrer);
  },

  /** A preference kept in this browser: read with one argument, write with two. Storage may be forbidden. */
  lembrar(chave, valor) {
    try {
      if (valor === undefined) return localStorage.getItem(`guiche.${chave}`);
      localStorage.setItem(`guiche.${chave}`, valor);
    } catch {
      return null;
    }
    return valor;
  },

  /** Whether the person is writing, so that letters are text and not keys of the screen. */
  digitando(alvo) {
    return alvo instanceof Element && alvo.closest("input:not([type=radio], [type=checkbox], [type=button], [type=submit]), textarea, select, [contenteditable]") !== null;
  },

  /** Whether the element can be seen and used. */
  visivel(elemento) {
    return elemento.getClientRects().length > 0 && !elemento.disabled;
  },

  /** Put a toast in the region of answers; screen readers hear it because the region is already there. */
  avisar(texto, tom = "info") {
    const aviso = document.createElement("div");
    aviso.className = "gc-aviso";
    aviso.dataset.tom = tom;
    aviso.append(document.createElement("span"), texto, document.createElement("span"));
    document.getElementById("avisos")?.append(aviso);
  },
};
