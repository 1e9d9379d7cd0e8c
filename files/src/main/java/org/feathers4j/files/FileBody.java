package org.feathers4j.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.LazyJsonValue;
import org.feathers4j.transport.RestRequest;
import org.feathers4j.transport.RestResponse;
import org.feathers4j.transport.StreamedResult;
import org.jspecify.annotations.Nullable;

/**
 * A file as the result of a call:
 *
 * <pre>{@code
 * app.use("reports", Service.get((id, params) -> FileBody.of(reports.resolve(names.get(id)), o -> o.name("report.pdf"))));
 * }</pre>
 *
 * <p>Over HTTP its bytes are sent as fast as the client takes them, as a part when the client asks for one ({@code Range}), or not at all when the client has this version. Over sockets and to other
 * applications, which know nothing but JSON, it is an object {@code {name, type, size, uri}} with the bytes in a {@code data:} URI, up to 1 MiB; a larger one is an error PayloadTooLarge. Immutable; safe for all threads if its source is.
 */
public final class FileBody implements StreamedResult, LazyJsonValue {
    /** Where the bytes come from. */
    @FunctionalInterface
    public interface Source {
        /**
         * Opens a part of the bytes, once for each answer.
         *
         * @param from the first byte, counted from 0
         * @param length how many bytes will be read; -1 for all, when their number is not known
         */
        InputStream open(long from, long length) throws IOException;
    }

    private static final int MOST_IN_JSON = 1 << 20;
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int NOT_MODIFIED = 304;
    private static final int NOT_SATISFIABLE = 416;
    private static final int ANOTHER_VERSION = 412;

    private final long size;
    private final Source source;
    private final Builder chosen;

    private FileBody(long size, Source source, Builder chosen) {
        this.size = size;
        this.source = source;
        this.chosen = chosen;
    }

    /** A file of the file system, with options as in {@link #of(Path, Consumer)} unless set. */
    public static FileBody of(Path file) {
        return of(file, options -> {});
    }

