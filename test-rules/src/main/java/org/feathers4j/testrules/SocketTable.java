package org.feathers4j.testrules;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Linux tells about sockets by inode, in the tables of /proc/net. Only for messages that help, so errors give less to tell. */
final class SocketTable {

    private static final Path TABLES = Path.of("/proc/self/net");

    // columns: sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int INODE = 9;
    // columns: Num RefCount Protocol Flags Type St Inode Path
    private static final int LOCAL_SOCKET_INODE = 6;

    private SocketTable() {}

    /** Inode to, for instance, "udp socket 127.0.0.1:12345". */
    static Map<String, String> addresses() {
        var found = new LinkedHashMap<String, String>();
        for (String protocol : List.of("tcp", "tcp6", "udp", "udp6")) {
            rows(protocol)
                    .filter(columns -> columns.length > INODE)
                    .forEach(columns -> found.put(
                            columns[INODE],
                            "%s socket %s, other side %s"
                                    .formatted(protocol, address(columns[LOCAL]), address(columns[REMOTE]))));
        }
        return found;
    }

    /** The inodes of sockets that never leave the machine's kernel (family unix). */
    static Set<String> localInodes() {
        return rows("unix")
                .filter(columns -> columns.length > LOCAL_SOCKET_INODE)
                .map(columns -> columns[LOCAL_SOCKET_INODE])
                .collect(Collectors.toSet());
    }

    private static Stream<String[]> rows(String table) {
        try {
            return Files.readAllLines(TABLES.resolve(table)).stream()
                    .skip(1)
                    .map(line -> line.strip().split("\\s+"));
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    /** 0100007F:0BD6 is 127.0.0.1:3030: each four bytes of the address in reverse, the port as it is. */
    static String address(String hex) {
        String[] parts = hex.split(":", 2);
        byte[] given = HexFormat.of().parseHex(parts[0]);
        byte[] address = new byte[given.length];
        for (int i = 0; i < given.length; i++) {
            address[i] = given[i / 4 * 4 + 3 - i % 4];
        }
        try {
            return InetAddress.getByAddress(address).getHostAddress() + ":" + Integer.parseInt(parts[1], 16);
        } catch (IOException e) {
            return hex;
        }
    }
}
