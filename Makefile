# Guichê: every command a developer types. `make` alone lists them.
#   PORT=8000   port of the demo          RESET=1   rebuild the demo world
#   ARGS=...    more words for pytest     PYTHON=   the Python (3.11 or newer) that creates .venv

SHELL := /bin/sh
PORT ?= 8000
RESET ?=
ARGS ?=
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
PY := .venv/bin/python
PREPARAR = @test -n "$(PYTHON)" || { echo "Guichê: é preciso Python 3.11 ou mais novo." >&2; exit 1; }; \
	$(PYTHON) ferramentas/preparar.py

.DEFAULT_GOAL := ajuda
.PHONY: ajuda demo test preparar lint formatar tipos contratos teste-rapido teste-postgres teste-navegador \
	fotos bench requisitos referencia travar limpar

ajuda: ## List the commands
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p' Makefile | awk -F'|' '{ printf "  make %-16s %s\n", $$1, $$2 }'

demo: ## Build the demo world and serve the portal at http://127.0.0.1:$(PORT)
	$(PREPARAR) demo && exec .venv/bin/guiche demo --porta $(PORT) $(if $(RESET),--reset)

test: ## Everything: lint, types, contracts, migrations, SQLite, PostgreSQL, browser
	$(PREPARAR) dev && exec $(PY) ferramentas/verificar.py

preparar: ## Install what development needs, once
	$(PREPARAR) dev

lint: preparar ## Style, format and import order of the modules
	@exec $(PY) ferramentas/verificar.py estilo formato contratos

formatar: preparar ## Rewrite the files in the common format
	@$(PY) -m ruff check --fix . && $(PY) -m ruff format .

tipos: preparar ## Static types
	@exec $(PY) ferramentas/verificar.py tipos

contratos: preparar ## Order of the modules (import-linter)
	@exec $(PY) ferramentas/verificar.py contratos

teste-rapido: preparar ## Tests on SQLite without the browser (ARGS= for pytest)
	@exec $(PY) ferramentas/verificar.py sqlite $(if $(ARGS),-- $(ARGS))

teste-postgres: preparar ## The same on PostgreSQL
	@exec $(PY) ferramentas/verificar.py postgres $(if $(ARGS),-- $(ARGS))

teste-navegador: preparar ## Browser tests against a running demo
	@exec $(PY) ferramentas/verificar.py navegador $(if $(ARGS),-- $(ARGS))

fotos: preparar ## Browser tests, taking the manual's pictures (docs/usar/imagens)
	@GUICHE_FOTOS=1 exec $(PY) ferramentas/verificar.py navegador $(if $(ARGS),-- $(ARGS))

bench: preparar ## Ratios against a raw limit and a peer, in one run
	@exec $(PY) ferramentas/medir.py $(ARGS)

requisitos: ## Which numbered requirements have a proof
	@exec $(PYTHON) ferramentas/requisitos.py

referencia: preparar ## Write docs/referencia again from the catalogues of the code
	@exec $(PY) ferramentas/referencia.py

travar: preparar ## Resolve the lock files again, with hashes and no address (UPGRADE=1 for newer versions)
	@exec $(PY) ferramentas/travar.py $(if $(UPGRADE),--upgrade)

limpar: ## Remove what the commands above made: environment, front-end files, data of the demo
	rm -rf .venv node_modules var src/guiche/portais/componentes/static/vendor
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
