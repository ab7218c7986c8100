# The application alone: PostgreSQL and Redis are other containers (docker-compose.yml).
FROM python:3.11-slim-bookworm

RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --create-home valinta

WORKDIR /srv/valinta
COPY requirements.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .

# Static files are built once, into the release. The values are for this step only and reach no server.
RUN DATABASE_URL=postgresql://nobody@nowhere/none REDIS_URL=redis://nowhere DEMO=true \
    python manage.py collectstatic --noinput --verbosity 0

ENV PYTHONUNBUFFERED=1
USER valinta
EXPOSE 8000
CMD ["gunicorn", "pilot.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--threads", "8", "--no-control-socket"]
