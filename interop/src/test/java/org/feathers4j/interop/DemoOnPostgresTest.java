package org.feathers4j.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.feathers4j.examples.demo.Demo;
import org.feathers4j.sql.SqlDatabase;
import org.feathers4j.testrules.PostgresServer;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The demo checks itself over PostgreSQL, as {@code DATABASE_URL} says; {@code ./demo --check} does over SQLite. */
@EnabledIf("org.feathers4j.testrules.PostgresServer#isInstalled")
class DemoOnPostgresTest {
    @Test
    void the_replicas_share_todos_in_postgresql(@TempDir Path folder) throws IOException, InterruptedException {
        Path log = folder.resolve("demo.log");
        ProcessBuilder command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Demo.class.getName(),
                        "--check")
                .directory(Path.of("..").toAbsolutePath().normalize().toFile())
                .redirectOutput(log.toFile())
                .redirectErrorStream(true);
        command.environment().put("DATABASE_URL", PostgresServer.shared().url());
        Process demo = command.start();
        try {
            assertThat(demo.waitFor(3, TimeUnit.MINUTES)).as("it ends").isTrue();
            assertThat(demo.exitValue()).as(Files.readString(log)).isZero();
            try (SqlDatabase database = SqlDatabase.open(PostgresServer.shared().url())) {
                assertThat(database.<Integer>statements(sql -> sql.fetchCount(DSL.table("todos"))))
                        .isPositive();
                assertThat(database.<Integer>statements(sql -> sql.fetchCount(DSL.table("users"))))
                        .isPositive();
            }
        } finally {
            demo.descendants().forEach(ProcessHandle::destroyForcibly);
            demo.destroyForcibly();
        }
    }
}
