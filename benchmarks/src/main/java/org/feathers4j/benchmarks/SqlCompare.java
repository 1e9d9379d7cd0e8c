package org.feathers4j.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.sun.management.OperatingSystemMXBean;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.json.Json;
import org.feathers4j.sql.SqlDatabase;
import org.feathers4j.sql.SqlService;
import org.feathers4j.testrules.PostgresServer;
import org.jspecify.annotations.Nullable;

/**
 * CPU that calls over a table take: of bare JDBC, of {@link SqlService}, and of Feathers' Knex adapter in Node, one right after the other. Started by {@code benchmarks/run}.
 *
 * <p>Arguments: the folder {@code node}, and options such as {@code --rounds=1}.
 */
public final class SqlCompare {
    private static final Map<String, Object> TODO = todo();
    private static final String COLUMNS = "id, text, done, \"userId\", \"createdAt\"";

    /** One call, which says whether its answer was right. */
    private interface Call {
        boolean isRight() throws SQLException;
    }

    private record Line(String operation, Call bare, Call ours) {}

    private final Path node;
    private final @Nullable String address;
    private final Path file;
    private final int rounds;
    private final long millis;

    private SqlCompare(Path node, @Nullable String address, Path file, Arguments options) {
        this.node = node;
        this.address = address;
        this.file = file;
        this.rounds = options.number("rounds", "3");
        this.millis = options.seconds("seconds", "2").toMillis();
        options.refuseOthers();
    }

    /** A table for each database, on standard output in Markdown. */
    public static void main(String... arguments) throws Exception {
        Path node = Path.of(arguments[0]);
        var options = List.of(arguments).subList(1, arguments.length);
        Path file = Files.createTempDirectory("benchmark").resolve("todos.db");
        new SqlCompare(node, null, file, new Arguments(options)).run();
        if (!PostgresServer.isInstalled()) return;
        try (var server = PostgresServer.started(Files.createTempDirectory("benchmark"))) {
            new SqlCompare(node, server.url(), file, new Arguments(options)).run();
        }
    }

    private void run() throws Exception {
        try (Connection connection = connection();
                SqlDatabase database = SqlDatabase.open(address == null ? "sqlite:" + file : address)) {
            prepare(connection);
            var service = SqlService.create(o -> o.database(database).table("todos"));
            var hundred = Params.query(Map.of("$sort", Map.of("id", 1), "$limit", 100));
            System.out.printf("%n### %s%n%n", address == null ? "SQLite" : "PostgreSQL");
            print("CPU per call, µs", "JDBC", "feathers4j", "Node", "of JDBC's", "Node's, times");
            print("---", "---:", "---:", "---:", "---:", "---:");
            compare(new Line(
                    "get",
                    () -> rows(connection, "select " + COLUMNS + " from todos where id = ?", 1L)
                                    .size()
                            == 1,
                    () -> service.get(Id.of(1), Params.empty()) instanceof Map<?, ?>));
            compare(new Line(
                    "find of 100",
                    () -> rows(connection, "select " + COLUMNS + " from todos order by id limit ?", 100L)
                                    .size()
                            == 100,
                    () -> service.find(hundred) instanceof List<?> list && list.size() == 100));
            compare(new Line(
                    "create",
                    () -> isCreated(connection),
                    () -> service.create(TODO, Params.empty()) instanceof Map<?, ?>));
        }
    }

    private static Map<String, Object> todo() {
        var todo = new LinkedHashMap<String, Object>();
        todo.put("text", "Write the report");
        todo.put("done", false);
        todo.put("userId", 3);
        todo.put("createdAt", "2026-01-02T03:04:05.678Z");
        return todo;
    }

    private Connection connection() throws SQLException {
        if (address == null) return DriverManager.getConnection("jdbc:sqlite:" + file);
        return DriverManager.getConnection("jdbc:"
                + address.replaceFirst("^postgres:", "postgresql:").replaceFirst("//([^:@/]+)@(.*)", "//$2?user=$1"));
    }

    private void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (address == null) {
                statement.execute("pragma journal_mode = wal");
                statement.execute("pragma synchronous = normal");
            }
            statement.execute(
                    "create table todos (id %s primary key, text text, done boolean, \"userId\" integer, \"createdAt\" text)"
                            .formatted(address == null ? "integer" : "serial"));
        }
        for (int i = 0; i < 100; i++) isCreated(connection);
    }

    private static boolean isCreated(Connection connection) throws SQLException {
        String insert =
                "insert into todos (text, done, \"userId\", \"createdAt\") values (?, ?, ?, ?) returning " + COLUMNS;
        return rows(connection, insert, TODO.values().toArray()).size() == 1;
    }

    /** What an application without a framework does. */
    private static List<Map<String, @Nullable Object>> rows(Connection connection, String sql, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) statement.setObject(i + 1, parameters[i]);
            try (ResultSet rows = statement.executeQuery()) {
                ResultSetMetaData shape = rows.getMetaData();
                var records = new ArrayList<Map<String, @Nullable Object>>();
                while (rows.next()) {
                    var record = new LinkedHashMap<String, @Nullable Object>();
                    for (int place = 1; place <= shape.getColumnCount(); place++)
                        record.put(shape.getColumnLabel(place), rows.getObject(place));
                    records.add(record);
                }
                return records;
            }
        }
    }

    private void compare(Line line) throws Exception {
        var bare = new ArrayList<Double>();
        var ours = new ArrayList<Double>();
        var theirs = new ArrayList<Double>();
        for (int round = 0; round <= rounds; round++) {
            double jdbc = measured(line.bare());
            double service = measured(line.ours());
            if (round == 0) continue; // warms up
            bare.add(jdbc);
            ours.add(service);
            theirs.add(node(line.operation().split(" ", -1)[0]));
        }
        double jdbc = median(bare);
        double service = median(ours);
        double knex = median(theirs);
        print(line.operation(), text(jdbc), text(service), text(knex), text(service / jdbc), text(knex / service));
    }

    private double measured(Call call) throws SQLException {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long end = System.nanoTime() + millis * 1_000_000;
        long count = 0;
        for (; System.nanoTime() < end; count++) if (!call.isRight()) throw new IllegalStateException("a wrong answer");
        return (system.getProcessCpuTime() - cpu) / 1e3 / count;
    }

    private double node(String operation) throws IOException, InterruptedException {
        String client = address == null ? "better-sqlite3" : "pg";
        // an addon that is downloaded from elsewhere or built for minutes: npm install --no-save better-sqlite3@12
        if (address == null && !Files.isDirectory(node.resolve("node_modules/better-sqlite3"))) return Double.NaN;
        Object connection = address == null ? Map.of("filename", file.toString()) : address;
        Process process = new ProcessBuilder(
                        "node", "sql.mjs", client, Json.text(connection), operation, Long.toString(millis))
                .directory(node.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) throw new IOException("Node could not measure " + operation);
        return Double.parseDouble(output.strip());
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static String text(double value) {
        if (Double.isNaN(value)) return "not there";
        return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%.0f", value);
    }

    private static void print(Object... cells) {
        System.out.printf(Locale.ROOT, "| %-16s | %10s | %10s | %10s | %10s | %13s |%n", cells);
    }
}
