package org.feathers4j.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.feathers4j.interop.ledger.Entry;

/** What is broken, and how often. */
enum Scenario {
    KILL("A replica is killed", "One of three replicas is killed (`kill -9`) and replaced by a new one.", 20) {
        @Override
        Map<String, Object> run(ListsCluster side, int times) throws IOException {
            return faults(side, Fault.Kind.KILL, times, Duration.ZERO);
        }
    },
    PAUSE(
            "A replica stands still",
            "One of three replicas is stopped for 10 s (`SIGSTOP`) and goes on; its connections stay open.",
            20) {
        @Override
        Map<String, Object> run(ListsCluster side, int times) throws IOException {
            return faults(side, Fault.Kind.PAUSE, times, Duration.ofSeconds(10));
        }
    },
    RESTART(
            "Rolling restarts",
            "Each of three replicas in turn is asked to end (Java: `SIGTERM`; Node: `finalize`) and replaced by a new one.",
            300) {
        @Override
        Map<String, Object> run(ListsCluster side, int times) throws IOException {
            return faults(side, Fault.Kind.RESTART, times, Duration.ZERO);
        }
    },
    PARTITION(
            "A partition and its healing",
            "Each replica is on a host of its own. The cable of one is pulled for 15 s and plugged in again.",
            10) {
        @Override
        Map<String, Object> run(ListsCluster side, int times) throws IOException {
            return faults(side, Fault.Kind.CUT, times, Duration.ofSeconds(15));
        }
    },
    STALLED(
            "A subscriber that stalls",
            "An application emits 10,000 events a second for 20 s over the mesh; of its two subscribers one stands still all that time (`SIGSTOP`) and then goes on.",
            1) {
        @Override
        List<ListsCluster> sides() {
            return List.of(ListsCluster.JAVA);
        }

        @Override
        Map<String, Object> run(ListsCluster side, int times) {
            return Stalled.run(Duration.ofSeconds(20), 10_000);
        }
    },
    CHURN(
            "Applications that join and leave",
            "An application joins the mesh, a gateway calls its service, and it leaves; ten do so at a time, all in one process. What is left of it is counted after the collector has run; of the heap some 10 MB are the hellos that an application remembers, 4,096 at most.",
            10_000) {
        @Override
        List<ListsCluster> sides() {
            return List.of(ListsCluster.JAVA);
        }

        @Override
        Map<String, Object> run(ListsCluster side, int times) {
            return Churn.run(times);
        }
    },
    REDIS(
            "Redis is away",
            "Peers find each other through a Redis server, which is stopped for 60 s and started again. Then one of three replicas is asked to end and replaced by a new one. Only here peers of Node are given 10 minutes: after 3 s without hellos they forgot all others, and were not connected to all again a minute after the outage.",
            10) {
        @Override
        Map<String, Object> run(ListsCluster side, int times) throws IOException {
            return faults(side, Fault.Kind.OUTAGE, times, Duration.ofSeconds(60));
        }
    },
    CLOCK(
            "A clock jumps",
            "The wall clock of one of three replicas jumps an hour ahead (libfaketime), and 10 s later back.",
            20) {
        @Override
        Map<String, Object> run(ListsCluster side, int times) throws IOException {
            return faults(side, Fault.Kind.JUMP, times, Duration.ofSeconds(10));
        }
    },
    SLOW(
            "Slow clients",
            "10,000 connections that send nothing (as many as `times` says), and 1,000 that send the head of a request, a byte a second. Meanwhile four clients are served, each request over a connection of its own. Both servers are as they are by default.",
            10_000) {
        @Override
        Map<String, Object> run(ListsCluster side, int times) {
            try (var clients = side == ListsCluster.NODE ? SlowClients.ofNode() : SlowClients.ofJava()) {
                return clients.run(times, Math.min(times, 1000));
            }
        }
    },
    DISK(
            "A full disk",
            "Four clients write records to a table of SQLite and blobs to a folder, over HTTP. The disk of 64 MiB on which both are becomes full, and has space again after 20 writes were refused.",
            20) {
        @Override
        List<ListsCluster> sides() {
            return List.of(ListsCluster.JAVA);
        }

        @Override
        Map<String, Object> run(ListsCluster side, int times) throws IOException {
            try {
                return FullDisk.run(times);
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }
    };

    private final String title;
    private final String done;
    private final int times;

    Scenario(String title, String done, int times) {
        this.title = title;
        this.done = done;
        this.times = times;
    }

    String title() {
        return title;
    }

    /** What is done, in a sentence. */
    String done() {
        return done;
    }

    /** How often it is done for the page. */
    int times() {
        return times;
    }

    /** Where it is done. */
    List<ListsCluster> sides() {
        return List.of(ListsCluster.JAVA, ListsCluster.NODE);
    }

    /** What was counted, by its name. */
    abstract Map<String, Object> run(ListsCluster side, int times) throws IOException;

    private static Map<String, Object> faults(ListsCluster side, Fault.Kind kind, int times, Duration length)
            throws IOException {
        var folder = Files.createTempDirectory("lists");
        var mesh = new LoopbackMesh();
        // the mesh is closed first
        try (var ground = ground(kind);
                mesh) {
            var faults = Fault.repeated(kind, times, ListsCluster.SIZE, length);
            var outcome = side.start(mesh, folder, ground).run(1, faults, Duration.ofHours(2));
            System.out.println(outcome);
            var measures = measures(outcome);
            if (kind == Fault.Kind.OUTAGE || kind == Fault.Kind.JUMP) {
                measures.put("fewest replicas that the gateway was connected to meanwhile", outcome.fewest());
                measures.put(
                        "longest time until it was connected to all", Reliability.seconds(outcome.longestReturn()));
            }
            return measures;
        }
    }

    private static Ground ground(Fault.Kind kind) throws IOException {
        return switch (kind) {
            case CUT -> new Ground.Apart();
            case OUTAGE -> new Ground.Redis();
            case JUMP -> new Ground.Clocks(Files.createTempDirectory("clocks"));
            case KILL, PAUSE, RESTART -> new Ground();
        };
    }

    private static Map<String, Object> measures(FaultRun.Outcome outcome) {
        var measures = new LinkedHashMap<String, Object>();
        measures.put("calls that were answered", outcome.ended(Entry.Type.OK));
        measures.put("reads that failed", outcome.failedReads());
        measures.put(
                "writes that were refused: they failed, and were not executed", outcome.failedWrites(Entry.Type.FAIL));
        measures.put("writes in doubt: they failed, and may have been executed", outcome.failedWrites(Entry.Type.INFO));
        measures.put("of these, executed", outcome.executedInDoubt());
        measures.put(
                "acknowledged writes that are gone or ran twice, reads that no order explains",
                outcome.violations(false));
        measures.put("events of values that were written", outcome.store().size());
        measures.put("events that did not arrive", outcome.unheard().size());
        measures.put("events that came twice or late", outcome.violations(true));
        measures.put("longest call", Reliability.seconds(outcome.longestOperation()));
        measures.put("longest time without any answer", Reliability.seconds(outcome.longestSilence()));
        return measures;
    }
}
