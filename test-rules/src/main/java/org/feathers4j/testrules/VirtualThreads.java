package org.feathers4j.testrules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;

/** Virtual threads that the class started must end. The only one who lists them is the JVM's thread dump to a file. */
final class VirtualThreads implements Rule {

    // The head of a virtual thread in a plain dump: #42 "name" virtual, and since Java 24 also its state
    private static final Pattern HEAD = Pattern.compile("#(\\d+) \"(.*)\" virtual.*");

    @Override
    public Watch watch() {
        // Ids are handed out in order: threads that are made from now on have higher ones.
        long mark = Thread.ofVirtual().unstarted(() -> {}).threadId();
        return timeout -> Watch.settled(timeout, () -> startedAfter(mark));
    }

    private static List<String> startedAfter(long mark) {
        return dump().lines()
                .map(HEAD::matcher)
                .filter(head -> head.matches() && Long.parseLong(head.group(1)) > mark)
                // the JDK's own, which wait for sockets and never end
                .filter(head -> !head.group(2).contains("SubPoller"))
                .map(head -> "virtual thread #%s '%s'".formatted(head.group(1), head.group(2)))
                .toList();
    }

    private static String dump() {
        try {
            // The JVM refuses to write over a file, so it gets a new folder.
            Path folder = Files.createTempDirectory("feathers4j-threads");
            Path file = folder.resolve("dump.txt");
            try {
                ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                        .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
                return Files.readString(file);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the JVM's thread dump", e);
        }
    }
}
