package org.feathers4j.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;

/**
 * Takes a multipart body apart (RFC 2046, 5.1) while it is read: a part is a stream that ends at the next boundary. It holds one buffer, whatever the size of the parts. For one thread.
 *
 * <p>All its errors about the body are FeathersExceptions BadRequest.
 */
final class MultipartReader {
    private static final int BUFFER = 64 << 10;

    private final InputStream body;
    private final byte[] delimiter;
    private final int maxHeaderBytes;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;
    /** Bytes before this index are known to belong to the present part: not searched again for every small read. */
    private int searched;

    private boolean exhausted;

    MultipartReader(InputStream body, String boundary, int maxHeaderBytes) {
        this.body = body;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        this.maxHeaderBytes = maxHeaderBytes;
        // the first boundary may stand at the very beginning
        buffer[0] = '\r';
        buffer[1] = '\n';
        end = 2;
    }

    /** The headers of the next part, by name in lower case; null after the last part. What is left of the present part is skipped. */
    @Nullable
    Map<String, String> next() throws IOException {
        byte[] skipped = new byte[8 << 10];
        int count = 0;
        while (count >= 0) count = read(skipped, 0, skipped.length);
        at += delimiter.length;
        int first = padded();
        int second = take();
        if (first == '-' && second == '-') return null;
        if (first != '\r' || second != '\n')
            throw FeathersException.badRequest("A boundary of the form does not end its line");
        return headers();
    }

    private int padded() throws IOException {
        int next = take();
        while (next == ' ' || next == '\t') next = take();
        return next;
    }

    private Map<String, String> headers() throws IOException {
        var headers = new HashMap<String, String>();
        int left = maxHeaderBytes;
        while (true) {
            String line = line(left);
            if (line.isEmpty()) break;
            left -= line.length();
            int colon = line.indexOf(':');
            if (colon < 1) throw FeathersException.badRequest("A part of the form has a header without a name");
            headers.putIfAbsent(
                    line.substring(0, colon).trim().toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        // the line break before the next boundary may be the one that ends the headers: the part is empty then
        at -= 2;
        if (!startsWithDelimiter()) at += 2;
        return headers;
    }

    private String line(int most) throws IOException {
        var bytes = new ByteArrayOutputStream(128);
        int previous = -1;
        int next = take();
        while (previous != '\r' || next != '\n') {
            bytes.write(next);
            if (bytes.size() > most + 1)
                throw FeathersException.badRequest(
                        "The headers of a part of the form are longer than %d bytes", maxHeaderBytes);
            previous = next;
            next = take();
        }
        return new String(bytes.toByteArray(), 0, bytes.size() - 1, StandardCharsets.UTF_8);
    }

    private int take() throws IOException {
        if (at == end && !fill()) throw cutShort();
        return buffer[at++] & 0xff;
    }

    private boolean startsWithDelimiter() throws IOException {
        boolean more = true;
        while (more && end - at < delimiter.length) more = fill();
        return end - at >= delimiter.length && matches(at);
    }

    /** Reads from the present part; -1 at its end, which leaves the delimiter to come. */
    int read(byte[] into, int offset, int most) throws IOException {
        Objects.checkFromIndexSize(offset, most, into.length);
        int safe = safe();
        while (safe == 0) {
            if (end - at >= delimiter.length && matches(at)) return -1;
            if (!fill()) throw cutShort();
            safe = safe();
        }
        int length = Math.min(most, safe);
        System.arraycopy(buffer, at, into, offset, length);
        at += length;
        return length;
    }

    /** How many of the bytes in the buffer certainly belong to the present part. */
    private int safe() {
        if (searched <= at) searched = search();
        return searched - at;
    }

    private int search() {
        int last = end - delimiter.length;
        for (int i = at; i < end; i++) if (buffer[i] == '\r' && (i > last || matches(i))) return i;
        return end;
    }

    private boolean matches(int from) {
        for (int i = 0; i < delimiter.length; i++) if (buffer[from + i] != delimiter[i]) return false;
        return true;
    }

    /** Makes room and reads more; false when there is no more. Keeps two bytes before the present one. */
    private boolean fill() throws IOException {
        if (exhausted) return false;
        if (end == buffer.length || at > BUFFER / 2) {
            int keep = Math.min(at, 2);
            System.arraycopy(buffer, at - keep, buffer, 0, end - at + keep);
            end -= at - keep;
            at = keep;
            searched = 0;
        }
        int count = body.read(buffer, end, buffer.length - end);
        if (count < 0) exhausted = true;
        else end += count;
        return count >= 0;
    }

    /** What comes after the last part, which means nothing: read so that the length of the body is known to be within its limit. */
    void skipEpilogue() throws IOException {
        int count = 0;
        while (count >= 0) count = body.read(buffer, 0, buffer.length);
    }

    private static FeathersException cutShort() {
        return FeathersException.badRequest("The form ends in the middle: its last boundary is missing");
    }
}
