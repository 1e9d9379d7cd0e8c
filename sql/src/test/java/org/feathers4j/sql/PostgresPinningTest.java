package org.feathers4j.sql;

import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("org.feathers4j.sql.SharedPostgres#isInstalled")
class PostgresPinningTest extends PinningTest {
    @Override
    String url() {
        return SharedPostgres.url();
    }
}
