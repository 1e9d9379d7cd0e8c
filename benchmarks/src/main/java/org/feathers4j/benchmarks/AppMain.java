package org.feathers4j.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * A process that is measured: an {@link App}, or an {@link Echo} with the argument {@code echo}. It takes commands and replies in the lines of {@code
 * interop/node/lines.mjs}, as {@code node/app.mjs} does, and ends with its standard input.
 */
final class AppMain {
    private AppMain() {}

    /** The argument is {@link AppSettings} as JSON, or {@code echo}. */
    public static void main(String... arguments) throws IOException {
        PrintStream out = System.out;
        // Libraries may print; only replies may reach the measuring process.
        System.setOut(System.err);
        Commands commands = arguments[0].equals("echo") ? new Echo() : new App(settings(arguments[0]));
        tell(out, Map.of("event", "ready", "port", commands.port()));
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = lines.readLine(); line != null; line = lines.readLine())
            tell(out, reply(commands, object(line)));
        System.exit(0);
    }

    private static AppSettings settings(String json) {
        return AppSettings.read(object(json));
    }

    private static Map<?, ?> object(String json) {
        if (Json.parse(json) instanceof Map<?, ?> object) return object;
        throw new IllegalArgumentException("No object: " + json);
    }

    private static Map<String, @Nullable Object> reply(Commands commands, Map<?, ?> command) {
        var reply = new HashMap<String, @Nullable Object>();
        reply.put("reply", command.get("id"));
        try {
            reply.put("result", commands.obey(String.valueOf(command.get("cmd")), command));
        } catch (Exception e) {
            reply.put("error", e.toString());
        }
        return reply;
    }

    private static void tell(PrintStream out, Map<String, @Nullable Object> line) {
        out.println(Json.text(line));
        out.flush();
    }
}
