package org.feathers4j.testkit;

class MemoryServiceWithOtherIdContractTest extends MemoryServiceContractTest {
    @Override
    String id() {
        return "customid";
    }
}
