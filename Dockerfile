FROM python:3.13-slim AS build

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/klimakreis
WORKDIR /src
# Pinned with hashes first: this layer is made again only when the lock changes.
COPY requirements.lock ./
RUN /opt/klimakreis/bin/pip install --require-hashes -r requirements.lock
COPY pyproject.toml requirements.in README.md LICENSE ./
COPY events events
COPY service service
COPY schema schema
COPY migrations migrations
RUN /opt/klimakreis/bin/pip install --no-deps --no-build-isolation .

FROM python:3.13-slim

RUN useradd --system --uid 10001 --home-dir /var/lib/klimakreis --create-home --shell /usr/sbin/nologin klimakreis
COPY --from=build /opt/klimakreis /opt/klimakreis
ENV PATH=/opt/klimakreis/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    KLIMAKREIS_DATA=/var/lib/klimakreis \
    KLIMAKREIS_HOST=0.0.0.0 \
    PORT=8000
USER klimakreis
WORKDIR /var/lib/klimakreis
VOLUME /var/lib/klimakreis
EXPOSE 8000
# Alive is enough to be left running; whether it can answer, the compose file asks at /ready.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as ask; ask.urlopen('http://127.0.0.1:' + os.environ['PORT'] + '/health', timeout=4)"]
ENTRYPOINT ["klimakreis"]
CMD ["serve"]
