# syntax=docker/dockerfile:1
ARG PYTHON=python:3.12-slim-bookworm

FROM ${PYTHON} AS build
WORKDIR /app
RUN python -m venv .venv
COPY requirements.lock ./
RUN .venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY . .
RUN .venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation --editable . \
    && .venv/bin/python -W ignore -c 'import luqum.parser'

FROM ${PYTHON}
RUN useradd --create-home --uid 10001 pantau && install -d -o pantau /data
COPY --from=build /app /app
WORKDIR /app
USER pantau
ENV PANTAU_DATA=/data PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1
VOLUME /data
ENTRYPOINT ["pantau"]
CMD ["crawl"]
