package org.feathers4j.server;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A body that a handler has read before. For one thread. */
final class BufferedBody implements RequestBody {
    private final ByteArrayInputStream stream;
    private final int length;
    private final String contentType;

    BufferedBody(byte[] body, String contentType) {
        this.stream = new ByteArrayInputStream(body);
        this.length = body.length;
        this.contentType = contentType;
    }

    @Override
    public String contentType() {
        return contentType;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public InputStream stream() {
        return stream;
    }

    @Override
    public boolean isGone() {
        return false;
    }
}
