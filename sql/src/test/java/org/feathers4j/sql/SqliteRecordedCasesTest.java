package org.feathers4j.sql;

class SqliteRecordedCasesTest extends RecordedCases {
    @Override
    SqlDatabase open() {
        return SqlDatabase.open("sqlite::memory:");
    }

    @Override
    String dialect() {
        return "sqlite";
    }

    @Override
    String nextId() {
        return ""; // one more than the greatest
    }

    @Override
    String idType() {
        return "integer";
    }
}
