#!/usr/bin/env bash
# Install a real VS Code (inside code-server) and a browser driver into FOLDER, from npm and Debian alone:
#   editors/vscode/e2e/install.sh FOLDER
# Needs Node 20, npm, python3, a C++ compiler, libkrb5-dev, ripgrep and chromium:
#   apt-get install nodejs npm chromium ripgrep build-essential python3 libkrb5-dev
# About two minutes and 400 MB. The end-to-end test finds it by DESKCHECK_VSCODE=FOLDER.
set -euo pipefail
folder="$(mkdir -p "${1:?usage: install.sh FOLDER}" && cd "$1" && pwd)"
version=4.100.3 # VS Code 1.100.3; the last on Node 20
cd "$folder"
if [ -e ready ]; then
    echo "already installed in $folder"
    exit 0
fi
npm pack --silent "code-server@$version" >/dev/null
tar xzf "code-server-$version.tgz"
rm "code-server-$version.tgz"
server="$folder/package"
# Install scripts are off: ripgrep's wants a download, and what has to be built is built below.
for part in "$server" "$server/lib/vscode" "$server/lib/vscode/extensions"; do
    (cd "$part" && npm install --ignore-scripts --omit=dev --no-audit --no-fund --silent)
done
for module in @vscode/spdlog native-watchdog node-pty; do
    (cd "$server/lib/vscode/node_modules/$module" && npx --yes node-gyp rebuild --nodedir=/usr >/dev/null 2>&1) || true
    ls "$server/lib/vscode/node_modules/$module"/build/Release/*.node >/dev/null # node-pty fails after it is built
done
# The password hash of its front door: never used here, but loaded at the start.
argon2="$server/node_modules/argon2"
(cd "$argon2" && npx --yes node-gyp rebuild --nodedir=/usr --napi_build_version=3 --module_name=argon2 \
    --module_path="$argon2/lib/binding/napi-v3" >/dev/null 2>&1)
mkdir -p "$server/lib/vscode/node_modules/@vscode/ripgrep/bin"
ln -sf "$(command -v rg)" "$server/lib/vscode/node_modules/@vscode/ripgrep/bin/rg"
ln -sfn node_modules "$server/lib/vscode/node_modules.asar"
npm install --prefix "$folder" --no-audit --no-fund --silent playwright-core
touch ready
echo "installed in $folder"
