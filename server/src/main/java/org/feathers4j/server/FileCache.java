package org.feathers4j.server;

import java.nio.file.Files;
import java.nio.file.Path;

import io.vertx.core.file.FileSystemOptions;
import org.jspecify.annotations.Nullable;

/** Vert.x copies files that handlers serve from jars into a folder, and does not start where it cannot create one: on a read-only file system. */
final class FileCache {
    private FileCache() {}

    /** The same options where the folder can be created; else without it, so that only resources in jars are missing. */
    static FileSystemOptions orNone(FileSystemOptions options) {
        return isWritable(Path.of(options.getFileCacheDir()).toAbsolutePath().getParent())
                ? options
                : options.setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
    }

    /** Vert.x makes parents that are missing. */
    private static boolean isWritable(@Nullable Path folder) {
        Path existing = folder;
        while (existing != null && !Files.exists(existing)) existing = existing.getParent();
        return existing != null && Files.isDirectory(existing) && Files.isWritable(existing);
    }
}
