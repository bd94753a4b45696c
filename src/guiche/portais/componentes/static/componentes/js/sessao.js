/* Time left of the session, in the top bar; a dialog two minutes before it ends offers to stay. The clock restarts with
   each answer of the server, in this tab or in another one. */
Guiche.cada("[data-sessao]", (marcador) => {
  const total = Number(marcador.dataset.sessao) * 60;
  const mostra = marcador.querySelector("[data-sessao-resta]");
  const dialogo = document.getElementById("sessao");
  const conta = dialogo?.querySelector("[data-sessao-conta]");
  const titulo = dialogo?.querySelector("h2");
  const ficar = dialogo?.querySelector("[data-sessao-continuar]");
  let fim = Date.now() + total * 1000;
  let avisado = false;

  function renovar(contar = true) {
    fim = Date.now() + total * 1000;
    avisado = false;
    if (contar) Guiche.lembrar("sessao", String(fim));
    if (dialogo?.open && !dialogo.hasAttribute("data-firme")) dialogo.close();
    passar();
  }

  function acabar() {
    if (!dialogo) return;
    titulo.textContent = "Sua sessão terminou";
    document.body.dataset.sessaoFim = "";
    ficar.hidden = true;
    const entrar = dialogo.querySelector("[data-sessao-entrar]");
    if (entrar) {
      entrar.hidden = false;
      entrar.href = `${entrar.pathname}?proxima=${encodeURIComponent(location.pathname + location.search)}`;
    }
    dialogo.setAttribute("data-firme", "");
    Guiche.abrir(dialogo);
  }

  function passar() {
    const resta = Math.max(0, Math.round((fim - Date.now()) / 1000));
    mostra.textContent = resta < 60 ? `${resta} s` : `${Math.ceil(resta / 60)} min`;
    if (conta) conta.textContent = resta >= 60 ? `${Math.ceil(resta / 60)} min` : `${resta} s`;
    if (resta === 0) {
      clearInterval(relogio);
      acabar();
    } else if (resta <= 120 && !avisado) {
      avisado = true;
      Guiche.abrir(dialogo);
    }
  }

  ficar?.addEventListener("click", async () => {
    const endereco = marcador.dataset.renovar;
    if (!endereco) {
      renovar();
      return;
    }
    try {
      const resposta = await fetch(endereco, { headers: { "X-Requested-With": "fetch" }, redirect: "manual" });
      if (resposta.ok) renovar();
      else acabar();
    } catch {
      Guiche.avisar("Sem conexão com o servidor. Tente de novo em instantes.", "alerta");
    }
  });
  document.addEventListener("htmx:after:request", () => renovar());
  window.addEventListener("storage", (evento) => {
    if (evento.key === "guiche.sessao") renovar(false);
  });
  const relogio = setInterval(passar, 1000);
  Guiche.lembrar("sessao", String(fim));
  passar();
});
