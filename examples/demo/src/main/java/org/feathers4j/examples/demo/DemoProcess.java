package org.feathers4j.examples.demo;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A part of the demo: a JVM process whose log lines are shown with its name in front. */
final class DemoProcess implements AutoCloseable {
    private final String name;
    private final Process process;
    private final Thread reader;

    private DemoProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.reader = Thread.ofVirtual().name("log of " + name).start(this::showLog);
    }

    /**
     * Starts a part.
     *
     * @param main the class to run, from the class path of this JVM and with its options
     * @param environment variables on top of those of this process
     */
    static DemoProcess start(String name, Class<?> main, Map<String, String> environment) {
        var command = new ArrayList<String>(List.of(java()));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return start(name, Path.of(""), command, environment);
    }

    /**
     * Starts a part that is no class of ours.
     *
     * @param folder where it runs
     */
    static DemoProcess start(String name, Path folder, List<String> command, Map<String, String> environment) {
        var builder = new ProcessBuilder(command)
                .directory(folder.toAbsolutePath().toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            return new DemoProcess(name, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("Could not start " + name, e);
        }
    }

    private static String java() {
        return System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
    }

    private void showLog() {
        try (BufferedReader log = process.inputReader()) {
            for (String line = log.readLine(); line != null; line = log.readLine())
                Console.say("%-10s| %s", name, line);
        } catch (IOException e) {
            // the JDK closes the log of a process that has ended, also under its reader
            if (process.isAlive()) Console.say("%-10s| its log has ended: %s", name, e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Ends it like a crash: no goodbye. */
    void kill() {
        process.destroyForcibly();
        await();
    }

    /** Ends it politely, and like a crash if it does not listen. */
    @Override
    public void close() {
        process.toHandle().destroy(); // Process.destroy() would close its log, and what it says at its end were lost
        if (!await()) kill();
    }

    private boolean await() {
        try {
            boolean ended = process.waitFor(20, TimeUnit.SECONDS);
            reader.join(TimeUnit.SECONDS.toMillis(5));
            return ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            return true;
        }
    }
}
