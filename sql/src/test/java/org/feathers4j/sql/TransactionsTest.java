package org.feathers4j.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.feathers4j.Application;
import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Transactions as hooks and as blocks of code, over SQLite; {@link PostgresTransactionsTest} has the other database. */
class TransactionsTest {
    private final Application app = Application.create();
    private final List<String> heard = new ArrayList<>();
    private final SqlDatabase database = app.configure(newDatabase());
    private ServiceHandle orders;
    private ServiceHandle items;

    SqlDatabase newDatabase() {
        return SqlDatabase.open("sqlite::memory:");
    }

    @BeforeEach
    void start() {
        TestDatabases.table(database, "orders", "name varchar(20) UNIQUE");
        TestDatabases.table(database, "items", "name varchar(20) NOT NULL");
        for (String table : List.of("orders", "items")) {
            app.use(
                    table,
                    SqlService.create(o -> o.database(database).table(table).multi(true)));
            for (String event : List.of("created", "patched", "removed"))
                app.service(table)
                        .on(event, (item, context) -> heard.add("%s %s %s".formatted(table, event, name(item))));
        }
        orders = app.service("orders");
        items = app.service("items");
        app.setup();
    }

    private static @Nullable Object name(@Nullable Object record) {
        return record instanceof Map<?, ?> members ? members.get("name") : null;
    }

    @AfterEach
    void close() {
        app.close();
    }

    private static List<?> all(ServiceHandle service) {
        return (List<?>) Objects.requireNonNull(service.find());
    }

    private int count(ServiceHandle service) {
        return all(service).size();
    }

    @Test
    void all_of_a_block_is_kept_and_announced_after_the_commit() {
        Object order = database.transaction(params -> {
            Object made = Objects.requireNonNull(orders.create(Map.of("name", "books"), params));
            items.create(Map.of("name", "novel"), params);
            assertThat(heard).isEmpty();
            return made;
        });
        assertThat(name(order)).isEqualTo("books");
        assertThat(heard).containsExactly("orders created books", "items created novel");
        assertThat(count(orders) + count(items)).isEqualTo(2);
    }

    @Test
    void nothing_of_a_block_that_throws_is_kept_or_announced() {
        assertThatThrownBy(() -> database.transaction(params -> {
                    orders.create(Map.of("name", "books"), params);
                    return Objects.requireNonNull(items.create(Map.of(), params));
                }))
                .isInstanceOfSatisfying(
                        FeathersException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.BAD_REQUEST));
        assertThat(heard).isEmpty();
        assertThat(count(orders)).isZero();
    }

    @Test
    void a_hook_makes_calls_within_a_call_part_of_it() {
        orders.hooks(h -> h.around("create", database.transactional()).after("create", context -> {
            items.create(Map.of("name", "gift wrap"), context.params());
            if ("bad".equals(name(context.result()))) throw FeathersException.badRequest("No such order");
        }));
        orders.create(Map.of("name", "good"));
        assertThatThrownBy(() -> orders.create(Map.of("name", "bad"))).hasMessage("No such order");
        assertThat(count(orders)).isEqualTo(1);
        assertThat(count(items)).isEqualTo(1);
        assertThat(heard).containsExactly("items created gift wrap", "orders created good");
    }

    @Test
    void what_failed_within_a_transaction_is_undone_by_itself() {
        items.hooks(h -> h.around("create", database.transactional()));
        database.transaction(params -> {
            orders.create(Map.of("name", "books"), params);
            assertThatThrownBy(() -> items.create(List.of(Map.of("name", "novel"), Map.of()), params))
                    .isInstanceOf(FeathersException.class);
            items.create(Map.of("name", "comic"), params);
            return true;
        });
        assertThat(heard).containsExactly("orders created books", "items created comic");
        assertThat(count(items)).isEqualTo(1);
    }

    @Test
    void events_of_any_service_that_takes_part_wait_for_the_commit() {
        app.use("mails", Service.create((data, params) -> data));
        app.service("mails").on("created", (mail, context) -> heard.add("mail"));
        database.transaction(params -> {
            app.service("mails").create(Map.of("to", "Ada"), params);
            assertThat(heard).isEmpty();
            orders.create(Map.of("name", "books"), params);
            return true;
        });
        assertThat(heard).containsExactly("mail", "orders created books");
    }

    @Test
    void a_transaction_reads_what_it_has_written_and_others_do_not() {
        database.transaction(params -> {
            orders.create(Map.of("name", "books"), params);
            assertThat((List<?>) orders.find(params)).hasSize(1);
            return true;
        });
        assertThat(count(orders)).isEqualTo(1);
    }

    @Test
    void params_of_a_transaction_that_has_ended_are_refused() {
        Params[] kept = new Params[1];
        database.transaction(params -> kept[0] = params);
        assertThatThrownBy(() -> orders.create(Map.of("name", "late"), kept[0]))
                .hasMessageContaining("The transaction has ended (COMMITTED)");
        assertThat(count(orders)).isZero();
    }

    @Test
    void a_list_is_made_whole_or_not_at_all() {
        assertThatThrownBy(() -> orders.create(List.of(Map.of("name", "a"), Map.of("name", "a"))))
                .isInstanceOfSatisfying(
                        FeathersException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFLICT));
        assertThat(count(orders)).isZero();
    }

    @Test
    void statements_of_ones_own_take_part() {
        database.transaction(params -> {
            orders.create(Map.of("name", "books"), params);
            return database.statements(params).execute("UPDATE orders SET name = 'films'");
        });
        assertThat(all(orders).stream().map(TransactionsTest::name)).containsExactly("films");
    }
}
