/* <details id> keeps its state when htmx swaps the part around it. Floating ones (.gc-suspenso) close by Escape, by a
   click elsewhere and when the focus leaves. */
(() => {
  let estados = new Map();
  document.addEventListener("htmx:before:swap", () => {
    estados = new Map([...document.querySelectorAll("details[id]")].map((d) => [d.id, d.open]));
  });
  document.addEventListener("htmx:after:swap", () => {
    for (const [id, aberto] of estados) {
      const detalhe = document.getElementById(id);
      if (detalhe instanceof HTMLDetailsElement) detalhe.open = aberto;
    }
  });

  const abertos = () => document.querySelectorAll("details.gc-suspenso[open]");
  document.addEventListener("keydown", (evento) => {
    if (evento.key !== "Escape") return;
    abertos().forEach((d) => {
      d.open = false;
      if (d.contains(document.activeElement)) d.querySelector("summary").focus();
    });
  });
  document.addEventListener("click", (evento) => abertos().forEach((d) => { if (!d.contains(evento.target)) d.open = false; }));
  document.addEventListener("focusin", (evento) => abertos().forEach((d) => { if (!d.contains(evento.target)) d.open = false; }));
})();
