package org.feathers4j.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.server.BodyFormat;
import org.jspecify.annotations.Nullable;

/** The fields and files of one form. For one thread. */
final class Form implements BodyFormat.Data {
    static final int MAX_HEADER_BYTES = 8 << 10;
    private static final Set<String> PLAIN = Set.of("", "7bit", "8bit", "binary");

    private final UploadOptions options;
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
    private final List<Spool> spools = new ArrayList<>();
    private final byte[] buffer = new byte[16 << 10];
    private int parts;

    Form(UploadOptions options) {
        this.options = options;
    }

    void read(MultipartReader reader) throws IOException {
        Map<String, String> headers = reader.next();
        while (headers != null) {
            if (++parts > options.maxParts()) throw tooLarge("A form may have %d parts", options.maxParts());
            part(reader, headers);
            headers = reader.next();
        }
        reader.skipEpilogue();
    }

    private void part(MultipartReader reader, Map<String, String> headers) throws IOException {
        HeaderValue disposition = HeaderValue.parse(headers.getOrDefault("content-disposition", ""));
        String name = disposition.parameter("name");
        if (!disposition.value().equals("form-data") || name == null)
            throw FeathersException.badRequest("A part of the form has no name in its Content-Disposition");
        name = unescaped(name);
        checkLength(name);
        if (!PLAIN.contains(
                headers.getOrDefault("content-transfer-encoding", "").toLowerCase(Locale.ROOT)))
            throw FeathersException.of(
                    ErrorKind.UNSUPPORTED_MEDIA_TYPE, "Part '%s' of the form must not be encoded", name);
        String fileName = disposition.parameter("filename");
        if (fileName == null) add(name, field(reader, name));
        else file(reader, name, unescaped(fileName), headers.getOrDefault("content-type", "application/octet-stream"));
    }

    private void checkLength(String name) {
        if (name.length() > options.maxNameLength())
            throw FeathersException.badRequest(
                    "A name in the form is longer than %d characters", options.maxNameLength());
    }

    /** What browsers write instead of quotes and line breaks. */
    private static String unescaped(String name) {
        return name.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
    }

    private String field(MultipartReader reader, String name) throws IOException {
        var bytes = new ByteArrayOutputStream(64);
        for (int length = next(reader); length >= 0; length = next(reader)) {
            bytes.write(buffer, 0, length);
            if (bytes.size() > options.maxFieldBytes())
                throw tooLarge("Field '%s' may have %d bytes", name, options.maxFieldBytes());
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private void file(MultipartReader reader, String field, String givenName, String header) throws IOException {
        checkLength(givenName);
        String type = HeaderValue.parse(header).value();
        int length = next(reader);
        // where no file is chosen, browsers send one without name and contents
        if (length < 0 && givenName.isEmpty()) return;
        if (!MediaRange.isType(type) || !MediaRange.contain(options.types(), type))
            throw FeathersException.of(
                    ErrorKind.UNSUPPORTED_MEDIA_TYPE,
                    "File '%s' must be of a type in %s",
                    field,
                    String.join(", ", options.types()));
        if (spools.size() == options.maxFiles()) throw tooLarge("A form may have %d files", options.maxFiles());
        var spool = new Spool(options.directory(), options.memoryBytes());
        spools.add(spool);
        for (; length >= 0; length = next(reader)) {
            if (spool.size() + length > options.maxFileBytes())
                throw tooLarge("File '%s' may have %d bytes", field, options.maxFileBytes());
            spool.write(buffer, length);
        }
        add(field, new UploadedFile(FileNames.shown(givenName), type, spool.size(), spool::open));
    }

    private int next(MultipartReader reader) throws IOException {
        return reader.read(buffer, 0, buffer.length);
    }

    @SuppressWarnings("unchecked") // made here
    private void add(String name, Object value) {
        Object present = values.get(name);
        if (present instanceof List<?> list) ((List<Object>) list).add(value);
        else values.put(name, present == null ? value : new ArrayList<>(List.of(present, value)));
    }

    private static FeathersException tooLarge(String message, Object... args) {
        return FeathersException.of(ErrorKind.PAYLOAD_TOO_LARGE, message + " at the most", args);
    }

    @Override
    public Object value() {
        return values;
    }

    @Override
    public void close() {
        RuntimeException failure = null;
        for (Spool spool : spools) {
            try {
                spool.close();
            } catch (RuntimeException e) {
                if (failure == null) failure = e;
                else failure.addSuppressed(e);
            }
        }
        if (failure != null) throw failure;
    }
}
