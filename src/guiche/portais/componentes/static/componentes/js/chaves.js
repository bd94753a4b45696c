/* Passkeys. A form data-chave="entrar | confirmar | incluir" has a hidden field `credencial`; what the browser must sign
   is JSON in #pedido-da-chave, or at the address data-pedido-de. Without support the form stays as the page sent it:
   hidden, or with words that lead elsewhere. */
(() => {
  const paraBytes = (texto) => Uint8Array.from(atob(texto.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0)).buffer;
  const paraTexto = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const descritas = (lista) => (lista ?? []).map((chave) => ({ ...chave, id: paraBytes(chave.id) }));
  /* An address that is a number can't own a passkey, whatever the browser. */
  const possivel = window.PublicKeyCredential !== undefined && window.isSecureContext && !/^[\d.]+$|:/.test(location.hostname);

  async function incluir({ publicKey: pedido }) {
    const feita = await navigator.credentials.create({ publicKey: {
      ...pedido,
      challenge: paraBytes(pedido.challenge),
      user: { ...pedido.user, id: paraBytes(pedido.user.id) },
      excludeCredentials: descritas(pedido.excludeCredentials),
    } });
    return embalar(feita, {
      attestationObject: paraTexto(feita.response.attestationObject),
      transports: feita.response.getTransports?.() ?? [],
    });
  }

  async function assinar({ publicKey: pedido }) {
    const feita = await navigator.credentials.get({ publicKey: {
      ...pedido,
      challenge: paraBytes(pedido.challenge),
      allowCredentials: descritas(pedido.allowCredentials),
    } });
    const { authenticatorData, signature, userHandle } = feita.response;
    return embalar(feita, {
      authenticatorData: paraTexto(authenticatorData),
      signature: paraTexto(signature),
      userHandle: userHandle ? paraTexto(userHandle) : null,
    });
  }

  function embalar(feita, resposta) {
    return JSON.stringify({
      id: feita.id,
      rawId: paraTexto(feita.rawId),
      type: feita.type,
      authenticatorAttachment: feita.authenticatorAttachment,
      clientExtensionResults: feita.getClientExtensionResults(),
      response: { clientDataJSON: paraTexto(feita.response.clientDataJSON), ...resposta },
    });
  }

  async function pedidoDe(formulario) {
    if (!formulario.dataset.pedidoDe) return JSON.parse(formulario.querySelector("script[type='application/json']").textContent);
    const resposta = await fetch(formulario.dataset.pedidoDe, { headers: { Accept: "application/json" } });
    if (!resposta.ok) throw new Error("sem pedido");
    return resposta.json();
  }

  function dizer(formulario, erro) {
    const lugar = formulario.querySelector("[data-chave-erro]");
    lugar.hidden = false;
    lugar.textContent = erro.name === "InvalidStateError"
      ? "Este aparelho já tem uma chave da sua conta."
      : "O aparelho não confirmou. Tente de novo ou use outra forma.";
  }

  Guiche.cada("[data-chave]", (formulario) => {
    if (!possivel) {
      formulario.querySelectorAll("button[type=submit]").forEach((botao) => { botao.disabled = true; botao.dataset.desligado = ""; });
      return;
    }
    formulario.hidden = false;
    document.querySelectorAll("[data-chave-falta]").forEach((aviso) => { aviso.hidden = true; });
  });

  /* In the capture phase: the guard against a second click must not count the first stop, which only asks the device. */
  document.addEventListener("submit", async (evento) => {
    const formulario = evento.target;
    if (!(formulario instanceof HTMLFormElement) || !formulario.dataset.chave || formulario.elements.credencial.value) return;
    evento.preventDefault();
    evento.stopPropagation();
    if (!possivel) return;
    try {
      const pedido = await pedidoDe(formulario);
      formulario.elements.credencial.value = await (formulario.dataset.chave === "incluir" ? incluir(pedido) : assinar(pedido));
      formulario.submit();
    } catch (erro) {
      dizer(formulario, erro);
    }
  }, true);
})();
