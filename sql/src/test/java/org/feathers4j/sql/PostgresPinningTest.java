package org.feathers4j.sql;

import org.feathers4j.testrules.PostgresServer;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("org.feathers4j.testrules.PostgresServer#isInstalled")
class PostgresPinningTest extends PinningTest {
    @Override
    String url() {
        return PostgresServer.shared().url();
    }
}
