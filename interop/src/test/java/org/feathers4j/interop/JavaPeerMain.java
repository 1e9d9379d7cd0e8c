package org.feathers4j.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * A Java peer in a process of its own, which a test can kill. It speaks the line protocol of {@code lines.mjs}: tells {@code ready}, knows the
 * commands {@code find}, {@code has} and {@code owners} (of a service) and {@code exit}, and ends with its standard input.
 */
final class JavaPeerMain {

    private final PrintStream out;
    private final JavaPeer peer;

    private JavaPeerMain(PrintStream out, JavaPeer peer) {
        this.out = out;
        this.peer = peer;
    }

    /** The settings are one JSON argument, see {@link JavaPeerOptions#json()}. */
    public static void main(String[] args) throws IOException {
        var out = System.out;
        // Libraries print as they like; only our own lines may reach the test.
        System.setOut(System.err);
        var options = JavaPeerOptions.read(Values.object(Json.parse(args[0])));
        var peer = JavaPeer.start(options);
        peer.closeOnExit();
        new JavaPeerMain(out, peer).serve();
    }

    private void serve() throws IOException {
        tell(Map.of("event", "ready", "uuid", peer.uuid(), "port", peer.port()));
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            obey(Values.object(Json.parse(line)));
        }
        // The driving test is gone: no orphan may stay on the mesh.
        Runtime.getRuntime().halt(0);
    }

    private void obey(Map<String, @Nullable Object> command) {
        var exits = "exit".equals(command.get("cmd"));
        if (exits) {
            peer.close();
        }
        if (exits) {
            answer(command, null);
        } else {
            // Calls may take long, and further ones come meanwhile.
            Thread.ofVirtual().start(() -> answer(command, result(command)));
        }
        if (exits) {
            Runtime.getRuntime().exit(0);
        }
    }

    private @Nullable Object result(Map<String, @Nullable Object> command) {
        var path = String.valueOf(command.get("service"));
        try {
            return switch (String.valueOf(command.get("cmd"))) {
                case "has" -> peer.has(path);
                case "owners" -> peer.owners(path);
                default -> peer.service(path).find();
            };
        } catch (RuntimeException e) {
            return e.toString();
        }
    }

    private void answer(Map<String, @Nullable Object> command, @Nullable Object result) {
        var reply = new LinkedHashMap<String, @Nullable Object>();
        reply.put("reply", command.get("id"));
        reply.put("result", result);
        tell(reply);
    }

    private synchronized void tell(Map<String, ? extends @Nullable Object> line) {
        out.println(Json.text(line));
        out.flush();
    }
}
