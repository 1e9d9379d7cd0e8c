/** What every transport shares: router, dispatcher, REST mapping, query strings. */
module org.feathers4j.transport {
    requires transitive org.feathers4j;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports org.feathers4j.transport;
}
