/** Metrics of services, mesh, sockets and events for Micrometer. */
module org.feathers4j.micrometer {
    requires transitive micrometer.core;
    requires transitive org.feathers4j;
    requires org.feathers4j.channels;
    requires org.feathers4j.distributed;
    requires org.feathers4j.server;
    requires org.feathers4j.socketioserver;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports org.feathers4j.micrometer;
}
