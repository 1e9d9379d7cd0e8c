package org.feathers4j.sql;

import org.feathers4j.testrules.PostgresServer;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("org.feathers4j.testrules.PostgresServer#isInstalled")
class PostgresTransactionsTest extends TransactionsTest {
    @Override
    SqlDatabase newDatabase() {
        return SqlDatabase.open(PostgresServer.shared().url());
    }
}
