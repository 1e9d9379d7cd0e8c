package org.feathers4j.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.feathers4j.testrules.RedisServer;
import org.jspecify.annotations.Nullable;

/** What replicas run on, and what of it can be broken: nothing. One thread breaks it. */
class Ground implements AutoCloseable {

    /** What to put before the command of the replica in that place. */
    List<String> command(int place) {
        return List.of();
    }

    /** Options of cote that Java peers need here. */
    Map<String, @Nullable Object> coteOfJava() {
        return Map.of();
    }

    /** Options of cote that Node peers need here. */
    Map<String, @Nullable Object> coteOfNode() {
        return Map.of();
    }

    void harm(int place) {
        throw new IllegalStateException("there is nothing that can be broken");
    }

    void heal(int place) {
        throw new IllegalStateException("there is nothing that can be broken");
    }

    @Override
    public void close() {}

    /** Each replica is on a host of its own, whose cable can be pulled. */
    static final class Apart extends Ground {
        private final Hosts network = new Hosts();
        private final List<Hosts.Host> hosts = new ArrayList<>();

        Apart() {
            network.join();
            for (int place = 0; place < ListsCluster.SIZE; place++) hosts.add(network.add());
        }

        @Override
        List<String> command(int place) {
            return hosts.get(place).command();
        }

        @Override
        Map<String, @Nullable Object> coteOfJava() {
            return Map.of("broadcast", Hosts.BROADCAST);
        }

        @Override
        Map<String, @Nullable Object> coteOfNode() {
            return coteOfJava();
        }

        @Override
        void harm(int place) {
            hosts.get(place).pullCable();
        }

        @Override
        void heal(int place) {
            hosts.get(place).plugIn();
        }

        @Override
        public void close() {
            network.close();
        }
    }

    /** Peers find each other through a Redis server, which can be stopped. */
    static final class Redis extends Ground {
        private static final String PASSWORD = "s%cret";

        /** Milliseconds: a Node peer forgets all others in an outage that is longer. */
        private static final int FORGETS = 600_000;

        private final RedisServer server = RedisServer.started(PASSWORD);

        @Override
        Map<String, @Nullable Object> coteOfJava() {
            return Map.of("redis", address(), "hostName", "localhost");
        }

        @Override
        Map<String, @Nullable Object> coteOfNode() {
            return Map.of("redis", address(), "useHostNames", true, "nodeTimeout", FORGETS, "masterTimeout", FORGETS);
        }

        private Map<String, @Nullable Object> address() {
            return Map.of("host", "127.0.0.1", "port", server.port(), "password", PASSWORD);
        }

        @Override
        void harm(int place) {
            server.stop();
        }

        @Override
        void heal(int place) {
            server.start();
        }

        @Override
        public void close() {
            server.close();
        }
    }

    /** Each replica has a wall clock of its own (libfaketime), which can be put an hour ahead; what counts from some point in time on goes on as before. */
    static final class Clocks extends Ground {
        private final Path folder;
        private final Path library = library();

        /** @param folder for files that say what the clocks show */
        Clocks(Path folder) {
            this.folder = folder;
            for (int place = 0; place < ListsCluster.SIZE; place++) heal(place);
        }

        static boolean canJump() {
            return !libraries().isEmpty();
        }

        @Override
        List<String> command(int place) {
            return List.of(
                    "env",
                    "LD_PRELOAD=" + library,
                    "FAKETIME_TIMESTAMP_FILE=" + file(place),
                    "FAKETIME_CACHE_DURATION=1", // seconds; without it, each look at the clock reads the file
                    "FAKETIME_DONT_FAKE_MONOTONIC=1",
                    "FAKETIME_FORCE_MONOTONIC_FIX=0"); // the fix has timed waits of the JVM end at once
        }

        @Override
        void harm(int place) {
            put(place, "+3600");
        }

        @Override
        void heal(int place) {
            put(place, "+0");
        }

        private void put(int place, String time) {
            try {
                // at once: half a file would be another time
                var next = Files.writeString(folder.resolve("next"), time);
                Files.move(next, file(place), StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Path file(int place) {
            return folder.resolve("clock" + place);
        }

        private static Path library() {
            var libraries = libraries();
            if (libraries.isEmpty()) throw new IllegalStateException("a clock that jumps needs the package 'faketime'");
            return libraries.getFirst();
        }

        private static List<Path> libraries() {
            var found = new ArrayList<Path>();
            try (var folders = Files.newDirectoryStream(Path.of("/usr/lib"), "*-linux-gnu")) {
                for (var each : folders) found.add(each.resolve("faketime/libfaketimeMT.so.1"));
            } catch (IOException e) {
                return List.of(); // no Debian
            }
            return found.stream().filter(Files::exists).toList();
        }
    }
}
