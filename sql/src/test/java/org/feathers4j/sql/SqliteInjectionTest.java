package org.feathers4j.sql;

class SqliteInjectionTest extends InjectionTest {
    @Override
    String url() {
        return "sqlite::memory:";
    }
}
