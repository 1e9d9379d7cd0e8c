# To be sourced. Turns names of modules (their folders) into arguments for Maven, which then builds these and what they need,
# but checks and tests only these.

module_arguments=()
named_modules=''
named_tests=''
lint_main=''
lint_tests=''

# $1: the folder of a module
name_module() {
  local folder=${1%/} package
  if [ ! -f "$folder/pom.xml" ]; then
    echo "verify: there is no module '$folder'" >&2
    exit 2
  fi
  package=$(sed -n 's:.*<module.name>\(.*\)</module.name>.*:\1:p' "$folder/pom.xml")
  named_modules=$named_modules,$folder
  # A module is one package: its name tells its tests from those of the modules that it needs.
  named_tests=$named_tests,${package//./\/}/*Test
  lint_main=$lint_main,$folder/src/main/java/**/*.java
  lint_tests=$lint_tests,$folder/src/test/java/**/*.java
  module_arguments=(-pl "${named_modules#,},lint" -am -Dsurefire.failIfNoSpecifiedTests=false
    "-Dtest=${named_tests#,},!*FuzzTest" "-Dlint.main=${lint_main#,}" "-Dlint.tests=${lint_tests#,}")
  # Fuzz tests are named where they are configured, so that the pattern of tests does not reach them.
  case $named_modules, in
    *,server,* | *,socketio,*) ;;
    *) module_arguments+=(-DskipFuzz) ;;
  esac
}
