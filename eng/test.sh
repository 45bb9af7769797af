#!/bin/bash
# Checks everything on a fresh machine with the .NET 10 SDK: installs what the tests need, checks the format, builds
# with warnings as errors, runs every test project. The last line is "N passed, N failed, N skipped"; the exit code is
# 0 only when nothing failed and something ran.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
export MSBUILDDISABLENODEREUSE=1 # no compiler process is left behind
minutes_a_project=${SONDE_TEST_MINUTES:-10}

passed=0 failed=0 skipped=0
log=$(mktemp -d)
trap 'rm -rf "$log"' EXIT

finish() {
  [ $((passed + failed)) -gt 0 ] || { echo "no test ran"; failed=1; }
  echo "$passed passed, $failed failed, $skipped skipped"
  [ $failed = 0 ]
  exit
}

# step NAME COMMAND ...: quiet when it succeeds; counts as one failure when it does not
step() {
  echo "== $1"
  "${@:2}" >"$log/step" 2>&1 && return
  local status=$?
  tail -n 60 "$log/step"
  echo "FAILED: $1 (exit code $status)"
  failed=$((failed + 1))
  return 1
}

# run PROJECT: the tests of one project; a crash, a time-out and an empty project are failures
run() {
  local name=$1 status counts since=$SECONDS
  echo "== $name"
  timeout --kill-after=30 "${minutes_a_project}m" dotnet "artifacts/bin/$name/release/$name.dll" --no-progress --no-ansi \
    --output Detailed >"$log/tests" 2>&1 </dev/null &
  wait $! # the shell's own word on a crash goes nowhere
  status=$?
  # the summary is the last block: total, failed, succeeded, skipped
  counts=$(awk '/^Test run summary:/ {seen = 1} seen && $1 ~ /^(total|failed|succeeded|skipped):$/ {n[$1] = $2}
    END {if (seen) print n["total:"] + 0, n["succeeded:"] + 0, n["failed:"] + 0, n["skipped:"] + 0}' "$log/tests")
  local total=0 good=0 bad=0 left=0
  [ -z "$counts" ] || read -r total good bad left <<<"$counts"
  if [ -z "$counts" ] || [ "$total" = 0 ] || { [ $status != 0 ] && [ "$bad" = 0 ]; }; then
    head -n 40 "$log/tests"
    case $status in
      124 | 137) echo "FAILED: $name did not end within $minutes_a_project minutes" ;;
      *) echo "FAILED: $name ended with exit code $status after $total tests" ;;
    esac
    bad=$((bad + 1))
  elif [ "$bad" -gt 0 ]; then
    awk '/^[^ ]/ {shown = /^failed /} shown' "$log/tests" | head -n 400
  fi
  # why something was left out is always said
  awk '/^[^ ]/ {shown = /^skipped /} shown' "$log/tests" | head -n 100
  echo "   $good passed, $bad failed, $left skipped in $((SECONDS - since)) s"
  passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + left))
}

step "what the tests need" eng/install-test-deps.sh
step "tools" dotnet tool restore && step "format" dotnet csharpier check .
# one solution file, so nothing that should compile is left out
step "build" dotnet build Sonde.slnx -c Release -p:Check=true || finish

for project in tests/*.Tests/*.Tests.csproj; do
  run "$(basename "$project" .csproj)"
done

# 75: the inspector itself could not be had
echo "== MCP inspector"
eng/inspector.sh >"$log/inspector" 2>&1
case $? in
  0) passed=$((passed + 1)) ;;
  75) skipped=$((skipped + 1)) ;;
  *) failed=$((failed + 1)) && echo "FAILED: the inspector's round over the tools" ;;
esac
tail -n 40 "$log/inspector"
finish
