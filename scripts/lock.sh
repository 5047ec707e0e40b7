#!/bin/sh
# Resolves the pins of both requirement files in a new environment, without the old lock, and
# writes every package that came with them to constraints.txt.
set -eu

cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

sh scripts/make_venv.sh "$folder/venv"
grep -hE '^[A-Za-z]' requirements.txt requirements-dev.txt >"$folder/pins"
"$folder/venv/bin/python" -m pip install --quiet -r "$folder/pins"
{
    echo "# Every package of the product and its tests, at the version they were tested with." \
        "Made by \`make lock\`."
    "$folder/venv/bin/python" -m pip freeze
} >"$folder/lock"
cp "$folder/lock" constraints.txt
