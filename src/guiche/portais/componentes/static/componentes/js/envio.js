/* Upload zone around an ordinary <input type=file multiple>: accepts files dropped on it, lists names and sizes, and lets
   each be taken out before sending. Without this script the input works by itself. */
(() => {
  const tamanho = (n) => n < 1e6 ? `${Math.max(1, Math.round(n / 1000))} kB` : `${(n / 1e6).toLocaleString("pt-BR", { maximumFractionDigits: 1 })} MB`;

  function mostrar(zona) {
    const campo = zona.querySelector("input[type=file]");
    const limite = Number(zona.dataset.limite) || Infinity;
    zona.querySelector(".gc-envio-lista").replaceChildren(...[...campo.files].map((arquivo, i) => {
      const linha = document.createElement("li");
      const nome = document.createElement("b");
      const peso = document.createElement("span");
      const tirar = document.createElement("button");
      nome.textContent = arquivo.name;
      peso.className = "gc-2";
      peso.textContent = arquivo.size > limite ? `${tamanho(arquivo.size)}: maior que o limite de ${tamanho(limite)}` : tamanho(arquivo.size);
      if (arquivo.size > limite) linha.dataset.tom = "erro";
      tirar.type = "button";
      tirar.className = "btn gc-btn-nu";
      tirar.textContent = "Tirar";
      tirar.setAttribute("aria-label", `Tirar ${arquivo.name}`);
      tirar.dataset.tirar = i;
      linha.append(nome, peso, tirar);
      return linha;
    }));
  }

  function juntar(campo, arquivos) {
    const pacote = new DataTransfer();
    const vistos = new Set();
    for (const arquivo of arquivos) {
      const marca = `${arquivo.name}|${arquivo.size}|${arquivo.lastModified}`;
      if (vistos.has(marca) || (!campo.multiple && pacote.items.length)) continue;
      vistos.add(marca);
      pacote.items.add(arquivo);
    }
    campo.files = pacote.files;
  }

  Guiche.ao("change", "[data-envio] input[type=file]", (campo) => mostrar(campo.closest("[data-envio]")));
  Guiche.ao("click", "[data-envio] [data-tirar]", (botao) => {
    const zona = botao.closest("[data-envio]");
    const campo = zona.querySelector("input[type=file]");
    juntar(campo, [...campo.files].filter((_, i) => i !== Number(botao.dataset.tirar)));
    mostrar(zona);
    campo.focus();
  });
  Guiche.ao("dragover", "[data-envio]", (zona, evento) => {
    evento.preventDefault();
    zona.dataset.sobre = "sim";
  });
  Guiche.ao("dragleave", "[data-envio]", (zona, evento) => {
    if (!zona.contains(evento.relatedTarget)) delete zona.dataset.sobre;
  });
  Guiche.ao("drop", "[data-envio]", (zona, evento) => {
    evento.preventDefault();
    delete zona.dataset.sobre;
    const campo = zona.querySelector("input[type=file]");
    juntar(campo, [...(campo.multiple ? campo.files : []), ...evento.dataTransfer.files]);
    mostrar(zona);
    campo.dispatchEvent(new Event("change", { bubbles: true }));
  });
})();
