/* What was typed survives the end of a session. It stays in this tab only, never with passwords or files, and is offered
   back to the same person after they log in again. Leaving by "Sair" forgets it. Forms with data-sem-rascunho keep out. */
(() => {
  const PREFIXO = "guiche.rascunho.";
  const VALE_MS = 12 * 3600 * 1000;
  const guarda = (() => {
    try { return window.sessionStorage; } catch { return null; }
  })();
  if (!guarda) return;

  const conta = () => document.body.dataset.conta ?? "";
  const formularios = () => [...document.querySelectorAll("main form")].filter((f) => f.method === "post" && !f.hasAttribute("data-sem-rascunho"));
  const nomeDe = (formulario) => `${PREFIXO}${location.pathname}#${formulario.id || formulario.getAttribute("action") || formularios().indexOf(formulario)}`;
  const campos = (formulario) => [...formulario.elements].filter((campo) => campo.name && !["password", "file", "hidden", "submit", "button", "reset"].includes(campo.type) && !campo.readOnly && campo.autocomplete !== "one-time-code");
  const valorDe = (campo) => (["checkbox", "radio"].includes(campo.type) ? campo.checked : campo.multiple ? [...campo.selectedOptions].map((o) => o.value) : campo.value);
  const chaveDe = (campo) => (["checkbox", "radio"].includes(campo.type) ? `${campo.name}=${campo.value}` : campo.name);
  const guardados = () => Object.keys(guarda).filter((nome) => nome.startsWith(PREFIXO));
  const ler = (nome) => JSON.parse(guarda.getItem(nome) ?? "null");
  const esquecerTudo = () => guardados().forEach((nome) => guarda.removeItem(nome));

  function guardar(formulario) {
    const valores = Object.fromEntries(campos(formulario).map((campo) => [chaveDe(campo), valorDe(campo)]));
    try {
      guarda.setItem(nomeDe(formulario), JSON.stringify({ conta: conta(), em: Date.now(), valores }));
    } catch {
      /* The tab's storage is full: the page works as before, without this help. */
    }
  }

  function devolver(formulario, valores) {
    campos(formulario).forEach((campo) => {
      const chave = chaveDe(campo);
      if (!(chave in valores)) return;
      if (["checkbox", "radio"].includes(campo.type)) campo.checked = valores[chave];
      else if (campo.multiple) [...campo.options].forEach((o) => { o.selected = valores[chave].includes(o.value); });
      else campo.value = valores[chave];
      campo.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  function oferecer(formulario, rascunho) {
    const nota = document.createElement("div");
    nota.className = "gc-nota";
    nota.dataset.tom = "info";
    nota.setAttribute("role", "status");
    const dentro = document.createElement("div");
    const texto = document.createElement("p");
    const hora = new Date(rascunho.em).toLocaleTimeString("pt-BR", { hour: "2-digit", minute: "2-digit" });
    texto.textContent = `A sessão terminou antes de gravar o que você digitou aqui às ${hora}.`;
    const botoes = document.createElement("div");
    botoes.className = "gc-linha-flex";
    for (const [rotulo, classe, fazer] of [
      ["Recuperar o que digitei", "btn btn-primary", () => devolver(formulario, rascunho.valores)],
      ["Descartar", "btn", () => guarda.removeItem(nomeDe(formulario))],
    ]) {
      const botao = document.createElement("button");
      botao.type = "button";
      botao.className = classe;
      botao.textContent = rotulo;
      botao.addEventListener("click", () => { fazer(); nota.remove(); });
      botoes.append(botao);
    }
    dentro.append(texto, botoes);
    nota.append(dentro);
    formulario.before(nota);
  }

  /* Whoever comes to the entry with something typed had their session ended; what was typed before any other page is done. */
  function aoAbrir() {
    const naEntrada = !conta() && document.querySelector("[autocomplete='current-password']") !== null;
    for (const nome of guardados()) {
      const rascunho = ler(nome);
      if (naEntrada) guarda.setItem(nome, JSON.stringify({ ...rascunho, caido: true }));
      else if (conta() && (rascunho.conta !== conta() || !rascunho.caido || Date.now() - rascunho.em > VALE_MS)) guarda.removeItem(nome);
    }
    if (!conta()) return;
    for (const formulario of formularios()) {
      const rascunho = ler(nomeDe(formulario));
      if (rascunho) oferecer(formulario, rascunho);
    }
  }

  let espera;
  document.addEventListener("input", (evento) => {
    const formulario = evento.target.form;
    if (!conta() || !formulario || !formularios().includes(formulario)) return;
    clearTimeout(espera);
    espera = setTimeout(() => guardar(formulario), 300);
  });
  document.addEventListener("submit", (evento) => {
    if (evento.target.hasAttribute("data-sair")) esquecerTudo();
    else if (conta() && formularios().includes(evento.target)) guardar(evento.target);
  });
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", aoAbrir);
  else aoAbrir();
})();
