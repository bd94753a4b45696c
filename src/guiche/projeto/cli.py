"""``guiche``: demo, server, worker, TISS tools; anything else is a Django command."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from guiche.tiss_xml.leitura import DefeitoTiss
from guiche.tiss_xml.versoes import EsquemaInvalido

VALIDO, COM_DEFEITO, INUTILIZAVEL = 0, 1, 2


def main(argumentos: Sequence[str] | None = None) -> int:
    """Entry point of the ``guiche`` program. Returns the exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guiche.projeto.settings")
    todos = list(sys.argv[1:] if argumentos is None else argumentos)
    if todos[:2] in (["terminologia", "carregar"], ["senhas", "vazadas"]):
        # argparse would take the options that follow for its own; the Django command reads them.
        todos = ["_".join(todos[:2]), *todos[2:]]
    if not todos or todos[0] not in {"demo", "servir", "trabalhador", "tiss", "terminologia", "senhas", "-h", "--help"}:
        from django.core.management import execute_from_command_line

        execute_from_command_line(["guiche", *todos])
        return 0
    opcoes = _analisador().parse_args(todos)
    return int(opcoes.executar(opcoes) or 0)


def _analisador() -> argparse.ArgumentParser:
    analisador = argparse.ArgumentParser(prog="guiche", description="Portal aberto da operadora de saúde.")
    comandos = analisador.add_subparsers(required=True, metavar="comando")

    demo = comandos.add_parser("demo", help="constrói o mundo de demonstração e serve o portal")
    demo.add_argument("--porta", type=int, default=8000)
    demo.add_argument("--reset", action="store_true", help="apaga e reconstrói o mundo")
    demo.add_argument("--escala", type=int, default=0, help="quantos beneficiários (mundo grande)")
    demo.add_argument("--so-construir", action="store_true", help="constrói e termina, sem servir")
    demo.set_defaults(executar=_demo)

    servir = comandos.add_parser("servir", help="páginas e WebSocket num processo")
    servir.add_argument("--porta", type=int, default=8000)
    servir.add_argument("--endereco", default="127.0.0.1")
    servir.set_defaults(executar=_servir)

    trabalhador = comandos.add_parser("trabalhador", help="executa a fila de tarefas e a agenda")
    trabalhador.add_argument("--intervalo", type=float, default=0.5, help="segundos entre consultas à fila")
    trabalhador.set_defaults(executar=_trabalhador)

    tiss = comandos.add_parser("tiss", help="ferramentas do Padrão TISS").add_subparsers(required=True)
    validar = tiss.add_parser("validar", help="esquema, hash, totais e códigos, sem rede nem banco")
    validar.add_argument("arquivos", nargs="+", type=Path)
    validar.add_argument("--json", action="store_true")
    validar.set_defaults(executar=_validar)
    adicionar = tiss.add_parser("esquema", help="versões do padrão").add_subparsers(required=True)
    novo = adicionar.add_parser("adicionar", help="instala a versão de um arquivo da ANS")
    novo.add_argument("arquivo", type=Path)
    novo.set_defaults(executar=_adicionar_esquema)

    terminologia = comandos.add_parser("terminologia", help="TUSS e tabelas de domínio").add_subparsers(required=True)
    terminologia.add_parser("carregar", help="carrega o pacote embarcado ou um arquivo da ANS")

    senhas = comandos.add_parser("senhas", help="senhas que ninguém pode usar").add_subparsers(required=True)
    senhas.add_parser("vazadas", help="carrega uma lista de SHA-1 de senhas vazadas")
    return analisador


def _demo(opcoes: argparse.Namespace) -> int:
    from guiche.projeto import demo

    return demo.executar(opcoes.porta, opcoes.reset, opcoes.escala, opcoes.so_construir)


def _servir(opcoes: argparse.Namespace) -> int:
    import uvicorn

    uvicorn.run(
        "guiche.projeto.asgi:application",
        host=opcoes.endereco,
        port=opcoes.porta,
        log_level="warning",
        access_log=False,
        lifespan="off",
    )
    return 0


def _trabalhador(opcoes: argparse.Namespace) -> int:
    import django

    django.setup()
    from guiche.projeto.trabalhador import trabalhar

    trabalhar(opcoes.intervalo)
    return 0


def _usar_esquemas_do_operador() -> None:
    from django.conf import settings

    from guiche.tiss_xml.versoes import registro

    registro.diretorio_de_esquemas = settings.GUICHE_ESQUEMAS


def _adicionar_esquema(opcoes: argparse.Namespace) -> int:
    from guiche.tiss_xml.versoes import adicionar_arquivo

    _usar_esquemas_do_operador()
    try:
        versao = adicionar_arquivo(opcoes.arquivo.read_bytes())
    except (OSError, EsquemaInvalido) as erro:
        print(f"{opcoes.arquivo}: {erro}", file=sys.stderr)
        return INUTILIZAVEL
    print(f"Versão {versao} do Padrão TISS instalada. Aceite-a na configuração do faturamento da operadora.")
    return VALIDO


def _validar(opcoes: argparse.Namespace) -> int:
    _usar_esquemas_do_operador()
    relatorios = [_validar_arquivo(arquivo) for arquivo in opcoes.arquivos]
    if opcoes.json:
        print(json.dumps(relatorios, ensure_ascii=False, indent=2, default=str))
    else:
        for relatorio in relatorios:
            _imprimir(relatorio)
    return max(int(relatorio["saida"]) for relatorio in relatorios)


def _validar_arquivo(arquivo: Path) -> dict[str, Any]:
    from guiche.faturamento.regras.offline import conferir_offline
    from guiche.tiss_xml.recepcao import ler_lote

    relatorio: dict[str, Any] = {"arquivo": str(arquivo), "saida": VALIDO, "defeitos": []}
    try:
        lido = ler_lote(arquivo.read_bytes())
    except OSError as erro:
        return relatorio | {"saida": INUTILIZAVEL, "defeitos": [{"mensagem": str(erro)}]}
    except DefeitoTiss as defeito:
        inutil = defeito.codigo_glosa == "5002"
        erros = [str(erro) for erro in defeito.erros] or [defeito.mensagem]
        return relatorio | {
            "saida": INUTILIZAVEL if inutil else COM_DEFEITO,
            "defeitos": [{"codigo": defeito.codigo_glosa, "linha": defeito.linha, "mensagem": erro} for erro in erros],
        }
    achados = conferir_offline(lido, datetime.now(UTC).date())
    return relatorio | {
        "versao": str(lido.mensagem.versao),
        "hash": lido.mensagem.hash_variante,
        "lote": lido.lote.numero,
        "guias": len(lido.lote.guias),
        "saida": COM_DEFEITO if achados else VALIDO,
        "defeitos": [
            {
                "codigo": achado.codigo,
                "linha": achado.linha,
                "guia": achado.guia,
                "item": achado.item,
                "mensagem": achado.mensagem,
                "como_resolver": achado.como_resolver,
            }
            for achado in achados
        ],
    }


def _imprimir(relatorio: dict[str, Any]) -> None:
    veredito = {VALIDO: "válido", COM_DEFEITO: "com defeitos", INUTILIZAVEL: "não se pode ler"}
    print(f"{relatorio['arquivo']}: {veredito[relatorio['saida']]}")
    for defeito in relatorio["defeitos"]:
        onde = f"linha {defeito['linha']}: " if defeito.get("linha") else ""
        codigo = f"[{defeito['codigo']}] " if defeito.get("codigo") else ""
        print(f"  {codigo}{onde}{defeito['mensagem']}")


if __name__ == "__main__":
    sys.exit(main())
