#!/usr/bin/env bash
# Back up every county by itself, the province, and the files: deploy/backup.sh TARGET [KEEP_DAYS]
# One folder a day. A folder without the mark COMPLETE is no backup. Older days go only when today's
# is complete. Needs the environment of production (see env.example).
set -euo pipefail
umask 077

target=${1:?usage: backup.sh TARGET [KEEP_DAYS]}
keep=${2:-30}
python=${PYTHON:-python}
cd "$(dirname "$0")/.."

day=$(date +%Y-%m-%d)
mkdir -p "$target"
exec 9>"$target/.lock"
flock -n 9 || { echo '另一个备份正在进行，本次未执行。' >&2; exit 1; }

partial="$target/$day.partial"
rm -rf "$partial"
mkdir "$partial"
failed=0

# Each county alone: this is what `county restore` takes when one county has lost something.
while read -r code; do
    [ -n "$code" ] || continue
    if "$python" manage.py county backup "$code" "$partial/$code.county"; then
        echo "$code 已备份"
    else
        echo "$code 备份失败" >&2
        failed=1
    fi
done < <("$python" manage.py county list | grep -oE '^[0-9]{6}')

# The whole database in one consistent picture, for the loss of the machine.
pg_dump=$("$python" -c 'from tenants.embedded.postgres import programs; print(programs() / "pg_dump")')
PGOPTIONS='-c lock_timeout=60s' "$pg_dump" --format=custom --no-owner --file "$partial/all.dump" \
    "$DATABASE_URL" || failed=1
if [ -d "${COUNTYLINK_DATA_DIR:-}/media" ]; then
    tar -C "$COUNTYLINK_DATA_DIR" -cf "$partial/media.tar" media || failed=1
fi

(cd "$partial" && sha256sum -- * >SHA256SUMS)
if [ "$failed" -ne 0 ]; then
    echo "备份不完整，已保留在 $partial，请查看上面的提示。" >&2
    exit 1
fi
touch "$partial/COMPLETE"
rm -rf "${target:?}/$day"
mv "$partial" "$target/$day"
find "$target" -mindepth 1 -maxdepth 1 -type d -name '????-??-??' -mtime "+$keep" -exec rm -rf {} +
echo "备份完成：$target/$day"
