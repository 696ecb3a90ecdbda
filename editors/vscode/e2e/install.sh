#!/usr/bin/env bash
# Install a real VS Code (inside code-server) and a browser driver into FOLDER, from npm alone:
#   editors/vscode/e2e/install.sh FOLDER
# Needs Node 20 with its headers, npm, python3, make, a C++ compiler and Kerberos' headers; the tests need chromium, too:
#   apt-get install nodejs npm build-essential python3 libkrb5-dev ripgrep chromium
# One to two minutes and 400 MB. The end-to-end test finds it by DESKCHECK_VSCODE=FOLDER.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
folder="$(mkdir -p "${1:?usage: install.sh FOLDER}" && cd "$1" && pwd)"
if cmp -s "$here/package-lock.json" "$folder/ready"; then
    echo "already installed in $folder"
    exit 0
fi
cp "$here/package.json" "$here/package-lock.json" "$folder"
cd "$folder"
# Install scripts are off: some want downloads from elsewhere, and what has to be built is built below.
options=(--ignore-scripts --omit=dev --no-audit --no-fund --loglevel=error)
npm ci "${options[@]}"
server="$folder/node_modules/code-server"
editor="$server/lib/vscode"
(cd "$editor" && npm install "${options[@]}") # its own lock file lags behind: npm ci refuses it

prefix="$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")"
gyp=(node "$folder/node_modules/node-gyp/bin/node-gyp.js" rebuild)
if [ -e "$prefix/include/node/node.h" ]; then
    gyp+=("--nodedir=$prefix")
fi
build() { # FOLDER [OPTION...]: compile the native part of a module
    cd "$1"
    # node-pty's last step fails after it is built: what counts is the result.
    "${gyp[@]}" "${@:2}" >"$folder/build-$(basename "$1").log" 2>&1 || true
    compgen -G "$1/build/Release/*.node" >/dev/null || compgen -G "$1/lib/binding/*/*.node" >/dev/null || {
        tail -20 "$folder/build-$(basename "$1").log" >&2
        return 1
    }
}
argon2="$(node -p "require('path').dirname(require.resolve('argon2/package.json', {paths: ['$server']}))")"
build "$editor/node_modules/@vscode/spdlog" &
build "$editor/node_modules/native-watchdog" &
build "$editor/node_modules/node-pty" &
build "$argon2" --napi_build_version=3 --module_name=argon2 "--module_path=$argon2/lib/binding/napi-v3" &
for _ in 1 2 3 4; do wait -n; done
if rg="$(command -v rg)"; then
    mkdir -p "$editor/node_modules/@vscode/ripgrep/bin"
    ln -sf "$rg" "$editor/node_modules/@vscode/ripgrep/bin/rg"
fi
ln -sfn node_modules "$editor/node_modules.asar"
cp package-lock.json ready
echo "installed in $folder"
