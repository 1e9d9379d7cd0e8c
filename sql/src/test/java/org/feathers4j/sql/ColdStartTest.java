package org.feathers4j.sql;

import java.io.IOException;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.Params;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ColdStartTest {
    /** Half of what it would load if nothing had made jOOQ ready. */
    private static final int FEW = 250;

    /** Loading takes long on a busy machine, and the other writers of the file would wait and give up. */
    @Test
    void the_first_transaction_of_a_process_does_not_load_the_classes_of_its_statements_while_it_has_the_lock(
            @TempDir Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FirstTransaction.class.getName(),
                        "sqlite:" + folder.resolve("data.db"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String loaded = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).isZero();
        assertThat(Integer.parseInt(loaded.substring(loaded.lastIndexOf('\n') + 1)))
                .isLessThan(FEW);
    }

    static final class FirstTransaction {
        private FirstTransaction() {}

        /** Prints how many classes were loaded between the begin of a transaction and the result of a create. */
        @SuppressWarnings("SystemOut") // how it tells the test
        public static void main(String[] arguments) {
            Application app = Application.create();
            SqlDatabase database =
                    app.configure(SqlDatabase.create(o -> o.url(arguments[0]).timeout(Duration.ofMinutes(2))));
            app.use("todos", SqlService.create(o -> o.table("todos")));
            app.setup();
            ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
            long loaded = database.transaction(Params.empty(), params -> {
                long before = classes.getTotalLoadedClassCount();
                database.statements(params)
                        .execute("CREATE TABLE todos (id INTEGER PRIMARY KEY, text VARCHAR(200) NOT NULL)");
                app.service("todos").create(Map.of("text", "first"), params);
                return classes.getTotalLoadedClassCount() - before;
            });
            app.close();
            System.out.println(loaded);
        }
    }
}
