package org.feathers4j.sql;

import java.nio.file.Path;

import org.feathers4j.testrules.PostgresServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

@EnabledIf("hasPostgres")
class PostgresRecordedCasesTest extends RecordedCases {
    private static @Nullable PostgresServer server;

    static boolean hasPostgres() {
        return PostgresServer.isInstalled();
    }

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = PostgresServer.started(folder);
    }

    @AfterAll
    static void stop() {
        PostgresServer running = server;
        if (running != null) running.close();
    }

    @Override
    SqlDatabase open() {
        PostgresServer running = server;
        if (running == null) throw new IllegalStateException("not started");
        return SqlDatabase.open(running.url());
    }

    @Override
    String dialect() {
        return "postgres";
    }

    @Override
    String nextId() {
        return "alter sequence recorded_id_seq restart 3";
    }

    @Override
    String idType() {
        return "serial";
    }
}
