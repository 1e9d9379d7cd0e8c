# To be sourced from the project's root by what runs the example's programs. They are to be there at once, on a small machine three of them: the quick
# compiler only, and classes that a rehearsal has remembered (./demo makes it; without it they start all the same).
class_path=$(printf '%s:' examples/todos/target/*.jar examples/todos/target/lib/*.jar)
class_path=${class_path%:}
class_archive=examples/todos/target/todos.jsa
java_options="--enable-native-access=ALL-UNNAMED -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
if [ "$(jdk_version "$JAVA_HOME")" -ge 24 ]; then java_options="$java_options --sun-misc-unsafe-memory-access=allow"; fi

# Remembers the classes of the programs for their next start, unless it has done so since the build.
rehearse() {
  local lib
  for lib in examples/todos/target/*.jar examples/todos/target/lib/*.jar; do
    if [ "$lib" -nt "$class_archive" ]; then
      PORT=0 COTE_BROADCAST_ADDRESS=127.255.255.255 java $java_options -Xlog:disable "-XX:ArchiveClassesAtExit=$class_archive" \
        -cp "$class_path" org.feathers4j.examples.todos.Rehearsal >/dev/null || true
      return
    fi
  done
}

# What is added once the classes are remembered; an archive of another JDK is passed over.
remembered() {
  if [ -f "$class_archive" ]; then echo "-XX:SharedArchiveFile=$class_archive -Xshare:auto -Xlog:disable"; fi
}
