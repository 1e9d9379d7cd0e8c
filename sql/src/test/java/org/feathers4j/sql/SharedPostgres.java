package org.feathers4j.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

import org.feathers4j.testrules.PostgresServer;

/** One PostgreSQL server for all tests of this process. */
final class SharedPostgres {
    private static final class Holder {
        static final PostgresServer SERVER = started();
    }

    private SharedPostgres() {}

    static boolean isInstalled() {
        return PostgresServer.isInstalled();
    }

    static String url() {
        return Holder.SERVER.url();
    }

    private static PostgresServer started() {
        try {
            PostgresServer server = PostgresServer.started(Files.createTempDirectory("feathers4j-postgres"));
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
