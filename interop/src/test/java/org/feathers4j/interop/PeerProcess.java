package org.feathers4j.interop;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.feathers4j.json.Json;
import org.feathers4j.json.JsonException;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;

/**
 * The process of a peer and the lines that go in and out of it ({@code lines.mjs} or {@link JavaPeerMain} is the other end).
 *
 * <p>One virtual thread reads replies and events, another one the standard error; both end with the process. Any thread may
 * ask. The thread that removes a pending reply completes it.
 */
final class PeerProcess implements AutoCloseable {

    private static final Duration END = Patience.ofSeconds(10);

    private final String name;
    private final Process process;
    private final BufferedWriter stdin;
    private final ReentrantLock writing = new ReentrantLock();
    private final AtomicInteger lastId = new AtomicInteger();
    private final Map<Integer, CompletableFuture<Map<String, @Nullable Object>>> pending = new ConcurrentHashMap<>();
    private final PeerEvents events = new PeerEvents();
    private final StderrTail stderr = new StderrTail();
    private final List<Thread> readers;

    PeerProcess(String name, ProcessBuilder command) {
        this.name = name;
        try {
            process = command.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
        stdin = process.outputWriter(StandardCharsets.UTF_8);
        readers = List.of(
                Thread.ofVirtual().name("stdout of " + name).start(this::readLines),
                Thread.ofVirtual()
                        .name("stderr of " + name)
                        .start(() -> forEachLine(process.errorReader(StandardCharsets.UTF_8), stderr::add)));
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    PeerEvents events() {
        return events;
    }

    /**
     * Sends a command and waits for its reply.
     *
     * @return the reply's members: {@code error}, or {@code result} and {@code kind}
     * @throws AssertionError when the process ends before it replies, or no reply comes in time
     */
    Map<String, @Nullable Object> ask(Map<String, @Nullable Object> command, Duration within) {
        int id = lastId.incrementAndGet();
        var reply = new CompletableFuture<Map<String, @Nullable Object>>();
        pending.put(id, reply);
        try {
            write(Json.text(with(command, id)));
            return reply.get(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw complaint("no reply to %s in %s".formatted(command, within), e);
        } catch (ExecutionException | IOException e) {
            throw complaint("ended before it replied to " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw complaint("interrupted while waiting for the reply to " + command, e);
        } finally {
            pending.remove(id);
        }
    }

    /** Sends a signal by name, for instance {@code STOP}. */
    void signal(String signal) {
        try {
            var kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid()))
                    .redirectErrorStream(true)
                    .start();
            var output = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (kill.waitFor() != 0) {
                throw complaint("cannot be sent the signal %s: %s".formatted(signal, output.strip()), null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run 'kill'", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw complaint("interrupted while sending the signal " + signal, e);
        }
    }

    /** Kills the process (a stopped one, too) and returns when it and its readers have ended. */
    @Override
    public void close() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Returns when the process and its readers have ended. */
    void awaitEnd() {
        try {
            if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
                throw complaint("still runs after " + END, null);
            }
            for (var reader : readers) {
                reader.join(END);
            }
            stdin.close();
        } catch (IOException e) {
            // The pipe broke with the process: nothing is left to flush.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    /** A failure that tells what the peer said last. */
    AssertionError complaint(String what, @Nullable Throwable cause) {
        var seen = events.all();
        var last = seen.subList(Math.max(0, seen.size() - 10), seen.size());
        var state = process.isAlive() ? "running" : "ended with code " + process.exitValue();
        return new AssertionError(
                "%s (pid %d, %s): %s%nlast events: %s%nstandard error: %s"
                        .formatted(name, pid(), state, what, last, stderr),
                cause);
    }

    private static Map<String, @Nullable Object> with(Map<String, @Nullable Object> command, int id) {
        var line = new LinkedHashMap<String, @Nullable Object>();
        line.put("id", id);
        line.putAll(command);
        return line;
    }

    private void write(String line) throws IOException {
        writing.lock();
        try {
            stdin.write(line);
            stdin.write('\n');
            stdin.flush();
        } finally {
            writing.unlock();
        }
    }

    private void readLines() {
        forEachLine(process.inputReader(StandardCharsets.UTF_8), this::read);
        events.end();
        pending.values().forEach(reply -> reply.completeExceptionally(new IOException("the peer's output ended")));
    }

    private void read(String text) {
        Map<String, @Nullable Object> line;
        try {
            line = Values.object(Json.parse(text));
        } catch (JsonException e) {
            // for instance why a virtual machine ends
            throw new IllegalStateException("A line that is no JSON: " + text, e);
        }
        if (line.get("event") instanceof String event) {
            events.add(new PeerEvent(event, line));
        } else if (line.get("reply") instanceof Integer id) {
            var waiting = pending.remove(id);
            if (waiting != null) {
                waiting.complete(line);
            }
        }
    }

    private void forEachLine(BufferedReader reader, Consumer<String> use) {
        try (reader) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                use.accept(line);
            }
        } catch (IOException e) {
            stderr.add("(reading ended: %s)".formatted(e));
        }
    }
}
