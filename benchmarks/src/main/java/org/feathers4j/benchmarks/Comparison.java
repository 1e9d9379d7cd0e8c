package org.feathers4j.benchmarks;

import java.util.List;
import java.util.Map;

/**
 * One line of the table: an operation here, and the same in Node.
 *
 * @param title what a reader sees
 * @param benchmark class and method of the JMH benchmark
 * @param params its parameters
 * @param node the name of the operation in {@code node/measure.mjs}
 */
record Comparison(String title, String benchmark, Map<String, String> params, String node) {
    static final List<Comparison> ALL = List.of(
            of("local get, no hooks", "CallBenchmark.withoutHooks", "get-plain"),
            of("local get, five hooks", "CallBenchmark.fiveHooks", "get-five-hooks"),
            of("local get, five around hooks", "CallBenchmark.fiveAroundHooks", "get-five-around"),
            of("event, 0 listeners", "EventBenchmark.emit", "listeners", "0", "emit-0"),
            of("event, 1 listener", "EventBenchmark.emit", "listeners", "1", "emit-1"),
            of("event, 10 listeners", "EventBenchmark.emit", "listeners", "10", "emit-10"),
            of("JSON encode, a todo", "JsonBenchmark.encode", "todos", "1", "encode-1"),
            of("JSON decode, a todo", "JsonBenchmark.decode", "todos", "1", "decode-1"),
            of("JSON encode, page of 100", "JsonBenchmark.encode", "todos", "100", "encode-100"),
            of("JSON decode, page of 100", "JsonBenchmark.decode", "todos", "100", "decode-100"));

    private static Comparison of(String title, String benchmark, String node) {
        return new Comparison(title, benchmark, Map.of(), node);
    }

    private static Comparison of(String title, String benchmark, String param, String value, String node) {
        return new Comparison(title, benchmark, Map.of(param, value), node);
    }
}
