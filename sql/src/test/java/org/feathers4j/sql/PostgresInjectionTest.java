package org.feathers4j.sql;

import org.feathers4j.testrules.PostgresServer;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("org.feathers4j.testrules.PostgresServer#isInstalled")
class PostgresInjectionTest extends InjectionTest {
    @Override
    String url() {
        return PostgresServer.shared().url();
    }
}
