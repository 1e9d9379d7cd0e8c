/** Services over tables of SQL databases: SQLite, PostgreSQL and others; transactions; events that are never lost. */
module org.feathers4j.sql {
    requires transitive java.sql;
    requires com.zaxxer.hikari;
    requires transitive org.feathers4j;
    requires transitive org.feathers4j.adapter;
    requires org.feathers4j.json;
    requires transitive org.jooq;
    requires static transitive org.jspecify;
    requires org.postgresql.jdbc;
    requires org.slf4j;
    requires org.xerial.sqlitejdbc;

    exports org.feathers4j.sql;
}
