/* data-copiar="text": copies the text and says so in the button itself for two seconds. */
Guiche.ao("click", "[data-copiar]", async (botao) => {
  const palavra = botao.querySelector("span") ?? botao;
  const antes = (botao.dataset.antes ??= palavra.textContent);
  try {
    await navigator.clipboard.writeText(botao.dataset.copiar);
    palavra.textContent = "Copiado";
  } catch {
    palavra.textContent = "Use Ctrl+C";
  }
  palavra.setAttribute("aria-live", "polite");
  setTimeout(() => { palavra.textContent = antes; }, 2000);
});
