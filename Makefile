# Everything that is done with this project by hand or by a machine. `make help` lists it.

PORT ?= 8000
WORKERS ?= 3
JOBS ?= 2
VENV := .venv
BIN := $(VENV)/bin
ADDRESS := http://127.0.0.1:$(PORT)

# Tests and checks look at the project as it is, whatever the caller's shell has set for a site.
BARE := env -u DATABASE_URL -u DATA_DIR -u DEBUG -u HTTPS -u ALLOWED_HOSTS \
	-u CSRF_TRUSTED_ORIGINS -u SECRET_KEY -u LOG_LEVEL -u DJANGO_SETTINGS_MODULE

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run dev test test-sqlite test-postgres test-browser check bench clean \
	venv requirements requirements-dev browser port database

help:  ## List what can be made
	@echo "Declaration Points"
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) \
		| awk -F'|' '{ printf "%-22s %s\n", $$1, $$2 }'
	@echo
	@echo "  PORT=8001 make run     another port than 8000"

# --- Serving ------------------------------------------------------------------

run: port database  ## Set everything up and serve it as in production, on this machine
	@echo "Collecting static files"
	@DEBUG=0 $(BIN)/python manage.py collectstatic --noinput --verbosity 0
	@DEBUG=0 $(BIN)/python manage.py make_local_admin --address $(ADDRESS)
	@echo
	@echo "Open $(ADDRESS)/  (Ctrl-C ends it)"
	@DEBUG=0 exec $(BIN)/gunicorn declarations.wsgi --bind 127.0.0.1:$(PORT) \
		--workers $(WORKERS) --timeout 60 --log-level warning

dev: port database  ## The same with DEBUG on, reloading when a file changes
	@DEBUG=1 $(BIN)/python manage.py make_local_admin --address $(ADDRESS)
	@echo
	@echo "Open $(ADDRESS)/  (Ctrl-C ends it)"
	@DEBUG=1 exec $(BIN)/python manage.py runserver 127.0.0.1:$(PORT)

# Asked first, so that nothing is set up in vain.
port: venv
	@$(BIN)/python -c 'import socket; s = socket.socket(); \
		s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); \
		s.bind(("127.0.0.1", $(PORT)))' 2>/dev/null \
		|| { echo "Port $(PORT) is taken or may not be used: stop what runs there, or choose another, such as PORT=8001 make $(or $(filter run dev,$(MAKECMDGOALS)),run)" >&2; exit 1; }

database: requirements
	@echo "Preparing the database"
	@$(BIN)/python manage.py migrate --noinput --verbosity 0
	@$(BIN)/python manage.py load_sample
	@# The method page shows these figures, and without them no relation is suggested.
	@echo "Measuring suggestions, where that was never done (a few seconds)"
	@for language in en es; do \
		$(BIN)/python manage.py evaluate --language $$language --if-missing --verbosity 0 >/dev/null || exit 1; \
	done

# --- Tests and checks ---------------------------------------------------------

test: requirements-dev browser test-sqlite test-postgres test-browser  ## Run the whole suite: SQLite, PostgreSQL, Chromium

test-sqlite: requirements-dev  ## Run the suite on SQLite
	@echo "Tests on SQLite"
	@$(BARE) $(BIN)/python -m pytest -n $(JOBS) --ignore=tests/browser

test-postgres: requirements-dev  ## Run the suite on a PostgreSQL made for it
	@echo "Tests on PostgreSQL"
	@$(BARE) $(BIN)/python -m tests.with_postgres $(BIN)/python -m pytest -n $(JOBS) --ignore=tests/browser

# Playwright runs an event loop in the tests' thread, where Django refuses the ORM unless told
# otherwise. Only here: in the other runs the refusal would point at a real mistake.
test-browser: requirements-dev browser  ## Run the journeys in Chromium
	@echo "Journeys in Chromium"
	@$(BARE) DJANGO_ALLOW_ASYNC_UNSAFE=1 $(BIN)/python -m pytest -n $(JOBS) tests/browser

check: requirements-dev  ## Lint, format, types, Django's checks, migrations, static files
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy declarations/comparison
	@$(BARE) $(BIN)/python manage.py check --database default --fail-level WARNING
	@$(BARE) $(BIN)/python manage.py makemigrations --check --dry-run
	@# As a site collects them: a style sheet that names a missing file is refused.
	@data=$$(mktemp -d) && $(BARE) DATA_DIR="$$data" \
		$(BIN)/python manage.py collectstatic --noinput --verbosity 0; \
		status=$$?; rm -rf "$$data"; exit $$status

bench: requirements-dev  ## Measure comparison, ranking, "points like this one" and reading files against their limits
	@status=0; \
	for what in run ranking resembling documents; do \
		$(BARE) $(BIN)/python -m tests.benchmarks.$$what || status=1; \
	done; \
	$(BARE) $(BIN)/python -m tests.with_postgres $(BIN)/python -m tests.benchmarks.resembling || status=1; \
	exit $$status

clean:  ## Remove what was made, except the data in var/
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis var/static
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- What the targets above stand on ------------------------------------------

# The first Python on the path that is new enough; PYTHON= names another.
venv:
	@[ -x $(BIN)/python ] || { \
		for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
			"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
			echo "Making $(VENV) with $$("$$python" --version)"; \
			"$$python" -m venv $(VENV) >/dev/null 2>&1 && exit 0; \
			rm -rf $(VENV); \
			echo "$$python cannot make a virtual environment: install its venv module (Debian, Ubuntu: apt-get install python3-venv)." >&2; \
			exit 1; \
		done; \
		echo "Python 3.11 or later is needed, and none was found: install it, or name it with PYTHON=/path/to/python make …" >&2; \
		exit 1; \
	}

# The stamps hold what was installed, so that a changed file is noticed and a touched one is not.
requirements: venv
	@cmp -s requirements.txt $(VENV)/requirements.stamp || { \
		echo "Installing requirements.txt"; \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt \
			&& cp requirements.txt $(VENV)/requirements.stamp; \
	}

requirements-dev: venv
	@cat requirements.txt requirements-dev.txt | cmp -s - $(VENV)/requirements-dev.stamp || { \
		echo "Installing requirements-dev.txt"; \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt \
			&& cp requirements.txt $(VENV)/requirements.stamp \
			&& cat requirements.txt requirements-dev.txt > $(VENV)/requirements-dev.stamp; \
	}

browser: requirements-dev
	@$(BIN)/python -m tests.browser_path
