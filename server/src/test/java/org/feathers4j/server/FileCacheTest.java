package org.feathers4j.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class FileCacheTest {
    @Test
    void where_no_folder_can_be_made_none_is_needed(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        FileSystemOptions options = FileCache.orNone(new FileSystemOptions()
                .setClassPathResolvingEnabled(true)
                .setFileCacheDir(file.resolve("below/cache").toString()));
        Vertx vertx = Vertx.vertx(new VertxOptions().setFileSystemOptions(options));
        vertx.close().toCompletionStage().toCompletableFuture().join();
        assertThat(options.isClassPathResolvingEnabled()).isFalse();
    }

    @Test
    void where_a_folder_can_be_made_resources_in_jars_are_served(@TempDir Path folder) {
        FileSystemOptions options = FileCache.orNone(new FileSystemOptions()
                .setClassPathResolvingEnabled(true)
                .setFileCacheDir(folder.resolve("new/cache").toString()));
        assertThat(options.isClassPathResolvingEnabled()).isTrue();
    }
}
