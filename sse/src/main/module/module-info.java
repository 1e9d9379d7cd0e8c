/** Events of services as server-sent events, for Feathers 6, browsers and curl. */
module org.feathers4j.sse {
    requires io.vertx.core;
    requires io.vertx.web;
    requires transitive org.feathers4j;
    requires org.feathers4j.channels;
    requires org.feathers4j.json;
    requires org.feathers4j.server;
    requires org.feathers4j.socketioserver;
    requires org.feathers4j.transport;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports org.feathers4j.sse;
}
