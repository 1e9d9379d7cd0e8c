# To be sourced from the project's root by what runs the example's programs.

class_archive=examples/demo/target/demo.jsa
compiled=examples/demo/target/compiled
# The programs are to be there at once, on a small machine three of them: the quick compiler only.
java_options="--enable-native-access=ALL-UNNAMED -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
if [ "$(jdk_version "$JAVA_HOME")" -ge 24 ]; then java_options="$java_options --sun-misc-unsafe-memory-access=allow"; fi

say() { echo "demo      | $*"; }

# The main sources of the example and of what it needs, and no more: no tests, checks and formatter. Does nothing when none has changed.
compile() {
  modules
  if [ -f "$compiled" ] && [ -z "$(find . -name target -prune -o -name node_modules -prune -o \
    \( -path '*/src/main/*' -o -name pom.xml -o -name package-lock.json \) -newer "$compiled" -print -quit)" ]; then
    :
  elif [ -d "${MAVEN_REPOSITORY:-$HOME/.m2/repository}/io/vertx" ]; then
    say 'compiling'
    maven
  else
    say 'downloading libraries, then compiling: the first time takes as long as your network needs'
    maven
  fi
  class_path=$(printf '%s:' examples/demo/target/*.jar examples/demo/target/lib/*.jar)
  class_path=${class_path%:}
}

# The official clients for the page, and the plugin for the replica of Node; without npm there is neither, and all else runs.
modules() {
  local folder
  if ! command -v npm >/dev/null; then
    say 'npm is not there: the page and the replica of Node need it'
    return
  fi
  for folder in examples/todos/page examples/demo/node; do
    if [ "$folder/package-lock.json" -nt "$folder/node_modules/.package-lock.json" ]; then
      say "downloading packages of npm for $folder"
      (cd "$folder" && npm ci --omit=dev --no-audit --no-fund --loglevel=error </dev/null >/dev/null) || say "npm could not bring them"
    fi
  done
}

# Tells of each module as Maven comes to it; of what Maven says otherwise only errors.
maven() {
  mvn -B -ntp -Dstyle.color=never -Dmaven.test.skip -Dspotless.check.skip -Denforcer.skip -DskipFuzz \
    -pl examples/demo -am package </dev/null | while IFS= read -r line; do
    case $line in
      '[INFO] Building feathers4j'*\[*) line=${line#'[INFO] Building '} && say "  ${line%% *} ${line##* }" ;;
      '[ERROR]'*) echo "$line" >&2 ;;
    esac
  done
  touch "$compiled"
}

# Remembers the classes of the programs for their next start, unless it has done so since the build.
train() {
  if [ "$class_archive" -nt "$compiled" ]; then return; fi
  say 'recording which classes the programs load, for a faster start'
  PORT=0 DATABASE_URL=sqlite::memory: COTE_BROADCAST_ADDRESS=127.255.255.255 java $java_options -Xlog:disable "-XX:ArchiveClassesAtExit=$class_archive" \
    -cp "$class_path" org.feathers4j.examples.demo.CdsTraining >/dev/null || true
}

# What is added once there is an archive; one of another JDK is passed over.
cds_options() {
  if [ -f "$class_archive" ]; then echo "-XX:SharedArchiveFile=$class_archive -Xshare:auto -Xlog:disable"; fi
}
