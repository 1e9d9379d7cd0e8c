package org.feathers4j.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;

import org.feathers4j.LazyJsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A file in the data of a call: a part of a form, or a whole request body. It is there until the call has ended; a service that keeps it copies its bytes. In JSON it is {@code {name, type, size}}, without bytes. Safe for all threads.
 */
public final class UploadedFile implements LazyJsonValue {
    /** Where the bytes are. */
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }

    private final @Nullable String name;
    private final String contentType;
    private final long size;
    private final Source source;

    UploadedFile(@Nullable String name, String contentType, long size, Source source) {
        this.name = name;
        this.contentType = contentType;
        this.size = size;
        this.source = source;
    }

    /**
     * The name that the client gives it, without directories and control characters; null when it gives none. It is text to show, and no path: two files may have the same name, and it may be one
     * that means something to an operating system.
     */
    public @Nullable String name() {
        return name;
    }

    /** The type that the client says it has, in lower case and without parameters, for instance {@code image/png}. Its bytes may be something else. */
    public String contentType() {
        return contentType;
    }

    /** Its size in bytes; -1 for a request body whose length the client has not announced. */
    public long size() {
        return size;
    }

    /**
     * Opens its bytes. A part of a form may be opened again and again; a request body once, as it arrives while it is read.
     *
     * @throws IOException when the call has ended, or the client went away
     * @throws IllegalStateException when a request body has been opened before
     */
    public InputStream stream() throws IOException {
        return source.open();
    }

    @Override
    public Object toJsonValue() {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("name", name);
        json.put("type", contentType);
        json.put("size", size);
        return json;
    }

    @Override
    public String toString() {
        return "UploadedFile[%s, %s, %d bytes]".formatted(name, contentType, size);
    }
}
