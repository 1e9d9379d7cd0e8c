package org.feathers4j.cote;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.feathers4j.testrules.Patience;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Jazzer makes inputs for everything that comes from outside, for a few seconds each, beginning with the committed ones. Longer by hand:
 * {@code -Dfuzz.seconds=3600}, or 0 for no end. What it finds is written to {@code target/fuzz}; put it into {@code src/test/resources/fuzz} once it is mended.
 */
public final class Fuzzing {
    private static final int SECONDS =
            Integer.getInteger("fuzz.seconds", (int) Patience.ofSeconds(2).toSeconds());

    private Fuzzing() {}

    /**
     * Runs Jazzer in a JVM of its own, and fails when it finds something.
     *
     * @param target has the inputs in {@code /fuzz/<its simple name>}
     * @param scratch an empty folder for new inputs
     */
    public static void run(Class<?> target, Path scratch) throws Exception {
        Path found = Files.createDirectories(Path.of("target", "fuzz"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.getName(),
                "--instrumentation_includes=org.feathers4j.**",
                "--hooks=false",
                "--reproducer_path=" + found,
                "-artifact_prefix=" + found + "/",
                "-max_total_time=" + SECONDS,
                "-timeout=10",
                "-rss_limit_mb=2048",
                "-print_final_stats=1",
                scratch.toString(),
                corpus(target).toString()));
        Process fuzzer = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(fuzzer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(fuzzer.waitFor()).as(output).isZero();
        assertThat(output).containsPattern("stat::number_of_executed_units: [1-9]\\d\\d+");
    }

    private static Path corpus(Class<?> target) throws Exception {
        var folder = Path.of(Objects.requireNonNull(target.getResource("/fuzz/" + target.getSimpleName()))
                .toURI());
        try (Stream<Path> inputs = Files.list(folder)) {
            if (inputs.findAny().isEmpty()) throw new IOException("no inputs in " + folder);
        }
        return folder;
    }
}
