package org.feathers4j.socketioserver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

import org.feathers4j.socketio.Octets;
import org.jspecify.annotations.Nullable;

/** Compression of answers to polls. */
final class Gzip {
    static final String NAME = "gzip";

    private Gzip() {}

    /** Whether an Accept-Encoding header names it, and not with a weight of zero. */
    static boolean isAccepted(@Nullable String header) {
        if (header == null) return false;
        for (String coding : header.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = coding.replace(" ", "").split(";", -1);
            boolean isNamed = parts[0].equals(NAME) || parts[0].equals("*");
            if (isNamed) return parts.length == 1 || !parts[1].matches("q=0(\\.0*)?");
        }
        return false;
    }

    static Octets of(Octets plain) {
        var bytes = new ByteArrayOutputStream(plain.length() / 2);
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain.array(), plain.offset(), plain.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return Octets.of(bytes.toByteArray());
    }
}
