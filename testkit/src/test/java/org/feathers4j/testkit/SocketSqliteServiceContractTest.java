package org.feathers4j.testkit;

/** A service over a table of SQLite, over Socket.IO. */
class SocketSqliteServiceContractTest extends SocketServiceContractTest {
    @Override
    Store newStore() {
        return SqlStore.sqlite();
    }
}
