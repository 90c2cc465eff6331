# CountyLink. `make` alone lists what there is. Needs Python >= 3.11 and make, nothing else.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# The first Python new enough; PYTHON=... names another.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PY := .venv/bin/python
CHECKS := $(PY) .ci/checks.py
PO := platform/locale/zh_Hans/LC_MESSAGES/django.po
MO := $(patsubst %.po,%.mo,$(wildcard $(PO)))
LOCK := $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header

export PYTHONPATH := $(CURDIR):$(CURDIR)/platform

# One more than cores: tests with a browser or a server of their own wait much of the time.
WORKERS := $(shell echo $$(( $$(getconf _NPROCESSORS_ONLN) + 1 )))

.PHONY: help demo test browser bench ci fmt lint types imports messages cov handbook lock base dev

help: ## 显示本帮助
	@echo '县村通 CountyLink'
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: base $(MO) ## 准备并运行演示（RESET=1 重新开始，DEMO_PORT=8010 换端口，DEMO_ALL=1 六个县）
	@exec $(PY) manage.py demo

test: dev $(MO) ## 运行全部测试（ARGS="tests/core -k 名称" 只运行一部分）
	@exec $(PY) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

browser: dev $(MO) ## 用浏览器走遍页面，截图存入 .data/screenshots（ARGS="-k public" 只走一部分）
	@COUNTYLINK_SHOTS=$${COUNTYLINK_SHOTS:-.data/screenshots} \
		$(PY) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder tests/browser $(ARGS)

bench: dev $(MO) ## 运行性能测试（ONLY=名称 只运行一项）
	@exec $(PY) -m tests.bench $(ONLY)

ci: dev $(MO) ## 运行全部检查
	@exec $(CHECKS)

fmt: dev ## 统一代码与模板的格式
	@$(PY) -m ruff format .
	@$(PY) -m ruff check --fix-only --quiet .
	@$(CHECKS) --fix templates

lint: dev ## 检查代码与模板的写法
	@exec $(CHECKS) format lint templates hosts

types: dev ## 检查类型
	@exec $(CHECKS) types

imports: dev ## 检查模块之间的依赖方向
	@exec $(CHECKS) imports

messages: dev ## 从代码收集待译文字并编译译文
	@exec $(PY) manage.py catalogue --collect

cov: dev $(MO) ## 运行测试并检查覆盖率
	@exec $(CHECKS) tests

handbook: dev $(MO) ## 更新规则、代码、测试对照表
	@exec $(PY) manage.py handbook --write

lock: dev ## 更新依赖锁定文件
	@$(LOCK) deploy/requirements/base.in -o deploy/requirements/base.txt
	@$(LOCK) deploy/requirements/dev.in -o deploy/requirements/dev.txt
	@$(LOCK) deploy/requirements/uv.in -o deploy/requirements/uv.txt

base dev:
	@if [ -z "$(PYTHON)" ]; then echo '需要 Python 3.11 或更高版本，本机没有找到。'; exit 1; fi
	@$(PYTHON) deploy/bootstrap.py $@

$(MO): $(PO) | base
	@$(PY) manage.py catalogue
