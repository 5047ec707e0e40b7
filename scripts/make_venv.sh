#!/bin/sh
# Makes a virtual environment in the folder $1 with the first Python of 3.11 or newer that can.
# PYTHON3=/path/to/python chooses another one.
set -eu

folder=$1
names=${PYTHON3:-python3.13 python3.12 python3.11 python3 python3.14 python}
unable=

new_enough() {
    command -v "$1" >/dev/null 2>&1 &&
        "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

for name in $names; do
    new_enough "$name" || continue
    echo "Making $folder with $("$name" --version) ($name)"
    if "$name" -m venv --clear "$folder"; then
        exit 0
    fi
    rm -rf "$folder"
    unable="$unable $name"
done

if [ -n "$unable" ]; then
    echo "New enough, but unable to make a virtual environment:$unable" >&2
    echo "On Debian and Ubuntu: apt-get install python3-venv" >&2
else
    echo "Python 3.11 or newer is needed; none found among: $names" >&2
    echo "Install one, or name it: make run PYTHON3=/path/to/python3" >&2
fi
exit 1
