/* A form with data-guarda: leaving the page with something typed and not sent asks first, in the browser's own words. */
Guiche.cada("form[data-guarda]", (formulario) => {
  const retrato = () => JSON.stringify([...new FormData(formulario)].filter(([nome]) => nome !== "csrfmiddlewaretoken"));
  const aoAbrir = retrato();
  window.addEventListener("beforeunload", (evento) => {
    if (!formulario.isConnected || formulario.dataset.enviando || retrato() === aoAbrir) return;
    evento.preventDefault();
  });
});
