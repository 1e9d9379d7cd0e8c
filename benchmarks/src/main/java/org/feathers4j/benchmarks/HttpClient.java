package org.feathers4j.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Sends the same request again with each answer, on a connection that is kept. */
final class HttpClient implements Conversation {
    private static final byte[] LENGTH = "\r\ncontent-length:".getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS_AT = "HTTP/1.1 ".length();

    private final byte[] request;
    private final int status;
    private final Count count;
    private long asked;

    HttpClient(HttpRequest request, Count count) {
        this.request = request.bytes();
        this.status = request.status();
        this.count = count;
    }

    @Override
    public void onOpen(Wire wire) throws IOException {
        asked = System.nanoTime();
        wire.send(request);
    }

    @Override
    @SuppressWarnings("ByteBufferBackingArray") // the wire has allocated it
    public void onBytes(Wire wire, ByteBuffer in) throws IOException {
        byte[] bytes = in.array();
        int head = headEnd(bytes, in.limit());
        if (head < 0) return;
        int end = head + contentLength(bytes, head);
        if (end > in.limit()) return;
        if (number(bytes, STATUS_AT) == status) count.onAnswer(asked, bytes, head, end);
        else count.onFailure();
        in.position(end);
        asked = System.nanoTime();
        wire.send(request);
    }

    /** Where the body begins; negative when that has not come yet. */
    private static int headEnd(byte[] bytes, int limit) {
        for (int i = 3; i < limit; i++)
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n' && bytes[i - 3] == '\r') return i + 1;
        return -1;
    }

    private static int contentLength(byte[] bytes, int head) throws IOException {
        for (int i = 0; i < head; i++)
            if (bytes[i] == '\r' && isLength(bytes, i)) return number(bytes, i + LENGTH.length + 1);
        throw new IOException("An answer without length: " + new String(bytes, 0, head, StandardCharsets.US_ASCII));
    }

    private static boolean isLength(byte[] bytes, int at) {
        if (at + LENGTH.length >= bytes.length) return false;
        for (int i = 2; i < LENGTH.length; i++) {
            byte letter = bytes[at + i];
            if ((letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter) != LENGTH[i]) return false;
        }
        return true;
    }

    private static int number(byte[] bytes, int from) {
        int number = 0;
        for (int i = from; i < bytes.length && bytes[i] >= '0' && bytes[i] <= '9'; i++)
            number = number * 10 + bytes[i] - '0';
        return number;
    }
}
