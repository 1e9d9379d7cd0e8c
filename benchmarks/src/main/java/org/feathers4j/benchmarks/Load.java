package org.feathers4j.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Something to do for so long. */
@FunctionalInterface
interface Load {
    Tally run(Duration length) throws IOException;

    /**
     * What a process does itself when it is told to, for {@code millis}.
     *
     * @param members names and values of further arguments
     */
    static Load asked(AppProcess process, String command, Object... members) {
        return length -> {
            var arguments = new HashMap<String, Object>(Map.of("millis", length.toMillis()));
            for (int i = 0; i < members.length; i += 2) arguments.put(members[i].toString(), members[i + 1]);
            return Tally.read(process.ask(command, arguments));
        };
    }

    /**
     * Lets it run until all is warm, and then counts: operations, their time, and what the processes use for them.
     *
     * @param line the line of the table
     */
    default Tally measure(Side side, String line, List<AppProcess> processes, LoadOptions options, Results results)
            throws IOException {
        if (options.warmUp().isPositive()) run(options.warmUp()).checked(line);
        double before = cpu(processes);
        Tally tally = run(options.length()).checked(line);
        double cpu = cpu(processes) - before;
        results.add(side, line, Quantity.RATE, tally.perSecond());
        results.add(side, line, Quantity.P99, tally.p99());
        results.add(side, line, Quantity.CPU, cpu / tally.count());
        results.add(side, line, Quantity.MEMORY, memory(processes));
        return tally;
    }

    private static double cpu(List<AppProcess> processes) {
        return processes.stream().mapToDouble(AppProcess::cpu).sum();
    }

    private static double memory(List<AppProcess> processes) throws IOException {
        double sum = 0;
        for (AppProcess process : processes) sum += process.memory();
        return sum;
    }
}
