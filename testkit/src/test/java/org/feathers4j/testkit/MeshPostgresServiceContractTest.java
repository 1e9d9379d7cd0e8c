package org.feathers4j.testkit;

import org.junit.jupiter.api.condition.EnabledIf;

/** A service over a table of PostgreSQL, of another application. */
@EnabledIf("org.feathers4j.testrules.PostgresServer#isInstalled")
class MeshPostgresServiceContractTest extends MeshServiceContractTest {
    @Override
    Store newStore() {
        return SqlStore.postgres();
    }
}
