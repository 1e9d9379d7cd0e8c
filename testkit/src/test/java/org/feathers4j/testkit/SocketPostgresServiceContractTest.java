package org.feathers4j.testkit;

import org.junit.jupiter.api.condition.EnabledIf;

/** A service over a table of PostgreSQL, over Socket.IO. */
@EnabledIf("org.feathers4j.testrules.PostgresServer#isInstalled")
class SocketPostgresServiceContractTest extends SocketServiceContractTest {
    @Override
    Store newStore() {
        return SqlStore.postgres();
    }
}
