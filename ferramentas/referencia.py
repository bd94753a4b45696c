"""Write ``docs/referencia`` from the catalogues of the loaded project; the pages are never edited by hand.

Usage: ``python ferramentas/referencia.py [--conferir]`` (``make referencia``). ``--conferir`` changes nothing
and exits 1, naming the pages, when what is written is not what the code says. No database is touched.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from types import ModuleType
from typing import Any

RAIZ = Path(__file__).resolve().parent.parent
PASTA = RAIZ / "docs/referencia"
ROTULOS_DOS_PORTAIS = {
    "prestador": "prestador",
    "beneficiario": "beneficiário",
    "contratante": "contratante",
    "operadora": "operadora",
}
PORTAIS = tuple(ROTULOS_DOS_PORTAIS)
CATALOGOS = ("permissions", "events", "tasks", "config", "estados", "regras.estados")
AVISO = "<!-- Página gerada por ferramentas/referencia.py (make referencia): não edite. -->\n"
OPCOES = {
    "acesso.SenhaConfig.tamanho": "menor número de caracteres da senha; nunca menos de 8",
    "acesso.SenhaConfig.historico": "quantas das últimas senhas não podem voltar",
    "acesso.SenhaConfig.validade_dias": "dias até a senha precisar ser trocada; 0 nunca",
    "acesso.AcessoConfig.segundo_fator_da_equipe": "a equipe só trabalha com chave de acesso ou autenticador",
    "acesso.AcessoConfig.sessao_minutos": "minutos sem uso até a sessão terminar",
    "acesso.AcessoConfig.dias_conectado": "dias que dura um aparelho mantido conectado",
    "acesso.AcessoConfig.horas_do_convite": "horas em que um convite pode ser aceito",
    "acesso.AcessoConfig.horas_da_confirmacao": "horas em que o e-mail de um registro pode ser confirmado",
    "acesso.AcessoConfig.prazo_solicitacao_du": "dias úteis para responder a uma solicitação de acesso",
    "acesso.AcessoConfig.limite_dias": "prazo máximo sugerido a quem delega um acesso, em dias; 0 sem prazo",
    "acesso.AcessoConfig.aviso_fim_dias": "dias de antecedência do aviso de que um acesso termina; 0 = nunca avisa",
    "acesso.AcessoConfig.revisao_dias": "dias entre as revisões de quem tem acesso",
    "acesso.AcessoConfig.quatro_olhos": "mudança de direito da equipe espera a aprovação de outra pessoa",
    "acesso.AcessoConfig.formato_da_carteira": "como a carteirinha é escrita, um 0 por número; vazio, qualquer uma",
    "acesso.PerguntasConfig.prestador": "pares de pergunta e resposta do prestador; vazio, as do produto",
    "acesso.PerguntasConfig.beneficiario": "pares de pergunta e resposta do beneficiário; vazio, as do produto",
    "acesso.PerguntasConfig.contratante": "pares de pergunta e resposta do contratante; vazio, as do produto",
    "acesso.PerguntasConfig.operadora": "pares de pergunta e resposta da equipe; vazio, as do produto",
    "acesso.EntradaConfig.chamada_prestador": "chamada da página de entrada do prestador; vazia, a do produto",
    "acesso.EntradaConfig.chamada_beneficiario": "chamada da página de entrada do beneficiário; vazia, a do produto",
    "acesso.EntradaConfig.chamada_equipe": "chamada da página de entrada da equipe; vazia, a do produto",
    "acesso.EntradaConfig.duvidas": "pares de pergunta e resposta das dúvidas no acesso; vazio, as do produto",
    "acesso.EntradaConfig.chamada_contratante": "chamada da página de entrada do contratante; vazia, a do produto",
    "acesso.EntradaConfig.ajuda_prestador": "ajuda da página de entrada do prestador; vazia, a do produto",
    "acesso.EntradaConfig.ajuda_beneficiario": "ajuda da página de entrada do beneficiário; vazia, a do produto",
    "acesso.EntradaConfig.ajuda_contratante": "ajuda da página de entrada do contratante; vazia, a do produto",
    "acesso.EntradaConfig.ajuda_equipe": "ajuda da página de entrada da equipe; vazia, a do produto",
    "cadastro.CadastroConfig.exigencias": "o que o cadastro do prestador precisa ter para ser completo",
    "cadastro.CadastroConfig.bloqueadas": "permissões do prestador que esperam o cadastro completo",
    "cadastro.CadastroConfig.fechadas": (
        "pares TIPO:permissão que a operadora fechou para um tipo de prestador, para BENEFICIARIO ou para CONTRATANTE"
    ),
    "cadastro.CadastroConfig.motivo_do_fechamento": "o que se diz de uma operação fechada; vazio, o texto do produto",
    "cadastro.CadastroConfig.quem_procurar": "quem procurar sobre uma operação fechada; vazio, os canais da operadora",
    "cadastro.CadastroConfig.prazo_atualizacao_du": "dias úteis para responder a um pedido de mudança do cadastro",
    "cadastro.CadastroConfig.lembrete_aditivo_dias": (
        "dias antes do prazo de um aditivo em que quem pode assinar é lembrado; 0 não lembra"
    ),
    "correio.CorreioConfig.cartas_por_hora": (
        "quantos e-mails do mesmo tipo um endereço recebe por hora, no máximo; o que passa não sai"
    ),
    "correio.CorreioConfig.dias_do_corpo": (
        "dias depois dos quais o texto de um e-mail é apagado; o de um e-mail com link ou código de acesso é "
        "apagado assim que sai"
    ),
    "faturamento.FaturamentoConfig.versoes_tiss": "versões do Componente de Comunicação aceitas",
    "faturamento.FaturamentoConfig.hash_estrito": (
        "só aceita o hash exatamente como a norma manda (ISO-8859-1, sem retirar espaços); desligado, aceita "
        "também as leituras de outros sistemas. Hash que não confere com nenhuma é recusado (glosa 5014)"
    ),
    "faturamento.FaturamentoConfig.tolerancia_item": (
        "diferença aceita, em reais, entre o total do item e unitário × quantidade × fator"
    ),
    "faturamento.FaturamentoConfig.processado_e_o_informado": (
        "no demonstrativo, o processado é o valor cobrado e a diferença de preço fica só na glosa; desligado, o "
        "processado é o que o contrato paga"
    ),
    "faturamento.FaturamentoConfig.dias_para_analisar": (
        "prazo da análise, em dias corridos, quando o contrato do prestador não diz outro"
    ),
    "faturamento.FaturamentoConfig.alcada": (
        "maior valor liberado de um lote, em reais, que a pessoa que o fechou pode liberar sozinha"
    ),
}
"""What each option does, in the words of the manual; an option without words stops the program."""


def preparar() -> None:
    """Load the project and every catalogue, on a throw-away folder: nothing of the machine is read."""
    os.environ["GUICHE_VAR"] = tempfile.mkdtemp(prefix="guiche-referencia-")
    os.environ["GUICHE_DEMO"] = "1"
    os.environ.pop("DATABASE_URL", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "guiche.projeto.settings"
    sys.path.insert(0, str(RAIZ / "src"))
    import django

    django.setup()
    for _ in modulos(*CATALOGOS):
        pass


def modulos(*nomes: str) -> Iterator[ModuleType]:
    """The files of these names in every module of the product, imported."""
    import guiche

    for modulo in sorted(achado.name for achado in pkgutil.iter_modules(guiche.__path__)):
        for nome in nomes:
            caminho = RAIZ / "src/guiche" / modulo / nome.replace(".", "/")
            if caminho.with_suffix(".py").is_file() or (caminho / "__init__.py").is_file():
                yield importlib.import_module(f"guiche.{modulo}.{nome}")


def paginas() -> dict[str, str]:
    """Every page, by file name."""
    corpos = {
        "permissoes.md": permissoes(),
        "perfis.md": perfis(),
        "eventos.md": eventos(),
        "regras.md": regras(),
        "estados.md": estados(),
        "opcoes.md": opcoes(),
        "servicos.md": servicos(),
    }
    return {nome: f"{AVISO}\n{corpo.rstrip()}\n" for nome, corpo in corpos.items()}


def permissoes() -> str:
    """The catalogue of rights, by module, and which portal a perfil that holds each may belong to."""
    from guiche.nucleo.permissoes import catalogo

    partes = [
        "# Permissões",
        f"São {len(catalogo())}. Um perfil é um conjunto delas; a marca diz a que portal o perfil pode "
        "pertencer, e *todos* que a permissão é de qualquer pessoa dele, sem perfil. Mudar um perfil vale no pedido "
        "seguinte, sem sair e entrar.",
    ]
    for modulo, grupo in groupby(catalogo(), key=_modulo):
        linhas = [
            (f"`{p.codigo}`", p.rotulo, *(_quem(p.basica) if portal in p.portais else "" for portal in PORTAIS))
            for p in grupo
        ]
        cabeca = ("código", "o que permite", *(ROTULOS_DOS_PORTAIS[portal] for portal in PORTAIS))
        partes += [f"## {modulo}", tabela(cabeca, linhas)]
    return "\n\n".join(partes)


def perfis() -> str:
    """The table permission × perfil × portal: what each standard perfil of each portal holds."""
    from guiche.acesso.perfis import PADROES
    from guiche.nucleo.permissoes import catalogo

    partes = [
        "# Perfis e permissões",
        "O que cada perfil com que uma operadora começa pode fazer, por portal. A operadora edita os seus; os "
        "marcados com * podem ser delegados pelo prestador ou pelo beneficiário a outra pessoa, que nunca "
        "recebe mais do que tem quem convida. *Todos* é de qualquer pessoa do portal, sem perfil.",
    ]
    for portal in PORTAIS:
        do_portal = [padrao for padrao in PADROES if padrao.portal == portal]
        cabeca = ("permissão", *(padrao.nome + " \\*" * padrao.delegavel for padrao in do_portal))
        linhas = [
            (f"`{p.codigo}`", *(_quem(p.basica) if p.basica or padrao.tem(p) else "" for padrao in do_portal))
            for p in catalogo()
            if portal in p.portais
        ]
        partes += [f"## {ROTULOS_DOS_PORTAIS[portal].capitalize()}", tabela(cabeca, linhas)]
    return "\n\n".join(partes)


def _quem(basica: bool) -> str:
    return "todos" if basica else "sim"


def _modulo(item: Any) -> str:
    return str(item.codigo.split(".")[0])


def eventos() -> str:
    """The catalogue of facts, and which functions listen to each."""
    from guiche.nucleo import eventos as nucleo

    partes = [
        "# Eventos",
        f"São {len(nucleo.catalogo())}. Cada fato é uma linha que não muda, encadeada por hash: a trilha de "
        "auditoria, a origem dos avisos e a fila de integração são a mesma tabela. *Quem reage* são as "
        "funções que o trabalhador chama depois.",
    ]
    for modulo, grupo in groupby(nucleo.catalogo(), key=_modulo):
        linhas = [(f"`{tipo.codigo}`", tipo.rotulo, _quem_reage(tipo.codigo)) for tipo in grupo]
        partes += [f"## {modulo}", tabela(("código", "fato", "quem reage"), linhas)]
    return "\n\n".join(partes)


def _quem_reage(codigo: str) -> str:
    from guiche.nucleo.eventos import _assinantes

    funcoes = _assinantes.get(codigo, [])
    return ", ".join(f"`{funcao.__module__.split('.')[1]}.{funcao.__name__}`" for funcao in funcoes)


def regras() -> str:
    """The rules of the conferência in the order in which they run, by theme."""
    from guiche.faturamento.regras.conferencia import REGRAS, ROTULOS_TEMA

    partes = [
        "# Regras da conferência",
        f"São {len(REGRAS)}, aplicadas nesta ordem na conferência sem envio e na recepção. O código de glosa "
        "(tabela 38) de cada achado é o que existe na versão do TISS em que se responde.",
    ]
    for tema, grupo in groupby(REGRAS.values(), key=lambda regra: regra.tema):
        linhas = [(f"`{r.id}`", r.titulo, _alcance(r.no_lote is not None, r.encerra), r.base_legal) for r in grupo]
        cabeca = ("regra", "o que tem de ser verdade", "olha", "base")
        partes += [f"## {ROTULOS_TEMA[tema]}", tabela(cabeca, linhas)]
    return "\n\n".join(partes)


def _alcance(no_lote: bool, encerra: bool) -> str:
    if no_lote:
        return "lote"
    return "guia, e para nela" if encerra else "guia"


def estados() -> str:
    """Every state flow: its diagram and who moves what."""
    from guiche.nucleo.fluxo import Fluxo

    partes = [
        "# Estados",
        "Os fluxos são dados: as telas perguntam a eles que botões mostrar, e nenhuma linha muda de estado por "
        "outro caminho.",
    ]
    for modulo in modulos("estados", "regras.estados"):
        rotulos: dict[str, str] = getattr(modulo, "ROTULOS", {})
        for fluxo in [valor for valor in vars(modulo).values() if isinstance(valor, Fluxo)]:
            usados = dict.fromkeys([fluxo.inicial, *(t.para for t in fluxo.transicoes)])
            nomes = [f"  {estado}: {estado} {rotulos[estado]}" for estado in usados if estado in rotulos]
            linhas = [
                (f"`{t.acao}`", t.rotulo, _estados(t.de, rotulos), _estados((t.para,), rotulos))
                for t in fluxo.transicoes
            ]
            partes += [
                f"## {fluxo.nome[:1].upper()}{fluxo.nome[1:]}",
                "\n".join(["```mermaid", fluxo.mermaid(), *nomes, "```"]),
                tabela(("ação", "botão", "de", "para"), linhas),
            ]
    return "\n\n".join(partes)


def _estados(codigos: Iterable[str], rotulos: dict[str, str]) -> str:
    return ", ".join(f"{c} {rotulos[c].lower()}" if c in rotulos else c for c in codigos)


def opcoes() -> str:
    """The options of an operadora, a table per dataclass of a ``config.py``. KeyError: one has no words."""
    partes = [
        "# Opções da operadora",
        "Cada operadora escolhe as suas; cada mudança guarda a versão anterior e registra "
        "`nucleo.configuracao.mudada` com quem mudou, antes e depois. As variáveis de ambiente, que valem "
        "para a instalação inteira, estão em [variaveis.md](../operar/variaveis.md).",
    ]
    for modulo in modulos("config"):
        for classe in [v for v in vars(modulo).values() if isinstance(v, type) and is_dataclass(v)]:
            if classe.__module__ == modulo.__name__:
                nome = f"{modulo.__name__.split('.')[1]}.{classe.__name__}"
                linhas = [
                    (f"`{campo.name}`", _valor(campo.default), OPCOES[f"{nome}.{campo.name}"])
                    for campo in fields(classe)
                ]
                partes += [f"## {nome}", tabela(("opção", "padrão", "o que faz"), linhas)]
    return "\n\n".join(partes)


def _valor(valor: Any) -> str:
    if isinstance(valor, bool):
        return "sim" if valor else "não"
    if isinstance(valor, tuple):
        return ", ".join(str(parte) for parte in valor)
    return str(valor).replace(".", ",") if isinstance(valor, Decimal) else str(valor)


def servicos() -> str:
    """The twelve TISS web services and which of them are served."""
    from guiche.integracao.soap.servicos import ATENDENTES
    from guiche.tiss_xml.servicos import SERVICOS

    linhas = [
        (f"`{um.nome}`", f"`{um.pedido_ws}`", f"`{um.resposta_ws}`", _valor(um.nome in ATENDENTES)) for um in SERVICOS
    ]
    return "\n\n".join(
        [
            "# Serviços TISS",
            "Endereço de cada um: `/tiss/<versão>/<serviço>`, por exemplo `/tiss/v40300/tissLoteGuias`; a "
            "descrição está no mesmo endereço com `?wsdl`. Um pedido válido de serviço não atendido recebe um "
            "SOAP Fault que diz isso.",
            tabela(("serviço", "pedido", "resposta", "atendido"), linhas),
        ]
    )


def tabela(cabeca: Sequence[str], linhas: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    return "\n".join(f"| {' | '.join(linha)} |" for linha in (cabeca, ["---"] * len(cabeca), *linhas))


def desatualizadas(esperadas: dict[str, str], pasta: Path = PASTA) -> list[str]:
    """Pages that are missing, differ, or that nobody generates any more."""
    escritas = {arquivo.name: arquivo.read_text(encoding="utf-8") for arquivo in pasta.glob("*.md")}
    nomes = esperadas.keys() | escritas.keys()
    return sorted(nome for nome in nomes if esperadas.get(nome) != escritas.get(nome))


def main(argumentos: list[str]) -> int:
    """Write the pages, or with ``--conferir`` only compare."""
    preparar()
    esperadas = paginas()
    velhas = desatualizadas(esperadas)
    if "--conferir" in argumentos:
        if velhas:
            print(
                f"docs/referencia não está em dia ({', '.join(velhas)}): rode make referencia.",
                file=sys.stderr,
            )
        return 1 if velhas else 0
    PASTA.mkdir(parents=True, exist_ok=True)
    for nome in velhas:
        if nome in esperadas:
            (PASTA / nome).write_text(esperadas[nome], encoding="utf-8")
        else:
            (PASTA / nome).unlink()
        print(f"docs/referencia/{nome}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
