package org.feathers4j.files;

import java.io.IOException;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import org.feathers4j.FeathersException;
import org.feathers4j.server.BodyFormat;
import org.feathers4j.server.RequestBody;

/**
 * Forms with files ({@code multipart/form-data}, RFC 7578) as data: a field is a text, a file an {@link UploadedFile}, and several of one name are a list.
 *
 * <pre>{@code
 * app.use("photos", photos, Server.bodies(Uploads.create(o -> o.types("image/*").maxFileBytes(5 << 20))));
 * }</pre>
 *
 * <p>The call begins when the whole form has come, and its files are deleted when it has ended. Safe for all threads.
 */
public final class Uploads implements BodyFormat {
    private static final Pattern BOUNDARY = Pattern.compile("[\\w'()+,./:=? -]{0,69}[\\w'()+,./:=?-]");

    private final UploadOptions options;

    private Uploads(UploadOptions options) {
        this.options = options;
    }

    /** Forms of 20 MiB at the most, with 10 files of 10 MiB. */
    public static Uploads create() {
        return create(options -> {});
    }

    /**
     * Forms with other limits.
     *
     * @throws IllegalArgumentException when an option cannot be used
     */
    public static Uploads create(Consumer<UploadOptions.Builder> change) {
        return new Uploads(UploadOptions.of(change));
    }

    @Override
    public boolean reads(String contentType) {
        return HeaderValue.parse(contentType).value().equals("multipart/form-data");
    }

    @Override
    public long maxBytes() {
        return options.maxBytes();
    }

    @Override
    public Data read(RequestBody body) throws IOException {
        String boundary = HeaderValue.parse(body.contentType()).parameter("boundary");
        if (boundary == null || !BOUNDARY.matcher(boundary).matches())
            throw FeathersException.badRequest("A form needs a boundary of 1 to 70 characters in its Content-Type");
        var form = new Form(options);
        try {
            form.read(new MultipartReader(body.stream(), boundary, Form.MAX_HEADER_BYTES));
            return form;
        } catch (Throwable e) {
            form.close();
            throw e;
        }
    }
}
