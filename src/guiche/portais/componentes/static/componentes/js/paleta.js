/* The one search: Alt+P, or a click on the search field, opens the palette; arrows walk through what was found. Without
   this script the field in the top bar is an ordinary form. */
(() => {
  const ACHADOS = "#paleta-achados :is(a, button)";
  const dialogo = () => document.getElementById("paleta");

  function abrir(texto = "") {
    const paleta = dialogo();
    if (!paleta) {
      document.getElementById("busca")?.focus();
      return;
    }
    const campo = paleta.querySelector("input[type=search]");
    Guiche.abrir(paleta);
    if (texto) campo.value = texto;
    campo.focus();
    campo.select();
    campo.dispatchEvent(new Event("abrir"));
  }

  document.addEventListener("keydown", (evento) => {
    if (evento.altKey && !evento.ctrlKey && !evento.metaKey && evento.code === "KeyP") {
      evento.preventDefault();
      abrir();
    }
  });
  Guiche.ao("click", "[data-abre-paleta]", (origem, evento) => {
    if (!dialogo()) return;
    evento.preventDefault();
    abrir(origem.value);
  });
  Guiche.ao("keydown", "#paleta", (paleta, evento) => {
    if (evento.key === "Escape") {
      /* The browser would spend the first Escape on emptying the field. */
      evento.preventDefault();
      paleta.close();
      return;
    }
    if (evento.key !== "ArrowDown" && evento.key !== "ArrowUp") return;
    const paradas = [paleta.querySelector("input[type=search]"), ...paleta.querySelectorAll(ACHADOS)];
    const aqui = paradas.indexOf(document.activeElement);
    const passo = evento.key === "ArrowDown" ? 1 : -1;
    evento.preventDefault();
    paradas[(aqui + passo + paradas.length) % paradas.length].focus();
  });
  Guiche.ao("submit", "#paleta form[role=search]", (formulario, evento) => {
    const achados = formulario.closest("dialog").querySelectorAll(ACHADOS);
    if (achados.length !== 1) return;
    evento.preventDefault();
    achados[0].click();
  });
})();
