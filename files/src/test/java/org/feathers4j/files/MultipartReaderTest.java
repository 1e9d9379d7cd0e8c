package org.feathers4j.files;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.feathers4j.FeathersException;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

import static org.assertj.core.api.Assertions.assertThat;

class MultipartReaderTest {
    private static final String BOUNDARY = "--ab";
    /** What boundaries are made of, so that many beginnings of them occur. */
    private static final byte[] SIGNS = "\r\n--ab".getBytes(StandardCharsets.UTF_8);

    /** Hands bytes out in pieces as a network does. */
    private static InputStream pieces(byte[] bytes, Random random) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(
                        into, offset, 1 + random.nextInt(Math.min(length, random.nextBoolean() ? 3 : 70_000)));
            }
        };
    }

    private static byte[] content(Random random) {
        int size = random.nextInt(10) == 0 ? random.nextInt(200_000) : random.nextInt(60);
        while (true) {
            byte[] bytes = new byte[size];
            for (int i = 0; i < size; i++) bytes[i] = SIGNS[random.nextInt(random.nextBoolean() ? SIGNS.length : 2)];
            String text = "\r\n" + new String(bytes, StandardCharsets.UTF_8);
            if (!text.contains("\r\n--" + BOUNDARY)) return bytes;
            size /= 2;
        }
    }

    private static List<byte[]> read(InputStream in, Random random) throws IOException {
        var reader = new MultipartReader(in, BOUNDARY, 1000);
        var parts = new ArrayList<byte[]>();
        byte[] buffer = new byte[1 + random.nextInt(100_000)];
        while (reader.next() != null) {
            var part = new ByteArrayOutputStream();
            for (int n = reader.read(buffer, 0, buffer.length); n >= 0; n = reader.read(buffer, 0, buffer.length))
                part.write(buffer, 0, n);
            parts.add(part.toByteArray());
        }
        return parts;
    }

    @RepeatedTest(200)
    void parts_are_what_was_put_between_boundaries_however_they_come(RepetitionInfo repetition) throws IOException {
        var random = new Random(repetition.getCurrentRepetition());
        var parts = new ArrayList<byte[]>();
        var body = new ByteArrayOutputStream();
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            byte[] part = content(random);
            parts.add(part);
            body.writeBytes((i == 0 ? "" : "\r\n").getBytes(StandardCharsets.UTF_8));
            body.writeBytes(("--" + BOUNDARY + " \t\r\nA: b\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            body.writeBytes(part);
        }
        body.writeBytes((count == 0 ? "" : "\r\n").getBytes(StandardCharsets.UTF_8));
        body.writeBytes(("--" + BOUNDARY + "--").getBytes(StandardCharsets.UTF_8));
        assertThat(read(pieces(body.toByteArray(), random), random).toArray(byte[][]::new))
                .isDeepEqualTo(parts.toArray(byte[][]::new));
    }

    @RepeatedTest(200)
    void anything_else_is_parts_or_a_refusal(RepetitionInfo repetition) throws IOException {
        var random = new Random(repetition.getCurrentRepetition());
        byte[] signs = "\r\n--ab:\r\n\r\n".getBytes(StandardCharsets.UTF_8);
        var body = new ByteArrayOutputStream();
        for (int i = random.nextInt(300); i > 0; i--) {
            if (random.nextInt(10) == 0) body.writeBytes("\r\n----ab\r\n".getBytes(StandardCharsets.UTF_8));
            else body.write(signs[random.nextInt(signs.length)]);
        }
        try {
            assertThat(read(pieces(body.toByteArray(), random), random)).isNotNull();
        } catch (FeathersException e) {
            assertThat(e.code()).isEqualTo(400);
        }
    }
}
