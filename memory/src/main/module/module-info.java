/** In-memory service and the Feathers query engine. */
module org.feathers4j.memory {
    requires transitive org.feathers4j;
    requires transitive org.feathers4j.adapter;
    requires static transitive org.jspecify;

    exports org.feathers4j.memory;
}
