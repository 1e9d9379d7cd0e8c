/** One dependency that brings server, distributed, cote-link, memory, hooks and configuration. */
module org.feathers4j.all {
    requires transitive org.feathers4j;
    requires transitive org.feathers4j.json;
    requires transitive org.feathers4j.hooks;
    requires transitive org.feathers4j.configuration;
    requires transitive org.feathers4j.memory;
    requires transitive org.feathers4j.transport;
    requires transitive org.feathers4j.channels;
    requires transitive org.feathers4j.socketioserver;
    requires transitive org.feathers4j.server;
    requires transitive org.feathers4j.authentication;
    requires transitive org.feathers4j.distributed;
    requires transitive org.feathers4j.cotelink;
}
