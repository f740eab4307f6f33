# syntax=docker/dockerfile:1
# All platforms of python:3.12.14-slim-bookworm, as docker-library/repo-info recorded it in August
# 2026. To take a newer one: docker buildx imagetools inspect python:3.12-slim-bookworm
ARG PYTHON=python:3.12.14-slim-bookworm@sha256:0f5b26b9518d002b6173fd61daad821fa340635ebfec5bba471013f9ca114579

# What Pantau runs on: installed anew only when the lock changes.
FROM ${PYTHON} AS build
WORKDIR /app
RUN python -m venv /tools && python -m venv --without-pip .venv
COPY requirements.lock ./
# The query parser writes its tables beside itself when Python 3.13 or newer first imports it.
# Packages bring a tenth of their size as tests of their own.
RUN /tools/bin/pip --python .venv/bin/python install --no-cache-dir --require-hashes \
        --requirement requirements.lock \
    && .venv/bin/python -W ignore -c 'import luqum.parser' \
    && find .venv -type d \( -name test -o -name tests \) -prune -exec rm -r {} +

# The code, compiled, and the command, which knows its version from being installed. In a stage of
# its own it would start from a whole image of the packages, which takes longer than all else here.
COPY . .
RUN /tools/bin/pip --python .venv/bin/python install --no-cache-dir --no-deps \
        --no-build-isolation --no-compile --prefix /command --editable . \
    && .venv/bin/python -m compileall -q --invalidation-mode unchecked-hash -x '\.venv' . \
    && mkdir /code && find . -mindepth 1 -maxdepth 1 ! -name .venv -exec mv -t /code {} +

FROM ${PYTHON}
LABEL org.opencontainers.image.title="Pantau" \
      org.opencontainers.image.description="A news monitor for the partnership agreements of Indonesia's corrections service" \
      org.opencontainers.image.licenses="Apache-2.0"
# What PDF files are drawn with.
RUN apt-get update -qq \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        fonts-dejavu-core libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --create-home --uid 10001 pantau && install -d -o pantau -g pantau /data
WORKDIR /app
COPY --from=build /app/.venv .venv
COPY --from=build /command .venv
COPY --from=build /code .
ENV PANTAU_DATA=/data \
    PATH=/app/.venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
VOLUME /data
USER pantau
# Every command ends by Ctrl-C as by SIGTERM, which the first process of a container may ignore.
STOPSIGNAL SIGINT
EXPOSE 8080
HEALTHCHECK --interval=5m --timeout=30s --start-period=30s CMD ["pantau", "status"]
ENTRYPOINT ["pantau"]
CMD ["up", "--host", "0.0.0.0"]
