package org.feathers4j.benchmarks;

import java.util.regex.Pattern;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs JMH, one benchmark at a time, on one thread.
 *
 * @param forks 1 to measure, in a JVM of its own; 0 to see that it runs
 * @param iterations how often it is measured, after as many rounds of warming up
 * @param length of one iteration
 */
record JavaSide(int forks, int iterations, TimeValue length) {
    static final JavaSide MEASURED = new JavaSide(1, 5, TimeValue.seconds(1));

    Measurement run(Comparison comparison) throws RunnerException {
        var options = new OptionsBuilder()
                .include("\\." + Pattern.quote(comparison.benchmark()) + "$")
                .forks(forks)
                .threads(1)
                .warmupIterations(iterations)
                .warmupTime(length)
                .measurementIterations(iterations)
                .measurementTime(length)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .addProfiler(GCProfiler.class);
        comparison.params().forEach(options::param);
        RunResult result = new Runner(options.build()).runSingle();
        Result<?> allocation = result.getSecondaryResults().get("gc.alloc.rate.norm");
        return new Measurement(
                result.getPrimaryResult().getScore(), allocation == null ? Double.NaN : allocation.getScore());
    }
}
