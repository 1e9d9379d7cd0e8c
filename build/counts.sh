# To be sourced. The counts of a test run, added up from Surefire's reports of all modules.

surefire_reports() { find . -path '*/node_modules' -prune -o -path '*/target/surefire-reports' -type d -print; }

# Reports of earlier runs must not be counted.
forget_counts() { surefire_reports | while IFS= read -r folder; do rm -rf "$folder"; done; }

# $1: tests, failures, errors or skipped
count() {
  surefire_reports | while IFS= read -r folder; do
    find "$folder" -name 'TEST-*.xml' -exec sed -n "s/.*<testsuite .* $1=\"\([0-9]*\)\".*/\1/p" {} \;
  done | awk '{ sum += $1 } END { print sum + 0 }'
}

# The tests that failed, a line each.
failed_tests() {
  surefire_reports | while IFS= read -r folder; do
    find "$folder" -name 'TEST-*.xml' -exec awk '
      /<testcase / { name = $0; sub(/.* name="/, "", name); sub(/".*/, "", name)
                     owner = $0; sub(/.*classname="/, "", owner); sub(/".*/, "", owner) }
      /<(failure|error)[ >]/ { print owner "." name }' {} \;
  done
}
