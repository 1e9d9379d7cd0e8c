package org.feathers4j.testkit;

/** A service over a table of SQLite, over HTTP. */
class RestSqliteServiceContractTest extends RestServiceContractTest {
    @Override
    Store newStore() {
        return SqlStore.sqlite();
    }
}
