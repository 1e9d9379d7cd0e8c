package org.feathers4j.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Where tokens are kept. */
class TokenStoreTest {
    @TempDir
    Path folder;

    @Test
    void a_token_in_a_file_is_its_owners_alone() throws IOException {
        Path file = folder.resolve("token");
        TokenStore store = TokenStore.file(file);
        assertThat(store.load()).isNull();
        store.remove();
        store.store("first");
        store.store("second");
        assertThat(TokenStore.file(file).load()).isEqualTo("second");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder).isDirectoryContaining(file::equals);
        assertThat(folder.toFile().list()).hasSize(1);
        store.remove();
        assertThat(store.load()).isNull();
    }

    @Test
    void a_file_that_is_no_token_is_refused() throws IOException {
        Path file = folder.resolve("token");
        Files.writeString(file, "x".repeat(100_000));
        assertThatThrownBy(() -> TokenStore.file(file).load())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("longer than 65536 bytes");
    }
}
