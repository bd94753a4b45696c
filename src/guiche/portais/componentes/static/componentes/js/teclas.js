/* Keys of the screen. data-tecla="g" on any control: pressing G clicks it. Inside data-navega, J and K walk through the
   elements marked data-item. Holding Alt shows all keys. Single keys can be turned off (WCAG 2.1.4) and never act while
   the person writes; the account remembers that, and the page says so with data-sem-teclas. */
(() => {
  const ligadas = () => !document.body.hasAttribute("data-sem-teclas");
  const SEGURAR = 600;
  let espera = 0;

  /** The open dialog when there is one, else the page. */
  const palco = () => document.querySelector("dialog[open]") ?? document;

  function andar(passo) {
    const itens = [...palco().querySelectorAll("[data-navega] [data-item]")].filter(Guiche.visivel);
    if (!itens.length) return false;
    const aqui = itens.findIndex((item) => item.contains(document.activeElement));
    itens[Math.min(itens.length - 1, Math.max(0, aqui + passo))].focus();
    return true;
  }

  document.addEventListener("keydown", (evento) => {
    if (evento.key === "Alt" && !evento.repeat) {
      espera = setTimeout(mostrarDicas, SEGURAR);
      return;
    }
    clearTimeout(espera);
    esconderDicas();
    if (evento.ctrlKey || evento.metaKey || evento.altKey || evento.repeat || evento.defaultPrevented) return;
    if (!ligadas() || Guiche.digitando(evento.target)) return;
    const tecla = evento.key.toLowerCase();
    if (tecla.length !== 1) return;
    const alvo = [...palco().querySelectorAll(`[data-tecla="${CSS.escape(tecla)}"]`)].find(Guiche.visivel);
    if (alvo) {
      evento.preventDefault();
      alvo.focus();
      alvo.click();
    } else if ((tecla === "j" && andar(1)) || (tecla === "k" && andar(-1))) {
      evento.preventDefault();
    }
  });
  document.addEventListener("keyup", (evento) => {
    if (evento.key !== "Alt") return;
    clearTimeout(espera);
    /* Some browsers would now move the focus to their own menu. */
    if (document.querySelector(".gc-dicas")) evento.preventDefault();
    esconderDicas();
  });
  window.addEventListener("blur", () => {
    clearTimeout(espera);
    esconderDicas();
  });

  function nomeDe(elemento) {
    if (elemento.getAttribute("aria-label")) return elemento.getAttribute("aria-label");
    const rotulo = elemento.labels?.[0] ?? elemento;
    const copia = rotulo.cloneNode(true);
    copia.querySelectorAll("kbd, svg").forEach((n) => n.remove());
    return copia.textContent.trim().replace(/\s+/g, " ");
  }

  function mostrarDicas() {
    if (!ligadas()) return;
    const lista = document.createElement("ul");
    lista.className = "gc-dicas gc-teclas";
    /* Who listens instead of looking hears each key at its control (aria-keyshortcuts). */
    lista.setAttribute("aria-hidden", "true");
    const linha = (tecla, nome) => {
      const item = document.createElement("li");
      const marca = document.createElement("kbd");
      marca.textContent = tecla;
      item.append(marca, ` ${nome}`);
      lista.append(item);
    };
    linha("Alt P", "busca única");
    if (palco().querySelector("[data-navega]")) linha("J K", "próximo e anterior");
    const vistas = new Set();
    for (const elemento of palco().querySelectorAll("[data-tecla]")) {
      const tecla = elemento.dataset.tecla.toUpperCase();
      if (vistas.has(tecla) || !Guiche.visivel(elemento)) continue;
      vistas.add(tecla);
      linha(tecla, nomeDe(elemento));
    }
    document.body.append(lista);
  }

  function esconderDicas() {
    document.querySelectorAll(".gc-dicas").forEach((lista) => lista.remove());
  }

  Guiche.cada("[data-tecla]", (elemento) => {
    if (ligadas()) elemento.setAttribute("aria-keyshortcuts", elemento.dataset.tecla.toUpperCase());
  });
})();
