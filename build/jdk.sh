# To be sourced. Finds a JDK of at least the version this build needs and exports JAVA_HOME and PATH accordingly;
# where there is none, says so in one sentence and ends the script.
# Order: JAVA_HOME, the javac on PATH, then the newest of the usual places (Debian, or any folder of JDKs that
# FEATHERS4J_JDKS names instead; SDKMAN, /opt, macOS).

oldest_jdk=21

# The feature version of the JDK in folder $1; 0 when it is not a JDK. A JDK tells its version in the file "release".
jdk_version() {
  local version=0
  if [ -x "$1/bin/javac" ] && [ -r "$1/release" ]; then
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  fi
  echo "${version:-0}"
}

# The JDK that javac on PATH belongs to, behind all links; nothing when there is no javac.
jdk_on_path() {
  local program
  program=$(command -v javac) || return 0
  while [ -L "$program" ]; do
    case $(readlink "$program") in
      /*) program=$(readlink "$program") ;;
      *) program=$(dirname "$program")/$(readlink "$program") ;;
    esac
  done
  (cd -P "$(dirname "$program")/.." && pwd)
}

find_jdk() {
  local home version best='' best_version=0
  for home in "${JAVA_HOME:-}" "$(jdk_on_path)"; do
    if [ -n "$home" ] && [ "$(jdk_version "$home")" -ge "$oldest_jdk" ]; then
      echo "$home"
      return
    fi
  done
  for home in "${FEATHERS4J_JDKS:-/usr/lib/jvm}"/* "$HOME"/.sdkman/candidates/java/* /opt/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$(/usr/libexec/java_home 2>/dev/null || true)"; do
    version=$(jdk_version "$home")
    if [ "$version" -ge "$oldest_jdk" ] && [ "$version" -gt "$best_version" ]; then
      best=$home
      best_version=$version
    fi
  done
  echo "$best"
}

JAVA_HOME=$(find_jdk)
if [ -z "$JAVA_HOME" ]; then
  echo "feathers4j needs a JDK $oldest_jdk or newer and found none: install one" \
    "(Debian 13: apt-get install openjdk-21-jdk-headless) or set JAVA_HOME to the one you have." >&2
  exit 1
fi
export JAVA_HOME
export PATH="$JAVA_HOME/bin:$PATH"

# Maven 3 itself uses what newer JDKs warn about at every start.
if [ "$(jdk_version "$JAVA_HOME")" -ge 24 ]; then
  export MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED ${MAVEN_OPTS:-}"
fi
