package org.feathers4j.files;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Bytes in memory, and in a temporary file once they are many. The file is deleted as soon as it is open, where the system allows that, so it is gone in any case when the process is; elsewhere it is deleted when
 * it is closed. One thread writes, then any read.
 */
final class Spool implements AutoCloseable {
    private static final Set<OpenOption> OPTIONS = Set.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);

    private final Path directory;
    private final int memory;
    private @Nullable ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private @Nullable FileChannel file;
    private long size;
    private volatile boolean closed;

    /**
     * @param directory for the temporary file
     * @param memory how many bytes are kept in memory at the most
     */
    Spool(Path directory, int memory) {
        this.directory = directory;
        this.memory = memory;
    }

    void write(byte[] chunk, int length) throws IOException {
        if (bytes != null && size + length > memory) spill(bytes);
        if (bytes != null) bytes.write(chunk, 0, length);
        else append(ByteBuffer.wrap(chunk, 0, length));
        size += length;
    }

    private void spill(ByteArrayOutputStream kept) throws IOException {
        Files.createDirectories(directory);
        file = FileChannel.open(directory.resolve("upload-" + UUID.randomUUID() + ".part"), OPTIONS, forOwner());
        append(ByteBuffer.wrap(kept.toByteArray()));
        bytes = null;
    }

    private static FileAttribute<?>[] forOwner() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private void append(ByteBuffer chunk) throws IOException {
        while (chunk.hasRemaining()) Objects.requireNonNull(file).write(chunk);
    }

    long size() {
        return size;
    }

    InputStream open() throws IOException {
        ByteArrayOutputStream kept = bytes;
        FileChannel spilled = file;
        // another thread may close it meanwhile
        if (closed) throw new ClosedChannelException();
        if (kept != null) return new ByteArrayInputStream(kept.toByteArray());
        if (spilled == null) throw new ClosedChannelException();
        return new FromFile(spilled);
    }

    @Override
    public void close() {
        closed = true;
        bytes = null;
        try {
            if (file != null) file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The temporary file of an upload could not be deleted", e);
        }
    }

    /** Reads at a position of its own, so that several read the same file. */
    private static final class FromFile extends InputStream {
        private final FileChannel file;
        private long position;

        FromFile(FileChannel file) {
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) return 0;
            int count = file.read(ByteBuffer.wrap(into, offset, length), position);
            if (count > 0) position += count;
            return count;
        }
    }
}
