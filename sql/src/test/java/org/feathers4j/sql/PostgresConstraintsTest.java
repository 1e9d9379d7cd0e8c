package org.feathers4j.sql;

import java.util.Map;

import org.feathers4j.ErrorKind;
import org.feathers4j.Params;
import org.feathers4j.testrules.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import static org.assertj.core.api.Assertions.assertThat;

@EnabledIf("org.feathers4j.testrules.PostgresServer#isInstalled")
class PostgresConstraintsTest extends ConstraintsTest {
    @Override
    String url() {
        return PostgresServer.shared().url();
    }

    @Test
    void a_constraint_that_excludes_others_is_refused_without_their_values() {
        sql("CREATE TABLE bookings (id int PRIMARY KEY, during int4range, EXCLUDE USING gist (during WITH &&))");
        var bookings = service("bookings");
        bookings.create(Map.of("id", 1, "during", "[4711,4720)"), Params.empty());
        var error = refused(() -> bookings.create(Map.of("id", 2, "during", "[4700,4800)"), Params.empty()));
        assertThat(error.kind()).isEqualTo(ErrorKind.CONFLICT);
        assertThat(error.toJson().toString()).doesNotContain("4711", "4720");
    }

    /** A constraint that is checked with the commit. */
    @Test
    void a_deferred_constraint_is_refused_with_the_commit() {
        sql("CREATE TABLE later (id int PRIMARY KEY, n int UNIQUE DEFERRABLE INITIALLY DEFERRED)");
        var later = service("later");
        later.create(Map.of("id", 1, "n", 1), Params.empty());
        assertThat(refused(() -> later.create(Map.of("id", 2, "n", 1), Params.empty()))
                        .kind())
                .isEqualTo(ErrorKind.CONFLICT);
        assertThat(refused(() -> database.transaction(p -> later.create(Map.of("id", 2, "n", 1), p)))
                        .kind())
                .isEqualTo(ErrorKind.CONFLICT);
        assertThat(records(later.find(Params.empty()))).hasSize(1);
    }
}
