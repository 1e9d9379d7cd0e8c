/** One port for REST and middleware. */
module org.feathers4j.server {
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.common;
    requires io.netty.handler;
    requires transitive io.vertx.core;
    requires transitive io.vertx.web;
    requires transitive org.feathers4j;
    requires org.feathers4j.channels;
    requires transitive org.feathers4j.json;
    requires transitive org.feathers4j.socketioserver;
    requires transitive org.feathers4j.transport;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports org.feathers4j.server;
}
