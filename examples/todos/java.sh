# To be sourced from the project's root by what runs the example's programs.
class_path="examples/todos/target/classes:examples/todos/target/lib/*"
java_options="--enable-native-access=ALL-UNNAMED"
if [ "$(jdk_version "$JAVA_HOME")" -ge 24 ]; then java_options="$java_options --sun-misc-unsafe-memory-access=allow"; fi
