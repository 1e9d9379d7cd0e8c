package org.feathers4j.sql;

import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("org.feathers4j.sql.SharedPostgres#isInstalled")
class PostgresInjectionTest extends InjectionTest {
    @Override
    String url() {
        return SharedPostgres.url();
    }
}
