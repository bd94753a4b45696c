"""People made by a journey for itself: an account by the screens, its login, and what its e-mail received."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page, expect

from guiche.nucleo.identificadores import dv_cpf
from tests.correio import ultima_carta
from tests.infra.servidor import Servidor

SENHA = "tijolo-nuvem-42!"
"""Password that every person made here chooses first."""

NovaPagina = Callable[..., Page]


def cpf_novo() -> str:
    """A valid CPF that nobody has."""
    base = f"{random.SystemRandom().randrange(100_000_000, 999_999_999)}"
    return base + dv_cpf(base)


@dataclass(frozen=True, slots=True)
class Conta:
    """Somebody who enters: username and e-mail are nobody else's."""

    login: str = field(default_factory=lambda: f"pessoa{random.SystemRandom().randrange(10**9)}")

    @property
    def email(self) -> str:
        return f"{self.login}@exemplo.com.br"


def criar_conta(pagina: Page, servidor: Servidor) -> Conta:
    """Novo usuário by the screens, with the code of the letter; the page stays signed in."""
    conta = Conta()
    pagina.goto("/novo-usuario/")
    pagina.get_by_label("Usuário", exact=True).fill(conta.login)
    pagina.get_by_label("E-mail", exact=True).fill(conta.email)
    pagina.get_by_label("Repita o e-mail").fill(conta.email)
    pagina.get_by_label("Senha", exact=True).fill(SENHA)
    pagina.get_by_label("Confirme a senha").fill(SENHA)
    pagina.get_by_role("button", name="Criar e receber o código").click()
    expect(pagina.locator("h1")).to_have_text("Digite o código que enviamos")
    carta = ultima_carta(para=conta.email, modelo="acesso.cadastro.codigo", servidor=servidor)
    pagina.get_by_label("Código de verificação").fill(carta.codigo)
    pagina.get_by_role("button", name="Confirmar", exact=True).click()
    expect(pagina.get_by_text("Conta criada. Agora diga quem você é e que acesso precisa.")).to_be_visible()
    return conta


def preencher_entrada(pagina: Page, login: str, senha: str = SENHA) -> None:
    """Type login and password where the page asks them, and send."""
    pagina.get_by_label("CPF, CNPJ, e-mail ou usuário").fill(login)
    pagina.get_by_label("Senha", exact=True).fill(senha)
    pagina.get_by_role("button", name="Entrar", exact=True).click()


def entrar(pagina: Page, login: str, senha: str = SENHA) -> None:
    """From the entry page to wherever it leads."""
    pagina.goto("/entrar/")
    preencher_entrada(pagina, login, senha)
    pagina.wait_for_url(lambda url: "/entrar/" not in url)


def entrar_da_demo(pagina: Page, pessoa: dict[str, Any]) -> None:
    """Sign in somebody of the demo world."""
    entrar(pagina, pessoa["login"], pessoa["senha"])


def sair(pagina: Page) -> None:
    """By the menu of the name."""
    pagina.locator(".gc-topo details summary", has_text="Sua conta:").click()
    pagina.get_by_role("button", name="Sair", exact=True).click()
    pagina.wait_for_url("**/entrar/**")


def registrar_pelo_link(pagina: Page, link: str, conta: Conta, quem: dict[str, str]) -> None:
    """Complete seu registro: what is asked (``quem`` by label), the review, the password and the terms."""
    pagina.goto(link)
    expect(pagina.locator("h1")).to_have_text("Complete seu registro")
    for rotulo, valor in quem.items():
        pagina.get_by_label(rotulo).fill(valor)
    pagina.get_by_role("button", name="Conferir as informações").click()
    expect(pagina.locator("h1")).to_have_text("Confira as informações")
    pagina.get_by_label("Senha", exact=True).fill(SENHA)
    pagina.get_by_label("Repita a senha").fill(SENHA)
    for termo in pagina.get_by_role("checkbox").all():
        termo.check()
    pagina.get_by_role("button", name="Registrar", exact=True).click()
    concluido = f"Registro concluído. Entre com o e-mail {conta.email} e a senha que você criou."
    expect(pagina.get_by_text(concluido)).to_be_visible()
    preencher_entrada(pagina, conta.email)
    pagina.wait_for_url(lambda url: "/entrar/" not in url)


def atuando(pagina: Page) -> str:
    """For whom the page says the person acts."""
    return pagina.get_by_role("navigation", name="Atuando por").locator("b").first.inner_text()


def menu(pagina: Page) -> list[str]:
    """Lines of the main menu."""
    return [
        linha.strip()
        for linha in pagina.get_by_role("navigation", name="Menu principal").locator("a").all_inner_texts()
    ]
