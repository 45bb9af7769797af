#!/bin/bash
# Asks `sonde serve` by the command line of the MCP inspector (npm): lists the tools in both protocol eras, then calls every
# tool once on a sample, and every eighth in the older era as well. The inspector checks each result against the tool's output
# schema. inspector.tsv holds the arguments; a tool without a row there fails. Needs a Release build, node and npm; downloads into artifacts/.
# Exit code 75: the inspector cannot be installed here, nothing was checked.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
version=2.12.0
home=$PWD/artifacts/inspector
export MCP_CATALOG_PATH=$home/mcp.json MCP_CLIENT_CONFIG_PATH=$home/client.json
export npm_config_update_notifier=false npm_config_fund=false npm_config_audit=false
server=("$PWD/artifacts/bin/Sonde/release/sonde" serve)
[ -x "${server[0]}" ] || { echo "inspector: build first: dotnet build -c Release"; exit 1; }

command -v node >/dev/null && command -v npm >/dev/null || { echo "inspector: skipped, needs node and npm"; exit 75; }

mkdir -p "$home"
[ -f "$home/package.json" ] || echo '{"private":true}' >"$home/package.json"
packages=("@modelcontextprotocol/inspector@$version")
# distributions ship older ones than the inspector runs on; npm has node itself too
[ "$(node --version | sed 's/^v\([0-9]*\).*/\1/')" -ge 20 ] || packages+=(node@22)
if [ "$(cat "$home/installed" 2>/dev/null)" != "${packages[*]}" ]; then
  npm install --prefix "$home" --no-save "${packages[@]}" >"$home/npm.log" 2>&1 || { tail -n 20 "$home/npm.log"; echo "inspector: skipped, npm cannot install it here"; exit 75; }
  echo "${packages[*]}" >"$home/installed"
fi
PATH=$home/node_modules/.bin:$PATH

inspect() { # ERA METHOD OPTION ...
  timeout 60 mcp-inspector --cli "${server[@]}" --protocol-era "$1" --method "${@:2}" --format json -q </dev/null 2>"$home/$part.stderr"
}

names() { node -e 'for (const tool of JSON.parse(require("fs").readFileSync(0)).result.tools) console.log(tool.name)'; }

# round ERA STEP FIRST: calls every STEPth tool from FIRST on; its exit code is 1 when anything failed
round() {
  local era=$1 step=$2 first=$3 part=$1-$3 bad=0 called=0 i row tool tools
  fail() {
    echo "inspector: $1"
    head -c 2000 "$home/$part.stderr"
    bad=1
  }
  inspect "$era" tools/list --strict >"$home/$part.json" || { fail "tools/list ($era) ended with $?"; return 1; }
  mapfile -t tools < <(names <"$home/$part.json")
  [ ${#tools[@]} -gt 0 ] || fail "tools/list ($era) names no tool"
  # a capture whose packets the tools that look back can read
  row=$(grep -P "^start_packet_capture\t" eng/inspector.tsv)
  inspect "$era" tools/call --tool-name start_packet_capture --tool-args-json "${row#*$'\t'}" >"$home/$part.result"
  for ((i = first; i < ${#tools[@]}; i += step)); do
    tool=${tools[i]}
    row=$(grep -P "^$tool\t" eng/inspector.tsv) || { fail "$tool has no row in eng/inspector.tsv"; continue; }
    called=$((called + 1))
    # a call that needs a peer may end with a fault: only its form is checked
    inspect "$era" tools/call --tool-name "$tool" --tool-args-json "$(cut -f2 <<<"$row")" >"$home/$part.result" ||
      [[ $row == *$'\tpeer' ]] || fail "$tool ($era) ended with $?"
  done
  echo "inspector: $era, $called of ${#tools[@]} tools called"
  return $bad
}

# most of a call is the start of two programs, so the parts go side by side
round modern 2 1 >"$home/modern-1.log" 2>&1 &
half=$!
round modern 2 0
first=$?
wait $half
second=$?
cat "$home/modern-1.log"
round legacy 8 0
[ $? = 0 ] && [ $first = 0 ] && [ $second = 0 ]
