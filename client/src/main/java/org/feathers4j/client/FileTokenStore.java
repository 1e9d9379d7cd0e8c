package org.feathers4j.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import org.jspecify.annotations.Nullable;

/** A token in a file. The JDK makes temporary files that only their owner may read and write, and the token is written to such a one; on Windows the rights of the folder hold. */
final class FileTokenStore implements TokenStore {
    /** No server makes longer ones, and no header takes them. */
    private static final int MAX_BYTES = 64 << 10;

    private final Path file;

    FileTokenStore(Path file) {
        this.file = file.toAbsolutePath();
    }

    @Override
    public @Nullable String load() {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES)
                throw new IOException("it is longer than %d bytes, which no token is".formatted(MAX_BYTES));
            String token = new String(bytes, StandardCharsets.UTF_8).strip();
            return token.isEmpty() ? null : token;
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw failure("read", e);
        }
    }

    @Override
    public void store(String token) {
        try {
            Path written = Files.createTempFile(file.getParent(), ".token", null);
            try {
                Files.writeString(written, token);
                Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(written);
            }
        } catch (IOException e) {
            throw failure("written", e);
        }
    }

    @Override
    public void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw failure("removed", e);
        }
    }

    private UncheckedIOException failure(String what, IOException e) {
        return new UncheckedIOException("The token in %s can not be %s: %s".formatted(file, what, e.getMessage()), e);
    }
}
