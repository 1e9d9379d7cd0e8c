package org.feathers4j.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs an operation of {@code node/measure.mjs} in a Node process of its own.
 *
 * @param folder the folder {@code node}, with its modules installed
 * @param iterations how often it is measured, after as many rounds of warming up
 * @param milliseconds of one iteration
 */
record NodeSide(Path folder, int iterations, long milliseconds) {
    static NodeSide measured(Path folder) {
        return new NodeSide(folder, 5, 1000);
    }

    /** Operations in a second. */
    double run(Comparison comparison) throws IOException, InterruptedException {
        var command = List.of(
                "node", "measure.mjs", comparison.node(), Integer.toString(iterations), Long.toString(milliseconds));
        Process node = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (node.waitFor() != 0) throw new IOException("Node could not measure " + comparison.node());
        return Double.parseDouble(output.strip());
    }
}
