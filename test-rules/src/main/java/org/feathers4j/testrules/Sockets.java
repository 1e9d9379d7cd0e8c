package org.feathers4j.testrules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Sockets that the class opened must be closed. Knows only what Linux tells in /proc; elsewhere it finds nothing. */
final class Sockets implements Rule {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");

    @Override
    public Watch watch() {
        Set<String> before = open();
        return timeout -> Watch.settled(timeout, () -> openedSince(before));
    }

    private static List<String> openedSince(Set<String> before) {
        var opened = open();
        opened.removeAll(before);
        if (opened.isEmpty()) {
            return List.of();
        }
        // The JDK opens a local socket pair for itself, once, when the first channel is closed.
        opened.removeAll(SocketTable.localInodes());
        Map<String, String> addresses = SocketTable.addresses();
        return opened.stream()
                .map(inode -> addresses.getOrDefault(inode, "socket that is not bound, inode " + inode))
                .toList();
    }

    /** The inodes of this process's sockets; several descriptors of one socket count as one. */
    private static Set<String> open() {
        var inodes = new TreeSet<String>();
        if (!Files.isDirectory(DESCRIPTORS)) {
            return inodes;
        }
        try (var descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                var socket = SOCKET.matcher(target(descriptor));
                if (socket.matches()) {
                    inodes.add(socket.group(1));
                }
            }
            return inodes;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list the open files of this process", e);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return ""; // closed since it was listed
        }
    }
}
