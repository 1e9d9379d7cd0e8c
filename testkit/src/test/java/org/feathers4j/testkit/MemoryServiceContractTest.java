package org.feathers4j.testkit;

/** The memory service as an object, called without an application. */
class MemoryServiceContractTest extends ServiceContract {
    String id() {
        return "id";
    }

    @Override
    protected ServiceUnderTest start(ServiceUnderTest.Settings settings) {
        return new MemoryUnderTest(MemoryUnderTest.service(id(), settings));
    }

    @Override
    protected ServiceUnderTest startWithOnly(String method) {
        return new MemoryUnderTest(new OnlyOneMethod(method, MemoryUnderTest.options(id())));
    }
}
