package org.feathers4j.testkit;

import org.junit.jupiter.api.condition.EnabledIf;

/** A service over a table of PostgreSQL, over HTTP. */
@EnabledIf("org.feathers4j.testrules.PostgresServer#isInstalled")
class RestPostgresServiceContractTest extends RestServiceContractTest {
    @Override
    Store newStore() {
        return SqlStore.postgres();
    }
}
