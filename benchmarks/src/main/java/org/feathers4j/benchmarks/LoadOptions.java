package org.feathers4j.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * How much is measured, and how long.
 *
 * @param node the folder {@code node}, with its modules installed
 * @param rounds how often everything is measured, one side after the other each time
 * @param warmUp how long each load runs before it counts
 * @param length how long it then counts
 * @param callers clients of HTTP and Socket.IO that wait for answers
 * @param listeners clients of Socket.IO that hear of events
 * @param clients clients of Socket.IO that are connected and do nothing
 * @param inFlight calls at a time over the mesh
 * @param subscribers applications that hear of events over the mesh
 * @param idle applications that have nothing to do
 * @param crowds applications that are started at the same time
 * @param hasty whether Node gives up its long delays
 * @param jvm options for the applications in Java
 * @param profiles folder for flight recordings of them; null for none
 */
record LoadOptions(
        Path node,
        int rounds,
        Duration warmUp,
        Duration length,
        int callers,
        int listeners,
        int clients,
        List<Integer> inFlight,
        List<Integer> subscribers,
        List<Integer> idle,
        List<Integer> crowds,
        boolean hasty,
        List<String> jvm,
        @Nullable Path profiles) {
    /**
     * Options as {@code benchmarks/run} has them.
     *
     * @param arguments such as {@code --rounds=1}
     * @throws IllegalArgumentException when there is no such option
     */
    static LoadOptions read(Path node, List<String> arguments) {
        var given = new Arguments(arguments);
        var options = new LoadOptions(
                node,
                given.number("rounds", "3"),
                given.seconds("warmup", "8"),
                given.seconds("seconds", "5"),
                given.number("callers", "50"),
                given.number("listeners", "1000"),
                given.number("clients", "10000"),
                given.numbers("in-flight", "1,16,64,256"),
                given.numbers("subscribers", "1,10"),
                given.numbers("idle", "1,10,30"),
                given.numbers("crowds", "10,50"),
                given.has("hasty"),
                given.words("jvm", "-Xmx256m -XX:+UseSerialGC"),
                given.has("profile") ? Path.of(given.text("profile", "benchmarks/target/profiles")) : null);
        given.refuseOthers();
        return options;
    }

    /** The same with another time before a load counts. */
    LoadOptions withWarmUp(Duration warmUp) {
        return new LoadOptions(
                node,
                rounds,
                warmUp,
                length,
                callers,
                listeners,
                clients,
                inFlight,
                subscribers,
                idle,
                crowds,
                hasty,
                jvm,
                profiles);
    }

    /** Just enough to see that every answer is right. */
    static LoadOptions glance(Path node) {
        var little = Stream.of(
                "--rounds=1 --warmup=0 --seconds=0.05 --callers=3 --listeners=5 --clients=7 --in-flight=4 --subscribers=1 --idle=2 --crowds=2 --hasty",
                "--jvm=-Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        return read(
                node, little.flatMap(text -> Stream.of(text.split(" (?=--)"))).toList());
    }
}
