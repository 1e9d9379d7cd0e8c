package org.feathers4j.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** A process that stores blobs of 3 MB, each of one sign, under few ids, until it is killed. */
final class Writer {
    static final int SIZE = 3_000_000;

    private Writer() {}

    public static void main(String[] args) throws IOException {
        BlobStore store = BlobStore.folder(Path.of(args[0]));
        for (int i = 0; ; i++) {
            byte[] bytes = new byte[SIZE];
            Arrays.fill(bytes, (byte) i);
            store.write("blob-" + i % 3, "text/plain", new ByteArrayInputStream(bytes));
        }
    }
}