    /**
     * A file of the file system, of the type that its name tells, with an entity tag and the time of its last change. The path is used as it is: what a client says must not become a part of it unchecked.
     *
     * @throws FeathersException NotFound when there is no such file
     * @throws UncheckedIOException when it cannot be read
     */
    public static FileBody of(Path file, Consumer<Builder> options) {
        try {
            BasicFileAttributes about = Files.readAttributes(file, BasicFileAttributes.class);
            if (!about.isRegularFile()) throw FeathersException.notFound("There is no such file");
            Source source = (from, length) -> open(file, from);
            return of(about.size(), source, o -> {
                o.type(FileTypes.ofName(file.getFileName().toString()))
                        .etag(tag(about))
                        .lastModified(about.lastModifiedTime().toInstant());
                options.accept(o);
            });
        } catch (NoSuchFileException e) {
            throw FeathersException.notFound("There is no such file").withCause(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes when the file does: it is another one, or has another size or time. */
    static String tag(BasicFileAttributes about) {
        Instant time = about.lastModifiedTime().toInstant();
        return "%x-%x%08x-%x"
                .formatted(
                        about.size(),
                        time.getEpochSecond(),
                        time.getNano(),
                        String.valueOf(about.fileKey()).hashCode());
    }

    static InputStream open(Path file, long from) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        channel.position(from);
        return Channels.newInputStream(channel);
    }

    /** Bytes in memory. The array is not copied. */
    public static FileBody of(byte[] bytes, Consumer<Builder> options) {
        return of(bytes.length, (from, length) -> new ByteArrayInputStream(bytes, (int) from, (int) length), options);
    }

    /**
     * Bytes of a source.
     *
     * @param size how many there are; -1 when that is not known, then clients get no parts of them
     * @param source opens them
     * @throws IllegalArgumentException when an option cannot be used
     */
    public static FileBody of(long size, Source source, Consumer<Builder> options) {
        var builder = new Builder();
        options.accept(builder);
        return new FileBody(Math.max(size, RestResponse.Stream.UNKNOWN), source, builder.copy());
    }

    /** The size in bytes; -1 when it is not known. */
    public long size() {
        return size;
    }

    /** The media type. */
    public String type() {
        return chosen.type;
    }

    /** Opens all its bytes. */
    public InputStream stream() throws IOException {
        return source.open(0, size);
    }

    @Override
    public RestResponse answer(RestRequest request) {
        var headers = new LinkedHashMap<String, Object>();
        String etag = chosen.etag == null ? null : "\"" + chosen.etag + "\"";
        if (etag != null) headers.put("etag", etag);
        if (chosen.lastModified != null) headers.put("last-modified", HttpTime.text(chosen.lastModified));
        boolean reads = request.verb().equals("GET") || request.verb().equals("HEAD");
        var conditions = new Conditions(request, etag, chosen.lastModified);
        if (reads && conditions.isAnother())
            throw FeathersException.named(
                    "PreconditionFailed",
                    ANOTHER_VERSION,
                    "precondition-failed",
                    "The file is not the version that was asked for");
        if (reads && conditions.isKnown()) return new RestResponse(NOT_MODIFIED, headers, new RestResponse.Empty());
        describe(headers);
        boolean hasParts = request.verb().equals("GET") && size >= 0 && conditions.continues();
        ByteRange range = hasParts ? ByteRange.of(request.header("range"), size) : null;
        if (range == null) return whole(headers);
        headers.put("content-range", range.header(size));
        return range.isEmpty()
                ? new RestResponse(NOT_SATISFIABLE, headers, new RestResponse.Empty())
                : new RestResponse(PARTIAL, headers, stream(range));
    }

    private void describe(Map<String, Object> headers) {
        if (size >= 0) headers.put("accept-ranges", "bytes");
        // what users have uploaded must not become a page of this site
        headers.put("x-content-type-options", "nosniff");
        if (chosen.inline)
            headers.put("content-security-policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'");
        String kind = chosen.inline ? "inline" : "attachment";
        headers.put("content-disposition", chosen.name == null ? kind : Disposition.of(kind, chosen.name));
    }

    private RestResponse whole(Map<String, Object> headers) {
        return new RestResponse(OK, headers, new RestResponse.Stream(chosen.type, size, () -> source.open(0, size)));
    }

    private RestResponse.Stream stream(ByteRange range) {
        return new RestResponse.Stream(chosen.type, range.length(), () -> source.open(range.from(), range.length()));
    }

    @Override
    public Object toJsonValue() {
        return toMap();
    }

    Map<String, @Nullable Object> toMap() {
        var json = new LinkedHashMap<String, @Nullable Object>();
        if (chosen.name != null) json.put("name", chosen.name);
        json.put("type", chosen.type);
        byte[] bytes = size > MOST_IN_JSON ? new byte[MOST_IN_JSON + 1] : bytes();
        if (bytes.length > MOST_IN_JSON)
            throw FeathersException.of(
                    ErrorKind.PAYLOAD_TOO_LARGE,
                    "The file has more than %d bytes: it can be had over HTTP only, where it is streamed",
                    MOST_IN_JSON);
        json.put("size", bytes.length);
        json.put("uri", "data:" + chosen.type + ";base64," + Base64.getEncoder().encodeToString(bytes));
        return json;
    }

    private byte[] bytes() {
        try (InputStream in = stream()) {
            return in.readNBytes(MOST_IN_JSON + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "FileBody[%s, %s, %d bytes]".formatted(chosen.name, chosen.type, size);
    }

    /** How a file is sent, given to the functions passed to {@link FileBody#of(Path, Consumer)}. For one thread. */
    public static final class Builder {
        private static final Pattern TYPE = Pattern.compile("[\\w!#$&^.+-]+/[\\w!#$&^.+-]+(; *[\\w-]+=[\\w.-]+)*");
        private static final Pattern TAG = Pattern.compile("[\\x21\\x23-\\x7e]{1,200}");

        private String type = FileTypes.UNKNOWN;
        private @Nullable String name;
        private @Nullable String etag;
        private @Nullable Instant lastModified;
        private boolean inline;

        private Builder() {}

        /**
         * The media type; {@code application/octet-stream} unless set or told by a file's name.
         *
         * @throws IllegalArgumentException when it is none
         */
        public Builder type(String value) {
            if (!TYPE.matcher(value).matches())
                throw new IllegalArgumentException("'%s' is no media type".formatted(value));
            type = value;
            return this;
        }

        /** The name under which browsers save it, in any script; none unless set. Directories and control characters in it are left out. */
        public Builder name(@Nullable String value) {
            name = value == null ? null : FileNames.shown(value);
            return this;
        }

        /**
         * The entity tag, without quotes. It must be unique to these exact bytes, because clients combine ranges that share a tag. None unless set.
         *
         * @throws IllegalArgumentException when it is not of 1 to 200 visible ASCII characters without quotes
         */
        public Builder etag(String value) {
            if (!TAG.matcher(value).matches())
                throw new IllegalArgumentException("'%s' cannot be an entity tag".formatted(value));
            etag = value;
            return this;
        }

        /** When it was changed last. None unless set. */
        public Builder lastModified(Instant value) {
            lastModified = value;
            return this;
        }

        /**
         * Whether browsers may show it, instead of saving it; not unless set. It is shown in a sandbox ({@code Content-Security-Policy}), where a page has no scripts; some browsers show no PDF there.
         */
        public Builder inline(boolean value) {
            inline = value;
            return this;
        }

        private Builder copy() {
            var copy = new Builder();
            copy.type = type;
            copy.name = name;
            copy.etag = etag;
            copy.lastModified = lastModified;
            copy.inline = inline;
            return copy;
        }
    }
}
