package org.feathers4j.testkit;

/** A service over a table of H2, in an application, called from within. */
class LocalH2ServiceContractTest extends LocalServiceContractTest {
    @Override
    Store newStore() {
        return SqlStore.h2();
    }
}
