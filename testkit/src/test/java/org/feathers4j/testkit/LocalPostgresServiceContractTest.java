package org.feathers4j.testkit;

import org.junit.jupiter.api.condition.EnabledIf;

/** A service over a table of PostgreSQL, in an application, called from within. */
@EnabledIf("org.feathers4j.testrules.PostgresServer#isInstalled")
class LocalPostgresServiceContractTest extends LocalServiceContractTest {
    @Override
    Store newStore() {
        return SqlStore.postgres();
    }
}
