# To be sourced. Sees to the programs that the tests use beyond the JDK.
# What cannot be had is named in FEATHERS4J_SKIP (separated by commas) for the tests to skip; with CI=true it is an error.

# Programs and the Debian packages they come in.
installed_when_missing='curl:curl ip:iproute2 redis-server:redis-server nats-server:nats-server chromium:chromium nginx:nginx dnsmasq:dnsmasq-base prometheus:prometheus pg_ctlcluster:postgresql setpriv:util-linux faketime:faketime'

FEATHERS4J_SKIP=${FEATHERS4J_SKIP:-}

missing() { ! command -v "$1" >/dev/null; }

# $1: the program, $2: why it is not there
skip() {
  if [ "${CI:-}" = true ]; then
    echo "verify: $1 is missing ($2), and in CI nothing may be skipped" >&2
    exit 1
  fi
  echo "verify: skipping what needs $1: $2" >&2
  FEATHERS4J_SKIP=${FEATHERS4J_SKIP:+$FEATHERS4J_SKIP,}$1
}

# $1: the Debian packages, separated by blanks. A package that fails to install is noticed by its program still missing.
install_packages() {
  echo "verify: installing$1"
  apt-get update -qq || true
  # shellcheck disable=SC2086 # several words on purpose
  DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends -y $1 </dev/null >/dev/null || true
}

ensure_programs() {
  local entry packages=''
  for entry in $installed_when_missing; do
    if missing "${entry%%:*}"; then packages="$packages ${entry#*:}"; fi
  done
  if [ -n "$packages" ] && [ "$(id -u)" = 0 ] && ! missing apt-get; then install_packages "$packages"; fi
  for entry in $installed_when_missing; do
    if missing "${entry%%:*}"; then
      skip "${entry%%:*}" "Debian package ${entry#*:} is not installed and cannot be without root and apt-get"
    fi
  done
}

# $@: folders with a package-lock.json; side by side, since each mostly waits for its downloads
ensure_node_modules() {
  local folder each installing=()
  if missing node || missing npm; then
    skip node "node and npm are not installed"
    return
  fi
  for folder in "$@"; do
    if [ -f "$folder/package-lock.json" ] && [ "$folder/package-lock.json" -nt "$folder/node_modules/.package-lock.json" ]; then
      (cd "$folder" && npm ci --no-audit --no-fund --loglevel=error </dev/null) &
      installing+=("$!")
    fi
  done
  for each in "${installing[@]}"; do wait "$each"; done
}

if missing mvn; then
  echo "verify: Maven is missing: install it (Debian: apt-get install maven)" >&2
  exit 1
fi
ensure_programs
ensure_node_modules interop/node benchmarks/node interop/clients interop/s3 openapi/node examples/todos/page examples/demo/node docs/site
export FEATHERS4J_SKIP
