# Few verbs: setup, run, test, check, bench, fix, messages, lock. Everything they make lies in .venv/ and .data/.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help setup run test check bench fix messages lock

# Many tests start programs of their own: without bytecode each would compile all of the code anew.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin

help:
	@echo "make run     start everything, with a demonstration pilot; Ctrl-C ends it"
	@echo "make test    every test, the browser's too"
	@echo "make check   lint, types, templates, import direction, sizes, migrations, translations"
	@echo "make bench   the benchmarks, a line each (BENCH_N, BENCH_ONLY)"
	@echo "make fix     put right what lint and format can"
	@echo "make messages  collect the texts to translate, and compile the translations"
	@echo "make lock    renew the locked requirements"

# The stamps say which lock an environment was installed from; a changed lock installs anew.
.venv/run.stamp: requirements.txt
	@$(PYTHON) tools/environment.py requirements.txt
	@touch $@

.venv/dev.stamp: requirements-dev.txt
	@$(PYTHON) tools/environment.py requirements-dev.txt
	@touch $@ .venv/run.stamp

setup: .venv/dev.stamp
	@$(BIN)/python tools/system_packages.py documents browser

run: .venv/run.stamp
	@$(BIN)/python tools/system_packages.py documents || true
	@exec $(BIN)/python manage.py up

# Neighbours stay together, so that what a module shares is made once; an idle worker takes from the other's end.
test: setup
	@$(BIN)/pytest -n 2 --dist worksteal

check: .venv/dev.stamp
	@$(BIN)/python tools/check.py

bench: .venv/dev.stamp
	@$(BIN)/python -m benchmarks

fix: .venv/dev.stamp
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format --quiet .
	@git ls-files 'templates/*.html' | xargs -r $(BIN)/djade --target-version 5.2 || true

messages: .venv/dev.stamp
	@$(BIN)/python tools/messages.py

lock: .venv/dev.stamp
	@$(BIN)/python tools/lock.py
