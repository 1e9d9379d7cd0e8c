/** What services over stores share: pages, and the guard of queries. */
module org.feathers4j.adapter {
    requires transitive org.feathers4j;
    requires static transitive org.jspecify;

    exports org.feathers4j.adapter;
}
