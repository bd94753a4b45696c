/* The one search: Alt+P, or a click on the search field, opens the palette; arrows walk through what was found. Without
   this script the field in the top bar is an ordinary form. */
(() => {
  const ACHADOS = "#paleta-achados :is(a, button)";
  const dialogo = () => document.getElementById("paleta");
  /* What the list answers, null before the first answer; and the step of an arrow that waits, in the field, for the answer
     to what was typed: the list still on the screen is about to go, and the focus would go with it. */
  let respondida = null;
  let espera = 0;

  function andar(paleta, passo) {
    const paradas = [paleta.querySelector("input[type=search]"), ...paleta.querySelectorAll(ACHADOS)];
    const aqui = paradas.indexOf(document.activeElement);
    paradas[(aqui + passo + paradas.length) % paradas.length].focus();
  }

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
    respondida = null;
    espera = 0;
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
    const passo = evento.key === "ArrowDown" ? 1 : -1;
    evento.preventDefault();
    if (respondida === paleta.querySelector("input[type=search]").value) andar(paleta, passo);
    else espera = passo;
  });
  Guiche.ao("input", "#paleta input[type=search]", () => { espera = 0; });
  Guiche.ao("htmx:finally:request", "#paleta input[type=search]", (campo, evento) => {
    respondida = new URL(evento.detail.ctx.request.action, location.href).searchParams.get("q");
    if (respondida !== campo.value) return;
    if (espera && document.activeElement === campo) andar(campo.closest("dialog"), espera);
    espera = 0;
  });
  Guiche.ao("submit", "#paleta form[role=search]", (formulario, evento) => {
    const achados = formulario.closest("dialog").querySelectorAll(ACHADOS);
    if (achados.length !== 1 || respondida !== formulario.elements.q.value) return;
    evento.preventDefault();
    achados[0].click();
  });
})();
