package org.feathers4j.testkit;

/** Makes services over one kind of store. For one thread, that of the test. */
interface Store extends AutoCloseable {
    /** A new, empty service, which can be registered too. */
    ServiceUnderTest service(String id, ServiceUnderTest.Settings settings);

    /** The same, but all its public methods except one throw. */
    ServiceUnderTest serviceWithOnly(String id, String method);

    @Override
    default void close() {}

    /** Services in memory. */
    Store MEMORY = new Store() {
        @Override
        public ServiceUnderTest service(String id, ServiceUnderTest.Settings settings) {
            return new MemoryUnderTest(MemoryUnderTest.service(id, settings));
        }

        @Override
        public ServiceUnderTest serviceWithOnly(String id, String method) {
            return new MemoryUnderTest(new OnlyOneMethod(method, MemoryUnderTest.options(id)));
        }
    };
}
