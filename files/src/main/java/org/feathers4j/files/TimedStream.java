package org.feathers4j.files;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/** A stream whose reads have a time each; the first that takes longer fails, and all after it. For a source that may be closed while another thread reads it. */
final class TimedStream extends InputStream {
    private final InputStream source;
    private final Duration timeout;
    private volatile boolean late;

    TimedStream(InputStream source, Duration timeout) {
        this.source = source;
        this.timeout = timeout;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        var reading = new CompletableFuture<Boolean>();
        var unused = reading.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((done, expired) -> {
                    if (expired != null) expire();
                });
        try {
            int count = source.read(into, offset, length);
            if (late) throw tooLate(null);
            return count;
        } catch (IOException e) {
            throw late ? tooLate(e) : e;
        } finally {
            reading.complete(true);
        }
    }

    private void expire() {
        late = true;
        // closing may block, and the timers of the process share one thread
        Thread.startVirtualThread(() -> {
            try {
                source.close();
            } catch (IOException e) {
                // the reader has an error already
            }
        });
    }

    private IOException tooLate(@Nullable IOException cause) {
        var error = new HttpTimeoutException("The blob store sent nothing for " + timeout);
        if (cause != null) error.initCause(cause);
        return error;
    }

    @Override
    public int available() throws IOException {
        return source.available();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
