package org.feathers4j.memory;

class MemoryContractWithOtherIdTest extends MemoryContractTest {
    @Override
    String id() {
        return "customid";
    }
}
