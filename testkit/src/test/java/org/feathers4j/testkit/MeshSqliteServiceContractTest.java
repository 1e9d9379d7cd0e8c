package org.feathers4j.testkit;

/** A service over a table of SQLite, of another application. */
class MeshSqliteServiceContractTest extends MeshServiceContractTest {
    @Override
    Store newStore() {
        return SqlStore.sqlite();
    }
}
