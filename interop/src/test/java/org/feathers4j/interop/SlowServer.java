package org.feathers4j.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.json.Json;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.server.Server;
import org.jspecify.annotations.Nullable;

/**
 * A server with a service {@code todos} in a process of its own, as it is by default but for how long connections may be idle. It speaks the line protocol of {@code
 * client-server.mjs}: tells {@code ready} and its {@code port}, and what the process {@linkplain Held holds} for each line it is sent.
 */
final class SlowServer {

    private SlowServer() {}

    /**
     * Runs until its standard input ends.
     *
     * @param args how long connections may be idle, in seconds; nothing for the default
     */
    public static void main(String[] args) throws IOException {
        var out = System.out;
        System.setOut(System.err);
        var app = Application.create();
        app.configure(Server.create(o -> {
            o.host("127.0.0.1");
            if (args.length > 0) o.idleTimeout(Duration.ofSeconds(Long.parseLong(args[0])));
        }));
        app.use("todos", MemoryService.create());
        app.listen(0);
        out.println(Json.text(Map.of("event", "ready", "port", app.port())));
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var reply = new LinkedHashMap<String, @Nullable Object>();
            reply.put("reply", Values.object(Json.parse(line)).get("id"));
            reply.put("result", Held.now().json());
            out.println(Json.text(reply));
        }
        Runtime.getRuntime().halt(0);
    }
}
