# 明账 Mingzhang. `make` alone prints this list.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NODE := node_modules
HEDGE := .cache/hedge
# 测试同时用几个核 · how many cores the tests use
WORKERS ?= 2
# 测量哪些规模（表单数） · sizes that are measured, in forms
SIZES ?= 100 1000

.DEFAULT_GOAL := help
.PHONY: help site example serve check data quick test scripts hedge fuzz kills mutants bench lint wheelhouse lock advisories clean

help: ## 列出可用命令 · list the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

site: $(VENV)/.site ## 由 data/ 生成门户到 site/ · build the portal from data/ into site/
	$(BIN)/mingzhang build

example: $(VENV)/.site ## 由 example/ 生成一个编出来的门户到 site-example/：答复、更正、撤下、待审查各是什么样子 · build a made-up portal that shows replies, corrections, withdrawn and held forms
	$(BIN)/mingzhang build --data example --out site-example

serve: $(VENV)/.site ## 生成并在本机预览，数据改动后自动重建 · build, serve on loopback, rebuild on change
	$(BIN)/mingzhang serve

check: $(VENV)/.site ## 校验 data/ 并运行全部检查 · validate the data and run every check
	$(BIN)/mingzhang check

data: site ## 核对 data/、生成门户并走通每个链接；只有读不懂的内容才失败 · check and build data/, follow every link; only what cannot be understood fails
	$(BIN)/python tests/links.py site

quick: scripts ## 运行不需要浏览器和整个门户的测试 · run the tests that need no browser and no built portal
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m 'not site and not browser'

test: scripts ## 运行全部测试（缺少 Chromium 时会尝试安装） · run all tests
	@tests/chromium.sh >/dev/null
	@tests/nginx.sh
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

scripts: $(VENV)/.test $(NODE)/.stamp
	@$(BIN)/node --test 'tests/js/*.test.js'

hedge: $(HEDGE)/.stamp ## 不用 MkDocs，用 ProperDocs 和 Zensical 发布同一批页面并比较 · publish the same pages with ProperDocs and Zensical, and compare
	$(BIN)/python -m pytest -q tests/test_hedge.py

fuzz: $(VENV)/.fuzz ## 每条性质试 100,000 个输入，再按覆盖到的分支找（数小时） · 100,000 inputs of every property, then by the branches that are reached; takes hours
	nice -n 19 $(BIN)/python benchmarks/fuzz.py properties
	nice -n 19 $(BIN)/python benchmarks/fuzz.py coverage

kills: $(VENV)/.site ## 在随机的时刻杀掉 200 次生成，每次核对站点和下一次生成 · kill 200 builds at random moments, and look at the site and at the next build
	$(BIN)/python benchmarks/kills.py

mutants: $(VENV)/.mutants ## 逐处改动单元格、得分、汇总和规则，看测试能否发现 · change cells, scores, roll-ups and rules bit by bit: do the tests notice
	nice -n 10 $(BIN)/python benchmarks/mutants.py --jobs $(WORKERS)

bench: $(VENV)/.site ## 测量不同规模的耗时、内存与同类程序 · measure cost and memory by size, beside other generators
	$(BIN)/python benchmarks/run.py $(SIZES)

lint: scripts ## 检查 Python、模板、脚本与样式 · check Python, templates, scripts and styles
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint --quiet site_templates
	$(BIN)/djlint --quiet --extension j2 site_templates
	$(BIN)/node $(NODE)/.bin/eslint .
	$(BIN)/node $(NODE)/.bin/stylelint 'site_templates/**/*.css'

wheelhouse: $(VENV)/.site ## 把程序和全部程序库收进 wheelhouse/，拿到内网安装 · the program and its libraries as a folder, to install on a closed network
	@rm -rf wheelhouse build
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.txt -d wheelhouse
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation -w wheelhouse .
	@rm -rf build
	@{ cat requirements.txt; $(BIN)/python -m pip hash wheelhouse/mingzhang-*.whl \
	  | sed -n 's/^wheelhouse.mingzhang-\(.*\)-py3.*/mingzhang==\1 \\/p; s/^--hash/    &/p'; } > wheelhouse/requirements.txt
	@echo '把 wheelhouse/ 复制到同一系统、同一 Python 版本的机器上，在那里执行 · copy wheelhouse/ to a machine with the same system and Python, and there:'
	@echo 'python3 -m venv .venv && .venv/bin/python -m pip install --no-index --find-links wheelhouse --require-hashes -r wheelhouse/requirements.txt'

lock: $(VENV)/.test ## 重新锁定依赖版本与哈希 · pin the requirements again, with hashes
	$(BIN)/pip-compile -q --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links --no-header -o requirements.txt requirements.in
	$(BIN)/pip-compile -q --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links --no-header -o requirements-dev.txt requirements-dev.in
	$(BIN)/pip-compile -q --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links --no-header -o requirements-cluster.txt requirements-cluster.in
	$(BIN)/pip-compile -q --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links --no-header -o requirements-hedge.txt requirements-hedge.in
	$(BIN)/pip-compile -q --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links --no-header -o requirements-fuzz.txt requirements-fuzz.in
	$(BIN)/pip-compile -q --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links --no-header -o requirements-mutants.txt requirements-mutants.in
	$(BIN)/pip-compile -q --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links --no-header -o benchmarks/requirements-peers.txt benchmarks/requirements-peers.in
	$(BIN)/npm install --package-lock-only
	$(BIN)/python benchmarks/sbom.py

advisories: $(VENV)/.site ## 查程序库已知的漏洞（要有 pip-audit 和网络；没有查的会说明） · look for known weaknesses of libraries
	@$(BIN)/python benchmarks/advisories.py

clean: ## 删除生成物 · remove what was built
	rm -rf site site-example site-preview .cache .site*.new-* .site*.kept

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo '需要 Python 3.11 或更新版本 · Python 3.11 or newer is needed'; exit 2; }
	@$(PYTHON) -m venv $(VENV) \
	  || { rm -rf $(VENV); echo '无法建立虚拟环境；Debian 上请先执行: apt install python3-venv · install python3-venv first'; exit 2; }

$(VENV)/.site: requirements.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: requirements-dev.txt requirements-cluster.txt $(VENV)/.site
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt -r requirements-cluster.txt
	@touch $@

$(VENV)/.mutants: requirements-mutants.txt $(VENV)/.test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-mutants.txt
	@touch $@

$(VENV)/.fuzz: requirements-fuzz.txt $(VENV)/.test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-fuzz.txt
	@touch $@

$(HEDGE)/.stamp: requirements-hedge.txt $(VENV)/.test
	$(BIN)/python -m venv $(HEDGE)
	$(HEDGE)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-hedge.txt
	@touch $@

$(NODE)/.stamp: package-lock.json $(VENV)/.test
	$(BIN)/npm ci --silent
	@touch $@
