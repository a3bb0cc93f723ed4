#!/usr/bin/env bash
# Restores, builds and emits, and writes what was emitted to the job's summary. See action.yml for what it is given.
set -euo pipefail

case "$EMIT_COMMAND" in build | pack) ;; *) echo "::error::command is '$EMIT_COMMAND'; expected build or pack" && exit 2 ;; esac
case "$EMIT_REGISTRY" in *://*@*) echo "::error::registry has credentials; give them as token" && exit 2 ;; esac

# For the registry's host alone, and on no command line. Git reads it from the environment.
if [ -n "$EMIT_TOKEN" ]; then
  case "$EMIT_REGISTRY" in https://* | http://*) ;; *) echo "::error::token is for a registry at an http address" && exit 2 ;; esac
  host=$(printf '%s' "$EMIT_REGISTRY" | sed -E 's#^([a-z]+://[^/]+).*#\1/#')
  secret=$(printf 'x-access-token:%s' "$EMIT_TOKEN" | base64 | tr -d '\n')
  echo "::add-mask::$secret"
  export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0="http.${host}.extraheader" GIT_CONFIG_VALUE_0="AUTHORIZATION: basic $secret"
fi
unset EMIT_TOKEN

# Who emits: whoever git knows, or who started the workflow.
if ! git var GIT_COMMITTER_IDENT >/dev/null 2>&1; then
  actor=${GITHUB_ACTOR:-github-actions}
  export GIT_AUTHOR_NAME="$actor" GIT_AUTHOR_EMAIL="$actor@users.noreply.github.com"
  export GIT_COMMITTER_NAME="$actor" GIT_COMMITTER_EMAIL="$actor@users.noreply.github.com"
fi

start=$(mktemp)
trap 'rm -f "$start"' EXIT
properties=("-p:RegistryUrl=$EMIT_REGISTRY" -p:RegistryPush=true)
if [ -n "$EMIT_NAMESPACE" ]; then properties+=("-p:RegistryNamespace=$EMIT_NAMESPACE"); fi
read -r -a arguments <<<"$EMIT_ARGUMENTS"

dotnet restore "$EMIT_PATH" "${properties[@]}"
dotnet "$EMIT_COMMAND" "$EMIT_PATH" --no-restore --configuration "$EMIT_CONFIGURATION" "${properties[@]}" ${arguments[@]+"${arguments[@]}"}

# registry.json has a key on each line.
field() { sed -n -E "s/^  \"$1\": \"?([^\"]*[^\",])\"?,?\$/\1/p" "$2"; }

root=$EMIT_PATH
if [ -f "$root" ]; then root=$(dirname "$root"); fi
emitted=0 lost=0 rows=''
while IFS= read -r file; do
  outcome=$(field outcome "$file")
  case "$outcome" in created) emitted=$((emitted + 1)) ;; queued | refused) lost=$((lost + 1)) ;; esac
  rows+="| $(field entity "$file") | $(field version "$file") | $outcome | \`$(field sourceHash "$file" | cut -c8-19)\` |"$'\n'
done < <(find "$root" -path '*/registry/*' -name registry.json -newer "$start" | sort)

echo "emitted=$emitted" >>"${GITHUB_OUTPUT:-/dev/stdout}"
{
  echo "### Versions emitted into $EMIT_REGISTRY"
  echo
  if [ -z "$rows" ]; then
    echo "None: nothing has changed."
  else
    echo "| entity | version | outcome | source |"
    echo "|---|---|---|---|"
    printf '%s' "$rows"
  fi
} >>"${GITHUB_STEP_SUMMARY:-/dev/stdout}"

# A runner is thrown away, and its outbox with it.
if [ "$lost" -gt 0 ]; then
  echo "::error::$lost versions did not reach the registry; see the build's output"
  exit 1
fi
