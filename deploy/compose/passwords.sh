#!/bin/bash
# Run once, by the image's own start script, after the schemas are made.
set -euo pipefail
for role in curator trainer evaluator; do
  psql -v ON_ERROR_STOP=1 -v role="$role" -v password="$POSTGRES_PASSWORD" \
    --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<<"ALTER ROLE :\"role\" PASSWORD :'password'"
done
