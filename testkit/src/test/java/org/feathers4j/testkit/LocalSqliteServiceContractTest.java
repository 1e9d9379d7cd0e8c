package org.feathers4j.testkit;

/** A service over a table of SQLite, in an application, called from within. */
class LocalSqliteServiceContractTest extends LocalServiceContractTest {
    @Override
    Store newStore() {
        return SqlStore.sqlite();
    }
}
