package org.feathers4j.files;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.feathers4j.server.BodyFormat;
import org.feathers4j.server.RequestBody;

/**
 * Whole request bodies as an {@link UploadedFile}, which is the data of the call. The call begins when the head of the request has come, and the client sends as fast as the service reads:
 *
 * <pre>{@code
 * app.use("backups", backups, Server.bodies(RawBodies.create(o -> o.types("application/gzip").maxBytes(1L << 30))));
 * }</pre>
 *
 * <p>Safe for all threads.
 */
public final class RawBodies implements BodyFormat {
    private final RawBodyOptions options;

    private RawBodies(RawBodyOptions options) {
        this.options = options;
    }

    /** Bodies of the type {@code application/octet-stream}, of 100 MiB at the most. */
    public static RawBodies create() {
        return create(options -> {});
    }

    /**
     * Bodies of other types and sizes.
     *
     * @throws IllegalArgumentException when an option cannot be used
     */
    public static RawBodies create(Consumer<RawBodyOptions.Builder> change) {
        return new RawBodies(RawBodyOptions.of(change));
    }

    @Override
    public boolean reads(String contentType) {
        String type = HeaderValue.parse(contentType).value();
        return MediaRange.isType(type) && !type.startsWith("multipart/") && MediaRange.contain(options.types(), type);
    }

    @Override
    public long maxBytes() {
        return options.maxBytes();
    }

    @Override
    public Data read(RequestBody body) {
        var opened = new AtomicBoolean();
        String type = HeaderValue.parse(body.contentType()).value();
        var file = new UploadedFile(null, type, body.length(), () -> {
            if (opened.getAndSet(true))
                throw new IllegalStateException("The request body was opened before: it arrives once");
            return body.stream();
        });
        return new Data() {
            @Override
            public Object value() {
                return file;
            }

            @Override
            public void close() {
                // the server drops what was not read
            }
        };
    }
}
