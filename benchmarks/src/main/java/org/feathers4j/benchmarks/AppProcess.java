package org.feathers4j.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;

/** A process that is measured, {@link AppMain} or {@code node/app.mjs}. Used by one thread, which waits for its replies. */
final class AppProcess implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final long END_SECONDS = 15;

    private final String name;
    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader replies;
    private final @Nullable Path recording;
    private int port;
    private int lastId;

    private AppProcess(String name, ProcessBuilder builder, @Nullable Path recording) throws IOException {
        this.name = name;
        this.recording = recording;
        process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        commands = process.outputWriter(StandardCharsets.UTF_8);
        replies = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts an application, and does not wait for it. */
    static AppProcess launch(Side side, AppSettings settings, LoadOptions options) throws IOException {
        String json = Json.text(settings.json());
        return side == Side.JAVA ? java(settings.key(), json, options) : node(settings.key(), json, options.node());
    }

    /** Starts an application; on return it listens. */
    static AppProcess start(Side side, AppSettings settings, LoadOptions options) throws IOException {
        return launch(side, settings, options).ready();
    }

    /** Starts an {@link Echo}. */
    static AppProcess echo(LoadOptions options) throws IOException {
        return java("echo", "echo", options).ready();
    }

    /**
     * Starts a script that serves, whatever runs it; on return it listens.
     *
     * @param folder the current one
     */
    static AppProcess script(String name, List<String> command, Path folder) throws IOException {
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("NODE_ENV", "production");
        return new AppProcess(name, builder, null).ready();
    }

    private static AppProcess node(String name, String settings, Path folder) throws IOException {
        var builder = new ProcessBuilder("node", "app.mjs", settings).directory(folder.toFile());
        builder.environment().put("NODE_ENV", "production");
        return new AppProcess("Node, " + name, builder, null);
    }

    private static AppProcess java(String name, String argument, LoadOptions options) throws IOException {
        Path recording = Profile.file(options.profiles(), name);
        List<String> command = command(options);
        if (recording != null) command.addAll(Profile.options(recording));
        command.addAll(main(argument));
        return new AppProcess("Java, " + name, new ProcessBuilder(command), recording);
    }

    /**
     * Starts an application here with further options of the virtual machine; on return it listens.
     *
     * @param jvm options with a space between them
     */
    static AppProcess java(AppSettings settings, String jvm, LoadOptions options) throws IOException {
        List<String> command = command(options);
        command.addAll(List.of(jvm.split(" ")));
        command.addAll(main(Json.text(settings.json())));
        return new AppProcess("Java, " + settings.key(), new ProcessBuilder(command), null).ready();
    }

    /** Makes an AOT cache of what a process has recorded with the same options. */
    static void makeCache(Path training, Path cache, LoadOptions options) throws IOException {
        List<String> command = command(options);
        command.addAll(List.of("-XX:AOTMode=create", "-XX:AOTConfiguration=" + training, "-XX:AOTCache=" + cache));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS) && process.exitValue() == 0) return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
        throw new IOException("No AOT cache was made");
    }

    private static List<String> command(LoadOptions options) {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options.jvm());
        command.add("--enable-native-access=ALL-UNNAMED");
        if (Runtime.version().feature() >= 24) command.add("--sun-misc-unsafe-memory-access=allow");
        return command;
    }

    private static List<String> main(String argument) {
        return List.of("-cp", System.getProperty("java.class.path"), AppMain.class.getName(), argument);
    }

    /** Waits until it listens. */
    AppProcess ready() throws IOException {
        port = Commands.number(line(), "port");
        return this;
    }

    int port() {
        return port;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Tells it to do something, and waits until it is done. */
    @Nullable
    Object ask(String command, Map<String, ? extends @Nullable Object> members) throws IOException {
        var line = new HashMap<String, @Nullable Object>(members);
        line.put("id", ++lastId);
        line.put("cmd", command);
        commands.write(Json.text(line) + "\n");
        commands.flush();
        Map<?, ?> reply = line();
        if (reply.containsKey("error")) throw new IOException(name + ": " + reply.get("error"));
        return reply.get("result");
    }

    private Map<?, ?> line() throws IOException {
        // a process that says nothing any more is ended, and so is this wait
        var timeout = Thread.ofVirtual().start(this::endWhenSilent);
        String line = replies.readLine();
        timeout.interrupt();
        if (line != null && Json.parse(line) instanceof Map<?, ?> members) return members;
        throw new IOException(name + (line == null ? " ended too early" : " said " + line));
    }

    private void endWhenSilent() {
        try {
            Thread.sleep(TIMEOUT);
            process.destroyForcibly();
        } catch (InterruptedException e) {
            // it said something
        }
    }

    /** Bytes of memory that it occupies. */
    long memory() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")))
            if (line.startsWith("VmRSS:")) return Long.parseLong(line.replaceAll("\\D", "")) << 10;
        throw new IOException(name + " has no memory");
    }

    /** Seconds of a core that it has used, in /proc/PID/stat. */
    double cpu() {
        return handle().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    /** Ends it; a flight recording is then complete, and shown. */
    @Override
    public void close() throws IOException {
        commands.close();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS))
                process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        replies.close();
        if (recording != null) Profile.print(recording, System.out);
    }
}
